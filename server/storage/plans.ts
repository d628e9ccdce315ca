// Plans and what became of each of their items.
import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely';
import * as v from 'valibot';
import type { ObjectType } from '#domain/association.ts';
import type { Outcome } from '#domain/outcome.ts';
import type { PlanItem } from '#domain/plan.ts';
import type { Failure, PlanState } from '#domain/wire.ts';
import type { MakePlanRequest } from '#domain/requests/plan.ts';
import { userIdSchema, type PortalId, type UserId } from '../ids.ts';
import {
  insertItems,
  storeOutcomes,
  searchTextOf,
  storedItem,
  type StoredItem,
  outcomeKind,
} from './plan-items.ts';
import { knowOutcomes, knowUnchanged } from './known-limits.ts';
import { searchable } from './search-text.ts';
import { storableJson, storableText } from './storable.ts';
import type { Tables } from './tables.ts';

/** A plan but for its items. */
export interface PlanHead {
  readonly planId: string;
  /** Names the moment of this look: no change before it is missing. */
  readonly mark: string;
  readonly state: PlanState;
  readonly requestHash: string;
  readonly objectTypes: readonly ObjectType[];
  readonly createdAt: number;
  readonly createdBy: UserId;
  readonly appliedAt: number | null;
  readonly appliedBy: UserId | null;
  readonly finishedAt: number | null;
  readonly resumesAt: number | null;
  readonly putOff: number;
  readonly note: string | null;
  readonly undoOf: string | null;
  readonly notes: readonly string[];
  /** What a plan that is not made was asked for. */
  readonly request: MakePlanRequest | null;
  /** Directions read, of how many, for a plan that is not made. */
  readonly directionsRead: number;
  readonly directionsTotal: number;
  /** Why the plan could not be made. */
  readonly refusal: Failure | null;
}

export interface StoredPlan extends PlanHead {
  readonly items: readonly StoredItem[];
}

export interface StoredChange {
  readonly position: number;
  readonly outcome: Outcome;
}

/** How far an applied plan is; `total` counts what it changes. */
export interface AppliedPlanState {
  readonly planId: string;
  readonly state: PlanState;
  readonly appliedAt: number;
  readonly saved: number;
  readonly total: number;
}

export interface NewPlan {
  readonly planId: string;
  readonly requestHash: string;
  readonly objectTypes: readonly ObjectType[];
  readonly createdAt: number;
  readonly createdBy: UserId;
  /** The applied plan that this one takes back. */
  readonly undoOf?: string;
  /** What the plan leaves out, as sentences. */
  readonly notes?: readonly string[];
  readonly items: readonly PlanItem[];
}

export interface Plans {
  /** Stores a plan unless its id is taken in this portal; says whether it did. */
  add(portal: PortalId, plan: NewPlan): Promise<boolean>;
  find(portal: PortalId, planId: string): Promise<StoredPlan | null>;
  /**
   * The plan, and of its items those whose outcome may have changed since the look with that mark:
   * all of them where the mark is of no moment yet, as after a restore.
   */
  changes(
    portal: PortalId,
    planId: string,
    since: string,
  ): Promise<{ readonly head: PlanHead; readonly changed: readonly StoredChange[] } | null>;
  /** Newest plan that was ever applied. */
  newestApplied(portal: PortalId): Promise<AppliedPlanState | null>;
  /**
   * Moves a 'ready' plan to 'queued', with the note of why, and runs `enqueue` in the same
   * transaction. Of any number of callers one gets true; the others change nothing.
   */
  queue(
    portal: PortalId,
    planId: string,
    by: UserId,
    at: number,
    enqueue: (transaction: Transaction<Tables>) => Promise<void>,
    note?: string | null,
  ): Promise<boolean>;
  /** Whether the plan is still to be applied: it ends when its portal leaves. */
  isUnderWay(portal: PortalId, planId: string): Promise<boolean>;
  /** Moves a plan on; one that is done stays so. */
  setState(
    portal: PortalId,
    planId: string,
    change: {
      readonly state: PlanState;
      readonly finishedAt?: number;
      readonly resumesAt?: number | null;
      readonly putOff?: number;
    },
  ): Promise<void>;
  /** Records outcomes by position, all or none; none of a plan that is done. */
  record(portal: PortalId, planId: string, outcomes: ReadonlyMap<number, Outcome>): Promise<void>;
  /**
   * Of a plan that ended because its portal left: what was taken for sent and surely was not. Only
   * whoever was sending can know it.
   */
  correctUnsent(
    portal: PortalId,
    planId: string,
    outcomes: ReadonlyMap<number, Outcome>,
  ): Promise<void>;
}

/** A mark ahead of every transaction is of another store: then anything may have changed. */
const mayHaveChangedSince = (mark: string): RawBuilder<boolean> => sql<boolean>`(
  changed_in >= ${mark}::xid8 or ${mark}::xid8 > pg_snapshot_xmax(pg_current_snapshot())
)`;

/** Plans in the store's `plans` and `plan_items` tables. */
export function createPlans(db: Kysely<Tables>): Plans {
  const findHead = async (portal: PortalId, planId: string): Promise<PlanHead | null> => {
    const plan = await db
      .selectFrom('plans')
      // All but the text that it is found by, which holds every label.
      .select(['plan_id', 'state', 'request_hash', 'object_types', 'created_at', 'created_by'])
      .select(['applied_at', 'applied_by', 'finished_at', 'resumes_at', 'put_off', 'note'])
      .select(['undo_of', 'notes', 'request', 'directions_read', 'directions_total', 'refusal'])
      // All transactions before this one have ended: a later look shows what they wrote.
      .select(sql<string>`pg_snapshot_xmin(pg_current_snapshot())::text`.as('mark'))
      .where('portal_id', '=', portal)
      .where('plan_id', '=', planId)
      .executeTakeFirst();
    if (!plan) return null;
    return {
      planId: plan.plan_id,
      mark: plan.mark,
      state: plan.state,
      requestHash: plan.request_hash,
      objectTypes: plan.object_types,
      createdAt: plan.created_at,
      createdBy: v.parse(userIdSchema, plan.created_by),
      appliedAt: plan.applied_at,
      appliedBy: plan.applied_by === null ? null : v.parse(userIdSchema, plan.applied_by),
      finishedAt: plan.finished_at,
      resumesAt: plan.resumes_at,
      putOff: plan.put_off,
      note: plan.note,
      undoOf: plan.undo_of,
      notes: plan.notes,
      request: plan.request,
      directionsRead: plan.directions_read,
      directionsTotal: plan.directions_total,
      refusal: plan.refusal,
    };
  };
  const find = async (portal: PortalId, planId: string): Promise<StoredPlan | null> => {
    const head = await findHead(portal, planId);
    if (!head) return null;
    const items = await db
      .selectFrom('plan_items')
      .selectAll()
      .where('portal_id', '=', portal)
      .where('plan_id', '=', planId)
      .orderBy('position')
      .execute();
    return { ...head, items: items.map(storedItem) };
  };

  return {
    find,

    async changes(portal, planId, since) {
      const head = await findHead(portal, planId);
      if (!head) return null;
      const changed = await db
        .selectFrom('plan_items')
        .select(['position', 'outcome'])
        .where('portal_id', '=', portal)
        .where('plan_id', '=', planId)
        .where(mayHaveChangedSince(since))
        .orderBy('position')
        .execute();
      return { head, changed };
    },

    add: (portal, plan) =>
      db.transaction().execute(async (transaction) => {
        const added = await transaction
          .insertInto('plans')
          .values({
            portal_id: portal,
            plan_id: plan.planId,
            state: 'ready',
            request_hash: plan.requestHash,
            object_types: storableJson(plan.objectTypes),
            created_at: plan.createdAt,
            created_by: plan.createdBy,
            undo_of: plan.undoOf ?? null,
            notes: storableJson(plan.notes ?? []),
            search_text: searchTextOf(plan.objectTypes, plan.items),
          })
          .onConflict((conflict) => conflict.columns(['portal_id', 'plan_id']).doNothing())
          .returning('plan_id')
          .executeTakeFirst();
        if (!added) return false;
        await insertItems(transaction, portal, plan.planId, plan.items);
        return true;
      }),

    async newestApplied(portal) {
      // Every opened page waits for this: counted in the store, which keeps the items to itself.
      const newest = db
        .selectFrom('plans')
        .select(['portal_id', 'plan_id', 'state', 'applied_at'])
        .where('portal_id', '=', portal)
        .where('applied_at', 'is not', null)
        .orderBy('applied_at', 'desc')
        .limit(1);
      const found = await db
        .selectFrom(newest.as('p'))
        .leftJoin('plan_items as i', (join) =>
          join
            .onRef('i.portal_id', '=', 'p.portal_id')
            .onRef('i.plan_id', '=', 'p.plan_id')
            .on('i.action', '<>', 'none'),
        )
        .select(({ fn }) => [
          'p.plan_id as planId',
          'p.state',
          'p.applied_at as appliedAt',
          fn.count<number>('i.position').filterWhere(outcomeKind, '=', 'saved').as('saved'),
          fn.count<number>('i.position').as('total'),
        ])
        .groupBy(['p.plan_id', 'p.state', 'p.applied_at'])
        .$narrowType<{ appliedAt: number }>()
        .executeTakeFirst();
      return found ?? null;
    },

    queue: (portal, planId, by, at, enqueue, note = null) =>
      db.transaction().execute(async (transaction) => {
        const moved = await transaction
          .updateTable('plans')
          .set({
            state: 'queued',
            applied_at: at,
            applied_by: by,
            note: note === null ? null : storableText(note),
            search_text: sql<string>`search_text || ${`\n${searchable(note ?? '')}`}::text`,
          })
          .where('portal_id', '=', portal)
          .where('plan_id', '=', planId)
          .where('state', '=', 'ready')
          .returning('plan_id')
          .executeTakeFirst();
        if (moved) {
          await knowUnchanged(transaction, portal, planId);
          await enqueue(transaction);
        }
        return moved !== undefined;
      }),

    async isUnderWay(portal, planId) {
      const row = await db
        .selectFrom('plans')
        .select('state')
        .where('portal_id', '=', portal)
        .where('plan_id', '=', planId)
        .executeTakeFirst();
      return row !== undefined && row.state !== 'done';
    },

    async setState(portal, planId, change) {
      await db
        .updateTable('plans')
        .set({
          state: change.state,
          ...(change.finishedAt === undefined ? {} : { finished_at: change.finishedAt }),
          ...(change.resumesAt === undefined ? {} : { resumes_at: change.resumesAt }),
          ...(change.putOff === undefined ? {} : { put_off: change.putOff }),
        })
        .where('portal_id', '=', portal)
        .where('plan_id', '=', planId)
        .where('state', '<>', 'done')
        .execute();
    },

    record: (portal, planId, outcomes) =>
      db.transaction().execute(async (transaction) => {
        // Locked, so that a plan does not end between this look and the outcomes.
        const open = await transaction
          .selectFrom('plans')
          .select('plan_id')
          .where('portal_id', '=', portal)
          .where('plan_id', '=', planId)
          .where('state', '<>', 'done')
          .forUpdate()
          .executeTakeFirst();
        if (!open || outcomes.size === 0) return;
        await storeOutcomes(transaction, portal, planId, outcomes);
        await knowOutcomes(transaction, portal, planId, outcomes);
      }),

    correctUnsent: (portal, planId, outcomes) =>
      db.transaction().execute(async (transaction) => {
        for (const [position, outcome] of outcomes) {
          if (outcome.kind !== 'not_tried') continue;
          const corrected = await transaction
            .updateTable('plan_items')
            .set({ outcome: storableJson(outcome) })
            .where('portal_id', '=', portal)
            .where('plan_id', '=', planId)
            .where('position', '=', position)
            .where(outcomeKind, '=', 'unknown')
            .where(sql`outcome->>'reason'`, '=', 'not_read_back')
            .returning('position')
            .executeTakeFirst();
          if (corrected)
            await knowOutcomes(transaction, portal, planId, new Map([[position, outcome]]));
        }
      }),
  };
}
