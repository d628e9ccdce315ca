// What the panel may do with scans: who may change them, and what is told of which.
import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { LabelRow } from '#domain/association.ts';
import { failed, success, type Result } from '#domain/result.ts';
import { SCAN_MOST_PAGES, SCAN_PAGE_ROWS, type LimitReport } from '#domain/scan.ts';
import type { HubSpotFailure } from '../../../server/hubspot/failure.ts';
import { portalIdSchema, userIdSchema } from '../../../server/ids.ts';
import { createPanelScans, type PanelScansParts } from '../../../server/scans/scans.ts';
import type { NewScan, StoredScan } from '../../../server/storage/scans.ts';
import { fakeClock, START } from '../fake-clock.ts';

const asker = { portal: v.parse(portalIdSchema, 42), user: v.parse(userIdSchema, 7) };
const PAIR = { from: '0-3', to: '0-2' } as const;
const TYPE = { category: 'USER_DEFINED', typeId: 7 } as const;
const ROW: LabelRow = { ...TYPE, label: 'Billing', limit: null };
const away: HubSpotFailure = { code: 'unavailable', retryAfterMs: 1, hubspot: null };

const SCAN: StoredScan = {
  ...{ scanId: randomUUID(), ...PAIR, objectTypes: [], types: [{ ...TYPE, label: 'Billing' }] },
  ...{ state: 'done', startedAt: START, finishedAt: START, resumesAt: null, putOff: 0 },
  ...{ problem: null, after: null, read: 9, unread: 0, total: 9, recordsDeletedAt: null },
};

/** A store that holds this scan, and what is done to it. */
function world(change: Partial<StoredScan> | null = {}) {
  const stored: { scan: StoredScan | null } = { scan: change && { ...SCAN, ...change } };
  const done: string[] = [];
  const asks = {
    superAdmin: success(true) as Result<boolean, HubSpotFailure>,
    count: success(500) as Result<number | null, HubSpotFailure>,
    report: failed(away) as Result<LimitReport, HubSpotFailure>,
    labels: success([ROW]) as Result<readonly LabelRow[], HubSpotFailure>,
    over: 0,
    /** Scans that a newer one has just replaced. */
    replaced: new Set<string>(),
    latest: [] as (StoredScan | null)[],
  };
  const begun: NewScan[] = [];
  const pages: { offset: number; limit: number }[] = [];
  const looks: string[] = [];
  const parts: PanelScansParts = {
    clock: fakeClock(),
    associations: { readDirection: () => Promise.resolve(asks.labels) },
    objectTypes: {
      find: (_portal, id) =>
        Promise.resolve(success({ id, singular: id, plural: `${id}s`, custom: false })),
    },
    scans: {
      find: () => Promise.resolve(stored.scan),
      latest(_portal, from, to) {
        looks.push(`${from} ${to}`);
        const finished = asks.latest.length > 1 ? asks.latest.shift() : asks.latest[0];
        const unfinished: StoredScan = { ...SCAN, scanId: randomUUID(), state: 'reading' };
        return Promise.resolve({ finished: finished ?? null, unfinished });
      },
      begin(_portal, scan) {
        done.push('begun');
        begun.push(scan);
        return Promise.resolve({ ...SCAN, ...scan, state: 'reading' });
      },
      async resume() {
        await turn();
        done.push('resumed');
      },
      async end(_portal, _scanId, { state, problem }, at) {
        await turn();
        done.push(`${state} ${String(problem)} ${String(at - START)}`);
      },
    },
    views: {
      distributions: (_portal, scanId) =>
        Promise.resolve(
          asks.replaced.has(scanId) ? null : new Map([['USER_DEFINED:7', [[2, 9] as const]]]),
        ),
      countOver: () => Promise.resolve(asks.over),
      listOver(_portal, _scanId, _type, page) {
        pages.push(page);
        return Promise.resolve([{ recordId: 5, associations: 9 }]);
      },
    },
    facts: {
      isSuperAdmin: () => Promise.resolve(asks.superAdmin),
      recordCount: () => Promise.resolve(asks.count),
      limitReport: () => Promise.resolve(asks.report),
    },
    portals: { find: () => Promise.resolve(null) },
    queue: {
      enqueue: () => Promise.resolve(),
      wake: () => void done.push('woken'),
    },
  };
  return { stored, done, asks, begun, pages, looks, scans: createPanelScans(parts) };
}

const codeOf = (answer: Result<unknown, { readonly code: string }>): string =>
  answer.ok ? 'ok' : answer.failure.code;

test.each([
  [success(false), 'not_super_admin'],
  [failed(away), 'hubspot_unavailable'],
])('who is no Super Admin for sure (%j) starts, cancels and resumes nothing', async (is, code) => {
  const running = world({ state: 'reading' });
  const cancelled = world({ state: 'cancelled' });
  const none = world(null);
  for (const { asks } of [running, cancelled, none]) asks.superAdmin = is;
  expect(codeOf(await running.scans.cancel(asker, SCAN.scanId))).toBe(code);
  expect(codeOf(await cancelled.scans.resume(asker, SCAN.scanId))).toBe(code);
  expect(codeOf(await none.scans.start(asker, SCAN.scanId, PAIR))).toBe(code);
  expect([running.done, cancelled.done, none.done]).toEqual([[], [], []]);
});

test('where there is no such scan it is said, and HubSpot is asked nothing', async () => {
  const { asks, scans } = world(null);
  asks.superAdmin = failed(away);
  const type = { ...TYPE, over: 1 };
  const answers = [
    await scans.find(asker.portal, SCAN.scanId),
    await scans.cancel(asker, SCAN.scanId),
    await scans.resume(asker, SCAN.scanId),
    await scans.recordsOver(asker.portal, SCAN.scanId, type, 1),
    await scans.canList(asker.portal, SCAN.scanId, type),
  ];
  for (const answer of answers) {
    expect(answer).toMatchObject({ ok: false, failure: { code: 'not_found' } });
    expect(answer.ok ? '' : answer.failure.message).toContain('no such scan');
  }
});

test('a scan that is asked for again is told as it is, whoever asks', async () => {
  const { asks, done, scans } = world({ state: 'reading' });
  asks.superAdmin = success(false);
  const told = await scans.start(asker, SCAN.scanId, PAIR);
  expect(told).toMatchObject({ ok: true, value: { state: 'reading', types: [ROW_WITHOUT] } });
  expect(done).toEqual([]);
});
const ROW_WITHOUT = { ...TYPE, label: 'Billing', distribution: [] };

test.each([
  [success(500), 500],
  [success(null), null],
  [failed(away), null],
])(
  'a scan begins with the types of now, and where %j says with the number %j',
  async (count, total) => {
    const { asks, begun, done, scans } = world(null);
    asks.count = count;
    const scanId = randomUUID();
    const told = await scans.start(asker, scanId, PAIR);
    const startedAt = '2026-11-23T10:00:00.000Z';
    expect(told).toMatchObject({ ok: true, value: { scanId, startedAt, total, resumable: false } });
    expect(begun).toMatchObject([
      { scanId, ...PAIR, total, types: [{ ...TYPE, label: 'Billing' }], startedAt: START },
    ]);
    expect(done).toEqual(['begun', 'woken']);
  },
);

test.each([
  [success([]), 'bad_request'],
  [failed(away), 'hubspot_unavailable'],
])('where HubSpot tells of no association (%j) nothing begins', async (labels, code) => {
  const { asks, done, scans } = world(null);
  asks.labels = labels;
  expect(codeOf(await scans.start(asker, SCAN.scanId, PAIR))).toBe(code);
  expect(done).toEqual([]);
});

test('a Super Admin cancels a scan now', async () => {
  const { done, scans } = world({ state: 'reading' });
  await scans.cancel(asker, SCAN.scanId);
  expect(done).toEqual(['cancelled null 0']);
});

test.each(['reading', 'done', 'cancelled', 'stopped'] as const)(
  'of a scan that is %s only one that is not finished goes on',
  async (state) => {
    const { done, scans } = world({ state });
    expect(codeOf(await scans.resume(asker, SCAN.scanId))).toBe('ok');
    const goesOn = state === 'cancelled' || state === 'stopped';
    expect(done).toEqual(goesOn ? ['resumed', 'woken'] : []);
  },
);

test.each([{ recordsDeletedAt: 5 }, { read: 0 }])(
  'one that has nothing to go on from (%j) is to be counted again',
  async (change) => {
    const { done, scans } = world({ state: 'stopped', ...change });
    const told = await scans.resume(asker, SCAN.scanId);
    expect(told.ok ? '' : told.failure.message).toContain('Scan the direction again.');
    expect(done).toEqual([]);
  },
);

test('a finished scan that a newer one has just replaced is looked for once more', async () => {
  const { asks, looks, scans } = world();
  const [old, newer] = [{ ...SCAN, scanId: randomUUID() }, SCAN];
  asks.latest = [old, newer];
  asks.replaced.add(old.scanId);
  const { finished, unfinished } = await scans.latest(asker.portal, PAIR);
  expect(finished).toMatchObject({
    scanId: newer.scanId,
    types: [{ ...ROW_WITHOUT, distribution: [[2, 9]] }],
  });
  // What is counted so far is no answer.
  expect(unfinished).toMatchObject({ state: 'reading', types: [ROW_WITHOUT] });
  expect(looks).toEqual(['0-3 0-2', '0-3 0-2']);
});

test('limits of one direction are judged by one look at it, in their order', async () => {
  const { asks, looks, scans } = world();
  asks.latest = [SCAN];
  const asked = [1, 2, 1].map((limit) => ({ ...PAIR, ...TYPE, limit }));
  const other = { from: '0-2', to: '0-3', ...TYPE, limit: 1 };
  const judged = await scans.judge(asker.portal, [...asked, other]);
  expect(judged.map((one) => (one.kind === 'scanned' ? one.over : one.kind))).toEqual([9, 0, 9, 9]);
  expect(looks).toEqual(['0-3 0-2', '0-2 0-3']);
});

test.each([
  { over: 0, page: 1, shown: 1, of: 1 },
  { over: SCAN_PAGE_ROWS, page: 2, shown: 1, of: 1 },
  { over: SCAN_PAGE_ROWS + 1, page: 2, shown: 2, of: 2 },
  { over: 10 * SCAN_PAGE_ROWS, page: 99, shown: 10, of: 10 },
  { over: 1_000_000, page: 999, shown: SCAN_MOST_PAGES, of: SCAN_MOST_PAGES },
])('of $over records page $page is $shown of $of', async ({ over, page, shown, of }) => {
  const { asks, pages, scans } = world({ recordsDeletedAt: START });
  asks.over = over;
  const told = await scans.recordsOver(asker.portal, SCAN.scanId, { ...TYPE, over: 1 }, page);
  const url = 'https://app.hubspot.com/contacts/42/record/0-3/5';
  expect(told).toMatchObject({
    ok: true,
    value: {
      ...{ page: shown, pageCount: of, total: over, deletedAt: '2026-11-23T10:00:00.000Z' },
      records: [{ id: '5', associations: 9, url }],
    },
  });
  const there = await world().scans.recordsOver(asker.portal, SCAN.scanId, { ...TYPE, over: 1 }, 1);
  expect(there).toMatchObject({ ok: true, value: { deletedAt: null } });
  expect(pages).toEqual([{ offset: (shown - 1) * SCAN_PAGE_ROWS, limit: SCAN_PAGE_ROWS }]);
});

test.each<[Partial<StoredScan>, number, string]>([
  [{}, 7, ''],
  [{ types: [...SCAN.types, { category: 'WORK', typeId: 9, label: null }] }, 7, ''],
  [{}, 8, 'did not count that association type'],
  [{ state: 'reading' }, 7, 'would not be whole'],
  [{ state: 'stopped' }, 7, 'would not be whole'],
  [{ recordsDeletedAt: 5 }, 7, 'were deleted; they are kept for 30 days'],
])('a list of a scan that is %j, of type %i: “%s”', async (change, typeId, message) => {
  const { scans } = world(change);
  const told = await scans.canList(asker.portal, SCAN.scanId, { ...TYPE, typeId, over: 1 });
  expect(told.ok ? '' : told.failure.message).toContain(message);
  expect(told.ok).toBe(message === '');
});

test('HubSpot’s own report is told as it is, or why there is none', async () => {
  const { asks, scans } = world();
  expect(codeOf(await scans.report(asker.portal, PAIR))).toBe('hubspot_unavailable');
  const report = { limit: 5, atLimit: 1, nearLimit: 2 };
  asks.report = success(report);
  expect(await scans.report(asker.portal, PAIR)).toEqual(success(report));
});
