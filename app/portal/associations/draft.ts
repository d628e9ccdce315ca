// Limits that are proposed and not yet written, and what the rules say to them.
import type { Scenarios } from '../control/scenarios.ts';
import type { Call } from '../http/route.ts';
import { inverseOf, setLimit, type AssociationType } from '../world/world.ts';
import { breachOf, type RuleBreach } from './rules.ts';

/** Where limits are written: through the API, or on HubSpot's own screen. */
export type Place = Pick<Call, 'memory' | 'account' | 'now'>;

export interface Change {
  readonly row: AssociationType;
  /** null: take the limit away. */
  readonly limit: number | null;
}

/** What each row would hold; rows that are not in it stay as they are. */
export type Draft = Map<AssociationType, number | null>;

export function draftOf(place: Place, changes: readonly Change[]): Draft {
  const draft: Draft = new Map();
  for (const change of changes) propose(place, draft, change);
  return draft;
}

export function propose(place: Place, draft: Draft, { row, limit }: Change): void {
  for (const changed of sharing(place, row)) draft.set(changed, limit);
}

/** Why a change is refused where the rest is as `draft` has it; `rows` are its whole direction. */
export function breachIn(
  { account, memory }: Place,
  rows: readonly AssociationType[],
  draft: Draft,
  { row, limit }: Change,
  scenarios: Scenarios = memory.scenarios,
): RuleBreach | undefined {
  if (limit === null) return undefined;
  const limitOf = (other: AssociationType): number | null => {
    const drafted = draft.get(other);
    return drafted === undefined ? other.limit : drafted;
  };
  const { subscriptionLimit } = account;
  return breachOf({ row, limit, direction: rows, limitOf, subscriptionLimit }, scenarios);
}

export function write({ memory, now }: Place, draft: Draft): void {
  for (const [row, limit] of draft) setLimit(row, limit, now);
  memory.changed();
}

/** A symmetric same-object type shares one limit between its directions (contract page, 1.1). */
function sharing({ account, memory }: Place, row: AssociationType): AssociationType[] {
  const inverse = inverseOf(account, row);
  const symmetric = row.from === row.to && inverse !== undefined && inverse.label === row.label;
  return symmetric && memory.scenarios.symmetricShare === 'shared' ? [row, inverse] : [row];
}
