// Requests take turns. Where more come than one processor can work on, each would wait at every step
// of its way for all the others, and none would be answered in time; in a queue most are.
import { endedOrAfter } from '../clock.ts';
import type { PortalId } from '../ids.ts';

export interface TurnLimits {
  /** Requests worked on at once: enough to keep the processor busy while some wait for the store. */
  readonly atOnce: number;
  /** Of one portal, so that a noisy one leaves room at every step for the others. */
  readonly perPortal: number;
  /** Whoever takes longer waits for HubSpot, not for the processor: the next one need not wait with it. */
  readonly turnMs: number;
}

const LIMITS: TurnLimits = { atOnce: 64, perPortal: 4, turnMs: 250 };

/** Does the portal's work when its turn has come. Throws what the work throws. */
export type TakeTurns = <Answer>(portal: PortalId, work: () => Promise<Answer>) => Promise<Answer>;

interface Waiting {
  readonly portal: PortalId;
  readonly begin: () => void;
}

/**
 * First come, first served, but for a portal that has all of its turns; a turn ends with the work, or
 * before it where that takes long. (Counted here: a library's limiter in front of another one showed in
 * the time of every short request.)
 */
export function createTurns({ atOnce, perPortal, turnMs } = LIMITS): TakeTurns {
  let taken = 0;
  const takenOf = new Map<PortalId, number>();
  const waiting = new Set<Waiting>();

  const isFree = (portal: PortalId): boolean =>
    taken < atOnce && (takenOf.get(portal) ?? 0) < perPortal;
  const take = (portal: PortalId): void => {
    taken += 1;
    takenOf.set(portal, (takenOf.get(portal) ?? 0) + 1);
  };
  const giveBack = (portal: PortalId): void => {
    taken -= 1;
    const left = (takenOf.get(portal) ?? 0) - 1;
    if (left > 0) takenOf.set(portal, left);
    else takenOf.delete(portal);
    for (const next of waiting) {
      if (taken >= atOnce) return;
      if (!isFree(next.portal)) continue;
      waiting.delete(next);
      take(next.portal);
      next.begin();
    }
  };

  return async (portal, work) => {
    if (isFree(portal)) take(portal);
    else await new Promise<void>((begin) => waiting.add({ portal, begin }));
    const done = (async () => work())();
    void endedOrAfter(done, turnMs).then(() => {
      giveBack(portal);
    });
    return done;
  };
}
