// The draft of a plan: what is asked for, against the directions as they are now. Nothing is stored
// or sent.
import type { Direction, ObjectType } from '#domain/association.ts';
import { planChanges, type Change } from '#domain/plan.ts';
import { failed, success, type Result } from '#domain/result.ts';
import type { MakePlanRequest } from '#domain/requests/plan.ts';
import type { ApiFailure } from '../failure.ts';
import type { PortalId } from '../ids.ts';
import type { MadePlan } from '../storage/asked-plans.ts';
import type { Plans } from '../storage/plans.ts';
import { pairsOf, readDirections, type ReadDirection } from './read-directions.ts';
import { draftUndo, savedItems } from './undo.ts';

export interface DraftParts {
  readonly plans: Pick<Plans, 'find'>;
  readonly readDirection: ReadDirection;
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

/** Reads the request's directions, and plans. */
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
  const directions = await readDirections(pairsOf(changes), parts.readDirection);
  if (!directions.ok) return directions;
  const items = planChanges(directions.value, changes);
  if (!items.ok) {
    const message = 'Some limits cannot be set as they are; each says why.';
    return failed({ code: 'changes_refused', message, problems: items.failure });
  }
  return success({ objectTypes: objectTypesOf(directions.value), items: items.value });
}

function objectTypesOf(directions: readonly Direction[]): ObjectType[] {
  const types = directions.flatMap(({ from, to }) => [from, to]);
  return [...new Map(types.map((type) => [type.id, type])).values()];
}
