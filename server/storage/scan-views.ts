// What is asked of scans: their distributions, and the records above a limit.
import type { Kysely } from 'kysely';
import { rowText, type Category } from '#domain/association.ts';
import type { Distribution } from '#domain/scan.ts';
import type { PortalId } from '../ids.ts';
import type { Tables } from './tables.ts';

export interface RecordCount {
  readonly recordId: number;
  readonly associations: number;
}

export interface TypeAsked {
  readonly category: Category;
  readonly typeId: number;
  /** Records with more associations than this. */
  readonly over: number;
}

export interface ScanViews {
  /**
   * The distribution of each type by `rowText`; a type without associations is missing. null: the
   * scan is not there (any more), which is something else than that nobody has associations.
   */
  distributions(
    portal: PortalId,
    scanId: string,
  ): Promise<ReadonlyMap<string, Distribution> | null>;
  countOver(portal: PortalId, scanId: string, type: TypeAsked): Promise<number>;
  /** Records above the limit by id, those behind `after`. */
  pageOver(
    portal: PortalId,
    scanId: string,
    type: TypeAsked,
    page: { readonly after: number; readonly limit: number },
  ): Promise<readonly RecordCount[]>;
  /** Records with the most associations first. */
  listOver(
    portal: PortalId,
    scanId: string,
    type: TypeAsked,
    page: { readonly offset: number; readonly limit: number },
  ): Promise<readonly RecordCount[]>;
}

/** Views over the store's `scan_counts` and `scan_records` tables. */
export function createScanViews(db: Kysely<Tables>): ScanViews {
  const recordsOf = (portal: PortalId, scanId: string, { category, typeId, over }: TypeAsked) =>
    db
      .selectFrom('scan_records')
      .where('portal_id', '=', portal)
      .where('scan_id', '=', scanId)
      .where('category', '=', category)
      .where('type_id', '=', typeId)
      .where('associations', '>', over);
  return {
    async distributions(portal, scanId) {
      const rows = await db
        .selectFrom('scans')
        .leftJoin('scan_counts as counts', (join) =>
          join
            .onRef('counts.portal_id', '=', 'scans.portal_id')
            .onRef('counts.scan_id', '=', 'scans.scan_id'),
        )
        .select(['counts.category', 'counts.type_id', 'counts.associations', 'counts.records'])
        .where('scans.portal_id', '=', portal)
        .where('scans.scan_id', '=', scanId)
        .orderBy('counts.associations')
        .execute();
      if (rows.length === 0) return null;
      const byType = new Map<string, [number, number][]>();
      for (const { category, type_id: typeId, associations, records } of rows) {
        if (category === null || typeId === null || associations === null || records === null) {
          continue;
        }
        const key = rowText({ category, typeId });
        const counted = byType.get(key) ?? [];
        counted.push([associations, records]);
        byType.set(key, counted);
      }
      return byType;
    },

    async countOver(portal, scanId, type) {
      const { total } = await recordsOf(portal, scanId, type)
        .select((count) => count.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      return total;
    },

    async pageOver(portal, scanId, type, { after, limit }) {
      const rows = await recordsOf(portal, scanId, type)
        .select(['record_id', 'associations'])
        .where('record_id', '>', after)
        .orderBy('record_id')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ recordId: row.record_id, associations: row.associations }));
    },

    async listOver(portal, scanId, type, { offset, limit }) {
      const rows = await recordsOf(portal, scanId, type)
        .select(['record_id', 'associations'])
        .orderBy('associations', 'desc')
        .orderBy('record_id')
        .offset(offset)
        .limit(limit)
        .execute();
      return rows.map((row) => ({ recordId: row.record_id, associations: row.associations }));
    },
  };
}
