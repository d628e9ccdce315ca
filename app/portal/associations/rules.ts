// HubSpot's rules for one limit (contract page, section 1.1): what makes an item fail, and in
// which words. HubSpot's own wording is not published; ranges are, and appear here as documented.
import type { Scenarios } from '../control/scenarios.ts';
import type { AssociationType } from '../world/world.ts';

/** A limit somebody wants for one row, and what the direction looks like meanwhile. */
export interface Proposal {
  readonly row: AssociationType;
  readonly limit: number;
  readonly direction: readonly AssociationType[];
  readonly limitOf: (row: AssociationType) => number | null;
  readonly subscriptionLimit: number;
}

export interface RuleBreach {
  readonly subCategory: string;
  readonly message: string;
}

/** The highest limit that HubSpot's settings screen accepts. */
const screenMaximum = 10_000;
/** Notes, calls, tasks, meetings, e-mails, communications, postal mail. */
const activities = new Set(['0-46', '0-48', '0-27', '0-47', '0-49', '0-18', '0-116']);

export function breachOf(proposal: Proposal, scenarios: Scenarios): RuleBreach | undefined {
  return (
    closedType(proposal.row, scenarios) ??
    outsideRange(proposal, scenarios) ??
    (proposal.row.label === null
      ? belowLabels(proposal, scenarios)
      : aboveObjectLimit(proposal, scenarios))
  );
}

function closedType(row: AssociationType, scenarios: Scenarios): RuleBreach | undefined {
  const refuse = (message: string): RuleBreach => ({ subCategory: 'LIMIT_NOT_SUPPORTED', message });
  if (scenarios.planGate === 'item') {
    return refuse('This account does not have access to custom association limits.');
  }
  const primary = row.category === 'HUBSPOT_DEFINED' && row.label === 'Primary';
  if (primary && scenarios.primaryLimits === 'refuse') {
    return refuse('Limits cannot be set for primary associations.');
  }
  const activity = activities.has(row.from) || activities.has(row.to);
  if (activity && scenarios.activityLimits === 'refuse') {
    return refuse('Limits cannot be set for associations with activities.');
  }
  return undefined;
}

function outsideRange(proposal: Proposal, scenarios: Scenarios): RuleBreach | undefined {
  const { limit, subscriptionLimit } = proposal;
  const highest =
    scenarios.highestLimit === 'screen'
      ? Math.min(screenMaximum, subscriptionLimit - 1)
      : subscriptionLimit - 1;
  if (limit >= 1 && limit <= highest) return undefined;
  return outOfRange(`1-${highest}`, limit);
}

/** A label's limit must not exceed the object limit of its direction, if that is set. */
function aboveObjectLimit(proposal: Proposal, scenarios: Scenarios): RuleBreach | undefined {
  const objectRow = proposal.direction.find((row) => row.label === null);
  const objectLimit = objectRow === undefined ? null : proposal.limitOf(objectRow);
  if (objectLimit === null) return undefined;
  const highest = scenarios.equalToObjectLimit === 'accept' ? objectLimit : objectLimit - 1;
  if (proposal.limit <= highest) return undefined;
  return outOfRange(highest < 1 ? 'none' : `1-${highest}`, proposal.limit);
}

/** The object limit must not fall below the limits of the direction's labels. */
function belowLabels(proposal: Proposal, scenarios: Scenarios): RuleBreach | undefined {
  const labelLimits = proposal.direction
    .filter((row) => row.label !== null)
    .map((row) => proposal.limitOf(row) ?? 0);
  const largest = Math.max(0, ...labelLimits);
  const equal = scenarios.equalToObjectLimit === 'accept' && proposal.limit === largest;
  if (proposal.limit > largest || equal) return undefined;
  const range = scenarios.equalToObjectLimit === 'accept' ? `>=${largest}` : `>${largest}`;
  return outOfRange(range, proposal.limit);
}

function outOfRange(range: string, limit: number): RuleBreach {
  return {
    subCategory: 'INVALID_LIMIT',
    message: `Invalid maxToObjectIds ${limit}: the valid range for this association type is ${range}.`,
  };
}
