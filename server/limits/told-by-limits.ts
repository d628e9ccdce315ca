// What the limits of a direction tell without its labels, which cost a call more. A limit that is shown
// is there. One that is not shown may never have been, be removed, or be gone with its label: wherever
// that matters, the direction is read whole.
import { rowText, type ShownLimit } from '#domain/association.ts';
import type { StoredItem } from '../storage/plan-items.ts';

/**
 * Whether every item's limit is what the plan was made from. A label that had no limit and is gone
 * looks the same: HubSpot refuses it then, and nothing else hangs on it.
 */
export const areAsPlanned = (
  limits: readonly ShownLimit[],
  items: readonly StoredItem[],
): boolean => {
  const shown = byType(limits);
  return items.every((item) => (shown.get(rowText(item)) ?? null) === item.before);
};

/** Whether a read-back of limits alone can tell all there is to tell of these items. */
export const tellByLimits = (items: readonly StoredItem[]): boolean =>
  items.every(({ after, outcome }) => after !== null && outcome.kind === 'checking');

/** Whether every item's wanted limit is shown. A limit that should be none never is. */
export const areAsWanted = (
  limits: readonly ShownLimit[],
  items: readonly StoredItem[],
): boolean => {
  const shown = byType(limits);
  return items.every((item) => item.after !== null && shown.get(rowText(item)) === item.after);
};

const byType = (limits: readonly ShownLimit[]): ReadonlyMap<string, number> =>
  new Map(limits.map((row) => [rowText(row), row.limit]));
