// Everything that a store keeps: each row of each table of each schema, and the files under it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Database } from '../../server/storage/database.ts';

export interface Kept {
  readonly place: string;
  readonly content: string | Buffer;
}

/** Rows as JSON; bytes stand there in hex. */
export async function rowsOf({ db }: Database): Promise<readonly Kept[]> {
  const tables = await sql<{ schema: string; name: string }>`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
    order by 1, 2`.execute(db);
  const kept: Kept[] = [];
  for (const { schema, name } of tables.rows) {
    const table = sql.table(`${schema}.${name}`);
    const { rows } = await sql<{ row: string }>`
      select to_jsonb(t)::text as row from ${table} as t`.execute(db);
    kept.push({
      place: `table ${schema}.${name}`,
      content: rows.map(({ row }) => row).join('\n'),
    });
  }
  return kept;
}

/** The raw files of an embedded store, its log of changes included. */
export function filesOf(folder: string): readonly Kept[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ place: `file ${path}`, content: readFileSync(path) }));
}
