// Marks that tell whether what the overview shows has changed since somebody last looked.
import { sql, type Kysely } from 'kysely';

/** All that the overview, its grid, an object's limits and the presets are made from. */
const SHOWN = [
  'overview_runs',
  'overview_types',
  'overview_directions',
  'overview_labels',
  'known_directions',
  'known_limits',
] as const;

/** A trigger with a table of its rows is for one kind of statement only. */
const STATEMENTS = [
  { event: 'insert', rows: 'new' },
  { event: 'update', rows: 'new' },
  { event: 'delete', rows: 'old' },
] as const;

/**
 * By triggers, because an older version of the server may still be writing, and it knows of no marks.
 * Every statement that changes something leaves a mark that never was before, and takes away those
 * that nobody else is taking away at that moment. So nobody waits for anybody, no two transactions
 * can block each other, and a portal has as many marks as transactions wrote to it at once.
 */
export async function overviewMarks(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('overview_marks')
    .addColumn('portal_id', 'bigint', (column) => column.notNull())
    .addColumn('mark', 'uuid', (column) => column.notNull())
    .addPrimaryKeyConstraint('overview_marks_key', ['portal_id', 'mark'])
    .execute();
  await sql`
    create function mark_overview() returns trigger language plpgsql as $$
    begin
      delete from overview_marks where (portal_id, mark) in (
        select portal_id, mark from overview_marks
        where portal_id in (select portal_id from changed)
        for update skip locked
      );
      insert into overview_marks (portal_id, mark)
        select portal_id, gen_random_uuid() from changed group by portal_id;
      return null;
    end $$`.execute(db);
  for (const table of SHOWN) {
    for (const { event, rows } of STATEMENTS) {
      await sql`
        create trigger ${sql.ref(`mark_${event}`)} after ${sql.raw(event)} on ${sql.table(table)}
        referencing ${sql.raw(rows)} table as changed
        for each statement execute function mark_overview()`.execute(db);
    }
  }
  await sql`
    insert into overview_marks (portal_id, mark)
    select portal_id, gen_random_uuid() from overview_runs`.execute(db);
}
