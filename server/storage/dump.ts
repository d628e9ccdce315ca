// The whole store as lines: what both kinds of store can give and take. The database itself turns
// rows into JSON and back, by its own types, so a new table or column needs nothing here.
import { sql, type Kysely } from 'kysely';
import { hasQueue, openJob } from './portal-jobs.ts';
import type { Tables } from './tables.ts';

/** A job that is waiting or under way; whoever restores queues it anew. */
export interface WaitingJob {
  readonly queue: string;
  readonly portal: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The name under which waiting jobs stand among the tables. */
export const JOBS = 'waiting jobs';

/** Rows that are asked for at once, of a table of any size. */
const ROWS_AT_ONCE = 1_000;

/** Marks tell servers that something changed; putting rows back leaves fresh ones. */
const NOT_COPIED = 'overview_marks';

/** Tables with what is stored, those that others refer to before those. */
export async function storedTables(db: Kysely<Tables>): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    with recursive depths(id, depth) as (
      select oid, 0 from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace
        and relname not like 'kysely_migration%' and relname <> ${NOT_COPIED}
      union all
      select conrelid, depth + 1 from pg_constraint join depths on confrelid = id
      where contype = 'f' and conrelid <> confrelid
    )
    select relname as name from depths join pg_class on oid = id
    group by relname order by max(depth), relname`.execute(db);
  return rows.map(({ name }) => name);
}

/** Names of the migrations that made the store what it is, in order. */
export async function schemaOf(db: Kysely<Tables>): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from kysely_migration order by name`.execute(db);
  return rows.map(({ name }) => name);
}

/** Gives every row and every waiting job, as JSON, as they all were at one moment. */
export async function dumpStore(
  db: Kysely<Tables>,
  give: (table: string, rows: readonly string[]) => Promise<void>,
): Promise<void> {
  await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (snapshot) => {
      for (const table of await storedTables(snapshot)) {
        await readInParts(
          snapshot,
          sql`select to_json(held)::text as line from ${sql.table(table)} held`,
          (rows) => give(table, rows),
        );
      }
      if (!(await hasQueue(snapshot))) return;
      const waiting = sql`
        select json_build_object('queue', name, 'portal', group_id, 'data', data)::text as line
        from pgboss.job j where ${openJob} and group_id is not null`;
      await readInParts(snapshot, waiting, (rows) => give(JOBS, rows));
    });
}

/** Gives the `line` of each row, a thousand rows at a time. */
export async function readInParts(
  snapshot: Kysely<Tables>,
  query: ReturnType<typeof sql>,
  give: (rows: readonly string[]) => Promise<void>,
): Promise<void> {
  await sql`declare dumped no scroll cursor for ${query}`.execute(snapshot);
  for (;;) {
    const fetched = await sql<{ line: string }>`
      fetch ${sql.lit(ROWS_AT_ONCE)} from dumped`.execute(snapshot);
    if (fetched.rows.length === 0) break;
    await give(fetched.rows.map(({ line }) => line));
  }
  await sql`close dumped`.execute(snapshot);
}

/** Whether nothing is stored at all. */
export async function isEmpty(db: Kysely<Tables>): Promise<boolean> {
  for (const table of await storedTables(db)) {
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(db);
    if (rows.length > 0) return false;
  }
  return true;
}

/** Puts rows, as JSON, back into the table that they are from. */
export async function putRows(
  db: Kysely<Tables>,
  table: string,
  rows: readonly unknown[],
): Promise<void> {
  const into = sql.table(table);
  await sql`insert into ${into}
    select * from json_populate_recordset(null::${into}, ${JSON.stringify(rows)}::json)`.execute(
    db,
  );
}
