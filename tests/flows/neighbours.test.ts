// A neighbour with a genuine signature and this portal's ids: for every route there is, it is told
// nothing of this portal and changes nothing in it. A route without a sample here does not compile.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorBodySchema, routes, type RouteName } from '#domain/wire.ts';
import { change, CONSULTANT } from './direction.ts';
import { CLIENT_SECRET } from './emulator.ts';
import { signRequest } from './hubspot-request.ts';
import { decodeError, PRODUCTION, SANDBOX, startWorld, type World } from './world.ts';

/** Ids of the production portal, as a neighbour may have come to know them. */
interface Ids {
  readonly applied: string;
  readonly ready: string;
  /** A kept setup, a code that waits, and a scan. */
  readonly setup: string;
  readonly code: string;
  readonly scan: string;
  /** One of its custom objects. */
  readonly type: string;
}

interface Sample {
  readonly path: string;
  readonly body?: unknown;
  /** The error that it gets; null: an answer about its own portal. */
  readonly code: string | null;
}

const denied = (path: string, body?: unknown, code = 'not_found'): Sample => ({ path, body, code });
/** For routes that name nothing, or that make something of the neighbour's own. */
const own = (path: string, body?: unknown): Sample => ({ path, body, code: null });

const changes = [change(CONSULTANT, 2)];
const document = {
  version: 1,
  limits: [{ from: 'contact', to: 'company', labelText: 'Consultant', limit: 2 }],
};
const NOTE = 'Known to the production portal only';

const samples: Record<RouteName, (ids: Ids) => readonly Sample[]> = {
  session: () => [own('/api/session')],
  objectTypes: () => [own('/api/object-types')],
  direction: ({ type }) => [
    denied(`/api/directions/${type}/0-1`, undefined, 'unknown_object_type'),
    denied(`/api/directions/0-1/${type}`, undefined, 'unknown_object_type'),
  ],
  makePlan: ({ applied, ready }) => [
    denied(`/api/plans/${randomUUID()}`, { undoOf: applied }),
    // An id is one portal's: the neighbour gets a plan of its own, of its own limits.
    own(`/api/plans/${ready}`, {
      changes: [{ ...change('HUBSPOT_DEFINED:341', 9_000), from: '0-3', to: '0-2' }],
    }),
  ],
  plan: ({ applied }) => [denied(`/api/plans/${applied}`)],
  applyPlan: ({ applied }) => [denied(`/api/plans/${applied}/apply`, { note: 'Mine now' })],
  history: () => [own('/api/history'), own('/api/history?search=production')],
  historyPlan: ({ applied }) => [denied(`/api/history/${applied}`)],
  historyExport: () => [own('/api/history-export?search=production')],
  exportSetup: ({ type }) => [
    denied('/api/setup/export', { types: ['0-1', type] }, 'unknown_object_type'),
  ],
  lookUpSetup: () => [own('/api/setup/look-up', { pairs: [{ from: 'deal', to: 'company' }] })],
  overview: ({ type }) => [own('/api/overview'), own(`/api/overview?from=${type}`)],
  overviewGrid: () => [own('/api/overview/grid')],
  refreshOverview: () => [own('/api/overview/refresh')],
  blockers: ({ type }) => [denied(`/api/overview/blockers/${type}`)],
  presets: () => [own('/api/overview/presets')],
  setupCodes: () => [own('/api/setup-codes')],
  withdrawCode: ({ code }) => [denied(`/api/setup-codes/${code}/withdraw`)],
  enterCode: () => [
    denied(
      '/api/setup-code-entries',
      { code: '0000-0000-0000', attemptId: randomUUID() },
      'code_unknown',
    ),
  ],
  keptSetups: () => [own('/api/setups')],
  keptSetup: ({ setup }) => [denied(`/api/setups/${setup}`)],
  pinSetup: ({ setup }) => [
    denied(`/api/setups/${setup}/pin`, {
      ...{ pinned: true, keptAt: '2026-11-24T10:00:00.000Z' },
      limits: [{ ...change(CONSULTANT, 2), label: 'Consultant' }],
    }),
  ],
  forgetSetup: ({ setup }) => [own(`/api/setups/${setup}`)],
  scan: ({ scan }) => [denied(`/api/scans/${scan}`)],
  cancelScan: ({ scan }) => [denied(`/api/scans/${scan}/cancel`)],
  recordsOver: ({ scan }) => [
    denied(`/api/scans/${scan}/records?category=USER_DEFINED&typeId=279&over=1`),
  ],
  csvLink: ({ scan }) => [
    denied(`/api/scans/${scan}/csv-link`, { category: 'USER_DEFINED', typeId: 279, over: 1 }),
  ],
  latestScan: () => [own('/api/directions/0-1/0-2/scan')],
  limitReport: ({ type }) => [
    own('/api/directions/0-1/0-2/limit-report'),
    denied(`/api/directions/${type}/0-1/limit-report`, undefined, 'hubspot_refused'),
  ],
  judgeLimits: () => [own('/api/scan-judgements', { limits: changes })],
  drift: () => [own('/api/overview/drift')],
  keepDrift: () => [own('/api/overview/drift/keep', { requestId: randomUUID(), limits: changes })],
  // An id is one portal's: from here on the neighbour has things of its own under the same ids.
  makeCode: ({ code }) => [own(`/api/setup-codes/${code}`, { document })],
  startScan: ({ scan }) => [own(`/api/scans/${scan}`, { from: '0-3', to: '0-2' })],
  // It knows no connection of this portal, and this one is not its own either.
  disconnect: () => [
    denied('/api/disconnect', {
      ...{ connectedAt: '2026-11-24T10:00:00.000Z', eraseNow: true, anyway: true },
    }),
  ],
  keepSetup: ({ setup }) => [own(`/api/setups/${setup}`, { name: 'Mine', document })],
};

let world: World;
let ids: Ids;
beforeAll(async () => {
  world = await startWorld();
  await world.hubspot.admin('PUT', '/settings', { rateLimit: 100_000 });
  await world.install(PRODUCTION);
  await world.install(SANDBOX);
  ids = await fillProduction();
}, 90_000);
afterAll(() => world.close());

/** Plans, history and overview: something of everything that a neighbour could reach for. */
async function fillProduction(): Promise<Ids> {
  const applied = randomUUID();
  const ready = randomUUID();
  await world.makePlan(changes, applied);
  await world.send(PRODUCTION, 'POST', `/api/plans/${applied}/apply`, { note: NOTE });
  await world.untilDone(applied);
  await world.makePlan([change(CONSULTANT, 1)], ready);
  await world.send(PRODUCTION, 'POST', '/api/overview/refresh');
  await untilRead();
  const [setup, code, scan] = [randomUUID(), randomUUID(), randomUUID()];
  await world.send(PRODUCTION, 'PUT', `/api/setups/${setup}`, { name: NOTE, document });
  await world.send(PRODUCTION, 'PUT', `/api/setup-codes/${code}`, { document, title: NOTE });
  await world.send(PRODUCTION, 'PUT', `/api/scans/${scan}`, { from: '0-1', to: '0-2' });
  await untilScanned(scan);
  const { objectTypes } = await world.get('objectTypes', '/api/object-types');
  const theirs = await world.get('objectTypes', '/api/object-types', SANDBOX);
  const type = objectTypes.find(({ id }) => theirs.objectTypes.every((one) => one.id !== id));
  if (!type) throw new Error('Both portals have the same object types.');
  return { applied, ready, setup, code, scan, type: type.id };
}

async function untilRead(): Promise<void> {
  for (let round = 0; round < 600; round += 1) {
    const { refresh } = await world.get('overview', '/api/overview');
    if (refresh?.state === 'done') return;
    await sleep(50);
  }
  throw new Error('The overview was not read in time.');
}

async function untilScanned(scanId: string): Promise<void> {
  for (let round = 0; round < 600; round += 1) {
    if ((await world.get('scan', `/api/scans/${scanId}`)).state === 'done') return;
    await sleep(50);
  }
  throw new Error('The records were not counted in time.');
}

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
      expect(errorBodySchema.parse(await response.json()).error.code).toBe('unsigned');
    }
  }
  expect(await productionRows()).toEqual(before);
});
