// The rows of a plan's items, and the text that the plan is found by.
import { sql, type Selectable, type Transaction } from 'kysely';
import type { Outcome } from '#domain/outcome.ts';
import { UNLABELLED, type ObjectType } from '#domain/association.ts';
import type { PlanItem } from '#domain/plan.ts';
import type { PortalId } from '../ids.ts';
import { searchable } from './search-text.ts';
import { storableJson, storableText } from './storable.ts';
import type { PlanItemsTable, Tables } from './tables.ts';

export interface StoredItem extends PlanItem {
  readonly outcome: Outcome;
}

/** Of a row of `plan_items`. */
export const outcomeKind = sql<Outcome['kind']>`outcome->>'kind'`;

/** PostgreSQL takes at most 65,535 parameters a statement; an item has 13. */
const ITEMS_PER_INSERT = 1_000;

/** Stores the items of a new plan, in order. */
export async function insertItems(
  transaction: Transaction<Tables>,
  portal: PortalId,
  planId: string,
  items: readonly PlanItem[],
): Promise<void> {
  const rows = items.map((item, position) => itemRow(portal, planId, item, position));
  for (let start = 0; start < rows.length; start += ITEMS_PER_INSERT) {
    await transaction
      .insertInto('plan_items')
      .values(rows.slice(start, start + ITEMS_PER_INSERT))
      .execute();
  }
}

/**
 * Stores outcomes by position, in one statement. The positions stand there twice: of a join alone
 * PostgreSQL makes one that reads the whole plan for every few items.
 */
export async function storeOutcomes(
  transaction: Transaction<Tables>,
  portal: PortalId,
  planId: string,
  outcomes: ReadonlyMap<number, Outcome>,
): Promise<void> {
  const positions = [...outcomes.keys()];
  const stored = [...outcomes.values()].map(storableJson);
  await sql`
    update plan_items i set outcome = told.outcome::jsonb
    from unnest(${positions}::integer[], ${stored}::text[]) as told (position, outcome)
    where i.portal_id = ${portal} and i.plan_id = ${planId} and i.position = told.position
      and i.position = any(${positions}::integer[])
  `.execute(transaction);
}

/** Everything of a new plan that the history is searched by, each once. */
export function searchTextOf(
  objectTypes: readonly ObjectType[],
  items: readonly PlanItem[],
): string {
  const names = objectTypes.flatMap(({ singular, plural }) => [singular, plural]);
  const labels = items.map(({ label }) => label ?? UNLABELLED);
  return [...new Set([...names, ...labels].map(searchable))].join('\n');
}

function itemRow(portal: PortalId, planId: string, item: PlanItem, position: number) {
  const outcome: Outcome =
    item.action === 'none' ? { kind: 'unchanged', limit: item.before } : { kind: 'waiting' };
  return {
    portal_id: portal,
    plan_id: planId,
    position,
    from_type: item.from,
    to_type: item.to,
    category: item.category,
    type_id: item.typeId,
    label: item.label === null ? null : storableText(item.label),
    action: item.action,
    limit_before: item.before,
    limit_after: item.after,
    risks: storableJson(item.risks),
    outcome: storableJson(outcome),
  };
}

/** An item as it is stored. */
export const storedItem = (row: Selectable<PlanItemsTable>): StoredItem => ({
  from: row.from_type,
  to: row.to_type,
  category: row.category,
  typeId: row.type_id,
  label: row.label,
  action: row.action,
  before: row.limit_before,
  after: row.limit_after,
  risks: row.risks,
  outcome: row.outcome,
});
