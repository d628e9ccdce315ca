// The portal as it was last read: object types, directions, labels with their limits, and the run
// that reads them. What the panel asks of it is in overview-views.ts.
import { sql, type Kysely, type Transaction } from 'kysely';
import type { ObjectType, ShownLimit } from '#domain/association.ts';
import type { Refresh } from '#domain/overview.ts';
import type { PortalId } from '../ids.ts';
import {
  takeOverLimits,
  takeOverReading,
  type DirectionReading,
  type Pair,
} from './overview-readings.ts';
import { hasQueue, openJob } from './portal-jobs.ts';
import { storableJson, storableText } from './storable.ts';
import type { Tables } from './tables.ts';

/** A run that reads. */
export interface RunUnderWay {
  /** Names the run: after its portal left and came back there may be another. */
  readonly startedAt: number;
  /** Whether the object types are still to be listed. */
  readonly mustList: boolean;
}

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
  underWay(portal: PortalId): Promise<RunUnderWay | null>;
  /** Whether object types were ever taken over, so that there is something to show. */
  isListed(portal: PortalId): Promise<boolean>;
  /**
   * Takes over the object types; every direction between them is to be read. Nothing where `startedAt`
   * is not the run's.
   */
  list(
    portal: PortalId,
    types: readonly ObjectType[],
    notes: readonly string[],
    startedAt?: number,
  ): Promise<void>;
  /**
   * Directions that the run has still to read: those with known labels first, and last those that could
   * not be read before. Where some never can, they would end every run before the others.
   */
  pending(portal: PortalId, most: number): Promise<readonly Pair[]>;
  /**
   * Takes over what a read that began at `at` found; a newer reading stays. A direction that is not
   * part of the overview is passed over.
   */
  save(portal: PortalId, pair: Pair, reading: DirectionReading, at: number): Promise<void>;
  /**
   * Takes over the limits that a read of limits alone found, in the same order of readings. False: they
   * do not fit the labels that are stored, or none are; the direction has to be read whole.
   */
  saveLimits(
    portal: PortalId,
    pair: Pair,
    limits: readonly ShownLimit[],
    at: number,
  ): Promise<boolean>;
  /** Ends the run, unless `startedAt` is not its own. */
  end(
    portal: PortalId,
    end: { readonly state: 'done' | 'stopped'; readonly problem: string | null },
    at: number,
    startedAt?: number,
  ): Promise<void>;
  /**
   * Ends runs that no job works on any more: one was tried for a day and given up. Otherwise its
   * portal would be reading for ever, and never be read again.
   */
  stopAbandoned(problem: string, at: number): Promise<void>;
  refresh(portal: PortalId): Promise<Refresh | null>;
}

/** Where runs have their jobs. */
export const REFRESH_QUEUE = 'refresh-overview';

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

    async underWay(portal) {
      const run = await db
        .selectFrom('overview_runs')
        .select(['started_at', 'listed'])
        .where('portal_id', '=', portal)
        .where('state', '=', 'reading')
        .executeTakeFirst();
      return run ? { startedAt: run.started_at, mustList: run.listed === 0 } : null;
    },

    async isListed(portal) {
      const type = await db
        .selectFrom('overview_types')
        .select('type_id')
        .where('portal_id', '=', portal)
        .limit(1)
        .executeTakeFirst();
      return type !== undefined;
    },

    list: (portal, types, notes, startedAt) =>
      db
        .transaction()
        .execute((transaction) => takeOverTypes(transaction, portal, types, notes, startedAt)),

    async pending(portal, most) {
      const rows = await db
        .selectFrom('overview_directions')
        .select(['from_type', 'to_type'])
        .where('portal_id', '=', portal)
        .where('pending', '=', 1)
        .orderBy(sql`case state when 'read' then 1 when 'failed' then 3 else 2 end`)
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

    saveLimits: (portal, pair, limits, at) =>
      db
        .transaction()
        .execute((transaction) => takeOverLimits(transaction, portal, pair, limits, at)),

    async end(portal, { state, problem }, at, startedAt) {
      await runOf(db, portal, startedAt)
        .set({
          state,
          problem: problem === null ? null : storableText(problem),
          finished_at: at,
        })
        .execute();
    },

    async stopAbandoned(problem, at) {
      if (!(await hasQueue(db))) return;
      await sql`
        update overview_runs r set state = 'stopped', problem = ${problem}, finished_at = ${at}
        where r.state = 'reading' and not exists (
          select from pgboss.job j
          where j.name = ${REFRESH_QUEUE} and j.group_id = r.portal_id::text
            and ${openJob})
      `.execute(db);
    },

    refresh: (portal) => findRefresh(db, portal),
  };
}

/** The portal's run; none where it did not begin at `startedAt`. */
function runOf(db: Kysely<Tables>, portal: PortalId, startedAt: number | undefined) {
  const run = db.updateTable('overview_runs').where('portal_id', '=', portal);
  return startedAt === undefined ? run : run.where('started_at', '=', startedAt);
}

async function takeOverTypes(
  transaction: Transaction<Tables>,
  portal: PortalId,
  types: readonly ObjectType[],
  notes: readonly string[],
  startedAt: number | undefined,
): Promise<void> {
  const run = await runOf(transaction, portal, startedAt)
    .set({ listed: 1, notes: storableJson(notes) })
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
  if (rows.length > 0) {
    await transaction
      .insertInto('overview_types')
      .values(rows)
      // HubSpot might name a type twice; the first counts, as everywhere.
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
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

async function findRefresh(db: Kysely<Tables>, portal: PortalId): Promise<Refresh | null> {
  // In one statement, so that a run that ends meanwhile is never told with what was open before.
  const run = await db
    .selectFrom('overview_runs as r')
    .leftJoinLateral(
      (directions) =>
        directions
          .selectFrom('overview_directions as d')
          .select((count) => [
            count.fn.countAll<number>().as('total'),
            count.fn.sum<number | null>('d.pending').as('pending'),
          ])
          .whereRef('d.portal_id', '=', 'r.portal_id')
          .as('counted'),
      (join) => join.onTrue(),
    )
    .selectAll('r')
    .select(['counted.total', 'counted.pending'])
    .where('r.portal_id', '=', portal)
    .executeTakeFirst();
  if (!run) return null;
  const total = run.listed === 1 ? (run.total ?? 0) : 0;
  return {
    state: run.state,
    startedAt: time(run.started_at),
    finishedAt: run.finished_at === null ? null : time(run.finished_at),
    read: run.listed === 1 ? total - (run.pending ?? 0) : 0,
    total,
    problem: run.problem,
    notes: run.notes,
  };
}
