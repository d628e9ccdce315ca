// What of scans is forgotten when, in a store.
import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import * as v from 'valibot';
import { beforeEach, expect, test } from 'vitest';
import { portalIdSchema, userIdSchema } from '../../../server/ids.ts';
import { forgetOldRecords } from '../../../server/scans/forget-records.ts';
import { createScans, type StoredScan } from '../../../server/storage/scans.ts';
import { onEmbedded } from '../../stores.ts';
import { fakeClock, START } from '../fake-clock.ts';

const PORTAL = v.parse(portalIdSchema, 42);
const USER = v.parse(userIdSchema, 7);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const TYPE = { category: 'USER_DEFINED', typeId: 7 } as const;

onEmbedded('the hourly look at scans', (store) => {
  const scans = () => createScans(store().database.db);
  beforeEach(async () => {
    await store().database.db.deleteFrom('scans').execute();
  });

  /** A scan that began at `START` and has counted one record. */
  async function counted(from: string): Promise<string> {
    const scanId = randomUUID();
    const pair = { from, to: '0-2' };
    const scan = { scanId, ...pair, objectTypes: [], types: [{ ...TYPE, label: 'Billing' }] };
    await scans().begin(PORTAL, { ...scan, total: 2, startedAt: START, startedBy: USER }, () =>
      Promise.resolve(),
    );
    await scans().advance(PORTAL, scanId, {
      ...{ from: { after: null, read: 0 }, after: '1', records: 1, unread: 0 },
      counts: [{ ...TYPE, associations: 2, records: 1 }],
      heavy: [{ ...TYPE, recordId: 1, associations: 2 }],
    });
    return scanId;
  }
  const ended = (scanId: string, state: 'done' | 'stopped' | 'cancelled', at: number) =>
    scans().end(PORTAL, scanId, { state, problem: null }, at);

  /** The scan as it is, and how many rows it has of counts and of records. */
  async function leftOf(scanId: string): Promise<[StoredScan | null, number, number]> {
    const rows = async (table: 'scan_counts' | 'scan_records'): Promise<number> => {
      const all = store().database.db.selectFrom(table).select('type_id');
      return (await all.where('scan_id', '=', scanId).execute()).length;
    };
    const scan = await scans().find(PORTAL, scanId);
    return [scan, await rows('scan_counts'), await rows('scan_records')];
  }
  const sweptAt = (at: number): Promise<void> => {
    const clock = fakeClock();
    clock.advance(at - START);
    return forgetOldRecords({ scans: scans(), clock });
  };

  test('the ids of a finished scan go after 30 days, its counts stay', async () => {
    const scanId = await counted('0-3');
    await ended(scanId, 'done', START + HOUR_MS);
    await sweptAt(START + 30 * DAY_MS);
    expect(await leftOf(scanId)).toMatchObject([{ recordsDeletedAt: null }, 1, 1]);
    const late = START + 30 * DAY_MS + 1;
    await sweptAt(late);
    expect(await leftOf(scanId)).toMatchObject([{ state: 'done', recordsDeletedAt: late }, 1, 0]);
    // That day is not moved by later looks.
    await sweptAt(late + HOUR_MS);
    expect(await leftOf(scanId)).toMatchObject([{ recordsDeletedAt: late }, 1, 0]);
  });

  test.each(['stopped', 'cancelled'] as const)(
    'all that a %s scan had counted goes a day after its end',
    async (state) => {
      const scanId = await counted('0-3');
      await ended(scanId, state, START + HOUR_MS);
      await sweptAt(START + DAY_MS + HOUR_MS);
      expect(await leftOf(scanId)).toMatchObject([{ recordsDeletedAt: null }, 1, 1]);
      const late = START + DAY_MS + HOUR_MS + 1;
      await sweptAt(late);
      expect(await leftOf(scanId)).toMatchObject([{ state, recordsDeletedAt: late }, 0, 0]);
    },
  );

  test('one that is still being read after 30 days is ended first, and nothing of it stays', async () => {
    const scanId = await counted('0-3');
    await sweptAt(START + 30 * DAY_MS);
    expect(await leftOf(scanId)).toMatchObject([{ state: 'reading' }, 1, 1]);
    const late = START + 30 * DAY_MS + 1;
    await sweptAt(late);
    expect(await leftOf(scanId)).toMatchObject([
      {
        ...{ state: 'stopped', finishedAt: late, recordsDeletedAt: late },
        problem: 'This scan was not finished within 30 days, so it was ended.',
      },
      ...[0, 0],
    ]);
  });

  test('one that went on again and again is not kept for longer than 30 days', async () => {
    const scanId = await counted('0-3');
    const late = START + 30 * DAY_MS + 1;
    await ended(scanId, 'cancelled', late - HOUR_MS);
    await sweptAt(late);
    expect(await leftOf(scanId)).toMatchObject([{ recordsDeletedAt: late }, 0, 0]);
  });

  test('the ids of one direction go without those of another', async () => {
    const [old, recent] = [await counted('0-3'), await counted('0-5')];
    await ended(old, 'cancelled', START);
    await ended(recent, 'done', START);
    await sweptAt(START + DAY_MS + 1);
    expect((await leftOf(old)).slice(1)).toEqual([0, 0]);
    expect((await leftOf(recent)).slice(1)).toEqual([1, 1]);
  });
});

test('what was given up is ended first, and what was ended is then forgotten: one after the other', async () => {
  const steps: string[] = [];
  const step = (name: string) => async (): Promise<void> => {
    steps.push(`${name} begins`);
    await turn();
    steps.push(`${name} ends`);
  };
  const problems: string[] = [];
  await forgetOldRecords({
    clock: fakeClock(),
    scans: {
      stopAbandoned(problem, at) {
        problems.push(problem);
        expect(at).toBe(START);
        return step('abandoned')();
      },
      stopBegunBefore: step('too long'),
      forgetUnfinished: step('unfinished'),
      deleteRecordsBefore: step('records'),
    },
  });
  const names = ['abandoned', 'too long', 'unfinished', 'records'];
  expect(steps).toEqual(names.flatMap((name) => [`${name} begins`, `${name} ends`]));
  expect(problems).toEqual([
    expect.stringMatching(/^Counting failed again and again, .*its log\.$/),
  ]);
});
