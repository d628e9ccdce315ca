// What differs from the limits that are meant to be: from the known ones, and from the pinned setup.
// Only what was read counts; what was not is told apart.
import { sql, type Kysely } from 'kysely';
import * as v from 'valibot';
import type { TypeKey } from '#domain/association.ts';
import type { Limit } from '#domain/limit.ts';
import { UNCHECKED_NAMED, type PinnedDifference, type Unchecked } from '#domain/drift.ts';
import { userIdSchema, type PortalId, type UserId } from '../ids.ts';
import type { Tables } from './tables.ts';

export interface ChangedRow extends TypeKey {
  readonly label: string | null;
  readonly now: Limit;
  readonly gone: boolean;
  /** null: a label that appeared with a limit. */
  readonly known: {
    readonly limit: Limit;
    readonly at: number;
    readonly by: UserId | null;
    readonly planId: string | null;
  } | null;
}

export interface PinnedDifferences {
  readonly name: string;
  readonly rows: readonly PinnedDifference[];
  readonly total: number;
}

export interface DriftViews {
  /** How many limits differ from the known ones. */
  count(portal: PortalId): Promise<number>;
  changed(portal: PortalId, most: number): Promise<readonly ChangedRow[]>;
  /** null: no setup is pinned. */
  pinned(portal: PortalId, most: number): Promise<PinnedDifferences | null>;
  /** Directions of which nothing can be said, the first few by name. */
  unchecked(portal: PortalId): Promise<Unchecked>;
}

/** Views over the overview, the known limits and the pinned ones. */
export function createDriftViews(db: Kysely<Tables>): DriftViews {
  return {
    count: (portal) => countChanged(db, portal),

    async changed(portal, most) {
      const rows = await changedLimits(db, portal)
        .selectAll()
        .orderBy('from_type')
        .orderBy('to_type')
        .orderBy('category')
        .orderBy('type_id')
        .limit(most)
        .execute();
      return rows.map((row) => ({
        ...keyOf(row),
        label: row.label,
        now: row.limit_now,
        gone: row.gone,
        known: row.known_at === null ? null : { ...knownOf(row), at: row.known_at },
      }));
    },

    pinned: (portal, most) => findPinned(db, portal, most),
    unchecked: (portal) => findUnchecked(db, portal),
  };
}

/** One number for session, overview and list. */
export async function countChanged(db: Kysely<Tables>, portal: PortalId): Promise<number> {
  const { total } = await changedLimits(db, portal)
    .select((count) => count.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return total;
}

interface Changed {
  readonly from_type: string;
  readonly to_type: string;
  readonly category: TypeKey['category'];
  readonly type_id: number;
  readonly label: string | null;
  readonly limit_now: number | null;
  readonly gone: boolean;
  readonly limit_known: number | null;
  readonly known_at: number | null;
  readonly known_by: number | null;
  readonly plan_id: string | null;
}

const KEY = sql`from_type, to_type, category, type_id`;

/**
 * Labels whose limit is another than the known one, and labels with a known limit that a direction
 * that was read does not list any more. (The overview holds labels of directions that were read only.)
 *
 * PostgreSQL can make a full join by hashing or merging alone, so the time grows with the labels,
 * whatever it believes about the tables. Directions are looked up only for what differs.
 */
export const changedLimits = (db: Kysely<Tables>, portal: PortalId) =>
  db.selectFrom(
    sql<Changed>`(
      select from_type, to_type, category, type_id,
        case when l.portal_id is null then k.label else l.label end as label,
        l.limit_now, l.portal_id is null as gone,
        k.limit_known, k.known_at, k.known_by, k.plan_id
      from (select * from overview_labels where portal_id = ${portal}) l
      full join (select * from known_limits where portal_id = ${portal}) k using (${KEY})
      where l.limit_now is distinct from k.limit_known and case when l.portal_id is null
        then exists (
          select from overview_directions d
          where d.portal_id = k.portal_id and d.from_type = k.from_type and d.to_type = k.to_type
            and d.state in ('read', 'no_association')
        )
        else exists (
          select from known_directions d
          where d.portal_id = l.portal_id and d.from_type = l.from_type and d.to_type = l.to_type
        ) end
    )`.as('changed'),
  );

const keyOf = (row: Pick<Changed, 'from_type' | 'to_type' | 'category' | 'type_id'>): TypeKey => ({
  from: row.from_type,
  to: row.to_type,
  category: row.category,
  typeId: row.type_id,
});

const knownOf = (row: Changed) => ({
  limit: row.limit_known,
  by: row.known_by === null ? null : v.parse(userIdSchema, row.known_by),
  planId: row.plan_id,
});

async function findPinned(
  db: Kysely<Tables>,
  portal: PortalId,
  most: number,
): Promise<PinnedDifferences | null> {
  const setup = await db
    .selectFrom('kept_setups')
    .select('name')
    .where('portal_id', '=', portal)
    .where('pinned_at', 'is not', null)
    .executeTakeFirst();
  if (!setup) return null;
  const differing = db
    .selectFrom('pinned_limits as p')
    .innerJoin('overview_directions as d', (join) =>
      join
        .onRef('d.portal_id', '=', 'p.portal_id')
        .onRef('d.from_type', '=', 'p.from_type')
        .onRef('d.to_type', '=', 'p.to_type')
        .on('d.state', 'in', ['read', 'no_association']),
    )
    .leftJoin('overview_labels as l', (join) =>
      join
        .onRef('l.portal_id', '=', 'p.portal_id')
        .onRef('l.from_type', '=', 'p.from_type')
        .onRef('l.to_type', '=', 'p.to_type')
        .onRef('l.category', '=', 'p.category')
        .onRef('l.type_id', '=', 'p.type_id'),
    )
    .where('p.portal_id', '=', portal)
    .where((row) => row('l.limit_now', 'is distinct from', row.ref('p.limit_wanted')));
  const rows = await differing
    .select(['p.from_type', 'p.to_type', 'p.category', 'p.type_id', 'p.limit_wanted'])
    .select(['l.limit_now', 'l.type_id as listed'])
    .select(({ fn }) => [
      fn.coalesce('l.label', 'p.label').as('label'),
      sql<number>`count(*) over ()`.as('total'),
    ])
    .orderBy('p.from_type')
    .orderBy('p.to_type')
    .orderBy('p.category')
    .orderBy('p.type_id')
    .limit(most)
    .execute();
  return {
    name: setup.name,
    rows: rows.map((row) => ({
      ...keyOf(row),
      label: row.label,
      wanted: row.limit_wanted,
      now: row.limit_now,
      gone: row.listed === null,
    })),
    total: rows[0]?.total ?? 0,
  };
}

/**
 * Directions of the overview that were not read, and those with limits that are meant to be there
 * but whose object types HubSpot does not list (any more).
 */
async function findUnchecked(db: Kysely<Tables>, portal: PortalId): Promise<Unchecked> {
  const { rows } = await sql<{
    readonly from_type: string;
    readonly to_type: string;
    readonly state: Unchecked['directions'][number]['state'];
    readonly total: number;
  }>`
    select u.*, count(*) over () as total from (
      select from_type, to_type, state from overview_directions
      where portal_id = ${portal} and state not in ('read', 'no_association')
      union
      select from_type, to_type, 'not_listed' from (
        select from_type, to_type from known_limits
        where portal_id = ${portal} and limit_known is not null
        union
        select from_type, to_type from pinned_limits where portal_id = ${portal}
      ) meant
      where exists (select 1 from overview_types where portal_id = ${portal}) and not exists (
        select 1 from overview_directions d where d.portal_id = ${portal}
          and d.from_type = meant.from_type and d.to_type = meant.to_type
      )
    ) u order by from_type, to_type limit ${UNCHECKED_NAMED}
  `.execute(db);
  return {
    count: rows[0]?.total ?? 0,
    directions: rows.map((row) => ({ from: row.from_type, to: row.to_type, state: row.state })),
  };
}
