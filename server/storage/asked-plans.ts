// Plans that are asked for and made later, because reading their directions takes longer than the
// panel can wait: asked for, then either made (ready for review) or refused.
import type { Kysely, Transaction } from 'kysely';
import type { Failure } from '#domain/wire.ts';
import type { MakePlanRequest } from '#domain/requests/plan.ts';
import type { PortalId, UserId } from '../ids.ts';
import { insertItems, searchTextOf } from './plan-items.ts';
import type { NewPlan } from './plans.ts';
import { storableJson } from './storable.ts';
import type { Tables } from './tables.ts';

export interface AskedPlan {
  readonly planId: string;
  readonly requestHash: string;
  readonly request: MakePlanRequest;
  readonly directions: number;
  readonly createdAt: number;
  readonly createdBy: UserId;
}

/** What a plan holds once it is made. */
export type MadePlan = Pick<NewPlan, 'objectTypes' | 'undoOf' | 'notes' | 'items'>;

export interface AskedPlans {
  /** Stores what is asked for unless the id is taken, and runs `enqueue` in the same transaction. */
  add(
    portal: PortalId,
    plan: AskedPlan,
    enqueue: (transaction: Transaction<Tables>) => Promise<void>,
  ): Promise<boolean>;
  countRead(portal: PortalId, planId: string, read: number): Promise<void>;
  /** How often making the plan was put off because HubSpot did not answer. */
  putOff(portal: PortalId, planId: string, times: number): Promise<void>;
  /** Of any number of makers the first makes the plan; the others change nothing. */
  make(portal: PortalId, planId: string, made: MadePlan): Promise<void>;
  refuse(portal: PortalId, planId: string, refusal: Failure): Promise<void>;
}

/** Asked plans in the store's `plans` and `plan_items` tables. */
export function createAskedPlans(db: Kysely<Tables>): AskedPlans {
  const asked = (transaction: Kysely<Tables>, portal: PortalId, planId: string) =>
    transaction
      .updateTable('plans')
      .where('portal_id', '=', portal)
      .where('plan_id', '=', planId)
      .where('state', '=', 'planning');
  return {
    add: (portal, plan, enqueue) =>
      db.transaction().execute(async (transaction) => {
        const added = await transaction
          .insertInto('plans')
          .values({
            portal_id: portal,
            plan_id: plan.planId,
            state: 'planning',
            request_hash: plan.requestHash,
            object_types: '[]',
            created_at: plan.createdAt,
            created_by: plan.createdBy,
            undo_of: 'undoOf' in plan.request ? plan.request.undoOf : null,
            request: storableJson(plan.request),
            directions_total: plan.directions,
          })
          .onConflict((conflict) => conflict.columns(['portal_id', 'plan_id']).doNothing())
          .returning('plan_id')
          .executeTakeFirst();
        if (added) await enqueue(transaction);
        return added !== undefined;
      }),

    async countRead(portal, planId, read) {
      await asked(db, portal, planId).set({ directions_read: read }).execute();
    },

    async putOff(portal, planId, times) {
      await asked(db, portal, planId).set({ put_off: times }).execute();
    },

    make: (portal, planId, made) =>
      db.transaction().execute(async (transaction) => {
        const moved = await asked(transaction, portal, planId)
          .set({
            state: 'ready',
            request: null,
            put_off: 0,
            object_types: storableJson(made.objectTypes),
            notes: storableJson(made.notes ?? []),
            search_text: searchTextOf(made.objectTypes, made.items),
          })
          .returning('plan_id')
          .executeTakeFirst();
        if (moved) await insertItems(transaction, portal, planId, made.items);
      }),

    async refuse(portal, planId, refusal) {
      await asked(db, portal, planId)
        .set({ state: 'refused', refusal: storableJson(refusal) })
        .execute();
    },
  };
}
