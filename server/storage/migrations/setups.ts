// Setups that are kept under a name, the one that is pinned, and the codes by which they travel.
import type { Kysely } from 'kysely';

export async function keptSetups(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('kept_setups')
    .addColumn('portal_id', 'bigint', (column) => column.notNull())
    .addColumn('setup_id', 'uuid', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('document', 'jsonb', (column) => column.notNull())
    .addColumn('limits', 'integer', (column) => column.notNull())
    .addColumn('kept_at', 'bigint', (column) => column.notNull())
    .addColumn('kept_by', 'bigint', (column) => column.notNull())
    .addColumn('pinned_at', 'bigint')
    .addPrimaryKeyConstraint('kept_setups_key', ['portal_id', 'setup_id'])
    .execute();
  await db.schema
    .createTable('pinned_limits')
    .addColumn('portal_id', 'bigint', (column) => column.notNull())
    .addColumn('setup_id', 'uuid', (column) => column.notNull())
    .addColumn('from_type', 'text', (column) => column.notNull())
    .addColumn('to_type', 'text', (column) => column.notNull())
    .addColumn('category', 'text', (column) => column.notNull())
    .addColumn('type_id', 'integer', (column) => column.notNull())
    .addColumn('label', 'text')
    .addColumn('limit_wanted', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('pinned_limits_key', [
      'portal_id',
      'from_type',
      'to_type',
      'category',
      'type_id',
    ])
    .addForeignKeyConstraint(
      'pinned_limits_setup',
      ['portal_id', 'setup_id'],
      'kept_setups',
      ['portal_id', 'setup_id'],
      (constraint) => constraint.onDelete('cascade'),
    )
    .execute();
}

/** Only the hash finds a code; the sealed text lets the person who made it read it once more. */
export async function setupCodes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('setup_codes')
    .addColumn('code_hash', 'text', (column) => column.primaryKey())
    .addColumn('portal_id', 'bigint', (column) => column.notNull())
    .addColumn('code_id', 'uuid', (column) => column.notNull())
    .addColumn('request_hash', 'text', (column) => column.notNull())
    .addColumn('code_sealed', 'text')
    .addColumn('title', 'text')
    .addColumn('document', 'jsonb')
    .addColumn('limits', 'integer', (column) => column.notNull())
    .addColumn('made_at', 'bigint', (column) => column.notNull())
    .addColumn('made_by', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('withdrawn_at', 'bigint')
    .addColumn('used_at', 'bigint')
    .addColumn('used_by_portal', 'bigint')
    .addColumn('used_attempt', 'uuid')
    .addUniqueConstraint('setup_codes_id', ['portal_id', 'code_id'])
    .execute();
}
