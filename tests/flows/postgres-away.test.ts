// PostgreSQL that is stopped in mid-apply and started again, and one that has no connection left. The
// real server as a process, on a PostgreSQL of this test's own.
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { Secret } from '../../server/secret.ts';
import { openPostgres } from '../../server/storage/database.ts';
import { storeTrouble } from '../../server/storage/trouble.ts';
import {
  makePostgres,
  passableFolder,
  whyNoPostgres,
  type PostgresServer,
} from '../postgres-server.ts';
import { distributionsOf, truthAt } from './scan-truth.ts';
import { PRODUCTION } from './world.ts';
import {
  beginPlan,
  expectStoreAway,
  expectTrueEnd,
  startOwnServer,
  until,
  writesSeen,
  type OwnServer,
} from './own-server.ts';

/** The server takes 11 at the most. */
const MAX_CONNECTIONS = 20;

/** Stretches of 1,000 are counted while the next is read. */
const RECORDS = 12_000;

let folder: string;
let postgres: PostgresServer;
let server: OwnServer;
const plans: string[] = [];

const missing = whyNoPostgres();
const why = missing === null ? '' : ` (skipped, because ${missing})`;
describe.skipIf(missing !== null)(`a PostgreSQL that goes away in mid-apply${why}`, () => {
  beforeAll(async () => {
    folder = passableFolder('atmost-away-');
    postgres = await makePostgres(folder, MAX_CONNECTIONS);
    server = await startOwnServer(folder, { DATABASE_URL: postgres.url });
  });
  afterAll(async () => {
    await server.close();
    await postgres.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const untilLogged = (isSo: (gone: number, back: number) => boolean): Promise<void> =>
    until(() => {
      const lines = (event: string): number => server.logged(event).length;
      return Promise.resolve(isSo(lines('store_unavailable'), lines('store_available')));
    });
  const expectUnavailable = async (planId: string): Promise<void> => {
    await untilLogged((gone, back) => gone > back);
    await expectStoreAway(server, planId, { retryAfterMs: 5_000 });
  };

  const untilBack = async (): Promise<void> => {
    await server.untilReadiness('ready');
    await untilLogged((gone, back) => gone === back);
  };

  test.for(['fast', 'immediate'] as const)(
    'stopped (%s) and started again: the plan ends as HubSpot has it',
    async (how) => {
      const planId = randomUUID();
      plans.push(planId);
      const all = await beginPlan(server, planId);
      await postgres.stop(how);
      await server.untilReadiness('store_unavailable');
      expect(await writesSeen(server.hubspot)).toBeLessThan(all);
      await expectUnavailable(planId);
      const page = await server.visit('/install');
      expect(page.status).toBe(424);
      expect(page.text).toContain('<h1>Atmost cannot reach its own data</h1>');
      await postgres.start();
      await untilBack();
      await expectTrueEnd(server, plans);
    },
  );

  test('stopped in mid-scan: the server lives on, and counts to the end', async () => {
    const { hubspot } = server;
    const { portalId } = PRODUCTION;
    await hubspot.admin('PUT', '/records', { portalId, objectType: '0-1', count: RECORDS });
    await hubspot.admin('PUT', '/settings', { rateLimit: 100_000, latencyMs: 150 });
    const path = `/api/scans/${randomUUID()}`;
    const { scanId } = await server.ask('scan', 'PUT', path, { from: '0-1', to: '0-2' });
    const look = () => server.ask('scan', 'GET', `/api/scans/${scanId}`);
    // In the middle of storing a stretch: before the place to go on from, and before the counts.
    for (const [read, table] of [
      [0, 'scans'],
      [RECORDS / 2, 'scan_counts'],
    ] as const) {
      await until(async () => (await look()).read > read);
      await untilSomebodyWaits(postgres.url, table);
      await postgres.stop('immediate');
      await server.untilReadiness('store_unavailable');
      await postgres.start();
      await untilBack();
    }
    await hubspot.admin('PUT', '/settings', { latencyMs: 0 });
    await until(async () => (await look()).state === 'done');
    const scan = await look();
    expect(scan).toMatchObject({ read: RECORDS, total: RECORDS, unread: 0 });
    expect(distributionsOf(scan)).toEqual(
      await truthAt(hubspot, PRODUCTION, { from: '0-1', to: '0-2' }),
    );
  });

  test('without a connection left: said so, and gone on from', async () => {
    const planId = randomUUID();
    plans.push(planId);
    const all = await beginPlan(server, planId);
    const crowd = await takeEveryConnection(postgres.url);
    await server.untilReadiness('store_unavailable');
    expect(await writesSeen(server.hubspot)).toBeLessThan(all);
    await expectUnavailable(planId);
    await Promise.all(crowd.map((client) => client.end()));
    await untilBack();
    await expectTrueEnd(server, plans);
  });

  test('holds fail at once meanwhile, and are held again; the queue is supervised again', async () => {
    const database = await openPostgres(new Secret(postgres.url));
    const { holds, sql } = database;
    expect(await holds.take('kept')).toBe(true);
    expect(await holds.take('let go')).toBe(true);
    await postgres.stop('immediate');
    await until(() => isRefused(holds.held(['kept'])));
    expect(await isRefused(holds.take('new'))).toBe(true);
    const letGo = holds.release('let go');
    await postgres.start();
    await letGo;
    expect([...(await holds.held(['kept', 'let go', 'new']))]).toEqual(['kept']);
    const supervised = `select max(monitor_on) > pg_postmaster_start_time() as again from pgboss.queue`;
    const againSchema = v.tuple([v.object({ again: v.boolean() })]);
    await until(async () => v.parse(againSchema, (await sql.executeSql(supervised)).rows)[0].again);
    await database.close();
  });

  test('leaves no bug and no flood of lines in the log', () => {
    for (const event of ['unexpected', 'queue_error', 'orphans_not_looked_for']) {
      expect(server.logged(event)).toEqual([]);
    }
  });
});

/** Lets nobody write to the table any more, and waits until somebody would; it ends with PostgreSQL. */
async function untilSomebodyWaits(url: string, table: 'scans' | 'scan_counts'): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  await client.query(`begin; lock table ${table} in share mode`);
  await until(async () => {
    const { rowCount } = await client.query(
      `select from pg_locks where relation = '${table}'::regclass and not granted`,
    );
    return rowCount === 1;
  });
}

const isRefused = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => false,
    (error: unknown) => storeTrouble(error) === 'store_unavailable',
  );

/** Takes what is free, ends the sessions of others, and takes theirs, until there are no others. */
async function takeEveryConnection(url: string): Promise<readonly pg.Client[]> {
  const mine: pg.Client[] = [];
  const takeFree = async (): Promise<void> => {
    for (;;) {
      const client = new pg.Client({ connectionString: url, application_name: 'crowd' });
      client.on('error', () => undefined);
      try {
        await client.connect();
      } catch (error) {
        expect(error).toMatchObject({ code: '53300' });
        return;
      }
      mine.push(client);
    }
  };
  await takeFree();
  const [first] = mine;
  await until(async () => {
    const ended = await first?.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where backend_type = 'client backend' and application_name <> 'crowd'`,
    );
    await takeFree();
    return ended?.rowCount === 0;
  });
  return mine;
}
