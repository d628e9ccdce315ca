// A new version starts while the old one works, or a backup is being made: neither waits for the other
// longer than a moment.
import { Kysely, PostgresDialect } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import pg from 'pg';
import { describe, expect, inject, test } from 'vitest';
import type { Database } from '../../server/storage/database.ts';
import { migrations } from '../../server/storage/migrations.ts';
import { createEmptyPostgres, type EmptyPostgres } from '../stores.ts';

/** A store as the version left it whose last migration this was. */
async function storeOf(lastMigration: string): Promise<EmptyPostgres> {
  const empty = await createEmptyPostgres();
  const pool = new pg.Pool({ connectionString: empty.address });
  const db = new Kysely({ dialect: new PostgresDialect({ pool }) });
  const provider = { getMigrations: () => Promise.resolve(migrations) };
  const { error } = await new Migrator({ db, provider }).migrateTo(lastMigration);
  expect(error).toBeUndefined();
  await db.destroy();
  return empty;
}

async function connected({ address }: EmptyPostgres): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  return client;
}

/** Resolves once somebody waits for a lock. */
async function untilSomebodyWaits(client: pg.Client): Promise<void> {
  const waiting = 'select from pg_locks where not granted and relation is not null';
  while ((await client.query(waiting)).rowCount === 0);
}

async function close(store: EmptyPostgres, opened: Database, clients: readonly pg.Client[]) {
  await opened.close();
  for (const client of clients) await client.end();
  await store.drop();
}

const { missing } = inject('postgres');
describe.skipIf(missing !== null)('a migration', () => {
  test('keeps nobody from a table that a backup is reading', async () => {
    const store = await storeOf('019_overview_marks');
    const [backup, server] = [await connected(store), await connected(store)];
    await backup.query('begin isolation level repeatable read read only');
    await backup.query('select from plan_items');
    const opening = store.open();
    await untilSomebodyWaits(server);
    // Behind the migration, while the backup is still reading.
    await server.query('select from plan_items');
    await backup.query('commit');
    await close(store, await opening, [backup, server]);
  });

  test('holds no table while it waits for the next, so that nobody has to die', async () => {
    const store = await storeOf('018_rolling_pace');
    const [server, watcher] = [await connected(store), await connected(store)];
    // An old server stores outcomes: items first, then what is known of their limits.
    await server.query('begin');
    await server.query('lock table plan_items in row exclusive mode');
    const opening = store.open();
    await untilSomebodyWaits(watcher);
    await server.query('lock table known_limits in row exclusive mode');
    await server.query('commit');
    await close(store, await opening, [server, watcher]);
  });

  test('of a newer version may end while this one is starting', async () => {
    const store = await storeOf('021_heaviest_records');
    const watcher = await connected(store);
    const [begun, ended] = [Promise.withResolvers<null>(), Promise.withResolvers<null>()];
    const later: Migration = {
      async up() {
        begun.resolve(null);
        await ended.promise;
      },
    };
    const pool = new pg.Pool({ connectionString: store.address });
    const db = new Kysely({ dialect: new PostgresDialect({ pool }) });
    const provider = {
      getMigrations: () => Promise.resolve({ ...migrations, '999_later': later }),
    };
    const migrated = new Migrator({ db, provider }).migrateToLatest();
    await begun.promise;
    const opening = store.open();
    while ((await watcher.query('select from pg_locks where not granted')).rowCount === 0);
    ended.resolve(null);
    expect((await migrated).error).toBeUndefined();
    const opened = await opening;
    expect(opened.newerMigrations).toEqual(['999_later']);
    await db.destroy();
    await close(store, opened, [watcher]);
  });
});
