// Plans whose job pg-boss gave up, because it failed for about a day: nobody would end them.
import { sql, type Kysely, type RawBuilder } from 'kysely';
import * as v from 'valibot';
import type { Failure, PlanState } from '#domain/wire.ts';
import { portalIdSchema, type PortalId } from '../ids.ts';
import { endItems } from './end-items.ts';
import { hasQueue, openJob } from './portal-jobs.ts';
import { storableJson } from './storable.ts';
import type { Tables } from './tables.ts';

export interface AbandonedPlans {
  /** Ends every plan without a job: one that is not made is refused, one that is applied is done. */
  end(refusal: Failure, at: number): Promise<void>;
}

/** The queue whose jobs apply plans. */
export const APPLY_QUEUE = 'apply-plan';
/** The queue whose jobs make large plans. */
export const DRAFT_QUEUE = 'draft-plan';

const APPLYING: readonly PlanState[] = ['queued', 'applying', 'paused'];

/** Of a row of `plans`. */
const hasNoJob = (queue: string): RawBuilder<boolean> => sql<boolean>`not exists (
  select from pgboss.job j
  where j.name = ${queue} and j.group_id = plans.portal_id::text
    and j.data->>'planId' = plans.plan_id::text and ${openJob}
)`;

/** Abandoned plans in the store's `plans` and `plan_items` tables. */
export function createAbandonedPlans(db: Kysely<Tables>): AbandonedPlans {
  const endOne = (portal: PortalId, planId: string, at: number): Promise<void> =>
    db.transaction().execute(async (transaction) => {
      const ended = await transaction
        .updateTable('plans')
        .set({ state: 'done', finished_at: at, resumes_at: null })
        .where('portal_id', '=', portal)
        .where('plan_id', '=', planId)
        .where('state', 'in', APPLYING)
        .where(hasNoJob(APPLY_QUEUE))
        .returning('plan_id')
        .executeTakeFirst();
      if (ended) await endItems(transaction, portal, planId, 'given_up');
    });
  return {
    async end(refusal, at) {
      if (!(await hasQueue(db))) return;
      await db
        .updateTable('plans')
        .set({ state: 'refused', refusal: storableJson(refusal) })
        .where('state', '=', 'planning')
        .where(hasNoJob(DRAFT_QUEUE))
        .execute();
      const abandoned = await db
        .selectFrom('plans')
        .select(['portal_id', 'plan_id'])
        .where('state', 'in', APPLYING)
        .where(hasNoJob(APPLY_QUEUE))
        .execute();
      for (const { portal_id, plan_id } of abandoned) {
        await endOne(v.parse(portalIdSchema, portal_id), plan_id, at);
      }
    },
  };
}
