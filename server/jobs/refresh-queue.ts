// Reading a whole portal as a durable job on pg-boss, on a queue of its own: an apply never waits
// for it to end.
import { fromKysely } from 'pg-boss';
import { z } from 'zod';
import { portalIdSchema } from '../ids.ts';
import type { Log } from '../log.ts';
import type { RefreshJob, RefreshQueue } from '../overview/refresh-port.ts';
import type { RefreshEnd } from '../overview/refresh.ts';
import type { Database } from '../storage/database.ts';
import { openQueue, WORK_OPTIONS, type Boss } from './boss.ts';

export interface RefreshRunner extends RefreshQueue {
  /** Works on jobs; pg-boss must be running. */
  start(refresh: (job: RefreshJob) => Promise<RefreshEnd>): Promise<void>;
}

const QUEUE = 'refresh-overview';

const jobSchema = z.object({ portal: portalIdSchema });

/** The queue over the server's pg-boss. */
export function createRefreshRunner(running: Boss, log: Log): RefreshRunner {
  const { boss } = running;
  const send = async (job: RefreshJob, afterMs: number, db?: Database['sql']): Promise<void> => {
    await boss.send(QUEUE, job, {
      group: { id: String(job.portal) },
      startAfter: Math.ceil(afterMs / 1_000),
      ...(db ? { db } : {}),
    });
  };

  return {
    enqueue: (job, transaction) => send(job, 0, fromKysely(transaction)),

    async start(refresh) {
      await openQueue(running, QUEUE);
      await boss.work(QUEUE, WORK_OPTIONS, async (jobs) => {
        for (const { data } of jobs) {
          const job = jobSchema.parse(data);
          const end = await refresh(job);
          log.info({ event: 'refresh_ended', portal: job.portal, end: end.kind });
          if (end.kind === 'paused') await send(job, end.afterMs);
        }
      });
    },
  };
}
