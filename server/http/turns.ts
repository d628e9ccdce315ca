// Requests take turns. Where more come than one processor can work on, each would wait at every step
// of its way for all the others, and none would be answered in time; in a queue most are.
import pLimit, { type LimitFunction } from 'p-limit';
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

/** First come, first served; a turn ends with the work, or before it where that takes long. */
export function createTurns({ atOnce, perPortal, turnMs } = LIMITS): TakeTurns {
  const turns = pLimit(atOnce);
  const portals = new Map<PortalId, { readonly turns: LimitFunction; waiting: number }>();
  return (portal, work) =>
    new Promise((resolve, reject) => {
      const own = portals.get(portal) ?? { turns: pLimit(perPortal), waiting: 0 };
      portals.set(portal, own);
      own.waiting += 1;
      const take = async (): Promise<void> => {
        const done = work();
        done.then(resolve, reject);
        await endedOrAfter(done, turnMs);
      };
      void own
        .turns(() => turns(take))
        .then(() => {
          own.waiting -= 1;
          if (own.waiting === 0) portals.delete(portal);
        });
    });
}
