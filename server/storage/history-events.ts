// What happened in a portal beside applied plans, written in the transaction in which it happens.
import type { Kysely, Transaction } from 'kysely';
import * as v from 'valibot';
import type { HistoryEvent } from '#domain/historyEvent.ts';
import { userIdSchema, type PortalId, type UserId } from '../ids.ts';
import { searchable } from './search-text.ts';
import { storableJson } from './storable.ts';
import type { Tables } from './tables.ts';

export interface StoredEvent {
  /** A UUID; the same one again is the same event. */
  readonly eventId: string;
  readonly at: number;
  /** null: somebody in another portal. */
  readonly by: UserId | null;
  readonly event: HistoryEvent;
}

/** Adds an event to the portal's history, once. */
export async function recordEvent(
  db: Kysely<Tables> | Transaction<Tables>,
  portal: PortalId,
  { eventId, at, by, event }: StoredEvent,
): Promise<void> {
  await db
    .insertInto('history_events')
    .values({
      portal_id: portal,
      event_id: eventId,
      at,
      by_user: by,
      event: storableJson(event),
      search_text: searchable(textsOf(event).join('\n')),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The portal's events with these ids, in no order. */
export async function findEvents(
  db: Kysely<Tables>,
  portal: PortalId,
  ids: readonly string[],
): Promise<readonly StoredEvent[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('history_events')
    .select(['event_id', 'at', 'by_user', 'event'])
    .where('portal_id', '=', portal)
    .where('event_id', 'in', ids)
    .execute();
  return rows.map((row) => ({
    eventId: row.event_id,
    at: row.at,
    by: row.by_user === null ? null : v.parse(userIdSchema, row.by_user),
    event: row.event,
  }));
}

/** What a person would search for. */
function textsOf(event: HistoryEvent): readonly string[] {
  switch (event.kind) {
    case 'code_made':
    case 'code_withdrawn':
      return event.title === null ? [] : [event.title];
    case 'code_used':
    case 'code_entered':
      return [event.title ?? '', event.portal.id];
    case 'setup_kept':
    case 'setup_forgotten':
    case 'setup_pinned':
    case 'setup_unpinned':
      return [event.name];
    case 'drift_kept':
      return event.labels;
    case 'disconnected':
    case 'connected_again':
      return [];
  }
}
