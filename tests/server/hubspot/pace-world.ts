// The pace on a clock that tests move, in the database too, and callers that do nothing but wait.
import { sql } from 'kysely';
import * as v from 'valibot';
import type { Clock } from '../../../server/clock.ts';
import { createPace, type Lane, type Pace } from '../../../server/hubspot/pace.ts';
import { portalIdSchema, type PortalId } from '../../../server/ids.ts';
import type { Database } from '../../../server/storage/database.ts';
import type { TestStore } from '../../stores.ts';
import { START } from '../fake-clock.ts';

/** HubSpot's usual allowance for a marketplace app. */
export const ALLOWED = 110;
export const WINDOW_MS = 10_000;

/** Makes one call after another, each when the one before it was answered. */
export interface Caller {
  readonly lane: Lane;
  /** Milliseconds after the beginning. */
  readonly from: number;
  readonly calls: number;
  readonly latencyMs: number;
  /** Which of the two servers it asks at. */
  readonly server?: 0 | 1;
}

/** A call that was let through, in milliseconds after the beginning. */
export interface Made {
  readonly caller: Caller;
  readonly asked: number;
  readonly at: number;
}

export interface PaceWorld {
  /** Two servers on one store; on PostgreSQL with connections of their own. */
  readonly servers: readonly [Pace, Pace];
  readonly time: Clock & {
    /** Works on all at once; the clock moves whenever all of them wait. */
    all(works: readonly (() => Promise<void>)[]): Promise<void>;
  };
  /** The store, seen on the same clock. */
  readonly database: Database;
  newPortal(): PortalId;
  /** Lets the callers call a portal of their own; what they were let through with, in that order. */
  run(callers: readonly Caller[]): Promise<readonly Made[]>;
  close(): Promise<void>;
}

/** From now on the store's clock stands still unless all who use the world's clock wait. */
export async function paceWorld(store: TestStore): Promise<PaceWorld> {
  await replaceClock(store.database);
  const opened =
    store.kind === 'postgres' ? [await store.openAgain(), await store.openAgain()] : [];
  const [one = store.database, other = store.database] = opened;
  const time = new SharedTime(one);
  const servers = [createPace(one, time), createPace(other, time)] as const;
  let portals = 0;
  const newPortal = (): PortalId => v.parse(portalIdSchema, (portals += 1));
  return {
    servers,
    time,
    database: one,
    newPortal,
    async run(callers) {
      const [portal, begun] = [newPortal(), time.now()];
      const made: Made[] = [];
      const work = async (caller: Caller): Promise<void> => {
        const { lane } = caller;
        await time.sleep(caller.from);
        for (let call = 0; call < caller.calls; call += 1) {
          const asked = time.now();
          const asking = { deadline: asked + 60_000, budget: 'counted', lane } as const;
          const place = await servers[caller.server ?? 0].take(portal, asking);
          if (!place.ok) throw new Error('No place within a minute.');
          made.push({ caller, asked: asked - begun, at: time.now() - begun });
          await time.sleep(caller.latencyMs);
        }
      };
      await time.all(callers.map((caller) => () => work(caller)));
      return made;
    },
    async close() {
      for (const database of opened) await database.close();
    },
  };
}

/** A function of PostgreSQL's clock's name, found before it by connections that are opened later. */
async function replaceClock({ db }: Database): Promise<void> {
  const path = 'public, fake, pg_catalog';
  for (const statement of [
    'create schema fake',
    'create table fake.clock (at timestamptz not null)',
    `insert into fake.clock values ('${new Date(START).toISOString()}')`,
    `create function fake.clock_timestamp() returns timestamptz language sql volatile
      as 'select at from fake.clock'`,
    `do $$ begin
      execute format('alter database %I set search_path = ${path}', current_database());
    end $$`,
    // The embedded store has this one connection.
    `set search_path = ${path}`,
  ]) {
    await sql.raw(statement).execute(db);
  }
}

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** Moves on when nobody is awake, to where the first sleeper wakes. */
class SharedTime implements Clock {
  readonly #database: Database;
  #now = START;
  #awake = 1;
  #sleepers: Sleeper[] = [];

  constructor(database: Database) {
    this.#database = database;
  }

  now(): number {
    return this.#now;
  }

  async sleep(milliseconds: number): Promise<void> {
    const slept = new Promise<void>((wake) => {
      this.#sleepers.push({ until: this.#now + milliseconds, wake });
    });
    await this.#oneLessAwake();
    return slept;
  }

  /** Until all are done; whoever waits for them is awake again afterwards. */
  async all(works: readonly (() => Promise<void>)[]): Promise<void> {
    this.#awake = works.length;
    await Promise.all(
      works.map(async (work) => {
        await work();
        await this.#oneLessAwake();
      }),
    );
    this.#awake = 1;
  }

  async #oneLessAwake(): Promise<void> {
    this.#awake -= 1;
    if (this.#awake > 0 || this.#sleepers.length === 0) return;
    this.#now = Math.min(...this.#sleepers.map(({ until }) => until));
    const at = new Date(this.#now).toISOString();
    await sql`update fake.clock set at = ${at}::timestamptz`.execute(this.#database.db);
    const woken = this.#sleepers.filter(({ until }) => until === this.#now);
    this.#sleepers = this.#sleepers.filter(({ until }) => until > this.#now);
    this.#awake = woken.length;
    for (const { wake } of woken) wake();
  }
}
