// A scan: how many associations the records of one object type have, per association type of one
// direction, so that every possible limit can be judged without asking HubSpot again.
import * as v from 'valibot';
import { integerSchema } from './integer.ts';
import {
  categorySchema,
  objectTypeSchema,
  rowText,
  typeIdSchema,
  type Category,
} from './association.ts';
import type { Limit } from './limit.ts';

export const scanIdSchema = v.pipe(v.string(), v.uuid());

/** Records of one page, as links into HubSpot. */
export const SCAN_PAGE_ROWS = 50;

/** Pages that may be turned to: a page costs all records before it. The CSV holds the rest. */
export const SCAN_MOST_PAGES = 200;

/** Days after which record ids are deleted. Counts without ids stay until the next scan. */
export const SCAN_RECORD_DAYS = 30;

/** Hours after its end within which a cancelled or stopped scan may go on where it was. */
export const SCAN_RESUME_HOURS = 24;

export const scanStateSchema = v.picklist([
  /** Waiting for its turn, or reading. */
  'reading',
  'done',
  /** Given up before the end, for the reason in `problem`. */
  'stopped',
  'cancelled',
]);
export type ScanState = v.InferOutput<typeof scanStateSchema>;

const count = integerSchema;

/** How many records have how many associations, from the fewest, without those that have none. */
const distributionSchema = v.array(v.strictTuple([count, count]));
export type Distribution = v.InferOutput<typeof distributionSchema>;

export const scannedTypeSchema = v.object({
  category: categorySchema,
  typeId: typeIdSchema,
  label: v.nullable(v.string()),
  distribution: distributionSchema,
});
export type ScannedType = v.InferOutput<typeof scannedTypeSchema>;

export const scanSchema = v.object({
  scanId: scanIdSchema,
  from: objectTypeSchema,
  to: objectTypeSchema,
  state: scanStateSchema,
  startedAt: v.string(),
  finishedAt: v.nullable(v.string()),
  /** HubSpot asked to wait: goes on by itself then. */
  resumesAt: v.nullable(v.string()),
  problem: v.nullable(v.string()),
  /** Records read so far. */
  read: count,
  /** Records that HubSpot said there are; null: it did not say. They may change meanwhile. */
  total: v.nullable(count),
  /** Records of which HubSpot did not tell the associations; they are in no distribution. */
  unread: count,
  /** Cancelled or stopped, and can go on where it was. */
  resumable: v.boolean(),
  types: v.array(scannedTypeSchema),
});
export type Scan = v.InferOutput<typeof scanSchema>;

/** What there is of a direction; neither: it was never scanned. */
export const latestScansSchema = v.object({
  /** The last scan that came to its end. It says the numbers until a newer one does. */
  finished: v.nullable(scanSchema),
  /** A newer one that is reading, or was cancelled or stopped. */
  unfinished: v.nullable(scanSchema),
});
export type LatestScans = v.InferOutput<typeof latestScansSchema>;

export const NEVER_SCANNED: LatestScans = { finished: null, unfinished: null };

/** What there is of a direction once this scan is known, too. */
export const withScan = (known: LatestScans, scan: Scan): LatestScans =>
  scan.state === 'done' ? { finished: scan, unfinished: null } : { ...known, unfinished: scan };

export const recordsOverSchema = v.object({
  /** Those with the most associations first. */
  records: v.array(v.object({ id: v.string(), associations: count, url: v.nullable(v.string()) })),
  page: count,
  pageCount: count,
  total: count,
  /** The ids of these records were deleted on this day; null: they are there. */
  deletedAt: v.nullable(v.string()),
});
export type RecordsOver = v.InferOutput<typeof recordsOverSchema>;

export const csvLinkSchema = v.object({ url: v.string(), expiresAt: v.string() });
export type CsvLink = v.InferOutput<typeof csvLinkSchema>;

export const judgementSchema = v.variant('kind', [
  /** `over` of `records` have more associations than the limit, as of `at`. */
  v.object({
    kind: v.literal('scanned'),
    over: count,
    records: count,
    at: v.string(),
    /** A newer scan is reading: its number follows. */
    again: v.boolean(),
  }),
  v.object({ kind: v.literal('running'), read: count, total: v.nullable(count) }),
  v.object({ kind: v.literal('not_scanned') }),
]);
export type Judgement = v.InferOutput<typeof judgementSchema>;

/** One judgement per limit asked about, in their order. */
export const judgementsSchema = v.object({ judgements: v.array(judgementSchema) });

/** HubSpot's own report about a direction; what it calls near or at a limit, it does not define. */
export const limitReportSchema = v.object({
  /** The limit that HubSpot measures against; whether it is yours or the plan's it does not say. */
  limit: v.nullable(count),
  atLimit: count,
  nearLimit: count,
});
export type LimitReport = v.InferOutput<typeof limitReportSchema>;

/** How many of the scanned records have more associations than `limit`. */
export const recordsOver = (distribution: Distribution, limit: number): number =>
  distribution.reduce(
    (sum, [associations, records]) => sum + (associations > limit ? records : 0),
    0,
  );

/** What the scans of a direction say about a limit of one of its types. */
export function judgeLimit(
  { finished, unfinished }: LatestScans,
  asked: { readonly category: Category; readonly typeId: number },
  limit: Limit,
): Judgement {
  const reading = unfinished?.state === 'reading' ? unfinished : null;
  const type = finished?.types.find((one) => rowText(one) === rowText(asked));
  if (finished?.finishedAt && type) {
    const over = limit === null ? 0 : recordsOver(type.distribution, limit);
    const counted = { records: countedRecords(finished), at: finished.finishedAt };
    return { kind: 'scanned', over, ...counted, again: reading !== null };
  }
  // A scan that was not finished says nothing about the records that it did not reach.
  return reading
    ? { kind: 'running', read: reading.read, total: reading.total }
    : { kind: 'not_scanned' };
}

/** Records whose associations are known. */
export const countedRecords = ({ read, unread }: Scan): number => read - unread;

/** The most associations that any record has; 0 where none has one. */
export const mostAssociations = (distribution: Distribution): number =>
  distribution.at(-1)?.[0] ?? 0;

/** The least number of associations that at least `share` (0 to 1) of `records` records have at most. */
export function percentile(distribution: Distribution, records: number, share: number): number {
  const counted = distribution.reduce((sum, [, number]) => sum + number, 0);
  let below = records - counted;
  if (below >= share * records) return 0;
  for (const [associations, number] of distribution) {
    below += number;
    if (below >= share * records) return associations;
  }
  return mostAssociations(distribution);
}
