// A neighbour with a genuine signature and this portal's ids: for every route there is, it is told
// nothing of this portal and changes nothing in it.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as v from 'valibot';
import { errorBodySchema, routes, type RouteName } from '#domain/wire.ts';
import { CLIENT_SECRET } from './emulator.ts';
import { signRequest } from './hubspot-request.ts';
import { fillProduction, NOTE, samples, type Ids } from './route-samples.ts';
import { decodeError, PRODUCTION, SANDBOX, startWorld, type World } from './world.ts';

let world: World;
let ids: Ids;
beforeAll(async () => {
  world = await startWorld();
  await world.hubspot.admin('PUT', '/settings', { rateLimit: 100_000 });
  await world.install(PRODUCTION);
  await world.install(SANDBOX);
  ids = await fillProduction(world);
});
afterAll(() => world.close());

/** Every row of the production portal, by table. */
async function productionRows(): Promise<Readonly<Record<string, readonly string[]>>> {
  const { db } = world.database;
  const tables = await sql<{ name: string }>`
    select table_name as name from information_schema.columns
    where column_name = 'portal_id' and table_schema = 'public' order by table_name`.execute(db);
  const rows: Record<string, readonly string[]> = {};
  for (const { name } of tables.rows) {
    const held = await sql<object>`
      select * from ${sql.table(name)} where portal_id = ${PRODUCTION.portalId}`.execute(db);
    rows[name] = held.rows.map((row) => JSON.stringify(row)).sort();
  }
  return rows;
}

const FILLED = [
  ...['portals', 'plans', 'plan_items', 'overview_labels', 'overview_runs', 'kept_setups'],
  ...['setup_codes', 'scans', 'scan_counts', 'known_limits', 'history_events'],
];

const names = Object.keys(samples) as RouteName[];

test('the production portal has rows that could be told or changed', async () => {
  const rows = await productionRows();
  for (const table of FILLED) {
    expect(rows[table], table).not.toEqual([]);
  }
});

test.for(names)('%s tells a neighbour nothing of this portal and changes nothing', async (name) => {
  const before = await productionRows();
  for (const { path, body, code } of samples[name](ids)) {
    const answer = await world.send(SANDBOX, routes[name].method, path, body);
    if (code === null) expect(answer.status, answer.text).toBe(200);
    else expect(decodeError(answer).code, path).toBe(code);
    for (const mark of [NOTE, ids.applied, ...(code === null ? [ids.type] : [])]) {
      expect(answer.text).not.toContain(mark);
    }
  }
  expect(await productionRows()).toEqual(before);
});

test.for(names)('%s answers 401 to whoever HubSpot did not vouch for', async (name) => {
  const before = await productionRows();
  const { method } = routes[name];
  for (const { path, body } of samples[name](ids)) {
    const text = body === undefined ? '' : JSON.stringify(body);
    const signing = { publicBaseUrl: world.url, clientSecret: CLIENT_SECRET, ...SANDBOX };
    const genuine = signRequest(signing, method, path, text);
    const foreign = signRequest({ ...signing, clientSecret: 'another' }, method, path, text);
    const [theirs, mine] = [SANDBOX, PRODUCTION].map(({ portalId }) => `portalId=${portalId}`);
    const attempts: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
      [genuine.target, { 'content-type': 'application/json' }],
      [foreign.target, foreign.headers],
      [genuine.target.replace(theirs ?? '', mine ?? ''), genuine.headers],
    ];
    for (const [target, headers] of attempts) {
      const init = { method, headers, ...(text === '' ? {} : { body: text }) };
      const response = await fetch(world.url + target, init);
      expect(response.status).toBe(401);
      expect(v.parse(errorBodySchema, await response.json()).error.code).toBe('unsigned');
    }
  }
  expect(await productionRows()).toEqual(before);
});
