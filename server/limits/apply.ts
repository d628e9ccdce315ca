// Applies a stored plan: direction by direction, step by step, every outcome recorded before the
// next call, and the read-back as the verdict. It may be killed at any point and started again.
import { directionText } from '#domain/association.ts';
import { isFinal, type NotTriedReason, type Outcome } from '#domain/outcome.ts';
import { failed } from '#domain/result.ts';
import type { Clock } from '../clock.ts';
import type { Associations } from '../hubspot/associations.ts';
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
  const record = async (outcomes: ReadonlyMap<number, Outcome>): Promise<void> => {
    if (outcomes.size === 0) return;
    await parts.plans.record(portal, planId, outcomes);
    for (const [position, outcome] of outcomes) {
      const item = items[position];
      if (item) items[position] = { ...item, outcome };
    }
  };
  const associations = writingWhile(() => parts.plans.isUnderWay(portal, planId), parts);
  const ended = await applyDirections({ ...parts, associations }, portal, items, record);
  if (ended === 'stopping') return { kind: 'paused', afterMs: 0 };
  if (ended) {
    const pause = pauseFor(ended, plan.putOff, LONGEST_PAUSE_MS);
    if (pause !== null) {
      const resumesAt = parts.clock.now() + pause;
      const putOff = ended.code === 'unavailable' ? plan.putOff + 1 : plan.putOff;
      await parts.plans.setState(portal, planId, { state: 'paused', resumesAt, putOff });
      return { kind: 'paused', afterMs: pause };
    }
    await record(givenUp(items, ended));
  }
  const finishedAt = parts.clock.now();
  await parts.plans.setState(portal, planId, { state: 'done', finishedAt });
  return { kind: 'done' };
}

/**
 * A portal that left and came back at once has tokens again, and its old plans ended: before each
 * write it is looked whether this one has.
 */
function writingWhile(isUnderWay: () => Promise<boolean>, parts: ApplyParts): Associations {
  return {
    ...parts.associations,
    async write(...call) {
      if (!(await isUnderWay())) return failed({ code: 'disconnected', hubspot: null });
      return parts.associations.write(...call);
    },
  };
}

/** Runs every direction; returns what stopped it, or null. */
async function applyDirections(
  parts: ApplyParts,
  portal: PortalId,
  items: readonly StoredItem[],
  record: (outcomes: ReadonlyMap<number, Outcome>) => Promise<void>,
): Promise<HubSpotFailure | 'stopping' | null> {
  const directions = [...new Set(items.map(directionText))];
  for (const direction of directions) {
    if (parts.stopping()) return 'stopping';
    const failure = await applyDirection({ ...parts, portal, items, record }, direction);
    if (!failure) continue;
    // A scope is missing for these objects only: the other directions may still be allowed.
    if (failure.code !== 'missing_scope' && failure.code !== 'refused') return failure;
    await record(givenUp(items, failure, (item) => directionText(item) === direction));
  }
  return null;
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
