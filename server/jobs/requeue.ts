// Jobs from a backup, queued anew by pg-boss itself: its tables are its own business, and may be
// others by the version that restores.
import { fromKysely } from 'pg-boss';
import type { Transaction } from 'kysely';
import type { Log } from '../log.ts';
import type { Database } from '../storage/database.ts';
import type { WaitingJob } from '../storage/dump.ts';
import type { Tables } from '../storage/tables.ts';
import { createBoss, openQueue } from './boss.ts';

export type Requeue = (job: WaitingJob, transaction: Transaction<Tables>) => Promise<void>;

/** Runs `work` with a way to queue jobs of these queues; nothing works on them. */
export async function withQueues<Done>(
  database: Database,
  log: Log,
  queues: ReadonlySet<string>,
  work: (requeue: Requeue) => Promise<Done>,
): Promise<Done> {
  const running = createBoss(database, log);
  await running.boss.start();
  try {
    for (const queue of queues) await openQueue(running, queue);
    return await work(async ({ queue, portal, data }, transaction) => {
      await running.boss.send(queue, data, {
        group: { id: portal },
        db: fromKysely(transaction),
      });
    });
  } finally {
    await running.boss.stop({ graceful: false });
  }
}
