// Scanning as a durable job on pg-boss, on a queue of its own: nothing else waits for it to end.
import * as v from 'valibot';
import { portalIdSchema } from '../ids.ts';
import type { Log } from '../log.ts';
import type { ScanEnd } from '../scans/run-scan.ts';
import type { ScanJob, ScanQueue } from '../scans/scan-port.ts';
import { SCAN_QUEUE } from '../storage/scans.ts';
import type { Boss } from './boss.ts';
import { createPortalQueue } from './portal-queue.ts';

export interface ScanRunner extends ScanQueue {
  /** Works on jobs; pg-boss must be running. */
  start(scan: (job: ScanJob) => Promise<ScanEnd>): Promise<void>;
}

const jobSchema = v.object({ portal: portalIdSchema, scanId: v.pipe(v.string(), v.uuid()) });

/** The queue over the server's pg-boss. */
export function createScanRunner(running: Boss, log: Log): ScanRunner {
  return createPortalQueue<ScanJob>(running, SCAN_QUEUE, jobSchema, (job, end) => {
    log.info({ event: 'scan_ended', portal: job.portal, scan: job.scanId, end });
  });
}
