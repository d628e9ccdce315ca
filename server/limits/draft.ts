// The draft of a plan: what is asked for, against the directions as they are now. Nothing is stored
// or sent.
import { directionText, type Direction, type ObjectType } from '#domain/association.ts';
import { planChanges, type Change, type PlanItem } from '#domain/plan.ts';
import { failed, success, type Result } from '#domain/result.ts';
import type { MakePlanRequest } from '#domain/requests/plan.ts';
import type { ApiFailure } from '../failure.ts';
import type { PortalId } from '../ids.ts';
import type { MadePlan } from '../storage/asked-plans.ts';
import type { Plans } from '../storage/plans.ts';
import { draftUndo, savedItems } from './undo.ts';

export interface Pair {
  readonly from: string;
  readonly to: string;
}

export interface DraftParts {
  readonly plans: Pick<Plans, 'find'>;
  readonly readDirection: (pair: Pair) => Promise<Result<Direction, ApiFailure>>;
}

/** How many directions have to be read for a plan of this request. */
export async function directionsToRead(
  plans: Pick<Plans, 'find'>,
  portal: PortalId,
  request: MakePlanRequest,
): Promise<number> {
  if ('changes' in request) return pairsOf(request.changes).length;
  const original = await plans.find(portal, request.undoOf);
  return original ? pairsOf(savedItems(original)).length : 0;
}

/** Reads the request's directions one after the other, and plans. */
export async function draftPlan(
  parts: DraftParts,
  portal: PortalId,
  request: MakePlanRequest,
): Promise<Result<MadePlan, ApiFailure>> {
  return 'changes' in request
    ? draftChanges(parts, request.changes)
    : draftUndo(parts, portal, request.undoOf);
}

async function draftChanges(
  parts: DraftParts,
  changes: readonly Change[],
): Promise<Result<MadePlan, ApiFailure>> {
  const directions: Direction[] = [];
  for (const pair of pairsOf(changes)) {
    const direction = await parts.readDirection(pair);
    if (!direction.ok) return direction;
    directions.push(direction.value);
  }
  const items = planChanges(directions, changes);
  if (items.ok) return success({ objectTypes: objectTypesOf(directions), items: items.value });
  const message = 'Some limits cannot be set as they are; each says why.';
  return failed({ code: 'changes_refused', message, problems: items.failure });
}

const pairsOf = (typed: readonly (Change | PlanItem)[]): readonly Pair[] => [
  ...new Map(typed.map(({ from, to }) => [directionText({ from, to }), { from, to }])).values(),
];

function objectTypesOf(directions: readonly Direction[]): ObjectType[] {
  const types = directions.flatMap(({ from, to }) => [from, to]);
  return [...new Map(types.map((type) => [type.id, type])).values()];
}
