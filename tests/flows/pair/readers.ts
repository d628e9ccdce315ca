// People who read directions at one server of a pair, one after the other, for as long as it serves:
// what makes both servers spend of a portal's budget, and both meet each token that expires.
import { setTimeout as sleep } from 'node:timers/promises';
import { decodeAnswer, type Who } from '../world.ts';
import type { ServerPair, Which } from '../server-pair.ts';
import type { Tide } from './tide.ts';

/** How soon somebody whose server died tries the same one again. */
const AGAIN_MS = 50;

/** Reads at this server until `enough`; every answer is a 200. Returns how many there were. */
export async function keepReading(
  pair: ServerPair,
  which: Which,
  who: Who,
  pairs: readonly (readonly [from: string, to: string])[],
  tide: Tide,
  enough: () => boolean,
): Promise<number> {
  let answered = 0;
  for (let turn = 0; !enough(); turn += 1) {
    await tide.untilBusy(enough);
    const [from, to] = pairs[turn % pairs.length] ?? ['', ''];
    const answer = await pair.sendTo(which, who, 'GET', `/api/directions/${from}/${to}`);
    if (answer === null) {
      await sleep(AGAIN_MS);
      continue;
    }
    decodeAnswer('direction', answer);
    answered += 1;
  }
  return answered;
}
