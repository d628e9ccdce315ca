// The limits that the app knows to be meant: first seen, set through the app, or accepted by a
// person. What HubSpot shows beside them was changed elsewhere.
import type { Kysely } from 'kysely';

export async function knownLimits(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('known_directions')
    .addColumn('portal_id', 'bigint', (column) => column.notNull())
    .addColumn('from_type', 'text', (column) => column.notNull())
    .addColumn('to_type', 'text', (column) => column.notNull())
    .addColumn('since', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('known_directions_key', ['portal_id', 'from_type', 'to_type'])
    .execute();
  await db.schema
    .createTable('known_limits')
    .addColumn('portal_id', 'bigint', (column) => column.notNull())
    .addColumn('from_type', 'text', (column) => column.notNull())
    .addColumn('to_type', 'text', (column) => column.notNull())
    .addColumn('category', 'text', (column) => column.notNull())
    .addColumn('type_id', 'integer', (column) => column.notNull())
    .addColumn('label', 'text')
    .addColumn('limit_known', 'integer')
    .addColumn('known_at', 'bigint', (column) => column.notNull())
    .addColumn('known_by', 'bigint')
    .addColumn('plan_id', 'uuid')
    .addColumn('maybe_limit', 'integer')
    .addColumn('maybe_plan_id', 'uuid')
    .addPrimaryKeyConstraint('known_limits_key', [
      'portal_id',
      'from_type',
      'to_type',
      'category',
      'type_id',
    ])
    .execute();
}
