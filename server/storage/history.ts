// The applied plans of a portal, newest first, without their items.
import { sql, type ExpressionBuilder, type Kysely, type Selectable } from 'kysely';
import type { ObjectType } from '#domain/association.ts';
import type { OutcomeKind } from '#domain/outcome.ts';
import type { PlanState } from '#domain/wire.ts';
import { userIdSchema, type PortalId, type UserId } from '../ids.ts';
import { searchable } from './search-text.ts';
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
  /** Applied plans that take this one back, oldest first. */
  readonly undoneBy: readonly string[];
}

export interface History {
  /** Applied plans in which note, labels or object names hold `search` in any case. */
  list(
    portal: PortalId,
    wish: { readonly search: string; readonly offset: number; readonly limit: number },
  ): Promise<readonly AppliedPlan[]>;
  count(portal: PortalId, search: string): Promise<number>;
  find(portal: PortalId, planId: string): Promise<AppliedPlan | null>;
}

/** The history over the store's `plans` and `plan_items` tables. */
export function createHistory(db: Kysely<Tables>): History {
  const applied = (portal: PortalId) =>
    db.selectFrom('plans').where('portal_id', '=', portal).where('applied_at', 'is not', null);
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
          appliedBy: userIdSchema.parse(row.applied_by),
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
    async list(portal, { search, offset, limit }) {
      const rows = await applied(portal)
        .selectAll()
        .where((expression) => matches(expression, search))
        .orderBy('applied_at', 'desc')
        .orderBy('plan_id')
        .offset(offset)
        .limit(limit)
        .execute();
      return complete(portal, rows);
    },

    async count(portal, search) {
      const { total } = await applied(portal)
        .select((expression) => expression.fn.countAll<number>().as('total'))
        .where((expression) => matches(expression, search))
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

/** By position rather than by pattern, so that "%" and "_" are searched for like any other sign. */
const matches = (expression: ExpressionBuilder<Tables, 'plans'>, search: string) => {
  const wanted = searchable(search.trim());
  return expression(sql<number>`strpos(search_text, ${wanted}::text)`, '>', 0);
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
      sql<OutcomeKind>`outcome->>'kind'`.as('kind'),
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
