// Record ids are kept for a stated number of days only.
import { SCAN_RECORD_DAYS } from '#domain/scan.ts';
import type { Clock } from '../clock.ts';
import type { Scans } from '../storage/scans.ts';

export interface ForgetParts {
  readonly scans: Pick<Scans, 'stopBegunBefore' | 'deleteRecordsBefore'>;
  readonly clock: Pick<Clock, 'now'>;
}

const KEPT_MS = SCAN_RECORD_DAYS * 24 * 3_600_000;

const TOO_LONG = `This scan was not finished within ${String(SCAN_RECORD_DAYS)} days, so it was ended.`;

/**
 * Deletes the record ids of scans that began more than `SCAN_RECORD_DAYS` days ago. One that is
 * still reading by then is ended first, or its ids would be kept for ever.
 */
export async function forgetOldRecords({ scans, clock }: ForgetParts): Promise<void> {
  const now = clock.now();
  await scans.stopBegunBefore(now - KEPT_MS, TOO_LONG, now);
  await scans.deleteRecordsBefore(now - KEPT_MS, now);
}
