// Whether what the overview shows is still what it was: one look at an index, for all who ask at once.
import { sql, type Kysely } from 'kysely';
import { nextLoop } from '../clock.ts';
import type { PortalId } from '../ids.ts';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

export interface OverviewMarks {
  /**
   * Differs after every change of what the overview shows of the portal, whoever made it, and never
   * comes back. null: nothing was ever shown, or all of it was erased.
   */
  of(portal: PortalId): Promise<string | null>;
}

type Found = ReadonlyMap<number, string>;

/** Marks in the store's `overview_marks` table, which triggers write. */
export function createOverviewMarks({
  db,
  written,
}: Pick<Database, 'db' | 'written'>): OverviewMarks {
  let next: { readonly portals: Set<PortalId>; readonly found: Promise<Found> } | null = null;
  let known: { readonly at: number; readonly marks: Map<PortalId, string | null> } | null = null;

  const ask = () => {
    const portals = new Set<PortalId>();
    // Whoever asks before the look begins may share it: it shows everything up to then.
    const found = nextLoop().then(() => {
      next = null;
      return find(db, [...portals]);
    });
    return { portals, found };
  };

  return {
    async of(portal) {
      const at = written?.() ?? null;
      // Nobody has written since somebody looked: looking again would show the same.
      const same = known !== null && known.at === at ? known.marks.get(portal) : undefined;
      if (same !== undefined) return same;
      next ??= ask();
      next.portals.add(portal);
      const marks = (await next.found).get(portal) ?? null;
      if (at !== null) {
        if (known?.at !== at) known = { at, marks: new Map() };
        known.marks.set(portal, marks);
      }
      return marks;
    },
  };
}

async function find(db: Kysely<Tables>, portals: readonly PortalId[]): Promise<Found> {
  const rows = await db
    .selectFrom('overview_marks')
    .select(['portal_id', sql<string>`string_agg(mark::text, ' ' order by mark)`.as('marks')])
    .where('portal_id', '=', sql<number>`any(${[...portals]}::bigint[])`)
    .groupBy('portal_id')
    .execute();
  return new Map(rows.map((row) => [row.portal_id, row.marks]));
}
