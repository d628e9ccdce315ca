// Erasing a portal: nothing that was stored of it is left.
import { sql, type Kysely } from 'kysely';
import * as v from 'valibot';
import { portalIdSchema, type PortalId } from '../ids.ts';
import { deleteJobs, deleteStrayJobs } from './portal-jobs.ts';
import { portalTables } from './portal-tables.ts';
import type { Tables } from './tables.ts';

export interface Erasure {
  /** Erases the portal, connected or not; false: nothing was stored of it. */
  erase(portal: PortalId): Promise<boolean>;
  /** Portals that left before `time`. */
  leftBefore(time: number): Promise<readonly PortalId[]>;
  /**
   * Erases a portal that left before `time`; false: it came back, or is gone. Asked under the row's
   * lock, so that a reinstall at that moment keeps its history or begins after the erasure.
   */
  eraseIfLeftBefore(portal: PortalId, time: number): Promise<boolean>;
  /**
   * Deletes what belongs to no portal of the store: what a request or a job that was under way
   * wrote after its portal was erased.
   */
  sweepStrays(): Promise<void>;
}

/** Erasure over all tables that there are. */
export function createErasure(db: Kysely<Tables>): Erasure {
  return {
    erase: (portal) =>
      db.transaction().execute(async (transaction) => {
        const isStored = await lockPortal(transaction, portal).executeTakeFirst();
        const rows = await deleteRows(transaction, portal);
        return isStored !== undefined || rows > 0;
      }),

    async leftBefore(time) {
      const rows = await db
        .selectFrom('portals')
        .select('portal_id')
        .where('status', '=', 'disconnected')
        .where('left_at', '<=', time)
        .orderBy('portal_id')
        .execute();
      return rows.map((row) => v.parse(portalIdSchema, row.portal_id));
    },

    eraseIfLeftBefore: (portal, time) =>
      db.transaction().execute(async (transaction) => {
        const left = await lockPortal(transaction, portal)
          .where('status', '=', 'disconnected')
          .where('left_at', '<=', time)
          .executeTakeFirst();
        if (!left) return false;
        await deleteRows(transaction, portal);
        return true;
      }),

    async sweepStrays() {
      for (const table of await portalTables(db)) {
        await sql`delete from ${sql.table(table)}
          where portal_id not in (select portal_id from portals)`.execute(db);
      }
      await deleteStrayJobs(db);
      await sql`delete from call_pace where split_part(key, ':', 2) not in
        (select portal_id::text from portals)`.execute(db);
    },
  };
}

const lockPortal = (db: Kysely<Tables>, portal: PortalId) =>
  db.selectFrom('portals').select('portal_id').where('portal_id', '=', portal).forUpdate();

/** Says how many rows there were. */
async function deleteRows(db: Kysely<Tables>, portal: PortalId): Promise<number> {
  let rows = 0;
  for (const table of await portalTables(db)) {
    const { numAffectedRows } = await sql`
      delete from ${sql.table(table)} where portal_id = ${portal}`.execute(db);
    rows += Number(numAffectedRows ?? 0n);
  }
  await deleteJobs(db, portal);
  // The limiter's library has no column for the portal: its keys end with a colon and the number.
  await sql`delete from call_pace where key like ${`%:${String(portal)}`}`.execute(db);
  return rows;
}
