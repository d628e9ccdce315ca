// The draft of an undo: what a plan saved, against the directions as they are now.
import type { Direction, ObjectType } from '#domain/association.ts';
import type { PlanItem } from '#domain/plan.ts';
import { failed, success, type Result } from '#domain/result.ts';
import { planUndo } from '#domain/undo.ts';
import type { ApiFailure } from '../failure.ts';
import type { PortalId } from '../ids.ts';
import type { Plans, StoredPlan } from '../storage/plans.ts';
import { pairsOf, readDirections, type ReadDirection } from './read-directions.ts';

export interface UndoParts {
  readonly plans: Pick<Plans, 'find'>;
  readonly readDirection: ReadDirection;
}

export interface UndoDraft {
  readonly objectTypes: readonly ObjectType[];
  readonly items: readonly PlanItem[];
  readonly undoOf: string;
  readonly notes: readonly string[];
}

/** Plans the way back from an applied plan of the portal. Nothing is stored or sent. */
export async function draftUndo(
  parts: UndoParts,
  portal: PortalId,
  undoOf: string,
): Promise<Result<UndoDraft, ApiFailure>> {
  const original = await parts.plans.find(portal, undoOf);
  if (!original) {
    return failed({ code: 'not_found', message: 'This portal has no such plan to undo.' });
  }
  const saved = savedItems(original);
  const reason = whyNot(original, saved.length);
  if (reason !== null) return failed({ code: 'cannot_undo', message: reason });
  const directions = await readThoseLeft(parts, saved);
  if (!directions.ok) return directions;
  const { items, notes } = planUndo(saved, directions.value, original.objectTypes);
  if (items.length === 0) {
    const message = `Nothing of this plan can be put back. ${notes.join(' ')}`;
    return failed({ code: 'cannot_undo', message });
  }
  return success({ objectTypes: original.objectTypes, items, undoOf, notes });
}

/** What an undo takes back. */
export const savedItems = (plan: StoredPlan): readonly PlanItem[] =>
  plan.items.filter((item) => item.outcome.kind === 'saved');

function whyNot(original: StoredPlan, saved: number): string | null {
  if (original.appliedAt === null) {
    return 'This plan was never applied, so there is nothing to undo.';
  }
  if (original.state !== 'done') {
    return 'This plan is still being applied. It can be undone once it has finished.';
  }
  return saved === 0 ? 'No limit of this plan was saved, so there is nothing to undo.' : null;
}

/** A direction whose object type was deleted is left out: its labels count as gone. */
function readThoseLeft(
  parts: UndoParts,
  saved: readonly PlanItem[],
): Promise<Result<readonly Direction[], ApiFailure>> {
  return readDirections(
    pairsOf(saved),
    parts.readDirection,
    ({ code }) => code === 'unknown_object_type',
  );
}
