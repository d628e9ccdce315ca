// A plan that is watched: what was known of it, and what has changed since.
import type { PlanChanges, PlanView } from './wire.ts';

/** Whether outcomes of the plan may still change. */
export const isRunning = ({ state }: Pick<PlanView, 'state'>): boolean =>
  state === 'queued' || state === 'applying' || state === 'paused';

/** The plan as it is now. Outcomes told again are no harm: each is the item's newest. */
export function withChanges(known: PlanView, { changed, ...head }: PlanChanges): PlanView {
  const outcomes = new Map(changed.map(({ position, outcome }) => [position, outcome]));
  const items = known.items.map((item, position) => {
    const outcome = outcomes.get(position);
    return outcome === undefined ? item : { ...item, outcome };
  });
  return { ...known, ...head, items };
}
