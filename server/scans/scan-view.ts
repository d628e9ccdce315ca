// A stored scan as the panel sees it.
import { rowText, type ObjectType } from '#domain/association.ts';
import type { Distribution, Scan } from '#domain/scan.ts';
import type { StoredScan } from '../storage/scans.ts';

const time = (milliseconds: number): string => new Date(milliseconds).toISOString();
const timeOrNull = (milliseconds: number | null): string | null =>
  milliseconds === null ? null : time(milliseconds);

/** Cancelled, or given up before its end. */
export const isUnfinished = ({ state }: StoredScan): boolean =>
  state === 'cancelled' || state === 'stopped';

/** Whether it can go on where it was: what it had counted is there. */
export const isResumable = (scan: StoredScan): boolean =>
  isUnfinished(scan) && scan.read > 0 && scan.recordsDeletedAt === null;

/** The view of a scan with what it has counted so far, by the types' `rowText`. */
export function viewScan(scan: StoredScan, distributions: ReadonlyMap<string, Distribution>): Scan {
  return {
    scanId: scan.scanId,
    from: typeOf(scan, scan.from),
    to: typeOf(scan, scan.to),
    state: scan.state,
    startedAt: time(scan.startedAt),
    finishedAt: timeOrNull(scan.finishedAt),
    resumesAt: timeOrNull(scan.resumesAt),
    problem: scan.problem,
    read: scan.read,
    total: scan.total,
    unread: scan.unread,
    resumable: isResumable(scan),
    types: scan.types.map((type) => ({
      ...type,
      distribution: distributions.get(rowText(type)) ?? [],
    })),
  };
}

const typeOf = ({ objectTypes }: StoredScan, id: string): ObjectType =>
  objectTypes.find((type) => type.id === id) ?? { id, singular: id, plural: id, custom: false };
