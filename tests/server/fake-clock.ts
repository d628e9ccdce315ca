// A clock that tests move: sleeping takes no time but lets everything else run.
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../server/clock.ts';

export interface FakeClock extends Clock {
  advance(milliseconds: number): void;
}

export const START = Date.parse('2026-11-23T10:00:00.000Z');

/** A clock that stands at `START` until it is advanced or somebody sleeps. */
export function fakeClock(): FakeClock {
  let now = START;
  return {
    now: () => now,
    async sleep(milliseconds) {
      now += milliseconds;
      await setImmediate();
    },
    advance(milliseconds) {
      now += milliseconds;
    },
  };
}
