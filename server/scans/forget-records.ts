// Record ids are kept for a stated number of days only.
import { SCAN_RECORD_DAYS, SCAN_RESUME_HOURS } from '#domain/scan.ts';
import type { Clock } from '../clock.ts';
import type { Scans } from '../storage/scans.ts';

export interface ForgetParts {
  readonly scans: Pick<
    Scans,
    'stopAbandoned' | 'stopBegunBefore' | 'forgetUnfinished' | 'deleteRecordsBefore'
  >;
  readonly clock: Pick<Clock, 'now'>;
}

const HOUR_MS = 3_600_000;
const KEPT_MS = SCAN_RECORD_DAYS * 24 * HOUR_MS;
const RESUME_MS = SCAN_RESUME_HOURS * HOUR_MS;

const TOO_LONG = `This scan was not finished within ${String(SCAN_RECORD_DAYS)} days, so it was ended.`;

const ABANDONED =
  'Counting failed again and again, so it was ended. Go on or count again; whoever runs Atmost finds the reason in its log.';

/**
 * Deletes the record ids of scans that began more than `SCAN_RECORD_DAYS` days ago. One that is
 * still reading by then, or whose job was given up, is ended first, or its ids would be kept for
 * ever. What an unfinished scan had counted goes with the hours within which it may go on.
 */
export async function forgetOldRecords({ scans, clock }: ForgetParts): Promise<void> {
  const now = clock.now();
  await scans.stopAbandoned(ABANDONED, now);
  await scans.stopBegunBefore(now - KEPT_MS, TOO_LONG, now);
  await scans.forgetUnfinished({ ended: now - RESUME_MS, begun: now - KEPT_MS }, now);
  await scans.deleteRecordsBefore(now - KEPT_MS, now);
}
