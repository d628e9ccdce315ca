// Making large plans as a durable job on pg-boss, on a queue of its own: neither an apply nor a
// reading of the portal keeps a person waiting for a review.
import * as v from 'valibot';
import { portalIdSchema } from '../ids.ts';
import type { DraftEnd } from '../limits/draft-later.ts';
import type { DraftJob, DraftQueue } from '../limits/draft-port.ts';
import type { Log } from '../log.ts';
import { DRAFT_QUEUE } from '../storage/abandoned-plans.ts';
import type { Boss } from './boss.ts';
import { createPortalQueue } from './portal-queue.ts';

export interface DraftRunner extends DraftQueue {
  /** Works on jobs; pg-boss must be running. */
  start(draft: (job: DraftJob) => Promise<DraftEnd>): Promise<void>;
}

const jobSchema = v.object({ portal: portalIdSchema, planId: v.pipe(v.string(), v.uuid()) });

/** The queue over the server's pg-boss. */
export function createDraftRunner(running: Boss, log: Log): DraftRunner {
  return createPortalQueue<DraftJob>(running, DRAFT_QUEUE, jobSchema, (job, end) => {
    log.info({ event: 'draft_ended', portal: job.portal, plan: job.planId, end });
  });
}
