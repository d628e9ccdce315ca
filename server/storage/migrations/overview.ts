// The portal as it was last read.
import type { Kysely } from 'kysely';

export async function overview(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('overview_runs')
    .addColumn('portal_id', 'bigint', (column) => column.primaryKey())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('finished_at', 'bigint')
    .addColumn('problem', 'text')
    .addColumn('listed', 'integer', (column) => column.notNull())
    .addColumn('notes', 'jsonb', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('overview_types')
    .addColumn('portal_id', 'bigint', (column) => column.notNull())
    .addColumn('type_id', 'text', (column) => column.notNull())
    .addColumn('singular', 'text', (column) => column.notNull())
    .addColumn('plural', 'text', (column) => column.notNull())
    .addColumn('custom', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('overview_types_key', ['portal_id', 'type_id'])
    .execute();
  await db.schema
    .createTable('overview_directions')
    .addColumn('portal_id', 'bigint', (column) => column.notNull())
    .addColumn('from_type', 'text', (column) => column.notNull())
    .addColumn('to_type', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('problem', 'text')
    .addColumn('read_at', 'bigint')
    .addColumn('pending', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('overview_directions_key', ['portal_id', 'from_type', 'to_type'])
    .execute();
  await db.schema
    .createTable('overview_labels')
    .addColumn('portal_id', 'bigint', (column) => column.notNull())
    .addColumn('from_type', 'text', (column) => column.notNull())
    .addColumn('to_type', 'text', (column) => column.notNull())
    .addColumn('category', 'text', (column) => column.notNull())
    .addColumn('type_id', 'integer', (column) => column.notNull())
    .addColumn('label', 'text')
    .addColumn('limit_now', 'integer')
    .addPrimaryKeyConstraint('overview_labels_key', [
      'portal_id',
      'from_type',
      'to_type',
      'category',
      'type_id',
    ])
    .addForeignKeyConstraint(
      'overview_labels_direction',
      ['portal_id', 'from_type', 'to_type'],
      'overview_directions',
      ['portal_id', 'from_type', 'to_type'],
      (constraint) => constraint.onDelete('cascade'),
    )
    .execute();
}

/** Limits may be read without their labels. */
export async function limitsReadAlone(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('overview_directions').addColumn('limits_read_at', 'bigint').execute();
}
