// Makes a plan that was asked for: reads its directions as a job, then leaves it ready for review,
// or refused with the reason. It may be killed at any point and started again.
import { failed, type Result } from '#domain/result.ts';
import type { Direction } from '#domain/association.ts';
import { toFailure, type ApiFailure } from '../failure.ts';
import { PATIENT } from '../hubspot/client.ts';
import type { PortalId } from '../ids.ts';
import type { AskedPlans } from '../storage/asked-plans.ts';
import type { Plans } from '../storage/plans.ts';
import { draftPlan } from './draft.ts';
import { readDirection, type DirectionParts } from './read-direction.ts';
import type { Pair } from './read-directions.ts';

export interface DraftLaterParts extends DirectionParts {
  readonly plans: Pick<Plans, 'find'>;
  readonly asked: Omit<AskedPlans, 'add'>;
  /** Whether the server is about to stop: the plan is left to its next start. */
  readonly stopping: () => boolean;
}

/** `paused`: call again after so many milliseconds. */
export type DraftEnd =
  { readonly kind: 'done' } | { readonly kind: 'paused'; readonly afterMs: number };

/** Times that a plan is put off because HubSpot does not answer, before the person is told. */
const MAX_PUT_OFF = 5;
/** The person waits in front of the panel: longer than this, and it is better to say so. */
const LONGEST_PAUSE_MS = 60_000;

const STOPPING: ApiFailure = { code: 'hubspot_unavailable', message: 'The server is stopping.' };

/** Makes the plan as far as HubSpot lets it. */
export async function draftLater(
  parts: DraftLaterParts,
  portal: PortalId,
  planId: string,
): Promise<DraftEnd> {
  const plan = await parts.plans.find(portal, planId);
  if (plan?.state !== 'planning' || plan.request === null) return { kind: 'done' };
  const countRead = inOrder((read) => parts.asked.countRead(portal, planId, read));
  const draft = await draftPlan(
    {
      plans: parts.plans,
      readDirection: (pair) => readNext(parts, portal, pair, countRead),
    },
    portal,
    plan.request,
  );
  if (draft.ok) {
    await parts.asked.make(portal, planId, draft.value);
    return { kind: 'done' };
  }
  if (draft.failure === STOPPING) return { kind: 'paused', afterMs: 0 };
  const { retryAfterMs } = draft.failure;
  const mayWait = retryAfterMs !== undefined && retryAfterMs <= LONGEST_PAUSE_MS;
  if (mayWait && plan.putOff < MAX_PUT_OFF) {
    await parts.asked.putOff(portal, planId, plan.putOff + 1);
    return { kind: 'paused', afterMs: retryAfterMs };
  }
  await parts.asked.refuse(portal, planId, toFailure(draft.failure));
  return { kind: 'done' };
}

async function readNext(
  parts: DraftLaterParts,
  portal: PortalId,
  pair: Pair,
  countRead: () => Promise<void>,
): Promise<Result<Direction, ApiFailure>> {
  if (parts.stopping()) return failed(STOPPING);
  const direction = await readDirection(parts, portal, pair, PATIENT);
  await countRead();
  return direction;
}

/** Counts, and tells one count after the other: two on their way at once might arrive in any order. */
function inOrder(tell: (count: number) => Promise<void>): () => Promise<void> {
  let count = 0;
  let told = Promise.resolve();
  return () => {
    count += 1;
    const now = count;
    told = told.then(() => tell(now));
    return told;
  };
}
