// When people are at work in a portal: what goes on in the background steps back whenever they call,
// so they rest now and then, as people do.
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * As long as each other, and one and a half tides to HubSpot's window: in a calm those calls leave the
 * window that were made in the last busy time but one, so that there is room for what steps back.
 */
const BUSY_MS = 3_400;
export const TIDE_MS = 2 * BUSY_MS;

export interface Tide {
  /** Waits for the next busy time, unless it is one or `enough`. */
  untilBusy(enough: () => boolean): Promise<void>;
  /** Until now it was busy all the time; from now on it comes and goes. */
  turn(): void;
}

/** Busy until it turns. `lateMs`: what comes and goes does so that much later. */
export function createTide(lateMs: number): Tide {
  let turnedAt: number | null = null;
  const isBusy = (): boolean => {
    if (turnedAt === null) return true;
    return (Date.now() - turnedAt + lateMs) % TIDE_MS >= BUSY_MS;
  };
  return {
    async untilBusy(enough) {
      while (!isBusy() && !enough()) await sleep(50);
    },
    turn() {
      turnedAt = Date.now();
    },
  };
}
