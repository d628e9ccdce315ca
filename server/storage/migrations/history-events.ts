// What happened in a portal beside applied plans.
import type { Kysely } from 'kysely';

export async function historyEvents(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('history_events')
    .addColumn('portal_id', 'bigint', (column) => column.notNull())
    .addColumn('event_id', 'uuid', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('by_user', 'bigint')
    .addColumn('event', 'jsonb', (column) => column.notNull())
    .addColumn('search_text', 'text', (column) => column.notNull().defaultTo(''))
    .addPrimaryKeyConstraint('history_events_key', ['portal_id', 'event_id'])
    .execute();
  await db.schema
    .createIndex('history_events_by_time')
    .on('history_events')
    .columns(['portal_id', 'at'])
    .execute();
}
