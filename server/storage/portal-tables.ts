// Which tables hold something of a portal: asked of the database itself, so that a new table is
// erased and exported without being named anywhere.
import { sql, type Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** Every table with a `portal_id`; the marks last, because deleting from the others leaves marks. */
export async function portalTables(db: Kysely<Tables>): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.table_name as name from information_schema.columns c
    join information_schema.tables t
      on t.table_schema = c.table_schema and t.table_name = c.table_name
    where c.table_schema = 'public' and c.column_name = 'portal_id' and t.table_type = 'BASE TABLE'
    order by c.table_name = 'overview_marks', 1`.execute(db);
  return rows.map(({ name }) => name);
}
