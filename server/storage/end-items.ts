// What becomes of the limits of an applied plan that ends without its job: what was not sent is not
// tried, what was sent is not read back.
import { sql, type Transaction } from 'kysely';
import type { NotTriedReason, Outcome } from '#domain/outcome.ts';
import type { PortalId } from '../ids.ts';
import { knowOutcomes } from './known-limits.ts';
import { outcomeKind } from './plan-items.ts';
import { storableJson } from './storable.ts';
import type { Tables } from './tables.ts';

const NOT_READ: Outcome = { kind: 'unknown', reason: 'not_read_back', hubspot: null };

/** Gives every limit of the plan that has no outcome yet its last one. */
export async function endItems(
  transaction: Transaction<Tables>,
  portal: PortalId,
  planId: string,
  reason: NotTriedReason,
): Promise<void> {
  const notTried: Outcome = { kind: 'not_tried', reason, hubspot: null };
  const items = await transaction
    .updateTable('plan_items')
    .set({
      outcome: sql<string>`case outcome->>'kind' when 'waiting'
        then ${storableJson(notTried)}::jsonb else ${storableJson(NOT_READ)}::jsonb end`,
    })
    .where('portal_id', '=', portal)
    .where('plan_id', '=', planId)
    .where(outcomeKind, 'in', ['waiting', 'sending', 'checking'])
    .returning(['position', 'outcome'])
    .execute();
  const outcomes = new Map(items.map(({ position, outcome }) => [position, outcome]));
  if (outcomes.size > 0) await knowOutcomes(transaction, portal, planId, outcomes);
}
