// The portal as it was last read: object types, directions, labels with their limits, and the run
// that reads them. What the panel asks of it is in overview-views.ts.
import { sql, type Kysely, type Transaction } from 'kysely';
import type { LabelRow, ObjectType } from '#domain/association.ts';
import type { Refresh } from '#domain/overview.ts';
import type { PortalId } from '../ids.ts';
import { knowReading } from './known-limits.ts';
import { storableJson, storableText } from './storable.ts';
import type { Tables } from './tables.ts';

export interface Pair {
  readonly from: string;
  readonly to: string;
}

/** What HubSpot said about a direction. */
export type DirectionReading =
  | { readonly state: 'read' | 'no_association'; readonly labels: readonly LabelRow[] }
  | { readonly state: 'not_allowed' | 'failed'; readonly problem: string };

export interface OverviewStore {
  /**
   * Starts a run unless one is under way, and runs `enqueue` in the same transaction. Of any number
   * of callers one gets true.
   */
  begin(
    portal: PortalId,
    at: number,
    enqueue: (transaction: Transaction<Tables>) => Promise<void>,
  ): Promise<boolean>;
  /** Whether the run still has to list the object types; null: no run is under way. */
  mustList(portal: PortalId): Promise<boolean | null>;
  /** Takes over the object types; every direction between them is to be read. */
  list(portal: PortalId, types: readonly ObjectType[], notes: readonly string[]): Promise<void>;
  /** Directions that the run has still to read, those with known labels first. */
  pending(portal: PortalId, most: number): Promise<readonly Pair[]>;
  /**
   * Takes over what a read that began at `at` found; a newer reading stays. A direction that is not
   * part of the overview is passed over.
   */
  save(portal: PortalId, pair: Pair, reading: DirectionReading, at: number): Promise<void>;
  end(
    portal: PortalId,
    end: { readonly state: 'done' | 'stopped'; readonly problem: string | null },
    at: number,
  ): Promise<void>;
  refresh(portal: PortalId): Promise<Refresh | null>;
}

const time = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** The overview in the store's four tables. */
export function createOverviewStore(db: Kysely<Tables>): OverviewStore {
  return {
    begin: (portal, at, enqueue) =>
      db.transaction().execute(async (transaction) => {
        const fresh = {
          state: 'reading',
          started_at: at,
          finished_at: null,
          problem: null,
          listed: 0,
        } as const;
        const begun = await transaction
          .insertInto('overview_runs')
          .values({ portal_id: portal, notes: '[]', ...fresh })
          .onConflict((conflict) =>
            conflict
              .column('portal_id')
              .doUpdateSet(fresh)
              .where('overview_runs.state', '<>', 'reading'),
          )
          .returning('portal_id')
          .executeTakeFirst();
        if (begun) await enqueue(transaction);
        return begun !== undefined;
      }),

    async mustList(portal) {
      const run = await db
        .selectFrom('overview_runs')
        .select('listed')
        .where('portal_id', '=', portal)
        .where('state', '=', 'reading')
        .executeTakeFirst();
      return run ? run.listed === 0 : null;
    },

    list: (portal, types, notes) =>
      db.transaction().execute((transaction) => takeOverTypes(transaction, portal, types, notes)),

    async pending(portal, most) {
      const rows = await db
        .selectFrom('overview_directions')
        .select(['from_type', 'to_type'])
        .where('portal_id', '=', portal)
        .where('pending', '=', 1)
        .orderBy(sql`state <> 'read'`)
        .orderBy('from_type')
        .orderBy('to_type')
        .limit(most)
        .execute();
      return rows.map((row) => ({ from: row.from_type, to: row.to_type }));
    },

    save: (portal, pair, reading, at) =>
      db
        .transaction()
        .execute((transaction) => takeOverReading(transaction, portal, pair, reading, at)),

    async end(portal, { state, problem }, at) {
      await db
        .updateTable('overview_runs')
        .set({
          state,
          problem: problem === null ? null : storableText(problem),
          finished_at: at,
        })
        .where('portal_id', '=', portal)
        .execute();
    },

    refresh: (portal) => findRefresh(db, portal),
  };
}

async function takeOverTypes(
  transaction: Transaction<Tables>,
  portal: PortalId,
  types: readonly ObjectType[],
  notes: readonly string[],
): Promise<void> {
  const run = await transaction
    .updateTable('overview_runs')
    .set({ listed: 1, notes: storableJson(notes) })
    .where('portal_id', '=', portal)
    .returning('portal_id')
    .executeTakeFirst();
  // The portal left meanwhile: nothing of it is kept.
  if (!run) return;
  await transaction.deleteFrom('overview_types').where('portal_id', '=', portal).execute();
  const rows = types.map((type) => ({
    portal_id: portal,
    type_id: type.id,
    singular: storableText(type.singular),
    plural: storableText(type.plural),
    custom: type.custom ? 1 : 0,
  }));
  if (rows.length > 0) await transaction.insertInto('overview_types').values(rows).execute();
  for (const side of ['from_type', 'to_type'] as const) {
    await transaction
      .deleteFrom('overview_directions')
      .where('portal_id', '=', portal)
      .where(side, 'not in', (known) =>
        known.selectFrom('overview_types').select('type_id').where('portal_id', '=', portal),
      )
      .execute();
  }
  await sql`
    insert into overview_directions (portal_id, from_type, to_type, state, pending)
    select f.portal_id, f.type_id, t.type_id, 'unread', 1
    from overview_types f join overview_types t on t.portal_id = f.portal_id
    where f.portal_id = ${portal}
    on conflict (portal_id, from_type, to_type) do update set pending = 1
  `.execute(transaction);
}

async function takeOverReading(
  transaction: Transaction<Tables>,
  portal: PortalId,
  { from, to }: Pair,
  reading: DirectionReading,
  at: number,
): Promise<void> {
  const known = await transaction
    .updateTable('overview_directions')
    .set({ pending: 0 })
    .where('portal_id', '=', portal)
    .where('from_type', '=', from)
    .where('to_type', '=', to)
    .returning('read_at')
    .executeTakeFirst();
  if (!known || (known.read_at !== null && known.read_at > at)) return;
  await transaction
    .updateTable('overview_directions')
    .set({
      state: reading.state,
      problem: 'problem' in reading ? storableText(reading.problem) : null,
      read_at: at,
    })
    .where('portal_id', '=', portal)
    .where('from_type', '=', from)
    .where('to_type', '=', to)
    .execute();
  await replaceLabels(transaction, portal, { from, to }, 'labels' in reading ? reading.labels : []);
  // What could not be read says nothing about what is meant to be.
  if ('labels' in reading) await knowReading(transaction, portal, { from, to }, at);
}

async function replaceLabels(
  transaction: Transaction<Tables>,
  portal: PortalId,
  { from, to }: Pair,
  labels: readonly LabelRow[],
): Promise<void> {
  await transaction
    .deleteFrom('overview_labels')
    .where('portal_id', '=', portal)
    .where('from_type', '=', from)
    .where('to_type', '=', to)
    .execute();
  if (labels.length === 0) return;
  const rows = labels.map((row) => ({
    portal_id: portal,
    from_type: from,
    to_type: to,
    category: row.category,
    type_id: row.typeId,
    label: row.label === null ? null : storableText(row.label),
    limit_now: row.limit,
  }));
  // HubSpot might name a type twice; the first counts, as everywhere.
  await transaction
    .insertInto('overview_labels')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function findRefresh(db: Kysely<Tables>, portal: PortalId): Promise<Refresh | null> {
  const run = await db
    .selectFrom('overview_runs')
    .selectAll()
    .where('portal_id', '=', portal)
    .executeTakeFirst();
  if (!run) return null;
  const counted = await db
    .selectFrom('overview_directions')
    .select((count) => [
      count.fn.countAll<number>().as('total'),
      count.fn.sum<number | null>('pending').as('pending'),
    ])
    .where('portal_id', '=', portal)
    .executeTakeFirstOrThrow();
  const total = run.listed === 1 ? counted.total : 0;
  return {
    state: run.state,
    startedAt: time(run.started_at),
    finishedAt: run.finished_at === null ? null : time(run.finished_at),
    read: run.listed === 1 ? total - (counted.pending ?? 0) : 0,
    total,
    problem: run.problem,
    notes: run.notes,
  };
}
