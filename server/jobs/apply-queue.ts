// Applying as a durable job on pg-boss: in the same database as the plan, one job per portal at a
// time, taken up again after the server that ran it died.
import { fromKysely } from 'pg-boss';
import { z } from 'zod';
import { portalIdSchema } from '../ids.ts';
import type { ApplyJob, ApplyQueue } from '../limits/apply-port.ts';
import type { ApplyEnd } from '../limits/apply.ts';
import type { Log } from '../log.ts';
import type { Database } from '../storage/database.ts';
import { openQueue, WORK_OPTIONS, type Boss } from './boss.ts';

export interface ApplyRunner extends ApplyQueue {
  /** Works on jobs; pg-boss must be running. */
  start(apply: (job: ApplyJob) => Promise<ApplyEnd>): Promise<void>;
}

const QUEUE = 'apply-plan';

const jobSchema = z.object({ portal: portalIdSchema, planId: z.uuid() });

/** The queue over the server's pg-boss. */
export function createApplyRunner(running: Boss, log: Log): ApplyRunner {
  const { boss } = running;
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
      await openQueue(running, QUEUE);
      await boss.work(QUEUE, WORK_OPTIONS, async (jobs) => {
        for (const { data } of jobs) {
          const job = jobSchema.parse(data);
          const end = await apply(job);
          log.info({ event: 'apply_ended', portal: job.portal, plan: job.planId, end: end.kind });
          if (end.kind === 'paused') await send(job, end.afterMs);
        }
      });
    },
  };
}
