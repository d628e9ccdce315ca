// The way back: what an applied plan saved + what is there now -> a plan to what was there before.
import {
  directionText,
  rowText,
  typeKeyText,
  type Direction,
  type ObjectType,
  type TypeKey,
} from './association.ts';
import type { Limit } from './limit.ts';
import { nameInText } from './nameInText.ts';
import { planChanges, type Change, type PlanItem, type PlanProblem } from './plan.ts';

export interface UndoPlan {
  readonly items: readonly PlanItem[];
  /** What cannot be put back and why, as sentences for the person. */
  readonly notes: readonly string[];
}

/**
 * Plans every saved item back to its `before`. What no longer exists, or what HubSpot would surely
 * refuse as things are now, is left out and told. A direction that is gone is not in `directions`.
 */
export function planUndo(
  saved: readonly PlanItem[],
  directions: readonly Direction[],
  objectTypes: readonly ObjectType[],
): UndoPlan {
  const isThere = (item: PlanItem): boolean => nowOf(directions, item) !== undefined;
  const gone = saved.filter((item) => !isThere(item));
  const planned = planPossible(directions, saved.filter(isThere), objectTypes);
  return {
    items: planned.items.map((item) => withChangedSince(item, saved)),
    notes: [...gone.map((item) => goneNote(item, objectTypes)), ...planned.notes],
  };
}

/** The limit as it is now; undefined where the type is not there any more. */
function nowOf(directions: readonly Direction[], item: PlanItem): Limit | undefined {
  return directions
    .find(({ from, to }) => directionText({ from: from.id, to: to.id }) === directionText(item))
    ?.labels.find((row) => rowText(row) === rowText(item))?.limit;
}

/** Leaving one change out may make another impossible, so it goes on until all are possible. */
function planPossible(
  directions: readonly Direction[],
  saved: readonly PlanItem[],
  objectTypes: readonly ObjectType[],
): UndoPlan {
  const notes: string[] = [];
  let changes: readonly Change[] = saved.map(asWayBack);
  for (;;) {
    const planned = planChanges(directions, changes);
    if (planned.ok) return { items: planned.value, notes };
    const problems: readonly PlanProblem[] = planned.failure;
    notes.push(
      ...problems.map(({ position, message }) => {
        const change = changes[position];
        return change ? `${placeOf(change, objectTypes)}: ${message}` : message;
      }),
    );
    const impossible = new Set(problems.map(({ position }) => position));
    changes = changes.filter((_, position) => !impossible.has(position));
  }
}

const asWayBack = ({ from, to, category, typeId, before }: PlanItem): Change => ({
  from,
  to,
  category,
  typeId,
  limit: before,
});

/** The limit is neither what the plan had saved nor what it shall be again. */
function withChangedSince(item: PlanItem, saved: readonly PlanItem[]): PlanItem {
  const original = saved.find((one) => typeKeyText(one) === typeKeyText(item));
  if (item.action === 'none' || original?.after === item.before) return item;
  return { ...item, risks: [...item.risks, 'changed_since'] };
}

function placeOf(
  { from, to }: Pick<TypeKey, 'from' | 'to'>,
  objectTypes: readonly ObjectType[],
): string {
  const nameOf = (id: string): string =>
    nameInText(objectTypes.find((type) => type.id === id)?.singular ?? id);
  return `${nameOf(from)} → ${nameOf(to)}`;
}

function goneNote(item: PlanItem, objectTypes: readonly ObjectType[]): string {
  const label = item.label === null ? 'The association without label' : `The label “${item.label}”`;
  const loss =
    item.before === null
      ? 'its limit went with it'
      : `it cannot get its limit of ${String(item.before)} back`;
  return `${label} of ${placeOf(item, objectTypes)} no longer exists, so ${loss}.`;
}
