// A scan on the real server: its numbers are a brute-force count over the portal's data, whatever
// HubSpot's read of associations looks like, and it survives what happens meanwhile.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { rowText } from '#domain/association.ts';
import { recordsOver, SCAN_MOST_PAGES, SCAN_PAGE_ROWS, type Scan } from '#domain/scan.ts';
import { asDistribution, hasEnded, startScan, truthOf, untilScan } from './scan-steps.ts';
import {
  decodeAnswer,
  decodeError,
  NOT_ADMIN,
  PRODUCTION,
  SANDBOX,
  startWorld,
  type World,
} from './world.ts';

const RECORDS = 2_350;
const FROM = '0-1';
const TO = '0-2';
const DEAL = '0-3';
const QUOTE = '0-14';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.install();
  await world.install(SANDBOX);
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.hubspot.calm();
  // What is looked at is this server, not the wait for HubSpot's rate limit.
  await world.hubspot.admin('PUT', '/settings', { rateLimit: 100_000, latencyMs: 0 });
  await inPortal('PUT', '/records', { objectType: FROM, count: RECORDS });
  await inPortal('PUT', '/records', { objectType: TO, count: 900 });
  const links = { mean: 1.5, heaviest: 700, heavyRecords: 3, labelShare: 0.4 };
  await inPortal('PUT', '/associations', { from: FROM, to: TO, ...links });
});

const inPortal = (method: string, path: string, body: object): Promise<unknown> =>
  world.hubspot.admin(method, path, { portalId: PRODUCTION.portalId, ...body });

const start = (): Promise<Scan> => startScan(world, { from: FROM, to: TO });

const until = (scanId: string, isEnough: (scan: Scan) => boolean): Promise<Scan> =>
  untilScan(world, scanId, isEnough);

/** What was under way when a scan was cancelled comes to its end. */
async function untilQuiet(): Promise<void> {
  let before = -1;
  for (let now = 0; now !== before; now = (await world.hubspot.calls()).length) {
    before = now;
    await sleep(500);
  }
}

/** The scan's numbers are the portal's, type by type. */
async function expectTrue(scan: Scan): Promise<void> {
  const { types } = await truthOf(world, { from: FROM, to: TO });
  for (const type of scan.types) {
    const real = types.find((one) => rowText(one) === rowText(type));
    const expected = asDistribution(real?.recordsByCount ?? {});
    expect(type.distribution, type.label ?? 'unlabelled').toEqual(expected);
  }
}

const RECORD_READS: readonly Readonly<Record<string, string>>[] = [
  {},
  { readPageSize: '5' },
  { readPageSize: '100', emptyRead: 'absent', toObjectId: 'number' },
  { emptyRead: 'empty', unknownRecordRead: 'not-found' },
  { errorFields: 'message-only' },
  { errorSubCategory: 'object', limitCallsExempt: 'yes' },
];

test.for(RECORD_READS)(
  'its numbers are a brute-force count over the portal, however HubSpot answers: %o',
  async (scenarios) => {
    for (const [name, value] of Object.entries(scenarios)) {
      await world.hubspot.scenario(name, value);
    }
    const scan = await until((await start()).scanId, hasEnded);
    expect(scan).toMatchObject({ state: 'done', read: RECORDS, total: RECORDS, unread: 0 });
    await expectTrue(scan);
  },
);

test('every limit is judged by it, and the records above one are listed, linked and in the CSV', async () => {
  const { scanId } = await until((await start()).scanId, hasEnded);
  const key = { category: 'USER_DEFINED', typeId: 279 } as const;
  const scan = await world.get('scan', `/api/scans/${scanId}`);
  const type = scan.types.find((one) => rowText(one) === rowText(key));
  const asked = [1, 2, 5, 300].map((limit) => ({ from: FROM, to: TO, ...key, limit }));
  const other = { from: TO, to: FROM, category: 'HUBSPOT_DEFINED', typeId: 280, limit: 1 };
  const judged = decodeAnswer(
    'judgeLimits',
    await world.send(PRODUCTION, 'POST', '/api/scan-judgements', { limits: [...asked, other] }),
  );
  expect(judged.judgements.map((one) => (one.kind === 'scanned' ? one.over : one.kind))).toEqual([
    ...asked.map(({ limit }) => recordsOver(type?.distribution ?? [], limit)),
    'not_scanned',
  ]);

  const query = 'category=USER_DEFINED&typeId=279&over=5';
  const page = await world.get('recordsOver', `/api/scans/${scanId}/records?${query}`);
  expect(page.total).toBe(recordsOver(type?.distribution ?? [], 5));
  const counts = page.records.map(({ associations }) => associations);
  expect(counts).toEqual([...counts].sort((one, other) => other - one));
  expect(page.records[0]?.url).toMatch(
    /^https:\/\/app[^/]*\.hubspot\.com\/contacts\/24201733\/record\/0-1\/\d+$/,
  );
  // A limit that was set through HubSpot's API may be above its screen's highest.
  const most = 'category=USER_DEFINED&typeId=279&over=2147483647';
  const none = await world.get('recordsOver', `/api/scans/${scanId}/records?${most}`);
  expect(none).toMatchObject({ total: 0, records: [] });

  const link = decodeAnswer(
    'csvLink',
    await world.send(PRODUCTION, 'POST', `/api/scans/${scanId}/csv-link`, { ...key, over: 1 }),
  );
  const csv = await fetch(link.url);
  expect(csv.headers.get('content-disposition')).toContain('atmost-0-1-0-2-over-1.csv');
  const lines = (await csv.text()).trimEnd().split('\r\n');
  expect(lines[0]).toBe('record_id,associations,url');
  expect(lines).toHaveLength(1 + recordsOver(type?.distribution ?? [], 1));
  const last = link.url.at(-1) ?? '';
  const altered = link.url.slice(0, -1) + (last === 'A' ? 'B' : 'A');
  expect((await fetch(altered)).status).toBe(404);
  expect((await fetch(`${world.url}/scans/csv/nothing`)).status).toBe(404);
});

test('of more records than all pages hold the last page is told, and all of them are counted', async () => {
  const { scanId } = await until((await start()).scanId, hasEnded);
  const type = { category: 'USER_DEFINED', type_id: 279, associations: 5_000 } as const;
  const key = { portal_id: PRODUCTION.portalId, scan_id: scanId, ...type };
  const added = SCAN_MOST_PAGES * SCAN_PAGE_ROWS + 1;
  const ids = Array.from({ length: added }, (_, place) => 900_000_000 + place);
  const { db } = world.database;
  await db
    .insertInto('scan_records')
    .values(ids.map((id) => ({ ...key, record_id: id })))
    .execute();
  await db
    .insertInto('scan_counts')
    .values({ ...key, records: added })
    .execute();
  const query = 'category=USER_DEFINED&typeId=279&over=4000&page=999999';
  const page = await world.get('recordsOver', `/api/scans/${scanId}/records?${query}`);
  expect(page).toMatchObject({ page: SCAN_MOST_PAGES, pageCount: SCAN_MOST_PAGES, total: added });
  const last = ids.slice(1, 1 + SCAN_PAGE_ROWS).reverse();
  expect(page.records.map(({ id }) => Number(id))).toEqual(last);
});

test('one direction is scanned once at a time, and a newer scan replaces the older', async () => {
  await world.hubspot.admin('PUT', '/settings', { rateLimit: 100_000, latencyMs: 30 });
  const first = await start();
  expect(first.state).toBe('reading');
  const again = await start();
  expect(again.scanId).toBe(first.scanId);
  await until(first.scanId, hasEnded);
  await world.hubspot.admin('PUT', '/settings', { rateLimit: 100_000, latencyMs: 0 });
  const second = await until((await start()).scanId, hasEnded);
  expect(second.scanId).not.toBe(first.scanId);
  const gone = await world.send(PRODUCTION, 'GET', `/api/scans/${first.scanId}`);
  expect(decodeError(gone).code).toBe('not_found');
  const latest = await world.get('latestScan', `/api/directions/${FROM}/${TO}/scan`);
  expect(latest.finished?.scanId).toBe(second.scanId);
  expect(latest.unfinished).toBeNull();
});

test('it can be cancelled, and says nothing about limits then', async () => {
  await world.database.db.deleteFrom('scans').execute();
  await world.hubspot.admin('PUT', '/settings', { rateLimit: 100_000, latencyMs: 30 });
  const { scanId } = await start();
  await until(scanId, ({ read }) => read > 0);
  const cancelled = decodeAnswer(
    'cancelScan',
    await world.send(PRODUCTION, 'POST', `/api/scans/${scanId}/cancel`),
  );
  expect(cancelled.state).toBe('cancelled');
  const limits = [{ from: FROM, to: TO, category: 'USER_DEFINED', typeId: 279, limit: 1 }];
  const judged = decodeAnswer(
    'judgeLimits',
    await world.send(PRODUCTION, 'POST', '/api/scan-judgements', { limits }),
  );
  expect(judged.judgements).toEqual([{ kind: 'not_scanned' }]);
  const asked = { category: 'USER_DEFINED', typeId: 279, over: 1 };
  const link = await world.send(PRODUCTION, 'POST', `/api/scans/${scanId}/csv-link`, asked);
  expect(decodeError(link).message).toContain('the list would not be whole');
});

test('one that was cancelled goes on where it was, and counts what one count of all would have', async () => {
  await world.database.db.deleteFrom('scans').execute();
  await world.hubspot.admin('PUT', '/settings', { rateLimit: 100_000, latencyMs: 100 });
  const { scanId } = await start();
  await until(scanId, ({ read }) => read > 0);
  await world.send(PRODUCTION, 'POST', `/api/scans/${scanId}/cancel`);
  const { read, resumable } = await world.get('scan', `/api/scans/${scanId}`);
  expect(resumable).toBe(true);
  await world.hubspot.admin('PUT', '/settings', { latencyMs: 0 });
  await untilQuiet();
  await world.hubspot.forgetCalls();
  const resume = () => world.send(PRODUCTION, 'POST', `/api/scans/${scanId}/resume`);
  expect(decodeAnswer('resumeScan', await resume()).state).toBe('reading');
  // Delivered twice, it is one.
  expect(decodeAnswer('resumeScan', await resume()).scanId).toBe(scanId);
  const scan = await until(scanId, hasEnded);
  expect(scan).toMatchObject({ state: 'done', read: RECORDS, unread: 0, resumable: false });
  await expectTrue(scan);
  const calls = await world.hubspot.calls();
  const [first] = calls.filter(({ path }) => path.includes('/batch/read'));
  expect(first?.batchInputs).toBe(Math.min(1_000, RECORDS - read));
  const lists = calls.filter(({ path }) => path.includes('/objects/'));
  expect(lists).toHaveLength(Math.ceil((RECORDS - read) / 100));
});

test('what a cancelled one had counted is kept for a day; then it says so', async () => {
  await world.database.db.deleteFrom('scans').execute();
  await world.hubspot.admin('PUT', '/settings', { rateLimit: 100_000, latencyMs: 30 });
  const { scanId } = await start();
  await until(scanId, ({ read }) => read > 0);
  await world.send(PRODUCTION, 'POST', `/api/scans/${scanId}/cancel`);
  await world.database.db.updateTable('scans').set({ records_deleted_at: 1 }).execute();
  const late = await world.send(PRODUCTION, 'POST', `/api/scans/${scanId}/resume`);
  expect(decodeError(late).message).toContain('Scan the direction again');
});

test('of a type that it did not count, such as a label made since, it says nothing', async () => {
  const { scanId } = await until((await start()).scanId, hasEnded);
  const unknown = { category: 'USER_DEFINED', typeId: 987_654 } as const;
  const limits = [{ from: FROM, to: TO, ...unknown, limit: 1 }];
  const judged = decodeAnswer(
    'judgeLimits',
    await world.send(PRODUCTION, 'POST', '/api/scan-judgements', { limits }),
  );
  expect(judged.judgements).toEqual([{ kind: 'not_scanned' }]);
  const path = `/api/scans/${scanId}`;
  const query = 'category=USER_DEFINED&typeId=987654&over=1';
  const refused = [
    await world.send(PRODUCTION, 'GET', `${path}/records?${query}`),
    await world.send(PRODUCTION, 'POST', `${path}/csv-link`, { ...unknown, over: 1 }),
  ];
  for (const answer of refused) {
    expect(decodeError(answer).message).toContain('did not count that association type');
  }
});

test('an app that was removed, or HubSpot refusing, ends it with the reason', async () => {
  await world.hubspot.fault(
    { kind: 'status', status: 403, body: { category: 'MISSING_SCOPES', message: 'No.' } },
    { path: '/crm/objects' },
    50,
  );
  const refused = await until((await start()).scanId, hasEnded);
  expect(refused.state).toBe('stopped');
  expect(refused.problem).toBe('No.');
  await world.hubspot.calm();
  await world.hubspot.admin('PUT', '/settings', { rateLimit: 100_000, latencyMs: 30 });
  const { scanId } = await start();
  await world.hubspot.admin('POST', '/uninstall', { portalId: PRODUCTION.portalId });
  const removed = await until(scanId, hasEnded);
  expect(removed).toMatchObject({ state: 'stopped' });
  expect(removed.problem).toContain('disconnected from this portal');
  await world.install();
});

test('HubSpot being busy or away for a while only delays it', async () => {
  await world.hubspot.fault({ kind: 'status', status: 502 }, { path: '/batch/read' }, 3);
  await world.hubspot.fault(
    { kind: 'rate-limit', policyName: 'SECONDLY' },
    { path: '/crm/objects' },
  );
  const scan = await until((await start()).scanId, hasEnded);
  expect(scan).toMatchObject({ state: 'done', read: RECORDS });
  await expectTrue(scan);
});

test('an object type without records is counted too: nobody is over any limit', async () => {
  await inPortal('PUT', '/records', { objectType: FROM, count: 0 });
  const empty = await until((await start()).scanId, hasEnded);
  expect(empty).toMatchObject({ state: 'done', read: 0, total: 0, unread: 0 });
  expect(empty.types.flatMap(({ distribution }) => distribution)).toEqual([]);
  const limits = [{ from: FROM, to: TO, category: 'USER_DEFINED', typeId: 279, limit: 1 }];
  const judged = decodeAnswer(
    'judgeLimits',
    await world.send(PRODUCTION, 'POST', '/api/scan-judgements', { limits }),
  );
  expect(judged.judgements).toMatchObject([{ kind: 'scanned', over: 0, records: 0 }]);
});

test('a direction without any label is counted by its one type', async () => {
  const pair = { from: DEAL, to: QUOTE };
  await inPortal('PUT', '/records', { objectType: DEAL, count: 150 });
  await inPortal('PUT', '/records', { objectType: QUOTE, count: 400 });
  await inPortal('PUT', '/associations', { ...pair, mean: 2, heaviest: 90, heavyRecords: 2 });
  const scan = await until((await startScan(world, pair)).scanId, hasEnded);
  expect(scan).toMatchObject({ state: 'done', read: 150, unread: 0 });
  expect(scan.types).toMatchObject([{ label: null }]);
  const { recordsByCount } = await truthOf(world, pair);
  expect(scan.types[0]?.distribution).toEqual(asDistribution(recordsByCount));
});

test('where HubSpot has no association there is nothing to count, and nothing begins', async () => {
  const body = { from: QUOTE, to: FROM };
  const answer = await world.send(PRODUCTION, 'PUT', `/api/scans/${randomUUID()}`, body);
  expect(decodeError(answer)).toMatchObject({
    code: 'bad_request',
    message:
      'HubSpot has no association between Quotes and Contacts, so there is nothing to count.',
  });
  const latest = await world.get('latestScan', `/api/directions/${QUOTE}/${FROM}/scan`);
  expect(latest).toEqual({ finished: null, unfinished: null });
});

test('only a Super Admin starts one, and no other portal sees it', async () => {
  const body = { from: FROM, to: TO };
  const path = `/api/scans/${randomUUID()}`;
  expect(decodeError(await world.send(NOT_ADMIN, 'PUT', path, body)).code).toBe('not_super_admin');
  const { scanId } = await until((await start()).scanId, hasEnded);
  const query = 'category=USER_DEFINED&typeId=279&over=1';
  const asked = [
    await world.send(SANDBOX, 'GET', `/api/scans/${scanId}`),
    await world.send(SANDBOX, 'POST', `/api/scans/${scanId}/cancel`),
    await world.send(SANDBOX, 'GET', `/api/scans/${scanId}/records?${query}`),
    await world.send(SANDBOX, 'POST', `/api/scans/${scanId}/csv-link`, {
      ...{ category: 'USER_DEFINED', typeId: 279, over: 1 },
    }),
  ];
  expect(asked.map((answer) => decodeError(answer).code)).toEqual(asked.map(() => 'not_found'));
});
