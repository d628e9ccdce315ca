// What one server at a time may do, held for as long as that server lives. On PostgreSQL a hold is an
// advisory lock of a session of its own: a killed server's session ends with it, so its holds are free
// at once, however it died, and no clock has to agree with another.
import pg from 'pg';
import { systemClock } from '../clock.ts';
import { isSilence, type Patience } from './silence.ts';
import { StoreClosedToUse } from './trouble.ts';

export interface Holds {
  /**
   * Takes the name; false where anybody has it, this server included. This and `held` fail at once
   * while the session is away: a request or a job that waited for it would be told nothing.
   */
  take(name: string): Promise<boolean>;
  /** Lets go; never fails, because a session that is gone has let go already. */
  release(name: string): Promise<void>;
  /** Which of these names are held, by whichever server. */
  held(names: readonly string[]): Promise<ReadonlySet<string>>;
  close(): Promise<void>;
}

/** The embedded store has one server, so what it holds is held. */
export function embeddedHolds(): Holds {
  const mine = new Set<string>();
  return {
    take(name) {
      const free = !mine.has(name);
      mine.add(name);
      return Promise.resolve(free);
    },
    release(name) {
      mine.delete(name);
      return Promise.resolve();
    },
    held: (names) => Promise.resolve(new Set(names.filter((name) => mine.has(name)))),
    close: () => Promise.resolve(),
  };
}

const RECONNECT_MS = 250;

/**
 * A server whose machine vanished sends no goodbye: PostgreSQL then ends its session after some ten
 * seconds, about when its jobs' heartbeats are missed too. (No effect on a Unix socket.)
 */
const NOTICE_DEATH =
  'set tcp_keepalives_idle = 4; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 3';

const TAKE = 'select pg_try_advisory_lock(hashtextextended($1, 0)) as taken';
const RELEASE = 'select pg_advisory_unlock(hashtextextended($1, 0))';
const HELD = `select name from unnest($1::text[]) as name where exists (
  select from pg_locks
  where locktype = 'advisory' and granted and objsubid = 1
    and database = (select oid from pg_database where datname = current_database())
    and ((classid::bigint << 32) | objid::bigint) = hashtextextended(name, 0))`;

/** Holds in a session of `settings`; a session that breaks is made anew, with what it held. */
export async function openPostgresHolds(
  settings: pg.ClientConfig,
  { silentMs }: Patience,
): Promise<Holds> {
  const mine = new Set<string>();
  const state = { closed: false, connected: false };

  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client({ ...settings, keepAlive: true, query_timeout: silentMs });
    // Without a listener a broken connection ends the process; "end" follows and reconnects.
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query(NOTICE_DEATH);
      for (const name of mine) await client.query(TAKE, [key(name)]);
    } catch (cause) {
      // A session that was half made would hold what nobody lets go.
      await client.end().catch(() => undefined);
      throw cause;
    }
    client.once('end', () => {
      state.connected = false;
      if (!state.closed) session = connectAgain();
    });
    state.connected = true;
    return client;
  };
  const connectAgain = async (): Promise<pg.Client> => {
    for (;;) {
      await systemClock.sleep(RECONNECT_MS);
      if (state.closed) throw new Error('The store is closed.');
      try {
        return await connect();
      } catch {
        // PostgreSQL is still away.
      }
    }
  };
  let session: Promise<pg.Client> = Promise.resolve(await connect());
  let last: Promise<unknown> = Promise.resolve();
  const demandSession = (): void => {
    if (!state.connected) throw new StoreClosedToUse('08003', 'The session of the holds is away.');
  };
  /** One statement at a time, as a session takes them. */
  const query = <Row extends pg.QueryResultRow>(
    text: string,
    value: string | readonly string[],
  ): Promise<Row[]> => {
    const asked = last
      .then(() => {
        demandSession();
        return session;
      })
      .then(async (client) => {
        try {
          const { rows } = await client.query<Row>(text, [value]);
          return rows;
        } catch (cause) {
          // Its end makes the next one.
          if (isSilence(cause)) void client.end().catch(() => undefined);
          throw cause;
        }
      });
    last = asked.catch(() => undefined);
    return asked;
  };

  return {
    async take(name) {
      if (mine.has(name)) return false;
      demandSession();
      // Before the answer: a session that breaks meanwhile takes it with the others.
      mine.add(name);
      try {
        const rows = await query<{ taken: boolean }>(TAKE, key(name));
        if (rows[0]?.taken !== true) mine.delete(name);
        return rows[0]?.taken === true;
      } catch (cause) {
        mine.delete(name);
        throw cause;
      }
    },

    async release(name) {
      if (!mine.delete(name) || state.closed) return;
      try {
        // A session that is being made may have taken the name already.
        await session;
        await query(RELEASE, key(name));
      } catch {
        // The session is gone, and the next one no longer takes the name.
      }
    },

    async held(names) {
      const rows = await query<{ name: string }>(HELD, names.map(key));
      const found = new Set(rows.map((row) => row.name));
      return new Set(names.filter((name) => found.has(key(name))));
    },

    async close() {
      state.closed = true;
      mine.clear();
      await session.then((client) => client.end()).catch(() => undefined);
    },
  };
}

/** Other advisory locks of the store hash bare names. */
const key = (name: string): string => `hold ${name}`;
