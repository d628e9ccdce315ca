// What the panel can do with limits: read a direction, make a plan, apply it, watch it.
import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Direction } from '#domain/association.ts';
import { numberText } from '#domain/limitText.ts';
import { failed, success, type Result } from '#domain/result.ts';
import {
  DIRECTIONS_AT_ONCE,
  MAX_DIRECTIONS,
  type PlanChanges,
  type PlanView,
} from '#domain/wire.ts';
import type { MakePlanRequest } from '#domain/requests/plan.ts';
import type { ApiFailure } from '../failure.ts';
import { INTERACTIVE } from '../hubspot/client.ts';
import type { PortalFacts } from '../hubspot/portal-facts.ts';
import type { PortalId } from '../ids.ts';
import type { Asker } from '../portals/asker.ts';
import { mustBeSuperAdmin } from '../portals/super-admin.ts';
import type { AskedPlans } from '../storage/asked-plans.ts';
import type { Plans, StoredPlan } from '../storage/plans.ts';
import type { Tables } from '../storage/tables.ts';
import type { ApplyQueue } from './apply-port.ts';
import type { DraftQueue } from './draft-port.ts';
import { directionsToRead, draftPlan, type DraftParts } from './draft.ts';
import { viewChanges, viewPlan } from './plan-view.ts';
import { readDirection, type DirectionParts } from './read-direction.ts';

export interface Limits {
  readDirection(asker: Asker, from: string, to: string): Promise<Result<Direction, ApiFailure>>;
  /** Makes and stores a plan under an id made by the panel; the same id again is the same plan. */
  makePlan(
    asker: Asker,
    planId: string,
    request: MakePlanRequest,
  ): Promise<Result<PlanView, ApiFailure>>;
  findPlan(asker: Asker, planId: string): Promise<Result<PlanView, ApiFailure>>;
  /** How far a plan is, and what changed since an answer with that mark. */
  findChanges(
    asker: Asker,
    planId: string,
    since: string,
  ): Promise<Result<PlanChanges, ApiFailure>>;
  /** Queues a stored plan once, however often it is asked for; the first note is the plan's. */
  applyPlan(
    asker: Asker,
    planId: string,
    note: string | null,
  ): Promise<Result<PlanView, ApiFailure>>;
}

export interface LimitsParts extends DirectionParts {
  readonly facts: PortalFacts;
  readonly plans: Plans;
  readonly asked: AskedPlans;
  readonly queue: ApplyQueue;
  /** Takes plans whose directions are too many to be read while the panel waits. */
  readonly drafts: DraftQueue;
}

/** The limits of all portals; every call names its asker. */
export function createLimits(parts: LimitsParts): Limits {
  return {
    readDirection: (asker, from, to) =>
      readDirection(parts, asker.portal, { from, to }, INTERACTIVE),
    makePlan: (asker, planId, request) => makePlan(parts, asker, planId, request),

    async findPlan(asker, planId) {
      const plan = await parts.plans.find(asker.portal, planId);
      return plan ? success(viewPlan(plan)) : failed(noSuchPlan);
    },

    async findChanges(asker, planId, since) {
      const changes = await parts.plans.changes(asker.portal, planId, since);
      return changes ? success(viewChanges(changes.head, changes.changed)) : failed(noSuchPlan);
    },

    async applyPlan(asker, planId, note) {
      const plan = await parts.plans.find(asker.portal, planId);
      if (!plan) return failed(noSuchPlan);
      if (plan.state === 'ready') {
        const allowed = await mustBeSuperAdmin(parts.facts, asker);
        if (!allowed.ok) return allowed;
        const at = parts.clock.now();
        const enqueue = (transaction: Transaction<Tables>): Promise<void> =>
          parts.queue.enqueue({ portal: asker.portal, planId }, transaction);
        await parts.plans.queue(asker.portal, planId, asker.user, at, enqueue, note);
        parts.queue.wake();
      }
      const queued = await parts.plans.find(asker.portal, planId);
      return queued ? success(viewPlan(queued)) : failed(noSuchPlan);
    },
  };
}

const noSuchPlan: ApiFailure = {
  code: 'not_found',
  message: 'This portal has no such plan. Review the changes again to make a new one.',
};

async function makePlan(
  parts: LimitsParts,
  asker: Asker,
  planId: string,
  request: MakePlanRequest,
): Promise<Result<PlanView, ApiFailure>> {
  const requestHash = hashOf(request);
  const known = await parts.plans.find(asker.portal, planId);
  if (known) return sameRequest(known, requestHash);
  const allowed = await mustBeSuperAdmin(parts.facts, asker);
  if (!allowed.ok) return allowed;
  const facts = { planId, requestHash, createdAt: parts.clock.now(), createdBy: asker.user };
  const directions = await directionsToRead(parts.plans, asker.portal, request);
  if (directions > MAX_DIRECTIONS) return failed(tooManyDirections(directions));
  if (directions > DIRECTIONS_AT_ONCE) {
    await parts.asked.add(asker.portal, { ...facts, request, directions }, (transaction) =>
      parts.drafts.enqueue({ portal: asker.portal, planId }, transaction),
    );
    parts.drafts.wake();
  } else {
    const draft = await draftPlan(drafting(parts, asker.portal), asker.portal, request);
    if (!draft.ok) return draft;
    await parts.plans.add(asker.portal, { ...facts, ...draft.value });
  }
  // Read back rather than assumed: of two requests with one id the first to store it wins.
  const stored = await parts.plans.find(asker.portal, planId);
  return stored ? sameRequest(stored, requestHash) : failed(noSuchPlan);
}

const drafting = (parts: LimitsParts, portal: PortalId): DraftParts => ({
  plans: parts.plans,
  readDirection: (pair) => readDirection(parts, portal, pair, INTERACTIVE),
});

const tooManyDirections = (count: number): ApiFailure => ({
  code: 'bad_request',
  message: `One plan may hold at most ${numberText(MAX_DIRECTIONS)} pairs of objects; this one has ${numberText(count)}.`,
});

function sameRequest(plan: StoredPlan, requestHash: string): Result<PlanView, ApiFailure> {
  if (plan.requestHash === requestHash) return success(viewPlan(plan));
  return failed({
    code: 'plan_id_taken',
    message: 'A plan with this id holds other changes. Review again to make a new plan.',
  });
}

/** The order of keys is the schema's, so equal changes have equal texts. */
const hashOf = (request: MakePlanRequest): string =>
  createHash('sha256')
    .update(JSON.stringify('changes' in request ? request.changes : request))
    .digest('base64url');
