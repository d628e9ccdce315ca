// What happens to records and to the portal in the middle of a scan, at a moment that the test
// chooses: just before HubSpot is asked for the associations of a stretch.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import * as v from 'valibot';
import { rowText } from '#domain/association.ts';
import type { Scan } from '#domain/scan.ts';
import { sendHttp, type HttpRequest } from '../../server/hubspot/http.ts';
import {
  asDistribution,
  hasEnded,
  startScan,
  truthOf,
  untilScan,
  type Truth,
} from './scan-steps.ts';
import { decodeAnswer, decodeError, PRODUCTION, startWorld, type World } from './world.ts';

/** Two stretches, and a part of a third. */
const RECORDS = 2_350;
const STRETCH = 1_000;
const LISTS = Math.ceil(RECORDS / 100);
const FROM = '0-1';
const TO = '0-2';
const ASKED = { category: 'USER_DEFINED', typeId: 279, over: 1 } as const;

/** Gets the records of the stretch that is about to be counted, and of the one before. */
type Happening = (ids: readonly number[], before: readonly number[]) => Promise<void>;

let world: World;
/** Comes before the associations of the second stretch are read. */
let happening: Happening | null = null;
let stretches: (readonly number[])[] = [];
/** Comes once, before a record's next associations are read. */
let continued: ((id: number) => Promise<unknown>) | null = null;

beforeAll(async () => {
  world = await startWorld('small', {
    async send(request) {
      const ids = idsOf(request);
      // A read of one record goes on with its associations.
      const [first = 0] = ids;
      if (ids.length === 1 && continued) {
        const once = continued;
        continued = null;
        await once(first);
      } else if (ids.length > 1) {
        stretches.push(ids);
        const [before, second] = stretches;
        if (before && second === ids) await happening?.(ids, before);
      }
      return sendHttp(request);
    },
  });
  await world.install();
});
afterAll(() => world.close());
beforeEach(async () => {
  happening = null;
  continued = null;
  await world.hubspot.calm();
  await world.hubspot.admin('PUT', '/settings', { rateLimit: 100_000, latencyMs: 0 });
  await fill(RECORDS, { mean: 1.5, heaviest: 700, heavyRecords: 3, labelShare: 0.4 });
  await world.database.db.deleteFrom('scans').execute();
});

const linkRead = v.object({
  inputs: v.array(v.object({ id: v.pipe(v.string(), v.transform(Number)) })),
});

/** Whose associations are asked for. */
const idsOf = ({ url, body }: HttpRequest): readonly number[] =>
  url.includes('/batch/read')
    ? v.parse(linkRead, JSON.parse(body ?? '')).inputs.map(({ id }) => id)
    : [];

const inPortal = (method: string, path: string, body: object): Promise<unknown> =>
  world.hubspot.admin(method, path, { portalId: PRODUCTION.portalId, ...body });

async function fill(records: number, links: object, to = 900): Promise<void> {
  await inPortal('PUT', '/records', { objectType: FROM, count: records });
  await inPortal('PUT', '/records', { objectType: TO, count: to });
  await inPortal('PUT', '/associations', { from: FROM, to: TO, ...links });
}

const archive = (id: number, objectType = FROM) =>
  inPortal('DELETE', '/records', { objectType, id });

async function createRecord(id?: number): Promise<number> {
  const made = await inPortal('POST', '/records', { objectType: FROM, ...(id ? { id } : {}) });
  return (made as { id: number }).id;
}

/** Starts a scan of several stretches, and has something happen before the second is counted. */
async function startBefore(happens: Happening): Promise<Scan> {
  stretches = [];
  happening = happens;
  return startScan(world, { from: FROM, to: TO });
}

/** A record of the other side, as many have one. */
async function somePartner(): Promise<number> {
  const { types } = await truthOf(world, { from: TO, to: FROM });
  const [partner] = types.flatMap(({ above }) => above);
  if (!partner) throw new Error('Nobody is associated.');
  return Number(partner.id);
}

const associate = (fromId: number, toId: number) =>
  inPortal('POST', '/associations', { from: FROM, to: TO, fromId, toId });

/** An id between these that no record has. */
function freeAmong(ids: readonly number[]): number {
  const taken = new Set(ids);
  const before = ids.find((id) => id !== ids.at(-1) && !taken.has(id + 1));
  if (before === undefined) throw new Error('These ids have no gap.');
  return before + 1;
}

const ended = ({ scanId }: Scan): Promise<Scan> => untilScan(world, scanId, hasEnded);
const truth = (): Promise<Truth> => truthOf(world, { from: FROM, to: TO });
const start = (): Promise<Scan> => startScan(world, { from: FROM, to: TO });

function expectTold(scan: Scan, real: Truth): void {
  expect(scan).toMatchObject({ state: 'done', unread: 0 });
  for (const type of real.types) {
    const found = scan.types.find((one) => rowText(one) === rowText(type));
    const counted = type.label === null ? real.recordsByCount : type.recordsByCount;
    expect(found?.distribution, type.label ?? 'unlabelled').toEqual(asDistribution(counted));
  }
}

const latest = () => world.get('latestScan', `/api/directions/${FROM}/${TO}/scan`);

async function judged(limit: number) {
  const { category, typeId } = ASKED;
  const limits = [{ from: FROM, to: TO, category, typeId, limit }];
  const sent = await world.send(PRODUCTION, 'POST', '/api/scan-judgements', { limits });
  return decodeAnswer('judgeLimits', sent).judgements[0];
}

async function callsTo(path: string): Promise<readonly (number | null)[]> {
  const calls = await world.hubspot.calls();
  return calls.filter((call) => call.path.includes(path)).map(({ batchInputs }) => batchInputs);
}

/** HubSpot's words for a permission that the portal no longer grants. */
const scopeLost = {
  status: 'error',
  category: 'MISSING_SCOPES',
  message: "This app hasn't been granted all required scopes to make this call.",
  correlationId: randomUUID(),
  errors: [
    {
      message: 'One or more of the following scopes are required.',
      context: { requiredGranularScopes: ['crm.objects.contacts.read'] },
    },
  ],
};

const loseScope = (path: string): Promise<void> =>
  world.hubspot.fault({ kind: 'status', status: 403, body: scopeLost }, { path }, 50);

test('a record with 10,000 associations is counted to the last one, and it alone is continued', async () => {
  const records = 60;
  await fill(records, { mean: 1.5, heaviest: 10_000, heavyRecords: 1, labelShare: 0.4 }, 12_000);
  const scan = await ended(await start());
  expect(scan).toMatchObject({ state: 'done', read: records, unread: 0 });
  const real = await truth();
  expect(Object.keys(real.recordsByCount)).toContain('10000');
  expectTold(scan, real);
  // 500 associations of a record fit in an answer: one read of all, and nineteen of that one.
  expect(await callsTo('/batch/read')).toEqual([records, ...Array<number>(19).fill(1)]);
  const unlabelled = scan.types.find(({ label }) => label === null);
  const query = `category=${String(unlabelled?.category)}&typeId=${String(unlabelled?.typeId)}&over=9999`;
  const over = await world.get('recordsOver', `/api/scans/${scan.scanId}/records?${query}`);
  expect(over.records).toMatchObject([{ associations: 10_000 }]);
});

test.for(['no-associations', 'not-found'])(
  'a record that is deleted after it was listed is in no number (HubSpot says %s)',
  async (unknownRecordRead) => {
    await world.hubspot.scenario('unknownRecordRead', unknownRecordRead);
    const scan = await ended(
      await startBefore(async (ids) => {
        for (const id of ids.slice(0, 40)) await archive(id);
      }),
    );
    expect(scan.read).toBe(RECORDS);
    expectTold(scan, await truth());
  },
);

test.for(['no-associations', 'not-found'])(
  'a record that is deleted between two of its pages is in no number (HubSpot says %s)',
  async (unknownRecordRead) => {
    const records = 60;
    await fill(records, { mean: 1.5, heaviest: 3_000, heavyRecords: 1, labelShare: 0.4 }, 4_000);
    await world.hubspot.scenario('unknownRecordRead', unknownRecordRead);
    continued = async (id) => archive(id);
    const scan = await ended(await start());
    expect(continued).toBeNull();
    const real = await truth();
    expect(Object.keys(real.recordsByCount)).not.toContain('3000');
    expectTold(scan, real);
  },
);

/** What HubSpot's files allow a batch read to leave out. */
const untold = [
  { errorList: 'counted' },
  { errorList: 'absent' },
  { readState: 'canceled' },
  { readState: 'pending' },
  { readState: 'processing' },
];
test.for(untold)(
  'a read that does not tell all (%o) makes nobody a record without associations',
  async (told) => {
    await fill(60, { mean: 1.5, heaviest: 20, heavyRecords: 2, labelShare: 0.4 });
    for (const [name, value] of Object.entries(told)) await world.hubspot.scenario(name, value);
    const scan = await ended(await start());
    expect(scan).toMatchObject({ state: 'done', read: 60 });
    const real = await truth();
    const found = scan.types.find(({ label }) => label === null)?.distribution ?? [];
    const counted = found.reduce((sum, [, records]) => sum + records, 0);
    const withoutAny = real.recordsByCount['0'] ?? 0;
    expect(scan.unread).toBeGreaterThan(0);
    expect(scan.read - scan.unread - counted).toBeLessThanOrEqual(withoutAny);
    for (const [associations, records] of found) {
      expect(records).toBeLessThanOrEqual(real.recordsByCount[String(associations)] ?? 0);
    }
  },
);

test('a record that is deleted after it was counted stays counted as it was', async () => {
  const before = await truth();
  const scan = await ended(
    await startBefore(async (_, counted) => {
      for (const id of counted.slice(0, 40)) await archive(id);
    }),
  );
  expectTold(scan, before);
  expect(await truth()).not.toEqual(before);
});

test('records made in mid-scan are counted once where the scan comes to, and not behind it', async () => {
  const partner = await somePartner();
  let expected = await truth();
  const scan = await ended(
    await startBefore(async (_, counted) => {
      await associate(await createRecord(), partner);
      expected = await truth();
      await associate(await createRecord(freeAmong(counted)), partner);
    }),
  );
  expect(scan.read).toBe(RECORDS + 1);
  expectTold(scan, expected);
  expect(await truth()).not.toEqual(expected);
});

test('a permission that is lost after the first stretch ends it: named, and nothing counted is told', async () => {
  const { scanId } = await startBefore(() => loseScope('/batch/read'));
  const scan = await untilScan(world, scanId, hasEnded);
  expect(scan).toMatchObject({
    ...{ state: 'stopped', read: STRETCH, resumesAt: null },
    problem: 'HubSpot asks for a permission that is missing: crm.objects.contacts.read.',
  });
  expect(scan.finishedAt).not.toBeNull();
  expect(scan.types.flatMap(({ distribution }) => distribution)).toEqual([]);
  expect(await latest()).toMatchObject({ finished: null, unfinished: { scanId } });
  expect(await judged(1)).toEqual({ kind: 'not_scanned' });
  const query = `category=${ASKED.category}&typeId=${String(ASKED.typeId)}&over=1`;
  const refused = [
    await world.send(PRODUCTION, 'GET', `/api/scans/${scanId}/records?${query}`),
    await world.send(PRODUCTION, 'POST', `/api/scans/${scanId}/csv-link`, ASKED),
  ];
  for (const answer of refused) {
    expect(decodeError(answer).message).toContain('the list would not be whole');
  }
  // The permission is back: the count goes on where it was, and what it tells is whole.
  await world.hubspot.calm();
  happening = null;
  const resumed = await world.send(PRODUCTION, 'POST', `/api/scans/${scanId}/resume`);
  expectTold(await ended(decodeAnswer('resumeScan', resumed)), await truth());
  const reads = await callsTo('/batch/read');
  expect(reads.reduce<number>((sum, inputs) => sum + (inputs ?? 0), 0)).toBeLessThan(RECORDS);
});

test('a permission that is lost after the first stretch: a new count is a whole one', async () => {
  const { scanId } = await startBefore(() => loseScope('/batch/read'));
  await untilScan(world, scanId, hasEnded);
  await world.hubspot.calm();
  happening = null;
  const anew = await ended(await start());
  expect(anew.scanId).not.toBe(scanId);
  expectTold(anew, await truth());
});

test('the last finished count is told and judged by while a newer one runs, and after it was ended', async () => {
  const first = await ended(await start());
  const before = await judged(1);
  expect(before).toMatchObject({ kind: 'scanned', at: first.finishedAt, again: false });

  let go = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  const second = await startBefore(() => held);
  await untilScan(world, second.scanId, ({ read }) => read === STRETCH);
  expect(await judged(1)).toEqual({ ...before, again: true });
  const both = await latest();
  expect(both).toMatchObject({ finished: first, unfinished: { scanId: second.scanId } });
  expect(both.unfinished?.types.flatMap(({ distribution }) => distribution)).toEqual([]);
  await world.send(PRODUCTION, 'POST', `/api/scans/${second.scanId}/cancel`);
  go();
  expect(await judged(1)).toEqual(before);
  expect(await latest()).toMatchObject({ finished: first, unfinished: { state: 'cancelled' } });

  await loseScope('/crm/objects');
  const third = await ended(await start());
  expect(third.state).toBe('stopped');
  expect(await judged(1)).toEqual(before);
  expect(await latest()).toMatchObject({ finished: first, unfinished: { scanId: third.scanId } });

  await world.hubspot.calm();
  const fourth = await ended(await start());
  expect(await latest()).toEqual({ finished: fourth, unfinished: null });
  expect(await judged(1)).toMatchObject({ at: fourth.finishedAt, again: false });
});

test('removed from the portal in mid-scan and installed again: the old scan has ended, a new one counts', async () => {
  const old = await startBefore(async () => {
    await world.hubspot.admin('POST', '/uninstall', { portalId: PRODUCTION.portalId });
  });
  const removed = await ended(old);
  expect(removed).toMatchObject({ state: 'stopped', read: STRETCH });
  expect(removed.problem).toContain('disconnected from this portal');
  expect(await world.database.db.selectFrom('scan_counts').selectAll().execute()).toEqual([]);
  await world.install();
  await world.hubspot.forgetCalls();
  const scan = await ended(await start());
  expect(scan.read).toBe(RECORDS);
  expectTold(scan, await truth());
  // HubSpot was asked as often as one scan needs, so nothing of the old one ran.
  expect(await callsTo('/crm/objects/')).toHaveLength(LISTS);
  expect((await callsTo('/batch/read')).filter((inputs) => (inputs ?? 0) > 1)).toHaveLength(3);
  expect(await latest()).toEqual({ finished: scan, unfinished: null });
  const gone = await world.send(PRODUCTION, 'GET', `/api/scans/${old.scanId}`);
  expect(decodeError(gone).code).toBe('not_found');
});
