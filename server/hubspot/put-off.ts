// How long a job rests after a failure of HubSpot, and when it has rested often enough.
import { retryAfterMs, type HubSpotFailure } from './failure.ts';

/** Times in a row that a job is put off because HubSpot does not answer, before it is given up. */
const MAX_PUT_OFF = 5;
const FIRST_PUT_OFF_MS = 3_000;

/**
 * Milliseconds to wait before going on, or null where waiting does not help (any more) or would pass
 * `longestMs`. `putOff` counts the times before this one.
 */
export function pauseFor(
  failure: HubSpotFailure,
  putOff: number,
  longestMs: number,
): number | null {
  const asked = retryAfterMs(failure);
  if (asked === null || asked > longestMs) return null;
  if (failure.code !== 'unavailable') return asked;
  return putOff >= MAX_PUT_OFF ? null : Math.max(asked, FIRST_PUT_OFF_MS * 2 ** putOff);
}
