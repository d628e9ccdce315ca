// Portals that leave, and HubSpot's journal that tells of it.
import { sql, type Kysely } from 'kysely';

/** Until now `updated_at` was when a portal was connected or left. */
export async function leaving(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('portals')
    .addColumn('connected_at', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('left_at', 'bigint')
    .execute();
  await sql`update portals set
    connected_at = case status when 'connected' then updated_at else 0 end,
    left_at = case status when 'connected' then null else updated_at end`.execute(db);
}

export async function journalPositions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('journal_positions')
    .addColumn('journal', 'text', (column) => column.primaryKey())
    .addColumn('position', 'text', (column) => column.notNull())
    .execute();
}
