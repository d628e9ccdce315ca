// What is asked of scans: their distributions, and the records above a limit.
import { sql, type Kysely, type Transaction } from 'kysely';
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
  /** How many records are above the limit; 0 once their ids are deleted. */
  countOver(portal: PortalId, scanId: string, type: TypeAsked): Promise<number>;
  /** Records with the most associations first, those behind `after`. */
  pageOver(
    portal: PortalId,
    scanId: string,
    type: TypeAsked,
    page: { readonly after: RecordCount | null; readonly limit: number },
  ): Promise<readonly RecordCount[]>;
  /** Records with the most associations first, those behind the first `offset`. */
  listOver(
    portal: PortalId,
    scanId: string,
    type: TypeAsked,
    page: { readonly offset: number; readonly limit: number },
  ): Promise<readonly RecordCount[]>;
}

/** Views over the store's `scan_counts` and `scan_records` tables. */
export function createScanViews(db: Kysely<Tables>): ScanViews {
  /**
   * Runs statements that take their order from an index. Of a scan that is newer than its statistics
   * (the embedded store has none) the planner would take all rows for a handful, and sort them.
   */
  const unsorted = <Answer>(ask: (transaction: Transaction<Tables>) => Promise<Answer>) =>
    db.transaction().execute(async (transaction) => {
      await sql`set local enable_sort = off`.execute(transaction);
      return ask(transaction);
    });
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
      // Records may be millions, numbers of associations that occur are hundreds.
      const { total } = await db
        .selectFrom('scan_counts as counts')
        .innerJoin('scans', (join) =>
          join
            .onRef('scans.portal_id', '=', 'counts.portal_id')
            .onRef('scans.scan_id', '=', 'counts.scan_id'),
        )
        .select(sql<number>`coalesce(sum(counts.records), 0)::bigint`.as('total'))
        .where('counts.portal_id', '=', portal)
        .where('counts.scan_id', '=', scanId)
        .where('counts.category', '=', type.category)
        .where('counts.type_id', '=', type.typeId)
        .where('counts.associations', '>', type.over)
        .where('scans.records_deleted_at', 'is', null)
        .executeTakeFirstOrThrow();
      return total;
    },

    pageOver: (portal, scanId, type, { after, limit }) =>
      unsorted((transaction) => {
        const heaviest = heaviestOf(transaction, portal, scanId, type).limit(limit);
        if (after === null) return heaviest.execute();
        const { associations, recordId } = after;
        return heaviest
          .where((is) =>
            is(is.refTuple('associations', 'record_id'), '<', is.tuple(associations, recordId)),
          )
          .execute();
      }),

    listOver: (portal, scanId, type, { offset, limit }) =>
      unsorted((transaction) =>
        heaviestOf(transaction, portal, scanId, type).offset(offset).limit(limit).execute(),
      ),
  };
}

/** The records above a limit in the order of the index `scan_records_by_associations`, backwards. */
const heaviestOf = (
  transaction: Transaction<Tables>,
  portal: PortalId,
  scanId: string,
  { category, typeId, over }: TypeAsked,
) =>
  transaction
    .selectFrom('scan_records')
    .select(['record_id as recordId', 'associations'])
    .where('portal_id', '=', portal)
    .where('scan_id', '=', scanId)
    .where('category', '=', category)
    .where('type_id', '=', typeId)
    .where('associations', '>', over)
    .orderBy('associations', 'desc')
    .orderBy('record_id', 'desc');
