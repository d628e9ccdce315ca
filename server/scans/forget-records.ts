// Record ids are kept for a stated number of days only.
import { SCAN_RECORD_DAYS } from '#domain/scan.ts';
import type { Clock } from '../clock.ts';
import type { Scans } from '../storage/scans.ts';

export interface ForgetParts {
  readonly scans: Pick<Scans, 'deleteRecordsBefore'>;
  readonly clock: Pick<Clock, 'now'>;
}

const KEPT_MS = SCAN_RECORD_DAYS * 24 * 3_600_000;

/** Deletes the record ids of scans that began more than `SCAN_RECORD_DAYS` days ago. */
export function forgetOldRecords({ scans, clock }: ForgetParts): Promise<void> {
  const now = clock.now();
  return scans.deleteRecordsBefore(now - KEPT_MS, now);
}
