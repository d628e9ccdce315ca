// PostgreSQL that is stopped in mid-apply and started again, and one that has no connection left. The
// real server as a process, on a PostgreSQL of this test's own.
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePostgres, whyNoPostgres, type PostgresServer } from '../postgres-server.ts';
import {
  beginPlan,
  expectTrueEnd,
  startOwnServer,
  until,
  writesSeen,
  type OwnServer,
} from './own-server.ts';
import { decodeError } from './world.ts';

/** The server takes 11 at the most. */
const MAX_CONNECTIONS = 20;

let folder: string;
let postgres: PostgresServer;
let server: OwnServer;
const plans: string[] = [];

const missing = whyNoPostgres();
const why = missing === null ? '' : ` (skipped, because ${missing})`;
describe.skipIf(missing !== null)(`a PostgreSQL that goes away in mid-apply${why}`, () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'atmost-away-'));
    // PostgreSQL's user has to pass to its own folder below.
    chmodSync(folder, 0o711);
    postgres = await makePostgres(folder, MAX_CONNECTIONS);
    server = await startOwnServer(folder, { DATABASE_URL: postgres.url });
  }, 120_000);
  afterAll(async () => {
    await server.close();
    await postgres.remove();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  const expectUnavailable = async (planId: string): Promise<void> => {
    for (const [method, path] of [
      ['GET', `/api/plans/${planId}`],
      ['POST', `/api/plans/${planId}/apply`],
      ['GET', '/api/session'],
    ] as const) {
      const answer = await server.send(method, path);
      expect(answer.status).toBe(424);
      expect(decodeError(answer)).toMatchObject({ code: 'store_unavailable', retryAfterMs: 5_000 });
    }
  };

  test.for(['fast', 'immediate'] as const)(
    'stopped (%s) and started again: the plan ends as HubSpot has it',
    { timeout: 180_000 },
    async (how) => {
      const planId = randomUUID();
      plans.push(planId);
      const all = await beginPlan(server, planId);
      await postgres.stop(how);
      await server.untilReadiness('store_unavailable');
      expect(await writesSeen(server.hubspot)).toBeLessThan(all);
      await expectUnavailable(planId);
      await postgres.start();
      await server.untilReadiness('ready');
      await expectTrueEnd(server, plans);
    },
  );

  test('without a connection left: said so, and gone on from', { timeout: 180_000 }, async () => {
    const planId = randomUUID();
    plans.push(planId);
    const all = await beginPlan(server, planId);
    const crowd = await takeEveryConnection(postgres.url);
    await server.untilReadiness('store_unavailable');
    expect(await writesSeen(server.hubspot)).toBeLessThan(all);
    await expectUnavailable(planId);
    await Promise.all(crowd.map((client) => client.end()));
    await server.untilReadiness('ready');
    await expectTrueEnd(server, plans);
  });

  test('leaves one line in the log for each going and coming, and no bug', () => {
    expect(server.logged('store_unavailable').length).toBe(server.logged('store_available').length);
    for (const event of ['unexpected', 'queue_error', 'orphans_not_looked_for']) {
      expect(server.logged(event)).toEqual([]);
    }
  });
});

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
