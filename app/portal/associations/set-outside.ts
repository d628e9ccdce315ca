// A limit that somebody else sets: a colleague on HubSpot's own settings screen, or another app.
import { directionOf } from '../world/world.ts';
import { breachIn, draftOf, write, type Change, type Place } from './draft.ts';
import type { RuleBreach } from './rules.ts';

/** Sets or clears a limit, or tells why it is refused. The screen has a maximum of its own. */
export function setOutside(
  place: Place,
  change: Change,
  by: 'screen' | 'app',
): RuleBreach | undefined {
  const { from, to } = change.row;
  const rows = directionOf(place.account, from, to);
  const draft = draftOf(place, [change]);
  const { scenarios } = place.memory;
  const rules = by === 'app' ? scenarios : ({ ...scenarios, highestLimit: 'screen' } as const);
  const breach = breachIn(place, rows, draft, change, rules);
  if (breach === undefined) write(place, draft);
  return breach;
}
