// A scan from stretch to stretch: where it goes on, what lets it rest, and what ends it.
import { setImmediate as turn } from 'node:timers/promises';
import * as v from 'valibot';
import { expect, onTestFinished, test, vi } from 'vitest';
import { failed, success } from '#domain/result.ts';
import type { HubSpotFailure } from '../../../server/hubspot/failure.ts';
import { portalIdSchema } from '../../../server/ids.ts';
import { runScan, type RunScanParts } from '../../../server/scans/run-scan.ts';
import type { ScanStep, StoredScan } from '../../../server/storage/scans.ts';
import { fakeClock, START } from '../fake-clock.ts';

const PORTAL = v.parse(portalIdSchema, 42);
const AWAY = new Error('The store is away.');
const unused = (): Promise<never> => Promise.reject(new Error('Not needed here.'));

const SCAN: StoredScan = {
  ...{ scanId: 'one', from: '0-3', to: '0-2', objectTypes: [], types: [], state: 'reading' },
  ...{ startedAt: 1, finishedAt: null, resumesAt: null, putOff: 0, problem: null },
  ...{ after: null, read: 0, unread: 0, total: null, recordsDeletedAt: null },
};

test('both readings under way fail, and one failure is told: none is left that ends the process', async () => {
  const unheard = vi.fn();
  process.on('unhandledRejection', unheard);
  onTestFinished(() => void process.off('unhandledRejection', unheard));
  let pages = 0;
  const parts: RunScanParts = {
    scans: { find: () => Promise.resolve(SCAN), advance: unused, pause: unused, end: unused },
    records: {
      // A token is looked up in the store before HubSpot is asked.
      listIds() {
        pages += 1;
        const ids = Array.from({ length: 1_000 }, (_, index) => String(index));
        return pages === 1
          ? Promise.resolve(success({ ids, after: 'next' }))
          : Promise.reject(AWAY);
      },
      async readLinks() {
        await turn();
        throw AWAY;
      },
    },
    clock: fakeClock(),
    stopping: () => false,
  };
  await expect(runScan(parts, PORTAL, SCAN.scanId)).rejects.toBe(AWAY);
  await turn();
  expect(pages).toBe(2);
  expect(unheard).not.toHaveBeenCalled();
});

const TYPE = { category: 'USER_DEFINED', typeId: 7 } as const;
const STRETCH = 1_000;
const HOUR_MS = 3_600_000;
const away: HubSpotFailure = { code: 'unavailable', retryAfterMs: 1, hubspot: null };
const waiting = (retryAfterMs: number): HubSpotFailure => {
  return { code: 'rate_limited', retryAfterMs, hubspot: null };
};

/** A scan of so many records, of which each has two associations, and the store that it is in. */
function world(total: number, from: Partial<StoredScan> = {}) {
  const stored: { scan: StoredScan | null } = {
    scan: { ...SCAN, types: [{ ...TYPE, label: 'Billing' }], ...from },
  };
  const clock = fakeClock();
  const seen = { steps: [] as ScanStep[], lists: 0, reads: 0, underWay: 0, most: 0 };
  const happens = {
    stopping: false,
    /** HubSpot fails in the list or the read of this number. */
    list: new Map<number, HubSpotFailure>(),
    read: new Map<number, HubSpotFailure>(),
    /** Comes before a stretch is stored. */
    beforeStep: (): void => undefined,
  };
  const set = (change: Partial<StoredScan>): Promise<void> => {
    if (stored.scan?.state === 'reading') stored.scan = { ...stored.scan, ...change };
    return Promise.resolve();
  };
  const call = async (turns: number): Promise<void> => {
    seen.underWay += 1;
    seen.most = Math.max(seen.most, seen.underWay);
    for (let each = 0; each < turns; each += 1) await turn();
    seen.underWay -= 1;
  };
  const parts: RunScanParts = {
    ...{ clock, stopping: () => happens.stopping },
    scans: {
      find: () => Promise.resolve(stored.scan),
      async advance(_portal, _scanId, step) {
        happens.beforeStep();
        const { scan } = stored;
        if (scan?.state !== 'reading') return false;
        if (scan.after !== step.from.after || scan.read !== step.from.read) return false;
        seen.steps.push(step);
        await set({ after: step.after, read: scan.read + step.records, putOff: 0 });
        return true;
      },
      async pause(_portal, _scanId, resumesAt, putOff) {
        await turn();
        await set({ resumesAt, putOff });
      },
      async end(_portal, _scanId, { state, problem }, finishedAt) {
        await turn();
        await set({ state, problem, finishedAt });
      },
    },
    records: {
      async listIds(_portal, _type, after) {
        seen.lists += 1;
        const failure = happens.list.get(seen.lists);
        // Longer than a read and what comes of it: what is not waited for is noticed.
        await call(5);
        if (failure) return failed(failure);
        const begin = Number(after ?? 0);
        const end = Math.min(begin + STRETCH, total);
        const ids = Array.from({ length: end - begin }, (_, place) => String(begin + place + 1));
        return success({ ids, after: end < total ? String(end) : null });
      },
      async readLinks(_portal, _direction, inputs) {
        seen.reads += 1;
        const failure = happens.read.get(seen.reads);
        await call(1);
        if (failure) return failed(failure);
        const to = [[TYPE], [TYPE]];
        const records = inputs.map(({ id }) => ({ id, to, after: null }));
        return success({ records, hasOtherErrors: false });
      },
    },
  };
  return { stored, clock, seen, happens, run: () => runScan(parts, PORTAL, SCAN.scanId) };
}

test('each stretch is stored where the one before ended, the next ids read beside it', async () => {
  const { stored, clock, seen, run } = world(2_400);
  clock.advance(HOUR_MS);
  expect(await run()).toEqual({ kind: 'done' });
  expect(
    seen.steps.map(({ from, after, records, unread }) => [from, after, records, unread]),
  ).toEqual([
    [{ after: null, read: 0 }, '1000', 1_000, 0],
    [{ after: '1000', read: 1_000 }, '2000', 1_000, 0],
    [{ after: '2000', read: 2_000 }, null, 400, 0],
  ]);
  expect(seen.steps.map(({ counts }) => counts)).toEqual(
    [1_000, 1_000, 400].map((records) => [{ ...TYPE, associations: 2, records }]),
  );
  expect(seen.steps.map(({ heavy }) => heavy.length)).toEqual([1_000, 1_000, 400]);
  expect([seen.lists, seen.reads, seen.most]).toEqual([3, 3, 2]);
  expect(stored.scan).toMatchObject({
    ...{ state: 'done', problem: null, read: 2_400, finishedAt: START + HOUR_MS },
  });
});

test('one that is not being read any more asks HubSpot for nothing', async () => {
  for (const state of ['done', 'stopped', 'cancelled'] as const) {
    const { stored, seen, run } = world(10, { state });
    expect(await run()).toEqual({ kind: 'done' });
    expect([seen.lists, stored.scan?.state]).toEqual([0, state]);
  }
  const gone = world(10);
  gone.stored.scan = null;
  expect(await gone.run()).toEqual({ kind: 'done' });
  expect(gone.seen.lists).toBe(0);
});

test.each([1, 1_000])(
  'one of %i records that was killed between its last stretch and its end only ends',
  async (read) => {
    const { stored, seen, run } = world(read, { read });
    expect(await run()).toEqual({ kind: 'done' });
    expect([seen.lists, stored.scan?.state]).toEqual([0, 'done']);
  },
);

test('it is left by a server that stops, with nothing under way, and goes on where it was', async () => {
  const { stored, seen, happens, run } = world(2_400);
  happens.beforeStep = () => {
    happens.stopping = true;
  };
  expect(await run()).toEqual({ kind: 'paused', afterMs: 0 });
  expect([seen.underWay, seen.steps.length]).toEqual([0, 1]);
  expect(stored.scan).toMatchObject({ state: 'reading', after: '1000', read: 1_000 });
  happens.stopping = false;
  happens.beforeStep = () => undefined;
  expect(await run()).toEqual({ kind: 'done' });
  expect(stored.scan).toMatchObject({ state: 'done', read: 2_400 });
});

test('one that was cancelled in mid-stretch stays so, with nothing under way', async () => {
  const { stored, seen, happens, run } = world(2_400);
  happens.beforeStep = () => {
    if (stored.scan) stored.scan = { ...stored.scan, state: 'cancelled' };
  };
  expect(await run()).toEqual({ kind: 'done' });
  expect([seen.underWay, seen.reads, stored.scan?.state]).toEqual([0, 1, 'cancelled']);
});

test.each(['list', 'read'] as const)(
  'HubSpot asking to wait in a %s lets it rest for that long, however often, and loses nothing',
  async (where) => {
    const { stored, clock, seen, happens, run } = world(2_400);
    for (let time = 2; time <= 9; time += 1) happens[where].set(time, waiting(HOUR_MS));
    for (let time = 2; time <= 9; time += 1) {
      expect(await run()).toEqual({ kind: 'paused', afterMs: HOUR_MS });
      expect(seen.underWay).toBe(0);
      expect(stored.scan).toMatchObject({ state: 'reading', resumesAt: clock.now() + HOUR_MS });
      expect(stored.scan?.putOff).toBe(0);
      clock.advance(HOUR_MS);
    }
    expect(await run()).toEqual({ kind: 'done' });
    expect(stored.scan).toMatchObject({ state: 'done', read: 2_400 });
  },
);

test('HubSpot asking to wait for longer than an hour ends it', async () => {
  const { stored, happens, run } = world(2_400);
  happens.list.set(1, waiting(HOUR_MS + 1));
  expect(await run()).toEqual({ kind: 'done' });
  expect(stored.scan).toMatchObject({
    ...{ state: 'stopped', finishedAt: START },
    problem: 'HubSpot takes no more calls for this portal right now.',
  });
});

test('HubSpot being away is counted, until it answers again or the scan is given up', async () => {
  const { stored, happens, run } = world(2_400);
  // The fourth list is answered, and with it a stretch: what comes then is another outage.
  for (const time of [1, 2, 3, 5, 6, 7, 8, 9, 10]) happens.list.set(time, away);
  for (const putOff of [1, 2, 3, 1, 2, 3, 4, 5]) {
    expect((await run()).kind).toBe('paused');
    expect(stored.scan).toMatchObject({ state: 'reading', putOff });
  }
  expect(await run()).toEqual({ kind: 'done' });
  expect(stored.scan).toMatchObject({
    ...{ state: 'stopped', read: 1_000 },
    problem: 'HubSpot did not answer, or its answer could not be read.',
  });
});

test.each([
  [['tickets'], 'HubSpot asks for a permission that is missing: tickets.'],
  [['tickets', 'oauth'], 'HubSpot asks for a permission that is missing: tickets, oauth.'],
  [[], 'No.'],
])('a permission that is missing is named where HubSpot names it: %j', async (scopes, problem) => {
  const { stored, happens, run } = world(10);
  const hubspot = { httpStatus: 403, message: 'No.' };
  happens.read.set(1, { code: 'missing_scope', scopes, hubspot });
  expect(await run()).toEqual({ kind: 'done' });
  expect(stored.scan).toMatchObject({ state: 'stopped', problem });
});

test('one that is gone when HubSpot fails asks to be looked for once more', async () => {
  const { stored, happens, run } = world(10);
  happens.list.set(1, away);
  const waits = run();
  stored.scan = null;
  expect((await waits).kind).toBe('paused');
});
