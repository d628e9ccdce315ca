// What the queues of durable jobs share: each job belongs to a portal, is added within the caller's
// transaction, and is sent again where it asks to pause. One job per portal runs at a time on all
// servers together: pg-boss's own limit for groups is looked at and taken in one statement, but not
// under a lock, so two servers can start two jobs of a portal at the same moment. The hold decides.
import type { Transaction } from 'kysely';
import { fromKysely } from 'pg-boss';
import * as v from 'valibot';
import type { PortalId } from '../ids.ts';
import type { Database } from '../storage/database.ts';
import type { Tables } from '../storage/tables.ts';
import { atWork, openQueue, WORK_OPTIONS, type Boss } from './boss.ts';
import { holdOf, takeUpOrphans } from './orphans.ts';

/** `paused`: worked on again after so many milliseconds. */
export type JobEnd =
  { readonly kind: 'done' } | { readonly kind: 'paused'; readonly afterMs: number };

export interface PortalQueue<Job> {
  enqueue(job: Job, transaction: Transaction<Tables>): Promise<void>;
  /** Has a worker of this server look for jobs now instead of within half a second. */
  wake(): void;
  /** Works on jobs; pg-boss must be running. */
  start(work: (job: Job) => Promise<JobEnd>): Promise<void>;
}

/** A portal that another server is at is asked for again after so long. */
const BUSY_MS = 1_000;

/**
 * pg-boss deletes what waited for two weeks. Jobs go with their portal, and what they stand for waits for
 * them: servers that stood still for so long find all of it.
 */
const KEPT_SECONDS = 365 * 24 * 3_600;

/** A queue over the server's pg-boss; `ended` tells the log how a job ended. The highest priority first. */
export function createPortalQueue<Job extends { readonly portal: PortalId }>(
  running: Boss,
  name: string,
  schema: v.GenericSchema<unknown, Job>,
  ended: (job: Job, end: JobEnd['kind']) => void,
  { priorityOf = () => 0 }: { readonly priorityOf?: (job: Job) => number } = {},
): PortalQueue<Job> {
  const { boss, database, log } = running;
  const send = async (job: Job, afterMs: number, db: Database['sql']): Promise<void> => {
    await boss.send(name, job, {
      group: { id: String(job.portal) },
      startAfter: Math.ceil(afterMs / 1_000),
      priority: priorityOf(job),
      retentionSeconds: KEPT_SECONDS,
      db,
    });
  };
  /** Later, unless the portal left meanwhile: of such a portal no job is left. */
  const sendAgain = (job: Job, afterMs: number): Promise<void> =>
    database.db.transaction().execute(async (transaction) => {
      // Shared: leaving waits for this, and then finds the job.
      const connected = await transaction
        .selectFrom('portals')
        .select('portal_id')
        .where('portal_id', '=', job.portal)
        .where('status', '=', 'connected')
        .forShare()
        .executeTakeFirst();
      if (connected) await send(job, afterMs, fromKysely(transaction));
    });

  const workOn = async (job: Job, work: (job: Job) => Promise<JobEnd>): Promise<void> => {
    const hold = holdOf(name, String(job.portal));
    if (!(await database.holds.take(hold))) {
      await sendAgain(job, BUSY_MS);
      return;
    }
    try {
      const end = await work(job);
      ended(job, end.kind);
      if (end.kind === 'paused') await sendAgain(job, end.afterMs);
    } finally {
      await database.holds.release(hold);
    }
  };

  const state: { worker: string | null } = { worker: null };
  return {
    enqueue: (job, transaction) => send(job, 0, fromKysely(transaction)),

    wake() {
      if (state.worker !== null) boss.notifyWorker(state.worker);
    },

    async start(work) {
      await openQueue(running, name);
      state.worker = await boss.work(name, WORK_OPTIONS, (jobs) =>
        atWork(log, name, async () => {
          for (const { data } of jobs) await workOn(v.parse(schema, data), work);
        }),
      );
      takeUpOrphans(running, name);
    },
  };
}
