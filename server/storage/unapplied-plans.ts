// Plans that were made and never applied: nobody lists them, and each holds every label it is about.
import { sql, type Kysely } from 'kysely';
import type { Tables } from './tables.ts';

export interface UnappliedPlans {
  /** Deletes, with their items, plans made before `time` that were never applied. */
  deleteMadeBefore(time: number): Promise<void>;
}

/** One statement holds the embedded store for as long as it takes, and a plan may have thousands of items. */
const PLANS_PER_STATEMENT = 20;

/** Unapplied plans in the store's `plans` and `plan_items` tables. */
export function createUnappliedPlans(db: Kysely<Tables>): UnappliedPlans {
  return {
    async deleteMadeBefore(time) {
      let deleted: number;
      do {
        const { rows } = await sql`
          delete from plans where (portal_id, plan_id) in (
            select portal_id, plan_id from plans
            where state in ('ready', 'refused') and created_at < ${time}
            limit ${PLANS_PER_STATEMENT}
            for update skip locked
          )
          returning plan_id
        `.execute(db);
        deleted = rows.length;
      } while (deleted === PLANS_PER_STATEMENT);
    },
  };
}
