// The past of a portal, newest first: applied plans, without their items, and what happened beside.
import { sql, type Kysely, type Selectable } from 'kysely';
import * as v from 'valibot';
import type { ObjectType } from '#domain/association.ts';
import type { OutcomeKind } from '#domain/outcome.ts';
import type { PlanState } from '#domain/wire.ts';
import { userIdSchema, type PortalId, type UserId } from '../ids.ts';
import { findEvents, type StoredEvent } from './history-events.ts';
import { outcomeKind } from './plan-items.ts';
import { folded, wordsOf } from './search-text.ts';
import type { PlansTable, Tables } from './tables.ts';

export interface AppliedPlan {
  readonly planId: string;
  readonly state: PlanState;
  readonly appliedAt: number;
  readonly appliedBy: UserId;
  readonly note: string | null;
  readonly objectTypes: readonly ObjectType[];
  /** The plan's directions, in its order. */
  readonly directions: readonly { readonly from: string; readonly to: string }[];
  /** How many items have which outcome; kinds that none has are missing. */
  readonly counts: Readonly<Partial<Record<OutcomeKind, number>>>;
  readonly undoOf: string | null;
  /** Plans that took all of this one back, oldest first: no former limit was left out. */
  readonly undoneBy: readonly string[];
}

export type PastEntry =
  | { readonly kind: 'plan'; readonly plan: AppliedPlan }
  | { readonly kind: 'event'; readonly event: StoredEvent };

export interface HistoryWish {
  readonly search: string;
  readonly offset: number;
  readonly limit: number;
}

export interface History {
  /** What holds every word of `search` in any case: plans in note, labels or object names, events in titles. */
  list(portal: PortalId, wish: HistoryWish): Promise<readonly PastEntry[]>;
  count(portal: PortalId, search: string): Promise<number>;
  find(portal: PortalId, planId: string): Promise<AppliedPlan | null>;
}

/** The history over the store's `plans` and `plan_items` tables. */
export function createHistory(db: Kysely<Tables>): History {
  const applied = (portal: PortalId) =>
    db.selectFrom('plans').where('portal_id', '=', portal).where('applied_at', 'is not', null);
  const itemsOfPlan = db
    .selectFrom('plan_items as i')
    .select('i.position')
    .where(sql<boolean>`i.portal_id = plans.portal_id and i.plan_id = plans.plan_id`);
  // What was saved where no limit was is left out only if its label is gone, and then it is back, too.
  const leftOut = db
    .selectFrom('plan_items as o')
    .select('o.position')
    .where('o.limit_before', 'is not', null)
    .where(outcomeKind, '=', 'saved')
    .where(
      sql<boolean>`o.portal_id = plans.portal_id and o.plan_id = plans.undo_of and not exists (
        select from plan_items i
        where i.portal_id = plans.portal_id and i.plan_id = plans.plan_id
          and (i.from_type, i.to_type, i.category, i.type_id)
            = (o.from_type, o.to_type, o.category, o.type_id)
      )`,
    );
  const complete = async (
    portal: PortalId,
    rows: readonly Selectable<PlansTable>[],
  ): Promise<readonly AppliedPlan[]> => {
    const ids = rows.map((row) => row.plan_id);
    if (ids.length === 0) return [];
    const items = await countItems(db, portal, ids);
    const undos = await applied(portal)
      .select(['plan_id', 'undo_of'])
      .where('undo_of', 'in', ids)
      .where('state', '=', 'done')
      .where((where) => where.exists(itemsOfPlan.where(outcomeKind, '=', 'saved')))
      .where((where) =>
        where.not(where.exists(itemsOfPlan.where(outcomeKind, 'not in', ['saved', 'unchanged']))),
      )
      .where((where) => where.not(where.exists(leftOut)))
      .orderBy('applied_at')
      .orderBy('plan_id')
      .execute();
    return rows.flatMap((row) => {
      if (row.applied_at === null) return [];
      const mine = items.filter((item) => item.plan_id === row.plan_id);
      return [
        {
          planId: row.plan_id,
          state: row.state,
          appliedAt: row.applied_at,
          appliedBy: v.parse(userIdSchema, row.applied_by),
          note: row.note,
          objectTypes: row.object_types,
          directions: directionsOf(mine),
          counts: countsOf(mine),
          undoOf: row.undo_of,
          undoneBy: undos.filter((one) => one.undo_of === row.plan_id).map((one) => one.plan_id),
        },
      ];
    });
  };
  return {
    async list(portal, wish) {
      const found = await findPlaces(db, portal, wish);
      const idsOf = (kind: PastEntry['kind']): readonly string[] =>
        found.filter((place) => place.kind === kind).map(({ id }) => id);
      const planIds = idsOf('plan');
      const rows =
        planIds.length === 0
          ? []
          : await applied(portal).selectAll().where('plan_id', 'in', planIds).execute();
      const plans = await complete(portal, rows);
      const events = await findEvents(db, portal, idsOf('event'));
      return found.flatMap(({ kind, id }): readonly PastEntry[] => {
        const plan = plans.find(({ planId }) => kind === 'plan' && planId === id);
        const event = events.find(({ eventId }) => kind === 'event' && eventId === id);
        return [
          ...(plan ? [{ kind: 'plan', plan } as const] : []),
          ...(event ? [{ kind: 'event', event } as const] : []),
        ];
      });
    },

    async count(portal, search) {
      const { total } = await db
        .selectFrom(places(db, portal, search).as('past'))
        .select((expression) => expression.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      return total;
    },

    async find(portal, planId) {
      const row = await applied(portal)
        .selectAll()
        .where('plan_id', '=', planId)
        .executeTakeFirst();
      return row ? ((await complete(portal, [row]))[0] ?? null) : null;
    },
  };
}

/** Where something stands in time; plans and events are ordered together before they are read. */
interface PlaceInTime {
  readonly kind: PastEntry['kind'];
  readonly id: string;
  readonly at: number;
}

const places = (db: Kysely<Tables>, portal: PortalId, search: string) =>
  db
    .selectFrom('plans')
    .select((expression) => [
      expression.val<PlaceInTime['kind']>('plan').as('kind'),
      'plan_id as id',
      expression.ref('applied_at').$notNull().as('at'),
    ])
    .where('portal_id', '=', portal)
    .where('applied_at', 'is not', null)
    .where(holds(search))
    .unionAll(
      db
        .selectFrom('history_events')
        .select((expression) => [
          expression.val<PlaceInTime['kind']>('event').as('kind'),
          'event_id as id',
          'at',
        ])
        .where('portal_id', '=', portal)
        .where(holds(search)),
    );

const findPlaces = (
  db: Kysely<Tables>,
  portal: PortalId,
  { search, offset, limit }: HistoryWish,
): Promise<readonly PlaceInTime[]> =>
  db
    .selectFrom(places(db, portal, search).as('past'))
    .selectAll()
    .orderBy('at', 'desc')
    .orderBy('id')
    .offset(offset)
    .limit(limit)
    .execute();

/**
 * Each word of a search stands somewhere. By position rather than by pattern, so that "%" and "_" are
 * searched for like any other sign.
 */
const holds = (search: string) => {
  const words = wordsOf(search).map(folded);
  return sql<boolean>`not exists (
    select from unnest(${words}::text[]) as word
    where strpos(translate(search_text, 'ς', 'σ'), word) = 0
  )`;
};

interface ItemCount {
  readonly plan_id: string;
  readonly from_type: string;
  readonly to_type: string;
  readonly kind: OutcomeKind;
  readonly items: number;
  readonly first: number;
}

const countItems = (
  db: Kysely<Tables>,
  portal: PortalId,
  ids: readonly string[],
): Promise<ItemCount[]> =>
  db
    .selectFrom('plan_items')
    .select((expression) => [
      'plan_id',
      'from_type',
      'to_type',
      outcomeKind.as('kind'),
      expression.fn.countAll<number>().as('items'),
      expression.fn.min<number>('position').as('first'),
    ])
    .where('portal_id', '=', portal)
    .where('plan_id', 'in', ids)
    .groupBy(['plan_id', 'from_type', 'to_type', 'kind'])
    .orderBy('first')
    .execute();

function directionsOf(counted: readonly ItemCount[]): AppliedPlan['directions'] {
  const pairs = counted.map((one) => ({ from: one.from_type, to: one.to_type }));
  return [...new Map(pairs.map((pair) => [`${pair.from}>${pair.to}`, pair])).values()];
}

function countsOf(counted: readonly ItemCount[]): AppliedPlan['counts'] {
  const counts: Partial<Record<OutcomeKind, number>> = {};
  for (const { kind, items } of counted) counts[kind] = (counts[kind] ?? 0) + items;
  return counts;
}
