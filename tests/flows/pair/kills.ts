// Kills either server of a pair again and again, at moments that a seed draws.
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerPair, Which } from '../server-pair.ts';

export interface Kill {
  readonly which: Which;
  readonly at: number;
  /** Whether the server answered requests; one that is killed as it starts has hardly begun to work. */
  readonly serving: boolean;
}

/** Long enough for any work to come to its end; most lives are much shorter. */
const LONGEST_LIFE_MS = 9_000;

/**
 * Kills one server until `enough`: while it serves, and now and then once more while it starts. Adds
 * every kill to `kills`.
 */
export async function keepKilling(
  pair: ServerPair,
  which: Which,
  random: () => number,
  kills: Kill[],
  enough: () => boolean,
): Promise<void> {
  const kill = async (): Promise<void> => {
    kills.push({ which, at: Date.now(), serving: pair.isServing(which) });
    await pair.end(which, 'SIGKILL');
  };
  while (!enough()) {
    await sleep(random() ** 3 * LONGEST_LIFE_MS);
    await kill();
    const starting = pair.start(which);
    if (random() < 0.15) {
      await sleep(200 + random() * 600);
      await kill();
      await starting;
      await pair.start(which);
    }
    await starting;
  }
}
