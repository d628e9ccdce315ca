// How long a job rests after a failure of HubSpot, and when it gives up.
import { expect, test } from 'vitest';
import type { HubSpotFailure } from '../../../server/hubspot/failure.ts';
import { pauseFor } from '../../../server/hubspot/put-off.ts';

const HOUR_MS = 3_600_000;
const after = (
  code: 'unavailable' | 'rate_limited' | 'migrating',
  retryAfterMs: number,
): HubSpotFailure => ({ code, retryAfterMs, hubspot: null });

test('an outage rests twice as long each time, and ends the job at the sixth in a row', () => {
  const pauses = [0, 1, 2, 3, 4, 5, 6].map((putOff) =>
    pauseFor(after('unavailable', 2_000), putOff, HOUR_MS),
  );
  expect(pauses).toEqual([3_000, 6_000, 12_000, 24_000, 48_000, null, null]);
});

test('an outage rests no shorter than HubSpot asks for', () => {
  expect(pauseFor(after('unavailable', 60_000), 1, HOUR_MS)).toBe(60_000);
});

test('a rate limit or a migration rests just as long as HubSpot asks for, however often', () => {
  expect(pauseFor(after('rate_limited', 1_000), 99, HOUR_MS)).toBe(1_000);
  expect(pauseFor(after('migrating', HOUR_MS), 99, HOUR_MS)).toBe(HOUR_MS);
});

test('nothing rests longer than it may, and nothing where waiting does not help', () => {
  expect(pauseFor(after('migrating', HOUR_MS + 1), 0, HOUR_MS)).toBe(null);
  expect(pauseFor(after('unavailable', HOUR_MS + 1), 0, HOUR_MS)).toBe(null);
  expect(pauseFor({ code: 'disconnected', hubspot: null }, 0, HOUR_MS)).toBe(null);
});
