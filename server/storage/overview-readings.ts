// Takes over what was read of one direction: all of it, or its limits alone. A reading that began
// earlier never replaces a later one.
import { sql, type Transaction } from 'kysely';
import { rowText, type LabelRow, type ShownLimit } from '#domain/association.ts';
import type { PortalId } from '../ids.ts';
import { knowReading } from './known-limits.ts';
import { storableText } from './storable.ts';
import type { Tables } from './tables.ts';

export interface Pair {
  readonly from: string;
  readonly to: string;
}

/** What HubSpot said about a direction. */
export type DirectionReading =
  | { readonly state: 'read' | 'no_association'; readonly labels: readonly LabelRow[] }
  | { readonly state: 'not_allowed' | 'failed'; readonly problem: string };

/** Takes over what a read that began at `at` found; a newer reading stays. */
export async function takeOverReading(
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
    .returning(['read_at', 'limits_read_at'])
    .executeTakeFirst();
  if (!known || isLater(known.read_at, at)) return;
  const limitsAreLater = isLater(known.limits_read_at, at);
  // The limits of the labels were read since: that this failed is no longer so.
  if (limitsAreLater && !('labels' in reading)) return;
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
  const labels = 'labels' in reading ? reading.labels : [];
  const stored = limitsAreLater ? await storedLimits(transaction, portal, { from, to }) : null;
  await replaceLabels(
    transaction,
    portal,
    { from, to },
    stored ? labels.map((row) => ({ ...row, limit: stored.get(rowText(row)) ?? null })) : labels,
  );
  // What could not be read says nothing about what is meant to be.
  if ('labels' in reading) await knowReading(transaction, portal, { from, to }, at);
}

const isLater = (stored: number | null, at: number): boolean => stored !== null && stored > at;

/** The same of a read of limits alone. False: it does not fit the labels that are stored. */
export async function takeOverLimits(
  transaction: Transaction<Tables>,
  portal: PortalId,
  { from, to }: Pair,
  limits: readonly ShownLimit[],
  at: number,
): Promise<boolean> {
  const known = await transaction
    .selectFrom('overview_directions')
    .select(['state', 'read_at', 'limits_read_at'])
    .where('portal_id', '=', portal)
    .where('from_type', '=', from)
    .where('to_type', '=', to)
    .forUpdate()
    .executeTakeFirst();
  if (!known || isLater(known.read_at, at) || isLater(known.limits_read_at, at)) return true;
  if (known.state !== 'read') return false;
  const stored = await storedLimits(transaction, portal, { from, to });
  if (!doLimitsFit(stored, limits)) return false;
  await transaction
    .updateTable('overview_directions')
    .set({ limits_read_at: at })
    .where('portal_id', '=', portal)
    .where('from_type', '=', from)
    .where('to_type', '=', to)
    .execute();
  await setLimits(transaction, portal, { from, to }, limits);
  await knowReading(transaction, portal, { from, to }, at);
  return true;
}

async function setLimits(
  transaction: Transaction<Tables>,
  portal: PortalId,
  { from, to }: Pair,
  limits: readonly ShownLimit[],
): Promise<void> {
  if (limits.length === 0) return;
  const rows = limits.map(
    ({ category, typeId, limit }) =>
      sql`(${category}::text, ${typeId}::integer, ${limit}::integer)`,
  );
  await sql`
    update overview_labels l set limit_now = shown.limit_now
    from (values ${sql.join(rows)}) as shown (category, type_id, limit_now)
    where l.portal_id = ${portal} and l.from_type = ${from} and l.to_type = ${to}
      and l.category = shown.category and l.type_id = shown.type_id
      and l.limit_now is distinct from shown.limit_now
  `.execute(transaction);
}

/**
 * A limit of a label that is not stored: the label is new. A stored limit that is not shown: removed,
 * or gone with its label, which limits alone do not tell.
 */
function doLimitsFit(
  stored: ReadonlyMap<string, number | null>,
  limits: readonly ShownLimit[],
): boolean {
  const shown = new Set(limits.map(rowText));
  return (
    limits.every((row) => stored.has(rowText(row))) &&
    [...stored].every(([type, limit]) => limit === null || shown.has(type))
  );
}

async function storedLimits(
  transaction: Transaction<Tables>,
  portal: PortalId,
  { from, to }: Pair,
): Promise<ReadonlyMap<string, number | null>> {
  const rows = await transaction
    .selectFrom('overview_labels')
    .select(['category', 'type_id', 'limit_now'])
    .where('portal_id', '=', portal)
    .where('from_type', '=', from)
    .where('to_type', '=', to)
    .execute();
  return new Map(
    rows.map((row) => [rowText({ category: row.category, typeId: row.type_id }), row.limit_now]),
  );
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
