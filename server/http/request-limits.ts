// How many requests this server takes per minute, so that nobody keeps the others waiting. Counted in
// the memory of each server: what is protected is that server's own time, and asking the store would
// cost more than most of the requests do.
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { RequestHandler } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { failed, success, type Result } from '#domain/result.ts';
import type { ApiFailure } from '../failure.ts';
import type { PortalId } from '../ids.ts';
import { consume } from '../storage/limiter.ts';

/** hubspot.fetch lets a portal have 20 requests open at once: this is each of them in a second. */
export const REQUESTS_PER_PORTAL = 1_200;
/**
 * Pages and lists per address. A person needs a few; behind a proxy everybody shares the proxy's
 * address, so there is room for many.
 */
export const PAGES_PER_ADDRESS = 120;
/** Refused requests of the API per address: each costs a hash at most. */
export const REFUSALS_PER_ADDRESS = 600;

const WINDOW_S = 60;

export interface RequestLimits {
  /** Counts a genuine request. Never by address: HubSpot's few addresses stand for every portal. */
  takeForPortal(portal: PortalId): Promise<Result<null, ApiFailure>>;
  /** Counts a request that HubSpot did not vouch for. Genuine ones of that address go on. */
  takeForStranger(address: string): Promise<Result<null, ApiFailure>>;
  /** Guards what browsers open without a signature. */
  readonly pages: RequestHandler;
}

/** Fresh counts. */
export function createRequestLimits(): RequestLimits {
  const portals = limiterOf(REQUESTS_PER_PORTAL);
  const strangers = limiterOf(REFUSALS_PER_ADDRESS);
  return {
    takeForPortal: (portal) =>
      take(portals, portal, 'This portal sent more requests than Atmost takes in a minute.'),
    takeForStranger: (address) =>
      take(strangers, ipKeyGenerator(address), 'Too many requests without HubSpot’s signature.'),
    pages: rateLimit({
      windowMs: WINDOW_S * 1_000,
      limit: PAGES_PER_ADDRESS,
      // X-Forwarded-For is never trusted here, so its presence is no mistake.
      validate: { xForwardedForHeader: false },
      message: 'Too many requests from this address. Wait a minute, then try again.',
    }),
  };
}

const limiterOf = (points: number): RateLimiterMemory =>
  new RateLimiterMemory({ points, duration: WINDOW_S });

async function take(
  limiter: RateLimiterMemory,
  key: number | string,
  message: string,
): Promise<Result<null, ApiFailure>> {
  const retryAfterMs = await consume(limiter, key, 1);
  return retryAfterMs === 0
    ? success(null)
    : failed({ code: 'rate_limited', message, retryAfterMs });
}
