// Applying as a durable job on pg-boss: in the same database as the plan, one job per portal at a
// time, taken up again after the server that ran it died.
import * as v from 'valibot';
import { portalIdSchema } from '../ids.ts';
import type { ApplyJob, ApplyQueue } from '../limits/apply-port.ts';
import type { ApplyEnd } from '../limits/apply.ts';
import type { Log } from '../log.ts';
import { APPLY_QUEUE } from '../storage/abandoned-plans.ts';
import type { Boss } from './boss.ts';
import { createPortalQueue } from './portal-queue.ts';

export interface ApplyRunner extends ApplyQueue {
  /** Works on jobs; pg-boss must be running. */
  start(apply: (job: ApplyJob) => Promise<ApplyEnd>): Promise<void>;
}

const jobSchema = v.object({ portal: portalIdSchema, planId: v.pipe(v.string(), v.uuid()) });

/** The queue over the server's pg-boss. */
export function createApplyRunner(running: Boss, log: Log): ApplyRunner {
  return createPortalQueue<ApplyJob>(running, APPLY_QUEUE, jobSchema, (job, end) => {
    log.info({ event: 'apply_ended', portal: job.portal, plan: job.planId, end });
  });
}
