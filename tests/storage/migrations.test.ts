// Migrations only ever add: whatever an older version of the server reads and writes works on a newer
// schema, because the old version is still running while the new one starts, or comes back after it.
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, sql } from 'kysely';
import { expect, test } from 'vitest';
import { migrations } from '../../server/storage/migrations.ts';
import type { Tables } from '../../server/storage/tables.ts';
import { onEveryStore, openEmbeddedStore, openPostgresStore } from '../stores.ts';

interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly filled: boolean;
}

type Db = Kysely<Tables>;

const columnsOf = async (db: Db): Promise<readonly Column[]> =>
  (
    await sql<Column>`
      select c.table_name as table, column_name as column, data_type as type,
        is_nullable = 'YES' as nullable, column_default is not null as filled
      from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
      where table_schema = 'public' and table_type = 'BASE TABLE'
      order by c.table_name, ordinal_position`.execute(db)
  ).rows;

/** What the database refuses rows for, beside missing and mistyped values. */
const rulesOf = async (db: Db): Promise<readonly { table: string; rule: string }[]> =>
  (
    await sql<{ table: string; rule: string }>`
      select conrelid::regclass::text as table, pg_get_constraintdef(oid) as rule
      from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'
      union
      select indrelid::regclass::text, pg_get_indexdef(indexrelid)
      from pg_index join pg_class on pg_class.oid = indrelid
      where indisunique and relnamespace = 'public'::regnamespace
      order by 1, 2`.execute(db)
  ).rows;

/** Tables in the order in which rows may be written: a table's parents are made before it. */
const tablesOf = async (db: Db): Promise<readonly string[]> =>
  (
    await sql<{ table: string }>`select relname as table from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace order by oid`.execute(db)
  ).rows.map(({ table }) => table);

/** A value that fits; the same in every column of this name, so that rows find their parents. */
function valueFor({ column, type }: Column, row: number): string | number {
  if (column === 'portal_id') return row;
  if (type === 'uuid') return `00000000-0000-4000-8000-${String(row).padStart(12, '0')}`;
  if (type === 'jsonb') return '[]';
  if (type === 'xid8') return '1';
  if (type === 'ARRAY') return '{}';
  if (type === 'bigint' || type === 'integer') return 1;
  return `text ${String(row)}`;
}

async function insert(db: Db, columns: readonly Column[], row: number): Promise<void> {
  const [first] = columns;
  if (!first) return;
  await sql`insert into ${sql.table(first.table)}
    (${sql.join(columns.map(({ column }) => sql.ref(column)))})
    values (${sql.join(columns.map((column) => valueFor(column, row)))})`.execute(db);
}

test('each migration leaves what the version before it uses as it was', async () => {
  const db: Db = new Kysely({ dialect: new PGliteDialect({ pglite: new PGlite() }) });
  let row = 0;
  for (const [name, migration] of Object.entries(migrations).sort()) {
    const before = await columnsOf(db);
    const rules = await rulesOf(db);
    const tables = await tablesOf(db);
    await migration.up(db);
    const after = await columnsOf(db);
    const find = ({ table, column }: Column) =>
      after.find((one) => one.table === table && one.column === column);
    for (const old of before) {
      const now = find(old);
      const what = `${name}: ${old.table}.${old.column}`;
      expect(now?.type, what).toBe(old.type);
      expect(old.nullable && now?.nullable === false, `${what} is tightened`).toBe(false);
      expect(old.filled && now?.filled === false, `${what} lost its default`).toBe(false);
    }
    const added = after.filter(
      (one) =>
        tables.includes(one.table) &&
        !before.some((old) => old.table === one.table && old.column === one.column),
    );
    const demanded = added.filter(({ nullable, filled }) => !nullable && !filled);
    expect(demanded, `${name}: new columns that an old version does not fill`).toEqual([]);
    const ruled = (await rulesOf(db)).filter(({ table }) => tables.includes(table));
    expect(rules, `${name}: new rules for old tables`).toEqual(expect.arrayContaining([...ruled]));
    // As the version before writes: everything that it knows, or only what it must.
    for (const known of [() => true, (one: Column) => !one.nullable && !one.filled]) {
      row += 1;
      for (const table of tables) {
        await insert(
          db,
          before.filter((one) => one.table === table && known(one)),
          row,
        );
      }
    }
  }
  expect(row).toBe(2 * Object.keys(migrations).length);
  await db.destroy();
});

onEveryStore('a store of a newer version', (store) => {
  test('is opened by an older one, which tells what it does not know', async () => {
    expect(store().database.newerMigrations).toEqual([]);
    // Closed by this test, so it is a store of its own.
    const own = store().kind === 'embedded' ? await openEmbeddedStore() : await openPostgresStore();
    await sql`insert into kysely_migration (name, timestamp)
      values ('998_later', ${new Date().toISOString()})`.execute(own.database.db);
    await own.database.close();
    const again = await own.openAgain();
    expect(again.newerMigrations).toEqual(['998_later']);
    await again.ping();
    await again.close();
  });
});
