// Reading a whole portal as a durable job on pg-boss, on a queue of its own: an apply never waits
// for it to end.
import * as v from 'valibot';
import { portalIdSchema } from '../ids.ts';
import type { Log } from '../log.ts';
import type { RefreshJob, RefreshQueue } from '../overview/refresh-port.ts';
import type { RefreshEnd } from '../overview/refresh.ts';
import { REFRESH_QUEUE } from '../storage/overview.ts';
import type { Boss } from './boss.ts';
import { createPortalQueue } from './portal-queue.ts';

export interface RefreshRunner extends RefreshQueue {
  /** Works on jobs; pg-boss must be running. */
  start(refresh: (job: RefreshJob) => Promise<RefreshEnd>): Promise<void>;
}

const jobSchema = v.object({ portal: portalIdSchema, nobodyWaits: v.optional(v.boolean()) });

/** The queue over the server's pg-boss. */
export function createRefreshRunner(running: Boss, log: Log): RefreshRunner {
  const ended = ({ portal }: RefreshJob, end: RefreshEnd['kind']): void => {
    log.info({ event: 'refresh_ended', portal, end });
  };
  return createPortalQueue<RefreshJob>(running, REFRESH_QUEUE, jobSchema, ended, {
    priorityOf: ({ nobodyWaits }) => (nobodyWaits === true ? -1 : 0),
  });
}
