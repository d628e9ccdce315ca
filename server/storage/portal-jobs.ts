// A portal's jobs in pg-boss's table, whose interface deletes jobs by queue and id only.
import { sql, type Kysely } from 'kysely';
import type { PortalId } from '../ids.ts';
import type { Tables } from './tables.ts';

/** Deletes every job of the portal, in whatever state: jobs name their portal as their group. */
export async function deleteJobs(db: Kysely<Tables>, portal: PortalId): Promise<void> {
  if (!(await hasQueue(db))) return;
  await sql`delete from pgboss.job where group_id = ${String(portal)}`.execute(db);
}

/** Deletes the jobs of portals that are not in the store any more. */
export async function deleteStrayJobs(db: Kysely<Tables>): Promise<void> {
  if (!(await hasQueue(db))) return;
  await sql`delete from pgboss.job where group_id is not null
    and group_id not in (select portal_id::text from portals)`.execute(db);
}

/** Of `pgboss.job` as `j`: it waits, or is worked on; every other one has ended. */
export const openJob = sql<boolean>`j.state in ('created', 'retry', 'active')`;

/** Tables are made by the first server that starts its queues. */
export async function hasQueue(db: Kysely<Tables>): Promise<boolean> {
  const { rows } = await sql<{ found: string | null }>`
    select to_regclass('pgboss.job')::text as found`.execute(db);
  return rows[0]?.found != null;
}
