// The limits that are meant to be: first seen, set through the app, or accepted by a person. Apart
// from what was last read, because a reading that fails must not forget them.
import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { Outcome } from '#domain/outcome.ts';
import type { PortalId } from '../ids.ts';
import { lockByName } from './named-lock.ts';
import type { Tables } from './tables.ts';

/** HubSpot shows a change within minutes; a day later the same limit is somebody else's. */
const SHOWN_LATE_MS = 24 * 3_600_000;

/**
 * One writer of a portal's known limits at a time: readings and outcomes touch the same rows in
 * different orders. Held to the end of the transaction.
 */
export async function lockKnownLimits(
  transaction: Transaction<Tables>,
  portal: PortalId,
): Promise<void> {
  await lockByName(transaction, `known limits of portal ${String(portal)}`);
}

/**
 * Takes over what the overview has just stored of a direction. All of a new direction becomes known;
 * of a known one only types never seen before, unless they appear with a limit, and limits that one
 * of our plans sent without having seen them.
 */
export async function knowReading(
  transaction: Transaction<Tables>,
  portal: PortalId,
  { from, to }: { readonly from: string; readonly to: string },
  at: number,
): Promise<void> {
  await lockKnownLimits(transaction, portal);
  const first = await transaction
    .insertInto('known_directions')
    .values({ portal_id: portal, from_type: from, to_type: to, since: at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('since')
    .executeTakeFirst();
  const isFirst = first !== undefined;
  await sql`
    insert into known_limits
      (portal_id, from_type, to_type, category, type_id, label, limit_known, known_at)
    select portal_id, from_type, to_type, category, type_id, label, limit_now, ${at}
    from overview_labels
    where portal_id = ${portal} and from_type = ${from} and to_type = ${to}
      and (${isFirst} or limit_now is null)
    on conflict do nothing
  `.execute(transaction);
  await sql`
    update known_limits k set
      label = l.label,
      limit_known = case when shown then l.limit_now else k.limit_known end,
      known_at = case when shown then l.at else k.known_at end,
      known_by = case when shown then l.by_user else k.known_by end,
      plan_id = case when shown then l.sent_by else k.plan_id end,
      maybe_limit = case when shown and ${isOwnWish} then null else k.maybe_limit end,
      maybe_plan_id = case when shown and ${isOwnWish} then null else k.maybe_plan_id end
    from (
      select o.*, m.at, m.by_user, m.maybe_plan_id as sent_by, m.at is not null as shown
      from overview_labels o left join (${sentByPlans(portal, at)}) m
        on ${sameType('m', 'o', 'or its other side')}
        and m.maybe_limit is not distinct from o.limit_now
      where o.portal_id = ${portal} and o.from_type = ${from} and o.to_type = ${to}
    ) l
    where ${sameType('k', 'l')} and (shown or k.label is distinct from l.label)
  `.execute(transaction);
}

/** Whether what is shown was sent for the type itself, and not only for its other side. */
const isOwnWish = sql`k.maybe_limit is not distinct from l.limit_now`;

/** Limits that a plan sent which is under way or ended in the last day, and that no reading has shown yet. */
const sentByPlans = (portal: PortalId, at: number): RawBuilder<unknown> => sql`
  select s.portal_id, s.from_type, s.to_type, s.category, s.type_id, s.label,
    s.maybe_limit, s.maybe_plan_id, p.applied_at as at, p.applied_by as by_user
  from known_limits s join plans p on p.portal_id = s.portal_id and p.plan_id = s.maybe_plan_id
  where s.portal_id = ${portal}
    and (p.finished_at is null or p.finished_at > ${at - SHOWN_LATE_MS})
`;

/** Outcomes of changes that HubSpot may have made, or may still make, though no reading showed it. */
const SENT: readonly Outcome['kind'][] = ['sending', 'checking', 'unknown'];
const isSent = (kind: Outcome['kind']): boolean => SENT.includes(kind);
const wasSent = sql`i.kind in (${sql.join([...SENT])})`;

/**
 * Takes over what was just recorded of a plan's items. What is saved is known. What is sent and not
 * seen yet counts as soon as a reading shows it. (Recorded before anything is sent, so that no
 * reading meanwhile takes our own change for somebody else's.)
 */
export async function knowOutcomes(
  transaction: Transaction<Tables>,
  portal: PortalId,
  planId: string,
  outcomes: ReadonlyMap<number, Outcome>,
): Promise<void> {
  await lockKnownLimits(transaction, portal);
  const items = sql`(
    select i.*, p.applied_at, p.applied_by, i.outcome->>'kind' as kind
    from plan_items i join plans p on p.portal_id = i.portal_id and p.plan_id = i.plan_id
    where i.portal_id = ${portal} and i.plan_id = ${planId} and p.applied_at is not null
      and i.position in (${sql.join([...outcomes.keys()])})
  )`;
  const kinds = [...outcomes.values()].map(({ kind }) => kind);
  if (kinds.some((kind) => !isSent(kind))) {
    await forgetWishes(transaction, planId, items);
    await knowSaved(transaction, items);
  }
  if (kinds.some(isSent)) await noteWishes(transaction, items);
}

/** What was sent is decided: it need not be looked for any more. */
async function forgetWishes(
  transaction: Transaction<Tables>,
  planId: string,
  items: RawBuilder<unknown>,
): Promise<void> {
  // A label that appeared with a limit was given a row only for what was sent: it is new again.
  await sql`
    delete from known_limits k using ${items} i
    where ${sameType('k', 'i')} and k.maybe_plan_id = ${planId} and not ${wasSent}
      and k.limit_known is null and k.known_by is null and k.known_at = i.applied_at
  `.execute(transaction);
  await sql`
    update known_limits k set maybe_limit = null, maybe_plan_id = null
    from ${items} i
    where ${sameType('k', 'i', 'or its other side')} and k.maybe_plan_id = ${planId} and not ${wasSent}
  `.execute(transaction);
}

async function knowSaved(
  transaction: Transaction<Tables>,
  items: RawBuilder<unknown>,
): Promise<void> {
  await sql`
    insert into known_limits as k
      (portal_id, from_type, to_type, category, type_id, label, limit_known, known_at, known_by, plan_id)
    select portal_id, from_type, to_type, category, type_id, label, limit_after, applied_at, applied_by, plan_id
    from ${items} i where i.kind in ('saved', 'unchanged')
    on conflict (portal_id, from_type, to_type, category, type_id) do update set ${takenOver}
  `.execute(transaction);
}

/**
 * What is sent counts as soon as a reading shows it, at the type or at its other side. A side that the
 * plan changes itself has a wish of its own.
 */
async function noteWishes(
  transaction: Transaction<Tables>,
  items: RawBuilder<unknown>,
): Promise<void> {
  await sql`
    insert into known_limits
      (portal_id, from_type, to_type, category, type_id, label, limit_known, known_at, maybe_limit, maybe_plan_id)
    select i.portal_id, i.from_type, i.to_type, i.category, i.type_id, i.label, null, applied_at, limit_after, plan_id
    from ${items} i join known_directions d
      on d.portal_id = i.portal_id and d.from_type = i.from_type and d.to_type = i.to_type
    where ${wasSent}
    on conflict (portal_id, from_type, to_type, category, type_id)
      do update set maybe_limit = excluded.maybe_limit, maybe_plan_id = excluded.maybe_plan_id
  `.execute(transaction);
  await sql`
    update known_limits k set maybe_limit = i.limit_after, maybe_plan_id = i.plan_id
    from ${items} i
    where ${sameType('k', 'i', 'or its other side')} and k.type_id <> i.type_id and ${wasSent}
      and not exists (
        select from plan_items o where o.plan_id = i.plan_id and ${sameType('o', 'k')}
          and o.action <> 'none'
      )
  `.execute(transaction);
}

/** A person applied a plan with these limits as they are: they are meant to be so. */
export async function knowUnchanged(
  transaction: Transaction<Tables>,
  portal: PortalId,
  planId: string,
): Promise<void> {
  await lockKnownLimits(transaction, portal);
  await sql`
    insert into known_limits as k
      (portal_id, from_type, to_type, category, type_id, label, limit_known, known_at, known_by, plan_id)
    select i.portal_id, from_type, to_type, category, type_id, label, limit_before, applied_at, applied_by, i.plan_id
    from plan_items i join plans p on p.portal_id = i.portal_id and p.plan_id = i.plan_id
    where i.portal_id = ${portal} and i.plan_id = ${planId} and i.action = 'none'
    on conflict (portal_id, from_type, to_type, category, type_id) do update set ${takenOver}
  `.execute(transaction);
}

const takenOver = sql`
  label = excluded.label, limit_known = excluded.limit_known, known_at = excluded.known_at,
  known_by = excluded.known_by, plan_id = excluded.plan_id, maybe_limit = null, maybe_plan_id = null
`;

/**
 * Whether two rows are of one type. The other side of a same-object label is a type of its own with
 * the same label, and where HubSpot counts both directions together it has the same limit.
 */
const sameType = (one: string, other: string, side?: 'or its other side'): RawBuilder<boolean> => {
  const equal = (column: string): RawBuilder<boolean> =>
    sql`${sql.ref(`${one}.${column}`)} = ${sql.ref(`${other}.${column}`)}`;
  const columns = ['portal_id', 'from_type', 'to_type', 'category'].map(equal);
  const direction = sql<boolean>`${sql.join(columns, sql` and `)}`;
  if (side === undefined) return sql`${direction} and ${equal('type_id')}`;
  return sql`${direction} and (${equal('type_id')} or (
    ${sql.ref(`${one}.from_type`)} = ${sql.ref(`${one}.to_type`)}
    and ${sql.ref(`${one}.label`)} is not distinct from ${sql.ref(`${other}.label`)}
  ))`;
};
