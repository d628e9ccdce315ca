// OAuth states: made for one browser, used once, gone after ten minutes. Only hashes are stored.
import { createHash, randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Tables } from './tables.ts';

/** Long enough to read the consent page, short enough to be worthless when found later. */
export const STATE_LIFETIME_MS = 10 * 60_000;

export type StateCheck = 'good' | 'unknown' | 'other_browser' | 'used' | 'expired';

export interface OauthStates {
  /** A new state, and the secret that only this browser gets (as a cookie). */
  issue(): Promise<{ readonly state: string; readonly browserSecret: string }>;
  /** Uses the state up. Of two callers at once one gets 'good', the other 'used'. */
  use(state: string, browserSecret: string | null): Promise<StateCheck>;
}

const hash = (text: string): string => createHash('sha256').update(text).digest('base64url');
const random = (): string => randomBytes(32).toString('base64url');

/** States in the store's `oauth_states` table. */
export function createOauthStates(db: Kysely<Tables>, clock: Clock): OauthStates {
  return {
    async issue() {
      const state = random();
      const browserSecret = random();
      const now = clock.now();
      await db
        .deleteFrom('oauth_states')
        .where('expires_at', '<', now - STATE_LIFETIME_MS)
        .execute();
      await db
        .insertInto('oauth_states')
        .values({
          state_hash: hash(state),
          browser_hash: hash(browserSecret),
          expires_at: now + STATE_LIFETIME_MS,
          used_at: null,
        })
        .execute();
      return { state, browserSecret };
    },

    async use(state, browserSecret) {
      const row = await db
        .selectFrom('oauth_states')
        .selectAll()
        .where('state_hash', '=', hash(state))
        .executeTakeFirst();
      if (!row) return 'unknown';
      // A foreign browser does not use the state up, or an attacker could spoil an install.
      if (browserSecret === null || row.browser_hash !== hash(browserSecret))
        return 'other_browser';
      if (row.used_at !== null) return 'used';
      if (row.expires_at <= clock.now()) return 'expired';
      const used = await db
        .updateTable('oauth_states')
        .set({ used_at: clock.now() })
        .where('state_hash', '=', row.state_hash)
        .where('used_at', 'is', null)
        .returning('state_hash')
        .executeTakeFirst();
      return used ? 'good' : 'used';
    },
  };
}
