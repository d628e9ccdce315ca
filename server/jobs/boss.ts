// The one pg-boss of a server, and what its queues have in common.
import { PgBoss, type Queue, type WorkOptions } from 'pg-boss';
import { faultOf, type Log } from '../log.ts';
import type { Database } from '../storage/database.ts';
import { storeTrouble } from '../storage/trouble.ts';

export interface Boss {
  readonly boss: PgBoss;
  readonly database: Database;
  readonly log: Log;
}

/** Least that pg-boss allows; beside the holds the second way to notice that a server died. */
const HEARTBEAT_SECONDS = 10;
const SUPERVISE_SECONDS = 2;
const POLL_SECONDS = 0.5;
const PORTALS_AT_ONCE = 4;
/** A job that throws (the store was away) is tried again for about a day. */
const RETRIES = 1_000;
const LONGEST_RETRY_DELAY_SECONDS = 90;

/** pg-boss over the server's database; not started yet. */
export function createBoss(database: Database, log: Log): Boss {
  const boss = new PgBoss({
    db: database.sql,
    backend: database.kind === 'embedded' ? 'pglite' : 'postgres',
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
  });
  boss.on('error', (error) => {
    // The store's going and coming is told once, not by every poll in between.
    if (storeTrouble(error) !== null) return;
    log.error({ event: 'queue_error', fault: faultOf(error) });
  });
  return { boss, database, log };
}

const QUEUE_OPTIONS: Omit<Queue, 'name'> = {
  heartbeatSeconds: HEARTBEAT_SECONDS,
  expireInSeconds: 24 * 3_600 - 1,
  retryLimit: RETRIES,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: LONGEST_RETRY_DELAY_SECONDS,
};

/** One job per portal at a time; jobs name their portal as their group. */
export const WORK_OPTIONS = {
  pollingIntervalSeconds: POLL_SECONDS,
  localConcurrency: PORTALS_AT_ONCE,
  groupConcurrency: 1,
  heartbeatRefreshSeconds: 3,
} satisfies WorkOptions;

/** Works on a job. pg-boss keeps whatever is thrown in its table, so only the place is thrown on. */
export async function atWork(log: Log, queue: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const fault = faultOf(error);
    log.error({ event: 'job_failed', queue, fault });
    throw new Error(`${fault.name} ${fault.code ?? ''}`.trimEnd());
  }
}

/** Makes the queue of jobs that belong to portals. */
export async function openQueue({ boss }: Boss, name: string): Promise<void> {
  await boss.createQueue(name, QUEUE_OPTIONS);
}
