// Applies a stored plan: a few directions at once, each step by step, every outcome recorded before the
// direction's next call, and the read-back as the verdict. It may be killed at any point and started
// again.
import { directionText } from '#domain/association.ts';
import { isFinal, type NotTriedReason, type Outcome } from '#domain/outcome.ts';
import type { Clock } from '../clock.ts';
import type { Associations } from '../hubspot/associations.ts';
import type { IsWanted } from '../hubspot/client.ts';
import type { HubSpotFailure } from '../hubspot/failure.ts';
import { pauseFor } from '../hubspot/put-off.ts';
import type { PortalId } from '../ids.ts';
import type { StoredItem } from '../storage/plan-items.ts';
import type { Plans } from '../storage/plans.ts';
import { applyDirection } from './apply-direction.ts';

export interface ApplyParts {
  readonly plans: Plans;
  readonly associations: Associations;
  readonly clock: Clock;
  /** Whether the server is about to stop: the rest is left to another, or to its next start. */
  readonly stopping: () => boolean;
}

/** `paused`: nothing is lost; call again after so many milliseconds. */
export type ApplyEnd =
  { readonly kind: 'done' } | { readonly kind: 'paused'; readonly afterMs: number };

/**
 * Pairs applied at once. HubSpot takes about 200 ms a call and allows eleven calls a second to an app
 * that is new to a portal: fewer would leave some of them unused, more would only wait.
 */
const AT_ONCE = 3;

/** HubSpot names up to 24 hours for a migration; nobody waits longer without asking again. */
const LONGEST_PAUSE_MS = 24 * 3_600_000;

/** Applies the plan as far as HubSpot lets it, and leaves it 'done' or 'paused' in the store. */
export async function applyPlan(
  parts: ApplyParts,
  portal: PortalId,
  planId: string,
): Promise<ApplyEnd> {
  const plan = await parts.plans.find(portal, planId);
  if (!plan || plan.appliedAt === null || plan.state === 'done') return { kind: 'done' };
  await parts.plans.setState(portal, planId, { state: 'applying', resumesAt: null });
  const items = [...plan.items];
  let { putOff } = plan;
  const record = async (outcomes: ReadonlyMap<number, Outcome>): Promise<void> => {
    if (outcomes.size === 0) return;
    await parts.plans.record(portal, planId, outcomes);
    for (const [position, outcome] of outcomes) {
      // HubSpot answers again: what comes now is another outage than the one before.
      if (isFinal(outcome)) putOff = 0;
      const item = items[position];
      if (item) items[position] = { ...item, outcome };
    }
  };
  const associations = writingWhile(() => parts.plans.isUnderWay(portal, planId), parts);
  const ended = await applyDirections({ ...parts, associations }, portal, items, record);
  if (ended === 'stopping') return { kind: 'paused', afterMs: 0 };
  if (ended) {
    const pause = pauseFor(ended, putOff, LONGEST_PAUSE_MS);
    if (pause !== null) {
      const resumesAt = parts.clock.now() + pause;
      if (ended.code === 'unavailable') putOff += 1;
      await parts.plans.setState(portal, planId, { state: 'paused', resumesAt, putOff });
      return { kind: 'paused', afterMs: pause };
    }
    const outcomes = givenUp(items, ended);
    await record(outcomes);
    // A portal that left ended the plan, and took for sent what HubSpot was about to refuse.
    if (ended.code === 'disconnected') await parts.plans.correctUnsent(portal, planId, outcomes);
  }
  const finishedAt = parts.clock.now();
  await parts.plans.setState(portal, planId, { state: 'done', finishedAt });
  return { kind: 'done' };
}

/**
 * A portal that left and came back at once has tokens again, and its old plans ended: before each
 * sending of a write, which HubSpot may put off, it is looked whether this one has.
 */
function writingWhile(isUnderWay: IsWanted, { associations }: ApplyParts): Associations {
  return {
    ...associations,
    write: (portal, from, to, operation, inputs, patience) =>
      associations.write(portal, from, to, operation, inputs, patience, isUnderWay),
  };
}

type Stop = HubSpotFailure | 'stopping';

/**
 * Runs every direction; returns what stopped it, or null. What stops one stops the others before their
 * next direction. All have ended when this returns or throws: whoever goes on with the plan is alone.
 */
async function applyDirections(
  parts: ApplyParts,
  portal: PortalId,
  items: readonly StoredItem[],
  record: (outcomes: ReadonlyMap<number, Outcome>) => Promise<void>,
): Promise<Stop | null> {
  const stops: Stop[] = [];
  const applyOne = async (direction: string): Promise<Stop | null> => {
    if (parts.stopping()) return 'stopping';
    const failure = await applyDirection({ ...parts, portal, items, record }, direction);
    if (failure?.code !== 'missing_scope' && failure?.code !== 'refused') return failure;
    // Refused for these objects only: the other directions may still be allowed.
    await record(givenUp(items, failure, (item) => directionText(item) === direction));
    return null;
  };
  const pairs = directionsByPair(items).values();
  const lane = async (): Promise<void> => {
    for (const direction of flatten(pairs)) {
      if (stops.length > 0) return;
      const stop = await applyOne(direction);
      if (stop) stops.push(stop);
    }
  };
  const lanes = Array.from({ length: AT_ONCE }, lane);
  await Promise.allSettled(lanes);
  // Throws what one of them threw.
  await Promise.all(lanes);
  return stops[0] ?? null;
}

/** The two directions of a pair share labels, and HubSpot may lock them: they go one after the other. */
function directionsByPair(items: readonly StoredItem[]): ReadonlyMap<string, ReadonlySet<string>> {
  const pairs = new Map<string, Set<string>>();
  for (const item of items) {
    const pair = [item.from, item.to].sort().join(' ');
    const directions = pairs.get(pair) ?? new Set();
    pairs.set(pair, directions.add(directionText(item)));
  }
  return pairs;
}

/** The directions of all pairs; several who iterate share the pairs, each takes its own to the end. */
function* flatten(pairs: Iterable<ReadonlySet<string>>): Generator<string> {
  for (const directions of pairs) yield* directions;
}

/** What was not sent is not tried; what was sent and not read back is unknown. */
function givenUp(
  items: readonly StoredItem[],
  failure: HubSpotFailure,
  concerned: (item: StoredItem) => boolean = () => true,
): ReadonlyMap<number, Outcome> {
  const outcomes = new Map<number, Outcome>();
  for (const [position, item] of items.entries()) {
    if (!concerned(item) || isFinal(item.outcome)) continue;
    outcomes.set(
      position,
      item.outcome.kind === 'waiting'
        ? { kind: 'not_tried', reason: notTriedReason(failure), hubspot: failure.hubspot }
        : { kind: 'unknown', reason: 'not_read_back', hubspot: failure.hubspot },
    );
  }
  return outcomes;
}

function notTriedReason(failure: HubSpotFailure): NotTriedReason {
  switch (failure.code) {
    case 'missing_scope':
    case 'app_misconfigured':
    case 'disconnected':
      return failure.code;
    case 'not_installed':
      return 'disconnected';
    case 'refused':
      return 'direction_unreadable';
    case 'rate_limited':
    case 'locked':
    case 'migrating':
    case 'unavailable':
      return 'hubspot_unavailable';
  }
}
