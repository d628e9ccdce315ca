// Requests take turns. Where more come than one processor can work on, each would wait at every step
// of its way for all the others, and none would be answered in time; in a queue most are.
import pLimit from 'p-limit';
import { endedOrAfter, nextLoop } from '../clock.ts';

/** Requests worked on at once: enough to keep the processor busy while some wait for the store. */
const AT_ONCE = 64;
/** Whoever takes longer waits for HubSpot, not for the processor: the next one need not wait with it. */
const TURN_MS = 250;
/**
 * So long turns begin in one round of the event loop. The embedded store answers without leaving the
 * round, and Node takes one new connection a round: without a break, who comes anew is never let in.
 */
const ROUND_MS = 1;

/** Does the work when its turn has come. Throws what the work throws. */
export type TakeTurns = <Answer>(work: () => Promise<Answer>) => Promise<Answer>;

/** First come, first served; a turn ends with the work, or before it where that takes long. */
export function createTurns(atOnce = AT_ONCE, turnMs = TURN_MS): TakeTurns {
  const turns = pLimit(atOnce);
  const begins = pLimit(1);
  const untilRound = waitForRound();
  return (work) =>
    new Promise((resolve, reject) => {
      void turns(async () => {
        await begins(untilRound);
        const done = work();
        done.then(resolve, reject);
        await endedOrAfter(done, turnMs);
      });
    });
}

/** Waits for the next round of the event loop where this one has lasted long enough. */
function waitForRound(): () => Promise<void> {
  let begunAt: number | null = null;
  return async () => {
    if (begunAt !== null && performance.now() - begunAt > ROUND_MS) await nextLoop();
    if (begunAt !== null) return;
    begunAt = performance.now();
    void nextLoop().then(() => {
      begunAt = null;
    });
  };
}
