// What portals have in the store, to see that an attack changed nothing.
import { sql, type Kysely } from 'kysely';
import type { Tables } from '../../server/storage/tables.ts';

/** Rows of every table that belongs to a portal, as one text. */
export async function rowsOfPortals(db: Kysely<Tables>): Promise<string> {
  const tables = await sql<{ name: string }>`
    select table_name as name from information_schema.columns
    where column_name = 'portal_id' and table_schema = 'public' order by table_name`.execute(db);
  const rows: unknown[] = [];
  for (const { name } of tables.rows) {
    if (name === 'portals') continue;
    rows.push(name, (await sql`select * from ${sql.table(name)}`.execute(db)).rows);
  }
  return JSON.stringify(rows);
}
