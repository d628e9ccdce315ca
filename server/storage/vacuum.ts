// Makes the room of changed and deleted rows usable again. PostgreSQL has a process for that, PGlite has
// none: each table would grow with everything that is ever written, until the disk is full.
import type { DiskSpace } from './disk-space.ts';
import type { Pglite } from './pglite.ts';

/**
 * The table with the most such rows: a fifth of it, as PostgreSQL's own process has it, and some for
 * those that are small and often written. The log of a vacuum is a little longer than its table, and
 * can be cut only afterwards, so there has to be room for twice as much.
 */
const NEXT = `select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables
  where n_dead_tup > 1000 + 0.2 * n_live_tup and 2 * pg_total_relation_size(relid) < $1::bigint
  order by n_dead_tup desc limit 1`;

/** Vacuums one table, where one needs it. Takes a fraction of what writing the rows took. */
export async function vacuumNext(pglite: Pglite, space: DiskSpace): Promise<void> {
  const { rows } = await pglite.query<{ name: string }>(NEXT, [space.spare()]);
  for (const { name } of rows) await pglite.query(`vacuum ${name}`);
}
