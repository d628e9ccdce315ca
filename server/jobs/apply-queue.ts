// Applying as a durable job on pg-boss: in the same database as the plan, one job per portal at a
// time, taken up again after the server that ran it died.
import { PgBoss, fromKysely } from 'pg-boss';
import { z } from 'zod';
import { portalIdSchema } from '../ids.ts';
import type { ApplyJob, ApplyQueue } from '../limits/apply-port.ts';
import type { ApplyEnd } from '../limits/apply.ts';
import type { Log } from '../log.ts';
import type { Database } from '../storage/database.ts';

export interface JobRunner extends ApplyQueue {
  start(apply: (job: ApplyJob) => Promise<ApplyEnd>): Promise<void>;
  /** Lets running jobs finish for a while; what does not is taken up at the next start. */
  stop(): Promise<void>;
}

const QUEUE = 'apply-plan';
/** Least that pg-boss allows; the wait after a killed server. */
const HEARTBEAT_SECONDS = 10;
const SUPERVISE_SECONDS = 2;
const POLL_SECONDS = 0.5;
const PORTALS_AT_ONCE = 4;
const STOP_TIMEOUT_MS = 20_000;
/** A job that throws (the store was away) is tried again for about a day. */
const RETRIES = 1_000;
const LONGEST_RETRY_DELAY_SECONDS = 90;

const jobSchema = z.object({ portal: portalIdSchema, planId: z.uuid() });

/**
 * Only one process can hold the embedded store, so jobs that are still marked as running belong to
 * a server that died: they go on at once instead of after their missed heartbeat.
 */
async function releaseOrphans(boss: PgBoss): Promise<void> {
  const jobs = await boss.findJobs(QUEUE);
  const orphans = jobs.filter((job) => job.state === 'active').map((job) => job.id);
  if (orphans.length > 0) await boss.fail(QUEUE, orphans);
}

/** The queue over the server's database. */
export function createJobRunner(database: Database, log: Log): JobRunner {
  const boss = new PgBoss({
    db: database.sql,
    backend: database.kind === 'embedded' ? 'pglite' : 'postgres',
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
    schedule: false,
  });
  boss.on('error', (error) => {
    log.error({ event: 'queue_error', message: error.message });
  });

  const send = async (job: ApplyJob, afterMs: number, db?: Database['sql']): Promise<void> => {
    await boss.send(QUEUE, job, {
      group: { id: String(job.portal) },
      startAfter: Math.ceil(afterMs / 1_000),
      ...(db ? { db } : {}),
    });
  };

  return {
    enqueue: (job, transaction) => send(job, 0, fromKysely(transaction)),

    async start(apply) {
      await boss.start();
      await boss.createQueue(QUEUE, {
        heartbeatSeconds: HEARTBEAT_SECONDS,
        expireInSeconds: 24 * 3_600 - 1,
        retryLimit: RETRIES,
        retryDelay: 1,
        retryBackoff: true,
        retryDelayMax: LONGEST_RETRY_DELAY_SECONDS,
      });
      if (database.kind === 'embedded') await releaseOrphans(boss);
      await boss.work(
        QUEUE,
        {
          pollingIntervalSeconds: POLL_SECONDS,
          localConcurrency: PORTALS_AT_ONCE,
          groupConcurrency: 1,
          heartbeatRefreshSeconds: 3,
        },
        async (jobs) => {
          for (const { data } of jobs) {
            const job = jobSchema.parse(data);
            const end = await apply(job);
            log.info({ event: 'apply_ended', portal: job.portal, plan: job.planId, end: end.kind });
            if (end.kind === 'paused') await send(job, end.afterMs);
          }
        },
      );
    },

    async stop() {
      await boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS });
    },
  };
}
