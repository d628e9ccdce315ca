// Time that passes when somebody waits for it: for the server, the emulated HubSpot and the store
// alike, so that an hour's wait takes as long as what happens after it.
import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Clock } from '../../../server/clock.ts';
import type { Database } from '../../../server/storage/database.ts';

export interface FastClock extends Clock {
  pass(milliseconds: number): Promise<void>;
  /** From now on the store's own clock is this one, too. */
  rule(database: Database): Promise<void>;
}

/** The real time, and all that was waited for. */
export function fastClock(): FastClock {
  let ahead = 0;
  let follow: ((ahead: number) => Promise<void>) | null = null;
  const now = (): number => Date.now() + ahead;
  const pass = async (milliseconds: number): Promise<void> => {
    const until = now() + milliseconds;
    await setImmediate();
    // Whoever waits beside others waits for the same time.
    ahead += Math.max(0, until - now());
    await follow?.(ahead);
  };
  return {
    now,
    pass,
    sleep: pass,
    async rule({ db }) {
      await sql`create schema test_time`.execute(db);
      await sql`
        create function test_time.clock_timestamp() returns timestamptz language sql volatile as $$
          select pg_catalog.clock_timestamp()
            + coalesce(nullif(current_setting('test_time.ahead', true), ''), '0')::bigint
            * interval '1 millisecond'
        $$`.execute(db);
      // A function of this name is looked for here first, and in pg_catalog after that.
      await sql`set search_path = public, test_time, pg_catalog`.execute(db);
      follow = async (milliseconds) => {
        const text = String(Math.ceil(milliseconds));
        await sql`select set_config('test_time.ahead', ${text}, false)`.execute(db);
      };
      await follow(ahead);
    },
  };
}
