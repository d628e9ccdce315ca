// What the pinned setup means in its portal: the limits that are watched, as they were matched.
import { sql, type Kysely, type Transaction } from 'kysely';
import type { PortalId } from '../ids.ts';
import { storableText } from './storable.ts';
import type { PinnedLimitsTable, Tables } from './tables.ts';
import type { PinnedLimit } from '#domain/requests/setup.ts';

/** A transaction in which nobody else changes this portal's kept setups. */
export interface Turn {
  readonly transaction: Transaction<Tables>;
  readonly portal: PortalId;
}

/** Names are taken and setups counted one request after the other; a portal's number is the lock. */
export const inTurn = <Answer>(
  db: Kysely<Tables>,
  portal: PortalId,
  work: (turn: Turn) => Promise<Answer>,
): Promise<Answer> =>
  db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${portal})`.execute(transaction);
    return work({ transaction, portal });
  });

/** Whether exactly these limits are watched already. */
export async function watchesSame(
  { transaction, portal }: Turn,
  limits: readonly PinnedLimit[],
): Promise<boolean> {
  const rows = await transaction
    .selectFrom('pinned_limits')
    .selectAll()
    .where('portal_id', '=', portal)
    .execute();
  const text = (row: Omit<PinnedLimitsTable, 'portal_id'>): string =>
    JSON.stringify([row.from_type, row.to_type, row.category, row.type_id, row.limit_wanted]);
  const wanted = limits.map((limit) => text(pinnedRow(portal, '', limit)));
  return JSON.stringify(rows.map(text).sort()) === JSON.stringify(wanted.sort());
}

/** A portal watches one setup: what it watched before goes. No limits: none is pinned. */
export async function watch(
  { transaction, portal }: Turn,
  setupId: string,
  limits: readonly PinnedLimit[],
  at: number,
): Promise<void> {
  await transaction.deleteFrom('pinned_limits').where('portal_id', '=', portal).execute();
  await transaction
    .updateTable('kept_setups')
    .set({ pinned_at: limits.length === 0 ? null : at })
    .where('portal_id', '=', portal)
    .where('setup_id', '=', setupId)
    .execute();
  if (limits.length === 0) return;
  await transaction
    .insertInto('pinned_limits')
    .values(limits.map((limit) => pinnedRow(portal, setupId, limit)))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

const pinnedRow = (portal: PortalId, setupId: string, limit: PinnedLimit) => ({
  portal_id: portal,
  setup_id: setupId,
  from_type: limit.from,
  to_type: limit.to,
  category: limit.category,
  type_id: limit.typeId,
  label: limit.label === null ? null : storableText(limit.label),
  limit_wanted: limit.limit,
});
