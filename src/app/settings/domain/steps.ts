// The order of writing: batches of one operation each, whose every intermediate state HubSpot
// accepts. Labels before the object limit when that is lowered, after it when it is raised; never
// both in one batch, because nobody documents whether a batch is checked item by item or as a whole.
import { directionText } from './association.ts';
import { isLowered } from './limit.ts';
import type { PlanItem } from './plan.ts';

/**
 * Inputs per call. HubSpot documents no maximum for these calls; a direction has about 50 labels,
 * so 50 rarely costs a second call.
 */
export const BATCH_SIZE = 50;

export type Operation = 'create' | 'update' | 'purge';

export interface Step {
  readonly from: string;
  readonly to: string;
  readonly operation: Operation;
  /** Positions in the plan's list of items. */
  readonly positions: readonly number[];
}

interface Placed {
  readonly item: PlanItem;
  readonly position: number;
}

/** The steps of a plan, direction by direction, in an order whose every step is valid. */
export function stepsOf(items: readonly PlanItem[]): readonly Step[] {
  const changing = items
    .map((item, position): Placed => ({ item, position }))
    .filter(({ item }) => item.action !== 'none');
  const directions = Map.groupBy(changing, ({ item }) => directionText(item));
  return [...directions.values()].flatMap(stepsOfDirection);
}

function stepsOfDirection(placed: readonly Placed[]): Step[] {
  const objects = placed.filter(({ item }) => item.label === null);
  const lowered = ({ item }: Placed): boolean => isLowered(item.before, item.after);
  const phases = [
    objects.filter((one) => !lowered(one)),
    placed.filter(({ item }) => item.label !== null),
    objects.filter(lowered),
  ];
  return phases.flatMap(batchesOf);
}

/** Purge and update first, so that a create meets the loosest state of its phase. */
const OPERATIONS: readonly Operation[] = ['purge', 'update', 'create'];

function batchesOf(phase: readonly Placed[]): Step[] {
  return OPERATIONS.flatMap((operation) => {
    const chosen = phase.filter(({ item }) => item.action === operation);
    const steps: Step[] = [];
    for (let start = 0; start < chosen.length; start += BATCH_SIZE) {
      const batch = chosen.slice(start, start + BATCH_SIZE);
      const first = batch[0];
      if (!first) continue;
      const { from, to } = first.item;
      steps.push({ from, to, operation, positions: batch.map(({ position }) => position) });
    }
    return steps;
  });
}
