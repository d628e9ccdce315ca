// How often a portal may enter a code that does not fit, counted for all servers together.
import { failed, success, type Result } from '#domain/result.ts';
import type { PortalId } from '../ids.ts';
import type { Database } from './database.ts';
import { consume, createLimiter } from './limiter.ts';

/** A person mistypes a few times; 60 bits are not guessed with ten tries in a quarter of an hour. */
export const MOST_FAILED_ATTEMPTS = 10;
export const ATTEMPTS_WINDOW_S = 15 * 60;

export interface CodeAttempts {
  /**
   * Takes one of the portal's attempts before the code is looked at, so that any number of attempts
   * at once is limited too. Fails with the time to come back after.
   */
  take(portal: PortalId): Promise<Result<null, { readonly retryAfterMs: number }>>;
  /** Only failed attempts count: one that succeeded is given back. */
  giveBack(portal: PortalId): Promise<void>;
}

/** Attempts in the store's `call_pace` table. */
export function createCodeAttempts(database: Database): CodeAttempts {
  const limiter = createLimiter(database, {
    keyPrefix: 'code-attempts',
    points: MOST_FAILED_ATTEMPTS,
    duration: ATTEMPTS_WINDOW_S,
  });
  return {
    async take(portal) {
      const retryAfterMs = await consume(limiter, portal, 1);
      return retryAfterMs === 0 ? success(null) : failed({ retryAfterMs });
    },
    async giveBack(portal) {
      await limiter.reward(portal, 1);
    },
  };
}
