// The scan routes of the panel's test backend: one scan at a time, which a test moves on.
import {
  judgeLimit,
  type Judgement,
  type LimitReport,
  type RecordsOver,
  type Scan,
} from '#domain/scan.ts';
import { judgeRequestSchema, startScanRequestSchema } from '#domain/requests/scan.ts';
import type { TestBackend } from './backend.ts';

export interface ScanState {
  scan: Scan | null;
  report: LimitReport;
  over: RecordsOver;
}

export const noScan: ScanState = {
  scan: null,
  report: { limit: null, atLimit: 0, nearLimit: 0 },
  over: { records: [], page: 1, pageCount: 1, total: 0, deletedAt: null },
};

/** Begins a scan of the direction, of which nothing is read yet. */
export function startScanIn(backend: TestBackend, scanId: string, body: unknown): Scan | null {
  const { from, to } = startScanRequestSchema.parse(body);
  const direction = backend.directions.get(`${from}>${to}`);
  if (!direction) return null;
  return {
    scanId,
    from: direction.from,
    to: direction.to,
    state: 'reading',
    startedAt: '2026-11-23T12:00:00.000Z',
    ...{ finishedAt: null, resumesAt: null, problem: null },
    ...{ read: 0, total: 1_000, unread: 0 },
    types: direction.labels.map(({ category, typeId, label }) => ({
      ...{ category, typeId, label },
      distribution: [],
    })),
  };
}

export function judgeIn({ scanning: { scan } }: TestBackend, body: unknown): Judgement[] {
  return judgeRequestSchema.parse(body).limits.map((asked) => {
    const isIt = scan?.from.id === asked.from && scan.to.id === asked.to;
    return judgeLimit(isIt ? scan : null, asked, asked.limit);
  });
}
