// Where the cells of the fault matrix are played: the real server on a fast clock, and a small portal.
import { sql } from 'kysely';
import { PRODUCTION, startWorld, type World } from '../world.ts';
import { setInHubSpot } from '../direction.ts';
import { fastClock, type FastClock } from './fast-clock.ts';
import { noLimits } from '../no-limits.ts';
import { promptQueues, type PromptQueues } from './prompt-queues.ts';
import { LIMITS, seed } from './seed.ts';
import { wire, type Wire } from './wire.ts';

export interface Stage {
  readonly world: World;
  readonly clock: FastClock;
  readonly jobs: PromptQueues;
  readonly wire: Wire;
  /** Nothing stored but the install, and the portal's limits as at the start. */
  reset(): Promise<void>;
  /** No fault is left, and none of what was seen so far. */
  mend(): Promise<void>;
  /** The app is connected; installs it again where it is not. */
  connect(): Promise<void>;
}

/** So long that every token has run out and nothing is remembered. */
export const LONG_MS = 31 * 60_000;

/** Opens the stage; the app is installed. */
export async function openStage(): Promise<Stage> {
  const clock = fastClock();
  const jobs = promptQueues(clock);
  const between = wire(clock);
  const world = await startWorld('small', {
    ...{ clock, send: between.send, queues: jobs.queues, limits: noLimits },
  });
  await clock.rule(world.database);
  await world.hubspot.admin('PUT', '/seed', seed);
  await world.hubspot.admin('PUT', '/settings', { rateLimit: 100_000 });
  await world.install();
  // Attempts at codes are counted there, by the library's own clock.
  const tables = ['call_pace', ...(await portalTables(world))];
  const emptying = `begin ${tables.map((table) => `delete from "${table}";`).join(' ')} end`;

  const mend = async (): Promise<void> => {
    between.mend();
    await world.hubspot.admin('DELETE', '/faults');
  };
  const connect = async (): Promise<void> => {
    // A grant that is gone is noticed by whoever asks HubSpot first.
    await world.send(PRODUCTION, 'GET', '/api/rights');
    const { connection } = await world.get('session', '/api/session');
    if (connection !== 'connected') await world.install();
  };
  return {
    ...{ world, clock, jobs, wire: between, mend, connect },
    async reset() {
      await mend();
      jobs.forget();
      // First: an install that had to be done again is remembered, too.
      await connect();
      await sql`do ${sql.lit(emptying)}`.execute(world.database.db);
      const held = await world.hubspot.limits(PRODUCTION.portalId, '0-1', '0-2');
      for (const [typeId, limit] of Object.entries(LIMITS)) {
        const key = `USER_DEFINED:${typeId}`;
        if (held.get(key) !== limit) await setInHubSpot(world, key, limit);
      }
      await clock.pass(LONG_MS);
    },
  };
}

/** What is stored of portals beside their installs. */
async function portalTables({ database }: World): Promise<readonly string[]> {
  const found = await sql<{ name: string }>`
    select distinct c.table_name as name from information_schema.columns c
    join information_schema.tables t on t.table_name = c.table_name and t.table_type = 'BASE TABLE'
    where c.column_name = 'portal_id' and c.table_schema = 'public'`.execute(database.db);
  return found.rows.map(({ name }) => name).filter((name) => name !== 'portals');
}
