// The scan routes of the panel's test backend: one scan at a time, which a test moves on.
import * as v from 'valibot';
import {
  judgeLimit,
  NEVER_SCANNED,
  withScan,
  type Judgement,
  type LatestScans,
  type LimitReport,
  type RecordsOver,
  type Scan,
} from '#domain/scan.ts';
import { judgeRequestSchema, startScanRequestSchema } from '#domain/requests/scan.ts';
import type { TestBackend } from './backend.ts';

export interface ScanState {
  /** The newest. */
  scan: Scan | null;
  /** The last that came to its end, where the newest did not. */
  earlier: Scan | null;
  report: LimitReport;
  over: RecordsOver;
}

export const noScan: ScanState = {
  scan: null,
  earlier: null,
  report: { limit: null, atLimit: 0, nearLimit: 0 },
  over: { records: [], page: 1, pageCount: 1, total: 0, deletedAt: null },
};

/** Begins a scan of the direction, of which nothing is read yet. */
export function startScanIn(backend: TestBackend, scanId: string, body: unknown): Scan | null {
  const { from, to } = v.parse(startScanRequestSchema, body);
  const direction = backend.directions.get(`${from}>${to}`);
  if (!direction) return null;
  return {
    scanId,
    from: direction.from,
    to: direction.to,
    state: 'reading',
    startedAt: '2026-11-23T12:00:00.000Z',
    ...{ finishedAt: null, resumesAt: null, problem: null },
    ...{ read: 0, total: 1_000, unread: 0, resumable: false },
    types: direction.labels.map(({ category, typeId, label }) => ({
      ...{ category, typeId, label },
      distribution: [],
    })),
  };
}

export function latestIn(
  { scanning: { scan, earlier } }: TestBackend,
  { from, to }: { readonly from: string | undefined; readonly to: string | undefined },
): LatestScans {
  if (!scan || scan.from.id !== from || scan.to.id !== to) return NEVER_SCANNED;
  return withScan({ finished: earlier, unfinished: null }, scan);
}

export const judgeIn = (backend: TestBackend, body: unknown): Judgement[] =>
  v
    .parse(judgeRequestSchema, body)
    .limits.map((asked) => judgeLimit(latestIn(backend, asked), asked, asked.limit));
