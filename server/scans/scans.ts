// What the panel can do with scans: start one, watch it, cancel it, and ask what it found.
import type { Transaction } from 'kysely';
import { directionText, rowText } from '#domain/association.ts';
import { failed, success, type Result } from '#domain/result.ts';
import {
  judgeLimit,
  NEVER_SCANNED,
  SCAN_MOST_PAGES,
  SCAN_PAGE_ROWS,
  SCAN_RECORD_DAYS,
  SCAN_RESUME_HOURS,
  type Distribution,
  type Judgement,
  type LatestScans,
  type LimitReport,
  type RecordsOver,
  type Scan,
} from '#domain/scan.ts';
import type { JudgeRequest } from '#domain/requests/scan.ts';
import type { Clock } from '../clock.ts';
import { failureOf, type ApiFailure } from '../failure.ts';
import { INTERACTIVE } from '../hubspot/client.ts';
import type { PortalFacts } from '../hubspot/portal-facts.ts';
import type { PortalId } from '../ids.ts';
import { readDirection, type DirectionParts } from '../limits/read-direction.ts';
import type { Asker } from '../portals/asker.ts';
import { mustBeSuperAdmin } from '../portals/super-admin.ts';
import type { Portals } from '../storage/portals.ts';
import type { ScanViews, TypeAsked } from '../storage/scan-views.ts';
import type { Scans, StoredScan } from '../storage/scans.ts';
import type { Tables } from '../storage/tables.ts';
import { recordUrl } from './record-url.ts';
import type { ScanQueue } from './scan-port.ts';
import { isResumable, isUnfinished, viewScan } from './scan-view.ts';

export interface DirectionAsked {
  readonly from: string;
  readonly to: string;
}

export interface PanelScans {
  /** Starts a scan, or answers with the one of the direction that is under way. */
  start(asker: Asker, scanId: string, asked: DirectionAsked): Promise<Result<Scan, ApiFailure>>;
  find(portal: PortalId, scanId: string): Promise<Result<Scan, ApiFailure>>;
  latest(portal: PortalId, asked: DirectionAsked): Promise<LatestScans>;
  cancel(asker: Asker, scanId: string): Promise<Result<Scan, ApiFailure>>;
  /** Has a cancelled or stopped scan go on where it was; one that runs or is done is left alone. */
  resume(asker: Asker, scanId: string): Promise<Result<Scan, ApiFailure>>;
  /** A page of the records above a limit, with links into HubSpot. */
  recordsOver(
    portal: PortalId,
    scanId: string,
    type: TypeAsked,
    page: number,
  ): Promise<Result<RecordsOver, ApiFailure>>;
  /** Whether the list of the records above a limit is there, and whole. */
  canList(portal: PortalId, scanId: string, type: TypeAsked): Promise<Result<null, ApiFailure>>;
  /** What each limit would be over, of what was scanned; one judgement per limit, in order. */
  judge(portal: PortalId, limits: JudgeRequest['limits']): Promise<readonly Judgement[]>;
  /** HubSpot's own report of the direction. */
  report(portal: PortalId, asked: DirectionAsked): Promise<Result<LimitReport, ApiFailure>>;
}

export interface PanelScansParts extends DirectionParts {
  readonly scans: Pick<Scans, 'find' | 'latest' | 'begin' | 'resume' | 'end'>;
  readonly views: Pick<ScanViews, 'distributions' | 'countOver' | 'listOver'>;
  readonly facts: Pick<PortalFacts, 'isSuperAdmin' | 'recordCount' | 'limitReport'>;
  readonly portals: Pick<Portals, 'find'>;
  readonly queue: ScanQueue;
  readonly clock: Clock;
}

/** The scans of all portals; every call names its portal. */
export function createPanelScans(parts: PanelScansParts): PanelScans {
  const view = async (
    portal: PortalId,
    scan: StoredScan | null,
  ): Promise<Result<Scan, ApiFailure>> => {
    const seen = scan && (await viewOf(parts, portal, scan));
    return seen ? success(seen) : failed(noSuchScan);
  };
  return {
    async start(asker, scanId, asked) {
      const known = await parts.scans.find(asker.portal, scanId);
      if (known) return view(asker.portal, known);
      const allowed = await mustBeSuperAdmin(parts.facts, asker);
      if (!allowed.ok) return allowed;
      const begun = await begin(parts, asker, scanId, asked);
      return begun.ok ? view(asker.portal, begun.value) : begun;
    },

    find: async (portal, scanId) => view(portal, await parts.scans.find(portal, scanId)),

    latest: (portal, asked) => latest(parts, portal, asked),

    async cancel(asker, scanId) {
      if (!(await parts.scans.find(asker.portal, scanId))) return failed(noSuchScan);
      const allowed = await mustBeSuperAdmin(parts.facts, asker);
      if (!allowed.ok) return allowed;
      const how = { state: 'cancelled', problem: null } as const;
      await parts.scans.end(asker.portal, scanId, how, parts.clock.now());
      return view(asker.portal, await parts.scans.find(asker.portal, scanId));
    },

    async resume(asker, scanId) {
      const known = await parts.scans.find(asker.portal, scanId);
      if (!known) return failed(noSuchScan);
      const allowed = await mustBeSuperAdmin(parts.facts, asker);
      if (!allowed.ok) return allowed;
      if (isUnfinished(known)) {
        if (!isResumable(known)) return failed(countsDeleted);
        await parts.scans.resume(asker.portal, scanId, enqueueing(parts, asker.portal, scanId));
        parts.queue.wake();
      }
      return view(asker.portal, await parts.scans.find(asker.portal, scanId));
    },

    recordsOver: (portal, scanId, type, page) => pageOver(parts, portal, scanId, type, page),

    async canList(portal, scanId, type) {
      const scan = await parts.scans.find(portal, scanId);
      const counted = whatCounted(scan, type);
      if (!counted.ok) return counted;
      return counted.value.recordsDeletedAt === null ? success(null) : failed(idsDeleted);
    },

    judge: (portal, limits) => judge(parts, portal, limits),

    async report(portal, { from, to }) {
      const report = await parts.facts.limitReport(portal, from, to);
      return report.ok ? report : failed(failureOf(report.failure));
    },
  };
}

const NOTHING_YET: ReadonlyMap<string, Distribution> = new Map();

/**
 * What a scan has counted so far is no answer: until it is done, nothing of it is told. null: a newer
 * scan has just taken its place.
 */
async function viewOf(
  { views }: PanelScansParts,
  portal: PortalId,
  scan: StoredScan,
): Promise<Scan | null> {
  const counted =
    scan.state === 'done' ? await views.distributions(portal, scan.scanId) : NOTHING_YET;
  return counted && viewScan(scan, counted);
}

async function latest(
  parts: PanelScansParts,
  portal: PortalId,
  asked: DirectionAsked,
): Promise<LatestScans> {
  const stored = await parts.scans.latest(portal, asked.from, asked.to);
  const finished = stored.finished && (await viewOf(parts, portal, stored.finished));
  if (stored.finished && !finished) return latest(parts, portal, asked);
  const unfinished = stored.unfinished && (await viewOf(parts, portal, stored.unfinished));
  return { finished, unfinished };
}

const noSuchScan: ApiFailure = {
  code: 'not_found',
  message: 'This portal has no such scan. Newer scans replace older ones: load the page again.',
};

const notCounted: ApiFailure = {
  code: 'not_found',
  message: 'This scan did not count that association type. Scan the direction again.',
};

const notWhole: ApiFailure = {
  code: 'bad_request',
  message: 'This scan is not finished, so the list would not be whole.',
};

const idsDeleted: ApiFailure = {
  code: 'not_found',
  message: `The record ids of this scan were deleted; they are kept for ${String(SCAN_RECORD_DAYS)} days, or until Atmost is disconnected. Scan the direction again.`,
};

const countsDeleted: ApiFailure = {
  code: 'not_found',
  message: `What this scan had counted was deleted; it is kept for ${String(SCAN_RESUME_HOURS)} hours, or until Atmost is disconnected. Scan the direction again.`,
};

/** The scan, where it has records of the type to list: all of them, or none. */
function whatCounted(scan: StoredScan | null, type: TypeAsked): Result<StoredScan, ApiFailure> {
  if (!scan) return failed(noSuchScan);
  if (!scan.types.some((one) => rowText(one) === rowText(type))) return failed(notCounted);
  return scan.state === 'done' ? success(scan) : failed(notWhole);
}

async function begin(
  parts: PanelScansParts,
  asker: Asker,
  scanId: string,
  { from, to }: DirectionAsked,
): Promise<Result<StoredScan, ApiFailure>> {
  const direction = await readDirection(parts, asker.portal, { from, to }, INTERACTIVE);
  if (!direction.ok) return direction;
  const { labels, from: fromType, to: toType } = direction.value;
  if (labels.length === 0) {
    const message = `HubSpot has no association between ${fromType.plural} and ${toType.plural}, so there is nothing to count.`;
    return failed({ code: 'bad_request', message });
  }
  const total = await parts.facts.recordCount(asker.portal, from);
  const scan = {
    ...{ scanId, from, to },
    objectTypes: [fromType, toType],
    types: labels.map(({ category, typeId, label }) => ({ category, typeId, label })),
    // Only the progress needs it.
    total: total.ok ? total.value : null,
    startedAt: parts.clock.now(),
    startedBy: asker.user,
  };
  const enqueue = enqueueing(parts, asker.portal, scanId);
  const begun = await parts.scans.begin(asker.portal, scan, enqueue);
  parts.queue.wake();
  return success(begun);
}

const enqueueing =
  ({ queue }: PanelScansParts, portal: PortalId, scanId: string) =>
  (transaction: Transaction<Tables>): Promise<void> =>
    queue.enqueue({ portal, scanId }, transaction);

async function pageOver(
  parts: PanelScansParts,
  portal: PortalId,
  scanId: string,
  type: TypeAsked,
  page: number,
): Promise<Result<RecordsOver, ApiFailure>> {
  const counted = whatCounted(await parts.scans.find(portal, scanId), type);
  if (!counted.ok) return counted;
  const scan = counted.value;
  const total = await parts.views.countOver(portal, scanId, type);
  const pageCount = Math.min(SCAN_MOST_PAGES, Math.max(1, Math.ceil(total / SCAN_PAGE_ROWS)));
  const shown = Math.min(page, pageCount);
  const offset = (shown - 1) * SCAN_PAGE_ROWS;
  const rows = await parts.views.listOver(portal, scanId, type, { offset, limit: SCAN_PAGE_ROWS });
  const { uiDomain = null } = (await parts.portals.find(portal)) ?? {};
  return success({
    records: rows.map(({ recordId, associations }) => ({
      id: String(recordId),
      associations,
      url: recordUrl(uiDomain, portal, scan.from, recordId),
    })),
    page: shown,
    pageCount,
    total,
    deletedAt:
      scan.recordsDeletedAt === null ? null : new Date(scan.recordsDeletedAt).toISOString(),
  });
}

async function judge(
  parts: PanelScansParts,
  portal: PortalId,
  limits: JudgeRequest['limits'],
): Promise<readonly Judgement[]> {
  const scans = new Map<string, LatestScans>();
  for (const asked of limits) {
    const key = directionText(asked);
    if (!scans.has(key)) scans.set(key, await latest(parts, portal, asked));
  }
  return limits.map((asked) =>
    judgeLimit(scans.get(directionText(asked)) ?? NEVER_SCANNED, asked, asked.limit),
  );
}
