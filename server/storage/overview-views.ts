// What the panel asks of the stored overview: one page of rows, the grid, and one object's limits.
import { sql, type Kysely } from 'kysely';
import type { LabelRow, ObjectType } from '#domain/association.ts';
import {
  OVERVIEW_PAGE_ROWS,
  type Blockers,
  type DirectionState,
  type Overview,
  type OverviewFilter,
  type OverviewGrid,
  type OverviewRow,
} from '#domain/overview.ts';
import type { PortalId } from '../ids.ts';
import { changedLimits, countChanged } from './drift-views.ts';
import { searchWords, type SearchWord } from './overview-search.ts';
import type { Tables } from './tables.ts';

export interface OverviewAsked {
  readonly search: string;
  readonly filter: OverviewFilter;
  readonly from: string | null;
  readonly to: string | null;
  readonly page: number;
}

export interface OverviewViews {
  page(portal: PortalId, asked: OverviewAsked): Promise<Omit<Overview, 'refresh'>>;
  objectTypes(portal: PortalId): Promise<readonly ObjectType[]>;
  grid(portal: PortalId): Promise<OverviewGrid>;
  /** Limits from and to an object type; null: the overview does not hold it. */
  blockers(portal: PortalId, type: string): Promise<Blockers | null>;
}

/** States of a direction whose limits are not known. */
export const UNKNOWN: readonly DirectionState[] = ['unread', 'not_allowed', 'failed'];

const time = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** Views over the store's overview tables. */
export function createOverviewViews(db: Kysely<Tables>): OverviewViews {
  return {
    async page(portal, asked) {
      const { page, total, rows } = await findPage(db, portal, asked);
      return {
        ...(await countAll(db, portal)),
        objectTypes: await typesOf(db, portal),
        page,
        pageCount: pageCountOf(total),
        total,
        rows: rows.map(viewRow),
      };
    },

    objectTypes: (portal) => typesOf(db, portal),

    async grid(portal) {
      const rows = await withLabels(db, portal)
        .select((count) => [
          'd.from_type',
          'd.to_type',
          'd.state',
          count.fn.count<number>('l.type_id').as('labels'),
          count.fn.count<number>('l.limit_now').as('limits'),
        ])
        .groupBy(['d.from_type', 'd.to_type', 'd.state'])
        .orderBy('d.from_type')
        .orderBy('d.to_type')
        .execute();
      return {
        objectTypes: await typesOf(db, portal),
        cells: rows.map(({ from_type, to_type, ...rest }) => ({
          from: from_type,
          to: to_type,
          ...rest,
        })),
      };
    },

    blockers: (portal, type) => findBlockers(db, portal, type),
  };
}

/** Every direction that may have associations, with its labels where they are known. */
export const withLabels = (db: Kysely<Tables>, portal: PortalId) =>
  db
    .selectFrom('overview_directions as d')
    .leftJoin('overview_labels as l', (join) =>
      join
        .onRef('l.portal_id', '=', 'd.portal_id')
        .onRef('l.from_type', '=', 'd.from_type')
        .onRef('l.to_type', '=', 'd.to_type'),
    )
    .where('d.portal_id', '=', portal)
    .where('d.state', '<>', 'no_association');

/** What a joined row shows of its direction and label. */
const SHOWN = [
  ...(['d.from_type', 'd.to_type', 'd.state', 'd.problem', 'd.read_at'] as const),
  ...(['l.category', 'l.type_id', 'l.label', 'l.limit_now'] as const),
] as const;

const pageCountOf = (total: number): number => Math.max(1, Math.ceil(total / OVERVIEW_PAGE_ROWS));

/** The rows of a page, counted and sorted in one go; of one that is not there, those of the last. */
async function findPage(db: Kysely<Tables>, portal: PortalId, asked: OverviewAsked) {
  const words = await searchWords(db, portal, asked.search);
  const matching = matchingRows(db, portal, asked, words);
  const rowsOf = (page: number) =>
    matching
      .select([...SHOWN, sql<number>`count(*) over ()`.as('total')])
      .orderBy(sql`lower(f.singular)`)
      .orderBy('d.from_type')
      .orderBy(sql`lower(t.singular)`)
      .orderBy('d.to_type')
      .orderBy(sql`l.label is not null`)
      .orderBy(sql`l.category <> 'HUBSPOT_DEFINED'`)
      .orderBy(sql`lower(l.label)`)
      .orderBy('l.category')
      .orderBy('l.type_id')
      .limit(OVERVIEW_PAGE_ROWS)
      .offset((page - 1) * OVERVIEW_PAGE_ROWS)
      .execute();
  const rows = await rowsOf(asked.page);
  const [first] = rows;
  if (first || asked.page === 1) return { page: asked.page, total: first?.total ?? 0, rows };
  const { total } = await matching
    .select((count) => count.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const last = pageCountOf(total);
  return { page: last, total, rows: await rowsOf(last) };
}

/** Rows of the overview: one per label, and one per direction whose labels are not known. */
function matchingRows(
  db: Kysely<Tables>,
  portal: PortalId,
  asked: OverviewAsked,
  words: readonly SearchWord[],
) {
  let rows = withLabels(db, portal)
    .innerJoin('overview_types as f', (join) =>
      join.onRef('f.portal_id', '=', 'd.portal_id').onRef('f.type_id', '=', 'd.from_type'),
    )
    .innerJoin('overview_types as t', (join) =>
      join.onRef('t.portal_id', '=', 'd.portal_id').onRef('t.type_id', '=', 'd.to_type'),
    );
  if (asked.from !== null) rows = rows.where('d.from_type', '=', asked.from);
  if (asked.to !== null) rows = rows.where('d.to_type', '=', asked.to);
  if (asked.filter === 'limited') rows = rows.where('l.limit_now', 'is not', null);
  if (asked.filter === 'unlimited') {
    rows = rows.where('l.type_id', 'is not', null).where('l.limit_now', 'is', null);
  }
  if (asked.filter === 'unknown') rows = rows.where('d.state', 'in', UNKNOWN);
  if (asked.filter === 'changed') {
    // In a case, PostgreSQL looks each label up in a hash of the changed ones. As a join it might go
    // through all of them for each label.
    const changed = changedLimits(db, portal).select([
      'changed.from_type',
      'changed.to_type',
      'changed.category',
      'changed.type_id',
    ]);
    rows = rows.where(
      sql<boolean>`case when l.type_id is not null
        then (l.from_type, l.to_type, l.category, l.type_id) in (${changed}) end`,
    );
  }
  for (const { word, limit, isUnlabelled, texts } of words) {
    const like = `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`;
    // PostgreSQL makes a hash of a subquery, and may go through all of a list for each row.
    const holding = sql<string>`(select unnest(${texts}::text[]))`;
    rows = rows.where((either) =>
      either.or([
        ...SEARCHED.map((column) => either(column, 'ilike', like)),
        ...(isUnlabelled
          ? [either.and([either('l.type_id', 'is not', null), either('l.label', 'is', null)])]
          : []),
        ...(texts.length === 0 ? [] : SEARCHED.map((column) => either(column, 'in', holding))),
        either(sql`l.limit_now::text`, '=', limit),
      ]),
    );
  }
  return rows;
}

const SEARCHED = ['f.singular', 'f.plural', 't.singular', 't.plural', 'l.label'] as const;

interface JoinedRow {
  readonly from_type: string;
  readonly to_type: string;
  readonly state: DirectionState;
  readonly problem: string | null;
  readonly read_at: number | null;
  readonly category: LabelRow['category'] | null;
  readonly type_id: number | null;
  readonly label: string | null;
  readonly limit_now: number | null;
}

const viewRow = (row: JoinedRow): OverviewRow => ({
  from: row.from_type,
  to: row.to_type,
  state: row.state,
  readAt: row.read_at === null ? null : time(row.read_at),
  problem: row.problem,
  label: labelOf(row),
});

/** The label of a joined row; null where the direction has none that is known. */
export function labelOf(row: Pick<JoinedRow, 'category' | 'type_id' | 'label' | 'limit_now'>) {
  const { category, type_id: typeId, label, limit_now: limit } = row;
  return category === null || typeId === null ? null : { category, typeId, label, limit };
}

async function countAll(
  db: Kysely<Tables>,
  portal: PortalId,
): Promise<Pick<Overview, 'counts' | 'oldestReadAt'>> {
  const directions = await db
    .selectFrom('overview_directions')
    .select((count) => [
      'state',
      count.fn.countAll<number>().as('count'),
      count.fn.min<number | null>('read_at').as('oldest'),
    ])
    .where('portal_id', '=', portal)
    .groupBy('state')
    .execute();
  const labels = await db
    .selectFrom('overview_labels')
    .select((count) => [
      count.fn.countAll<number>().as('labels'),
      count.fn.count<number>('limit_now').as('limits'),
    ])
    .where('portal_id', '=', portal)
    .executeTakeFirstOrThrow();
  const countOf = (state: DirectionState): number =>
    directions.find((row) => row.state === state)?.count ?? 0;
  const readTimes = directions.flatMap(({ oldest }) => oldest ?? []);
  return {
    oldestReadAt: readTimes.length === 0 ? null : time(Math.min(...readTimes)),
    counts: {
      ...labels,
      directions: countOf('read'),
      unread: countOf('unread'),
      notAllowed: countOf('not_allowed'),
      failed: countOf('failed'),
      changed: await countChanged(db, portal),
    },
  };
}

/** The object types of the overview, by name. */
export async function typesOf(db: Kysely<Tables>, portal: PortalId): Promise<ObjectType[]> {
  const rows = await db
    .selectFrom('overview_types')
    .selectAll()
    .where('portal_id', '=', portal)
    .orderBy(sql`lower(singular)`)
    .orderBy('type_id')
    .execute();
  return rows.map((row) => ({
    id: row.type_id,
    singular: row.singular,
    plural: row.plural,
    custom: row.custom === 1,
  }));
}

async function findBlockers(
  db: Kysely<Tables>,
  portal: PortalId,
  type: string,
): Promise<Blockers | null> {
  const objectTypes = await typesOf(db, portal);
  const objectType = objectTypes.find(({ id }) => id === type);
  if (!objectType) return null;
  const rows = await withLabels(db, portal)
    .select(SHOWN)
    .where((either) =>
      either.or([either('d.from_type', '=', type), either('d.to_type', '=', type)]),
    )
    .where((either) =>
      either.or([either('l.limit_now', 'is not', null), either('d.state', 'in', UNKNOWN)]),
    )
    .orderBy('d.from_type')
    .orderBy('d.to_type')
    .orderBy(sql`l.label is not null`)
    .orderBy(sql`lower(l.label)`)
    .orderBy('l.type_id')
    .execute();
  return {
    objectType,
    objectTypes,
    limits: rows
      .map(viewRow)
      .flatMap(({ from, to, label, readAt }) =>
        label === null || readAt === null ? [] : [{ from, to, label, readAt }],
      ),
    unknown: rows
      .map(viewRow)
      .flatMap(({ from, to, label, state }) => (label === null ? [{ from, to, state }] : [])),
  };
}
