// Scans: how many associations records have. Of records only their ids and counts are kept.
import { sql, type Kysely } from 'kysely';

export async function scans(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('scans')
    .addColumn('portal_id', 'bigint', (column) => column.notNull())
    .addColumn('scan_id', 'uuid', (column) => column.notNull())
    .addColumn('from_type', 'text', (column) => column.notNull())
    .addColumn('to_type', 'text', (column) => column.notNull())
    .addColumn('object_types', 'jsonb', (column) => column.notNull())
    .addColumn('types', 'jsonb', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('started_by', 'bigint', (column) => column.notNull())
    .addColumn('finished_at', 'bigint')
    .addColumn('resumes_at', 'bigint')
    .addColumn('put_off', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('problem', 'text')
    .addColumn('after_id', 'text')
    .addColumn('records_read', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('records_unread', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('records_total', 'bigint')
    .addColumn('records_deleted_at', 'bigint')
    .addPrimaryKeyConstraint('scans_key', ['portal_id', 'scan_id'])
    .execute();
  await db.schema
    .createIndex('scans_by_direction')
    .on('scans')
    .columns(['portal_id', 'from_type', 'to_type', 'started_at'])
    .execute();
  // One scan of a direction at a time, whichever server is asked.
  await sql`create unique index scans_running on scans (portal_id, from_type, to_type)
    where state = 'reading'`.execute(db);
  await db.schema
    .createTable('scan_counts')
    .addColumn('portal_id', 'bigint', (column) => column.notNull())
    .addColumn('scan_id', 'uuid', (column) => column.notNull())
    .addColumn('category', 'text', (column) => column.notNull())
    .addColumn('type_id', 'integer', (column) => column.notNull())
    .addColumn('associations', 'integer', (column) => column.notNull())
    .addColumn('records', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('scan_counts_key', [
      'portal_id',
      'scan_id',
      'category',
      'type_id',
      'associations',
    ])
    .addForeignKeyConstraint(
      'scan_counts_scan',
      ['portal_id', 'scan_id'],
      'scans',
      ['portal_id', 'scan_id'],
      (constraint) => constraint.onDelete('cascade'),
    )
    .execute();
  await db.schema
    .createTable('scan_records')
    .addColumn('portal_id', 'bigint', (column) => column.notNull())
    .addColumn('scan_id', 'uuid', (column) => column.notNull())
    .addColumn('category', 'text', (column) => column.notNull())
    .addColumn('type_id', 'integer', (column) => column.notNull())
    .addColumn('record_id', 'bigint', (column) => column.notNull())
    .addColumn('associations', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('scan_records_key', [
      'portal_id',
      'scan_id',
      'category',
      'type_id',
      'record_id',
    ])
    .addForeignKeyConstraint(
      'scan_records_scan',
      ['portal_id', 'scan_id'],
      'scans',
      ['portal_id', 'scan_id'],
      (constraint) => constraint.onDelete('cascade'),
    )
    .execute();
}

/**
 * So that a page of the records with the most associations sorts nothing. Both columns go the same
 * way: only then is "behind this record" one place in the index.
 */
export async function heaviestRecords(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('scan_records_by_associations')
    .on('scan_records')
    .columns(['portal_id', 'scan_id', 'category', 'type_id', 'associations', 'record_id'])
    .execute();
}
