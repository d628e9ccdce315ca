// Accepts limits that were changed outside the app, as a person saw them, and tells the history.
import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely';
import type { KeptDrift } from '#domain/drift.ts';
import type { KeepDriftRequest, KeptLimit } from '#domain/requests/drift.ts';
import type { PortalId, UserId } from '../ids.ts';
import { changedLimits } from './drift-views.ts';
import { recordEvent } from './history-events.ts';
import { lockKnownLimits } from './known-limits.ts';
import type { Tables } from './tables.ts';

export interface DriftKeeper {
  /** Accepts each limit that is still as the person saw it. The same request again changes nothing. */
  keep(portal: PortalId, request: KeepDriftRequest, by: UserId, at: number): Promise<KeptDrift>;
}

/** Accepting in the store's `known_limits` table. */
export function createDriftKeeper(db: Kysely<Tables>): DriftKeeper {
  return {
    keep: (portal, { requestId, limits }, by, at) =>
      db.transaction().execute(async (transaction) => {
        await lockKnownLimits(transaction, portal);
        const before = await keptBefore(transaction, portal, requestId);
        if (before !== null) return answer(before, limits.length);
        const accepted = await stillAsSeen(transaction, portal, limits);
        if (accepted.length === 0) return answer(0, limits.length);
        for (const row of accepted) {
          await (row.gone
            ? forget(transaction, portal, row)
            : accept(transaction, portal, row, by, at));
        }
        const labels = [...new Set(accepted.flatMap(({ label }) => label ?? []))];
        const event = { kind: 'drift_kept' as const, labels, limits: accepted.length };
        await recordEvent(transaction, portal, { eventId: requestId, at, by, event });
        return answer(accepted.length, limits.length);
      }),
  };
}

const answer = (kept: number, asked: number): KeptDrift => ({
  kept,
  changedAgain: Math.max(0, asked - kept),
});

/** How many limits this very request kept when it came first; null: it did not come before. */
async function keptBefore(
  transaction: Transaction<Tables>,
  portal: PortalId,
  requestId: string,
): Promise<number | null> {
  const past = await transaction
    .selectFrom('history_events')
    .select('event')
    .where('portal_id', '=', portal)
    .where('event_id', '=', requestId)
    .executeTakeFirst();
  if (!past) return null;
  return past.event.kind === 'drift_kept' ? past.event.limits : 0;
}

type Accepted = Awaited<ReturnType<typeof stillAsSeen>>[number];

function stillAsSeen(
  transaction: Transaction<Tables>,
  portal: PortalId,
  limits: readonly KeptLimit[],
) {
  return changedLimits(transaction, portal)
    .select(['from_type', 'to_type', 'category', 'type_id', 'label', 'limit_now', 'gone'])
    .where((row) =>
      row.exists(
        sql`(
          select 1 from (values ${sql.join(limits.map(seenRow))})
            as seen (from_type, to_type, category, type_id, limit_now, gone)
          where seen.from_type = changed.from_type and seen.to_type = changed.to_type
            and seen.category = changed.category and seen.type_id = changed.type_id
            and seen.limit_now is not distinct from changed.limit_now and seen.gone = changed.gone
        )`,
      ),
    )
    .execute();
}

function seenRow({ from, to, category, typeId, limit }: KeptLimit): RawBuilder<unknown> {
  const isGone = limit === 'gone';
  const seen = isGone ? null : limit;
  return sql`(${from}::text, ${to}::text, ${category}::text, ${typeId}::integer,
    ${seen}::integer, ${isGone}::boolean)`;
}

async function forget(
  transaction: Transaction<Tables>,
  portal: PortalId,
  row: Accepted,
): Promise<void> {
  await transaction
    .deleteFrom('known_limits')
    .where('portal_id', '=', portal)
    .where('from_type', '=', row.from_type)
    .where('to_type', '=', row.to_type)
    .where('category', '=', row.category)
    .where('type_id', '=', row.type_id)
    .execute();
}

async function accept(
  transaction: Transaction<Tables>,
  portal: PortalId,
  row: Accepted,
  by: UserId,
  at: number,
): Promise<void> {
  // The wish of a plan that sent another limit stays: HubSpot may show it later.
  const known = {
    label: row.label,
    limit_known: row.limit_now,
    known_at: at,
    known_by: by,
    plan_id: null,
  };
  const { from_type, to_type, category, type_id } = row;
  await transaction
    .insertInto('known_limits')
    .values({ portal_id: portal, from_type, to_type, category, type_id, ...known })
    .onConflict((conflict) =>
      conflict
        .columns(['portal_id', 'from_type', 'to_type', 'category', 'type_id'])
        .doUpdateSet(known),
    )
    .execute();
}
