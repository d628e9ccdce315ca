// What the panel can do with limits: read a direction, make a plan, apply it, watch it.
import { createHash } from 'node:crypto';
import type { Transaction } from 'kysely';
import { directionText, type Direction, type ObjectType } from '#domain/association.ts';
import type { UndoRequest } from '#domain/history.ts';
import { planChanges, type Change } from '#domain/plan.ts';
import { failed, success, type Result } from '#domain/result.ts';
import { MAX_DIRECTIONS, type PlanRequest, type PlanView } from '#domain/wire.ts';
import type { Clock } from '../clock.ts';
import { failureOf, type ApiFailure } from '../failure.ts';
import type { Associations } from '../hubspot/associations.ts';
import { INTERACTIVE } from '../hubspot/client.ts';
import type { HubSpotFailure } from '../hubspot/failure.ts';
import type { PortalFacts } from '../hubspot/portal-facts.ts';
import type { PortalId } from '../ids.ts';
import type { Asker } from '../portals/asker.ts';
import type { ObjectTypeCatalogue } from '../portals/object-types.ts';
import { mustBeSuperAdmin } from '../portals/super-admin.ts';
import type { NewPlan, Plans, StoredPlan } from '../storage/plans.ts';
import type { Tables } from '../storage/tables.ts';
import type { ApplyQueue } from './apply-port.ts';
import { viewPlan } from './plan-view.ts';
import { draftUndo } from './undo.ts';

export interface Limits {
  readDirection(asker: Asker, from: string, to: string): Promise<Result<Direction, ApiFailure>>;
  /** Makes and stores a plan under an id made by the panel; the same id again is the same plan. */
  makePlan(
    asker: Asker,
    planId: string,
    request: PlanRequest | UndoRequest,
  ): Promise<Result<PlanView, ApiFailure>>;
  findPlan(asker: Asker, planId: string): Promise<Result<PlanView, ApiFailure>>;
  /** Queues a stored plan once, however often it is asked for; the first note is the plan's. */
  applyPlan(
    asker: Asker,
    planId: string,
    note: string | null,
  ): Promise<Result<PlanView, ApiFailure>>;
}

export interface LimitsParts {
  readonly associations: Associations;
  readonly objectTypes: ObjectTypeCatalogue;
  readonly facts: PortalFacts;
  readonly plans: Plans;
  readonly queue: ApplyQueue;
  readonly clock: Clock;
}

/** The limits of all portals; every call names its asker. */
export function createLimits(parts: LimitsParts): Limits {
  return {
    readDirection: (asker, from, to) => readDirection(parts, asker.portal, from, to),
    makePlan: (asker, planId, request) => makePlan(parts, asker, planId, request),

    async findPlan(asker, planId) {
      const plan = await parts.plans.find(asker.portal, planId);
      return plan ? success(viewPlan(plan)) : failed(noSuchPlan);
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

async function readDirection(
  parts: LimitsParts,
  portal: PortalId,
  from: string,
  to: string,
): Promise<Result<Direction, ApiFailure>> {
  const [fromType, toType, labels] = await Promise.all([
    parts.objectTypes.find(portal, from),
    parts.objectTypes.find(portal, to),
    parts.associations.readDirection(portal, from, to, INTERACTIVE),
  ]);
  if (!labels.ok) return failed(directionFailure(labels.failure, from, to));
  if (!fromType.ok) return failed(failureOf(fromType.failure));
  if (!toType.ok) return failed(failureOf(toType.failure));
  return success({
    from: fromType.value,
    to: toType.value,
    labels: [...labels.value],
    readAt: new Date(parts.clock.now()).toISOString(),
  });
}

/** HubSpot answers 400 or 404 where it does not know one of the two object types. */
function directionFailure(failure: HubSpotFailure, from: string, to: string): ApiFailure {
  const told = failureOf(failure);
  if (failure.code !== 'refused') return told;
  return {
    ...told,
    code: 'unknown_object_type',
    message: `HubSpot does not know the pair ${from} and ${to} in this portal. It says: ${told.message}`,
  };
}

async function makePlan(
  parts: LimitsParts,
  asker: Asker,
  planId: string,
  request: PlanRequest | UndoRequest,
): Promise<Result<PlanView, ApiFailure>> {
  const requestHash = hashOf(request);
  const known = await parts.plans.find(asker.portal, planId);
  if (known) return sameRequest(known, requestHash);
  const allowed = await mustBeSuperAdmin(parts.facts, asker);
  if (!allowed.ok) return allowed;
  const draft = await draftPlan(parts, asker.portal, request);
  if (!draft.ok) return draft;
  await parts.plans.add(asker.portal, {
    planId,
    requestHash,
    createdAt: parts.clock.now(),
    createdBy: asker.user,
    ...draft.value,
  });
  // Read back rather than assumed: of two requests with one id the first to store it wins.
  const stored = await parts.plans.find(asker.portal, planId);
  return stored ? sameRequest(stored, requestHash) : failed(noSuchPlan);
}

type Draft = Omit<NewPlan, 'planId' | 'requestHash' | 'createdAt' | 'createdBy'>;

function draftPlan(
  parts: LimitsParts,
  portal: PortalId,
  request: PlanRequest | UndoRequest,
): Promise<Result<Draft, ApiFailure>> {
  if ('changes' in request) return draftChanges(parts, portal, request.changes);
  const read = (from: string, to: string) => readDirection(parts, portal, from, to);
  return draftUndo({ plans: parts.plans, readDirection: read }, portal, request.undoOf);
}

async function draftChanges(
  parts: LimitsParts,
  portal: PortalId,
  changes: readonly Change[],
): Promise<Result<Draft, ApiFailure>> {
  const directions = await readDirections(parts, portal, changes);
  if (!directions.ok) return directions;
  const items = planChanges(directions.value, changes);
  if (items.ok) {
    return success({ objectTypes: objectTypesOf(directions.value), items: items.value });
  }
  const message = 'Some limits cannot be set as they are; each says why.';
  return failed({ code: 'changes_refused', message, problems: items.failure });
}

function sameRequest(plan: StoredPlan, requestHash: string): Result<PlanView, ApiFailure> {
  if (plan.requestHash === requestHash) return success(viewPlan(plan));
  return failed({
    code: 'plan_id_taken',
    message: 'A plan with this id holds other changes. Review again to make a new plan.',
  });
}

async function readDirections(
  parts: LimitsParts,
  portal: PortalId,
  changes: readonly Change[],
): Promise<Result<readonly Direction[], ApiFailure>> {
  const pairs = new Map(changes.map(({ from, to }) => [directionText({ from, to }), { from, to }]));
  if (pairs.size > MAX_DIRECTIONS) {
    return failed({
      code: 'bad_request',
      message: `One plan may hold at most ${String(MAX_DIRECTIONS)} pairs of objects; this one has ${String(pairs.size)}.`,
    });
  }
  const directions: Direction[] = [];
  for (const { from, to } of pairs.values()) {
    const direction = await readDirection(parts, portal, from, to);
    if (!direction.ok) return direction;
    directions.push(direction.value);
  }
  return success(directions);
}

function objectTypesOf(directions: readonly Direction[]): ObjectType[] {
  const types = directions.flatMap(({ from, to }) => [from, to]);
  return [...new Map(types.map((type) => [type.id, type])).values()];
}

/** The order of keys is the schema's, so equal changes have equal texts. */
const hashOf = (request: PlanRequest | UndoRequest): string =>
  createHash('sha256')
    .update(JSON.stringify('changes' in request ? request.changes : request))
    .digest('base64url');
