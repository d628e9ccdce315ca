// Requests take turns. Where more come than one processor can work on, each would wait at every step
// of its way for all the others, and none would be answered in time; in a queue most are.
import pLimit from 'p-limit';
import { endedOrAfter, nextLoop } from '../clock.ts';

/** Requests worked on at once: enough to keep the processor busy while some wait for the store. */
const AT_ONCE = 64;
/** Whoever takes longer waits for HubSpot, not for the processor: the next one need not wait with it. */
const TURN_MS = 250;
/**
 * So long turns begin in one round of the event loop, the next when the one before has ended or waits.
 * The embedded store answers without leaving the round: many that begin together would all end in it.
 * Node takes one new connection a round, so rounds have to be short, or who comes anew is never let in.
 */
const ROUND_MS = 1;

/** Does the work when its turn has come. Throws what the work throws. */
export type TakeTurns = <Answer>(work: () => Promise<Answer>) => Promise<Answer>;

/** First come, first served; a turn ends with the work, or before it where that takes long. */
export function createTurns(atOnce = AT_ONCE, turnMs = TURN_MS): TakeTurns {
  const turns = pLimit(atOnce);
  const begins = pLimit(1);
  const joinRound = createRounds();
  return (work) =>
    new Promise((resolve, reject) => {
      void turns(async () => {
        // In an object, because a promise that is returned is waited for.
        const { begun } = await begins(async () => {
          const round = await joinRound();
          const begun = work();
          begun.then(resolve, reject);
          await Promise.race([begun.catch(() => undefined), round.ended]);
          return { begun };
        });
        await endedOrAfter(begun, turnMs);
      });
    });
}

interface Round {
  readonly begunAt: number;
  readonly ended: Promise<void>;
}

/** The running round; the next one where this one has lasted long enough. */
function createRounds(): () => Promise<Round> {
  let running: Round | null = null;
  return async () => {
    if (running !== null && performance.now() - running.begunAt > ROUND_MS) await running.ended;
    if (running !== null) return running;
    const ended = nextLoop().then(() => {
      running = null;
    });
    running = { begunAt: performance.now(), ended };
    return running;
  };
}
