// Stays under HubSpot's rolling rate limit: one budget per portal for all servers on one store.
// A library's plain one-second windows; HubSpot's headers say how many calls a portal allows, and a
// rolling window of ten seconds touches at most eleven of ours, so each may hold an eleventh.
import type { RateLimiterPostgres } from 'rate-limiter-flexible';
import { failed, success, type Result } from '#domain/result.ts';
import type { Clock } from '../clock.ts';
import type { PortalId } from '../ids.ts';
import type { Database } from '../storage/database.ts';
import { consume, createLimiter } from '../storage/limiter.ts';

export interface Pace {
  /**
   * Waits for a place in the portal's budget. Fails without waiting where the wait would pass
   * `deadline` (milliseconds since 1970), with the time to come back after.
   */
  take(
    portal: PortalId,
    deadline: number,
  ): Promise<Result<null, { readonly retryAfterMs: number }>>;
  /** Learns from an answer's X-HubSpot-RateLimit headers. */
  observe(portal: PortalId, headers: Headers): Promise<void>;
  /** After a 429: nobody calls this portal for so long. */
  hold(portal: PortalId, milliseconds: number): Promise<void>;
}

const POINTS_PER_SECOND = 100;
/** Ten calls a second until HubSpot's headers say how many this portal allows. */
const USUAL_COST = 10;
/** HubSpot's window where a header is missing. */
const WINDOW_MS = 10_000;
/** A pacer over the store's `call_pace` table. */
export function createPace(database: Database, clock: Clock): Pace {
  const limiter = createLimiter(database, {
    keyPrefix: 'portal',
    points: POINTS_PER_SECOND,
    duration: 1,
  });
  /** Points that one call of a portal costs; fewer where HubSpot allows more. */
  const costs = new Map<PortalId, number>();

  return {
    async take(portal, deadline) {
      for (;;) {
        const waitMs = await consume(limiter, portal, costs.get(portal) ?? USUAL_COST);
        if (waitMs === 0) return success(null);
        if (clock.now() + waitMs > deadline) return failed({ retryAfterMs: waitMs });
        await clock.sleep(waitMs);
      }
    },

    async observe(portal, headers) {
      const max = numberHeader(headers, 'x-hubspot-ratelimit-max');
      const remaining = numberHeader(headers, 'x-hubspot-ratelimit-remaining');
      if (max === null) return;
      const intervalMs =
        numberHeader(headers, 'x-hubspot-ratelimit-interval-milliseconds') ?? WINDOW_MS;
      const callsPerSecond = max / (intervalMs / 1_000 + 1);
      const cost = Math.ceil(POINTS_PER_SECOND / Math.max(callsPerSecond, 1));
      costs.set(portal, cost);
      // The window rolls: with nothing left, the oldest calls leave it little by little.
      if (remaining === 0) await block(limiter, portal, 1_000);
    },

    async hold(portal, milliseconds) {
      await block(limiter, portal, milliseconds);
    },
  };
}

/** Whole seconds, as the library counts. A longer block that is under way stays. */
async function block(
  limiter: RateLimiterPostgres,
  portal: PortalId,
  milliseconds: number,
): Promise<void> {
  const known = await limiter.get(portal);
  if (known?.remainingPoints === 0 && known.msBeforeNext > milliseconds) return;
  await limiter.block(portal, Math.max(1, Math.ceil(milliseconds / 1_000)));
}

function numberHeader(headers: Headers, name: string): number | null {
  const text = headers.get(name);
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}
