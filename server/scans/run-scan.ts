// Runs a scan: stretch by stretch, each stored before the next is counted, so that it may be killed
// at any point and started again, and no record is counted twice.
import type { Result } from '#domain/result.ts';
import type { Clock } from '../clock.ts';
import { failureOf } from '../failure.ts';
import type { HubSpotFailure } from '../hubspot/failure.ts';
import { pauseFor } from '../hubspot/put-off.ts';
import type { IdPage, Records } from '../hubspot/records.ts';
import type { PortalId } from '../ids.ts';
import type { Scans, StoredScan } from '../storage/scans.ts';
import { countLinks, readIds } from './read-links.ts';

export interface RunScanParts {
  readonly scans: Pick<Scans, 'find' | 'advance' | 'pause' | 'end'>;
  readonly records: Records;
  readonly clock: Clock;
  /** Whether the server is about to stop: the rest is left to its next start. */
  readonly stopping: () => boolean;
}

/** `paused`: nothing is lost; call again after so many milliseconds. */
export type ScanEnd =
  { readonly kind: 'done' } | { readonly kind: 'paused'; readonly afterMs: number };

/** HubSpot names up to 24 hours for a migration; a scan is not worth that wait. */
const LONGEST_PAUSE_MS = 3_600_000;

/** Reads on where the scan is, as far as HubSpot lets it. */
export async function runScan(
  parts: RunScanParts,
  portal: PortalId,
  scanId: string,
): Promise<ScanEnd> {
  const scan = await parts.scans.find(portal, scanId);
  if (scan?.state !== 'reading') return { kind: 'done' };
  const { records } = parts;
  let { after, read } = scan;
  // Killed between the last stretch and the end.
  if (after === null && read > 0) return end(parts, portal, scanId, 'done', null);
  const begin = (from: string | null): Promise<Result<IdPage, HubSpotFailure>> => {
    const page = readIds(records, portal, scan.from, from);
    // Whoever awaits it is told. Where something else is thrown before that, nobody would be, and
    // Node ends a process whose failure nobody took.
    page.catch(() => undefined);
    return page;
  };
  let coming: ReturnType<typeof begin> | null = begin(after);
  while (coming !== null) {
    if (parts.stopping()) {
      await coming;
      return { kind: 'paused', afterMs: 0 };
    }
    const page: Result<IdPage, HubSpotFailure> = await coming;
    if (!page.ok) return giveUpOrPause(parts, portal, scan, page.failure);
    const { ids } = page.value;
    const next: string | null = page.value.after;
    // The next ids are read while these are counted: two calls at a time, so that whoever applies
    // or plans meanwhile waits for two calls at the most.
    coming = next === null ? null : begin(next);
    const counted = await countLinks(records, portal, scan, ids);
    if (!counted.ok) {
      await coming;
      return giveUpOrPause(parts, portal, scan, counted.failure);
    }
    const { tally, unread } = counted.value;
    const step = { from: { after, read }, after: next, records: ids.length, unread };
    const moved = await parts.scans.advance(portal, scanId, { ...step, ...tally.result() });
    if (!moved) {
      // Cancelled, or another server is at it.
      await coming;
      return { kind: 'done' };
    }
    after = next;
    read += ids.length;
  }
  return end(parts, portal, scanId, 'done', null);
}

async function giveUpOrPause(
  parts: RunScanParts,
  portal: PortalId,
  scan: StoredScan,
  failure: HubSpotFailure,
): Promise<ScanEnd> {
  const now = await parts.scans.find(portal, scan.scanId);
  const pause = pauseFor(failure, now?.putOff ?? 0, LONGEST_PAUSE_MS);
  if (pause === null) {
    return end(parts, portal, scan.scanId, 'stopped', problemOf(failure));
  }
  const putOff = failure.code === 'unavailable' ? (now?.putOff ?? 0) + 1 : (now?.putOff ?? 0);
  await parts.scans.pause(portal, scan.scanId, parts.clock.now() + pause, putOff);
  return { kind: 'paused', afterMs: pause };
}

/** Which permission is missing is said by its name, wherever HubSpot tells it. */
const problemOf = (failure: HubSpotFailure): string =>
  failure.code === 'missing_scope' && failure.scopes.length > 0
    ? `HubSpot asks for a permission that is missing: ${failure.scopes.join(', ')}.`
    : failureOf(failure).message;

async function end(
  parts: RunScanParts,
  portal: PortalId,
  scanId: string,
  state: 'done' | 'stopped',
  problem: string | null,
): Promise<ScanEnd> {
  await parts.scans.end(portal, scanId, { state, problem }, parts.clock.now());
  return { kind: 'done' };
}
