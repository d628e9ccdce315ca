// Stored scans: a stretch is counted once, and record ids are deleted after the stated days.
import { sql, type Kysely } from 'kysely';
import * as v from 'valibot';
import { beforeEach, expect, test } from 'vitest';
import { SCAN_MOST_PAGES, SCAN_PAGE_ROWS, SCAN_RECORD_DAYS } from '#domain/scan.ts';
import { portalIdSchema, userIdSchema } from '../../server/ids.ts';
import { forgetOldRecords } from '../../server/scans/forget-records.ts';
import {
  createScanViews,
  type RecordCount,
  type ScanViews,
} from '../../server/storage/scan-views.ts';
import { createScans, type NewScan, type ScanStep } from '../../server/storage/scans.ts';
import type { Tables } from '../../server/storage/tables.ts';
import { onEveryStore, type TestStore } from '../stores.ts';

const PORTAL = v.parse(portalIdSchema, 42);
const NEIGHBOUR = v.parse(portalIdSchema, 43);
const SCAN = '00000000-0000-4000-8000-000000000001';
const OTHER_SCAN = '00000000-0000-4000-8000-000000000002';
const OTHER_DIRECTION = '00000000-0000-4000-8000-000000000004';
const THIRD_SCAN = '00000000-0000-4000-8000-000000000003';
const AT = 1_700_000_000_000;
const KEPT_MS = SCAN_RECORD_DAYS * 24 * 3_600_000;
const nothing = (): Promise<void> => Promise.resolve();
const DAY_MS = 24 * 3_600_000;
/** PostgreSQL takes at most 65,535 parameters a statement. */
const MORE_THAN_ONE_STATEMENT = 12_000;

const label = { category: 'USER_DEFINED', typeId: 7 } as const;
const asked = { ...label, over: 1 };
/** Three records: one with a single association, two with three. */
const step: ScanStep = {
  from: { after: null, read: 0 },
  after: null,
  records: 3,
  unread: 0,
  counts: [
    { ...label, associations: 1, records: 1 },
    { ...label, associations: 3, records: 2 },
  ],
  heavy: [
    { ...label, recordId: 11, associations: 3 },
    { ...label, recordId: 12, associations: 3 },
  ],
};

const newScan = (scanId = SCAN, to = '0-2', startedAt = AT): NewScan => ({
  ...{ scanId, from: '0-3', to, objectTypes: [], total: 3, startedAt },
  types: [{ ...label, label: 'Billing' }],
  startedBy: v.parse(userIdSchema, 1),
});

onEveryStore('scans', (store) => {
  const scans = () => createScans(store().database.db);
  const views = () => createScanViews(store().database.db);
  const begin = (portal = PORTAL, scanId = SCAN, to = '0-2', startedAt = AT) =>
    scans().begin(portal, newScan(scanId, to, startedAt), nothing);
  const finish = async (portal = PORTAL, scanId = SCAN): Promise<void> => {
    await scans().advance(portal, scanId, step);
    await scans().end(portal, scanId, { state: 'done', problem: null }, AT + 1);
  };
  const forgetAt = (now: number): Promise<void> =>
    forgetOldRecords({ scans: scans(), clock: { now: () => now } });

  /** The distributions alone; null: there is no such scan. */
  const counted = async (portal = PORTAL, scanId = SCAN) => {
    const distributions = await views().distributions(portal, scanId);
    return distributions && [...distributions.values()];
  };
  const latestIds = async (portal = PORTAL) => {
    const { finished, unfinished } = await scans().latest(portal, '0-3', '0-2');
    return { finished: finished?.scanId ?? null, unfinished: unfinished?.scanId ?? null };
  };

  beforeEach(async () => {
    const { db } = store().database;
    await db.deleteFrom('scan_records').execute();
    await db.deleteFrom('scan_counts').execute();
    await db.deleteFrom('scans').execute();
  });

  test('a direction is scanned once at a time: whoever begins again gets the scan there is', async () => {
    await begin();
    expect((await begin(PORTAL, OTHER_SCAN)).scanId).toBe(SCAN);
    expect((await begin(PORTAL, SCAN)).scanId).toBe(SCAN);
  });

  test('a stretch that is reported twice is counted once', async () => {
    await begin();
    expect(await scans().advance(PORTAL, SCAN, step)).toBe(true);
    expect(await scans().advance(PORTAL, SCAN, step)).toBe(false);
    expect(await counted()).toEqual([
      [
        [1, 1],
        [3, 2],
      ],
    ]);
  });

  test('a stretch that two servers report at once is counted once', async () => {
    await begin();
    const again = await another(store());
    const moved = await Promise.all([
      scans().advance(PORTAL, SCAN, step),
      createScans(again.db).advance(PORTAL, SCAN, step),
    ]);
    await again.close();
    expect([...moved].sort()).toEqual([false, true]);
    expect(await views().countOver(PORTAL, SCAN, asked)).toBe(2);
    expect((await scans().find(PORTAL, SCAN))?.read).toBe(3);
  });

  test('counts add up over the stretches, whichever the rows, and a stretch out of turn is none', async () => {
    await begin();
    const second: ScanStep = {
      ...{ from: { after: '12', read: 3 }, after: '30', records: 2, unread: 1 },
      counts: [{ ...label, associations: 3, records: 1 }],
      heavy: [{ ...label, recordId: 21, associations: 3 }],
    };
    expect(await scans().advance(PORTAL, SCAN, second)).toBe(false);
    expect(await scans().advance(PORTAL, SCAN, { ...step, after: '12' })).toBe(true);
    expect(await scans().advance(PORTAL, SCAN, { ...second, from: { after: '12', read: 2 } })).toBe(
      false,
    );
    expect(await scans().advance(PORTAL, SCAN, second)).toBe(true);
    const third = { from: { after: '30', read: 5 }, after: null, records: 4, unread: 2 };
    expect(await scans().advance(PORTAL, SCAN, { ...third, counts: [], heavy: [] })).toBe(true);
    expect(await scans().find(PORTAL, SCAN)).toMatchObject({ read: 9, unread: 3, after: null });
    expect(await counted()).toEqual([
      [
        [1, 1],
        [3, 3],
      ],
    ]);
    const after = { recordId: 21, associations: 3 };
    const ids = await views().pageOver(PORTAL, SCAN, asked, { after, limit: 5 });
    expect(ids.map(({ recordId }) => recordId)).toEqual([12, 11]);
  });

  test('a stretch of more rows than one statement takes is stored whole', async () => {
    await begin();
    const many = Array.from({ length: MORE_THAN_ONE_STATEMENT }, (_, index) => index + 1);
    await scans().advance(PORTAL, SCAN, {
      ...step,
      counts: many.map((recordId) => ({ ...label, associations: recordId + 1, records: 1 })),
      heavy: many.map((recordId) => ({ ...label, recordId, associations: recordId + 1 })),
    });
    expect(await views().countOver(PORTAL, SCAN, asked)).toBe(many.length);
    expect((await counted())?.[0]).toEqual(many.map((recordId) => [recordId + 1, 1]));
    const top = await views().listOver(PORTAL, SCAN, asked, { offset: 1, limit: 1 });
    expect(top).toEqual([{ recordId: many.length - 1, associations: many.length }]);
  });

  test('a page of the records above a limit reads about that page, and their number none', async () => {
    await begin();
    // More than all pages that may be turned to, some hundred with the same number each.
    const many = Array.from({ length: MORE_THAN_ONE_STATEMENT }, (_, index) => index);
    await scans().advance(PORTAL, SCAN, {
      ...{ from: step.from, after: null, records: many.length, unread: 0 },
      counts: Array.from({ length: 100 }, (_, index) => ({
        ...{ ...label, associations: 2 + index, records: many.length / 100 },
      })),
      heavy: many.map((recordId) => ({ ...label, recordId, associations: 2 + (recordId % 100) })),
    });
    const { db } = store().database;
    const offset = (SCAN_MOST_PAGES - 1) * SCAN_PAGE_ROWS;
    const all = { after: null, limit: many.length };
    const whole = await recordsRead(db, (one) => one.pageOver(PORTAL, SCAN, asked, all));
    expect(whole).toBe(many.length);
    // As the planner guesses of a new table, and as it knows.
    for (const guessing of [true, false]) {
      if (!guessing) await sql`analyze scan_records`.execute(db);
      for (const skipped of [0, offset]) {
        const page = { offset: skipped, limit: SCAN_PAGE_ROWS };
        const read = await recordsRead(db, (one) => one.listOver(PORTAL, SCAN, asked, page));
        expect(read).toBeLessThanOrEqual(skipped + SCAN_PAGE_ROWS);
      }
      const more = { after: { recordId: 7_000, associations: 90 }, limit: SCAN_PAGE_ROWS };
      const later = await recordsRead(db, (one) => one.pageOver(PORTAL, SCAN, asked, more));
      expect(later).toBeLessThanOrEqual(SCAN_PAGE_ROWS);
      const read = await recordsRead(db, async (one) => {
        expect(await one.countOver(PORTAL, SCAN, asked)).toBe(many.length);
      });
      expect(read).toBe(0);
    }
  });

  test.for([1, 2, 3, 7, 99])(
    'the records above a limit are listed once each, the heaviest first, %i at a time',
    async (limit) => {
      await begin();
      const numbers = [9, 2, 4, 4, 7, 4, 2, 9, 4, 1, 4];
      const heavy = numbers.map((associations, place) => ({
        ...{ ...label, recordId: 50 - place, associations },
      }));
      await scans().advance(PORTAL, SCAN, { ...step, counts: [], heavy });
      const listed: RecordCount[] = [];
      for (let ended = false; !ended;) {
        const page = { after: listed.at(-1) ?? null, limit };
        const rows = await views().pageOver(PORTAL, SCAN, { ...asked, over: 2 }, page);
        listed.push(...rows);
        ended = rows.length < limit;
      }
      const expected = heavy
        .filter(({ associations }) => associations > 2)
        .sort(
          (one, other) => other.associations - one.associations || other.recordId - one.recordId,
        );
      expect(listed).toEqual(
        expected.map(({ recordId, associations }) => ({ recordId, associations })),
      );
    },
  );

  test('two who begin at once get one scan, and one job', async () => {
    const again = await another(store());
    const jobs: string[] = [];
    const race = (db: Kysely<Tables>, scanId: string) =>
      createScans(db).begin(PORTAL, newScan(scanId), () => {
        jobs.push(scanId);
        return Promise.resolve();
      });
    const begun = await Promise.all([
      race(store().database.db, SCAN),
      race(again.db, OTHER_SCAN),
      race(store().database.db, OTHER_SCAN),
      race(again.db, SCAN),
    ]);
    await again.close();
    expect(jobs).toHaveLength(1);
    expect(new Set(begun.map(({ scanId }) => scanId))).toEqual(new Set(jobs));
  });

  test('a scan whose job could not be queued was not begun', async () => {
    const full = (): Promise<void> => Promise.reject(new Error('The queue is full.'));
    await expect(scans().begin(PORTAL, newScan(), full)).rejects.toThrow('The queue is full.');
    expect(await scans().find(PORTAL, SCAN)).toBeNull();
    expect((await begin(PORTAL, OTHER_SCAN)).scanId).toBe(OTHER_SCAN);
  });

  test('a cancelled scan stays so: nothing more is counted, and its direction is free', async () => {
    await begin();
    await scans().advance(PORTAL, SCAN, { ...step, after: '12' });
    await scans().end(PORTAL, SCAN, { state: 'cancelled', problem: null }, AT + 1);
    const next = { ...step, from: { after: '12', read: 3 } };
    expect(await scans().advance(PORTAL, SCAN, next)).toBe(false);
    await scans().pause(PORTAL, SCAN, AT + 9, 1);
    await scans().end(PORTAL, SCAN, { state: 'done', problem: null }, AT + 2);
    expect(await scans().find(PORTAL, SCAN)).toMatchObject({
      ...{ state: 'cancelled', read: 3, finishedAt: AT + 1, resumesAt: null, putOff: 0 },
    });
    expect((await begin(PORTAL, OTHER_SCAN, '0-2', AT + 3)).scanId).toBe(OTHER_SCAN);
    expect(await latestIds()).toEqual({ finished: null, unfinished: OTHER_SCAN });
  });

  test.for(['cancelled', 'stopped'] as const)(
    'a scan that was %s goes on where it was, in no other way than one that was never ended',
    async (state) => {
      let enqueued = 0;
      const enqueue = (): Promise<void> => {
        enqueued += 1;
        return Promise.resolve();
      };
      await begin();
      await scans().advance(PORTAL, SCAN, { ...step, after: '12' });
      await scans().end(PORTAL, SCAN, { state, problem: 'No.' }, AT + 1);
      await scans().resume(NEIGHBOUR, SCAN, enqueue);
      expect(enqueued).toBe(0);
      await scans().resume(PORTAL, SCAN, enqueue);
      await scans().resume(PORTAL, SCAN, enqueue);
      expect(enqueued).toBe(1);
      expect(await scans().find(PORTAL, SCAN)).toMatchObject({
        ...{ state: 'reading', problem: null, finishedAt: null, resumesAt: null, putOff: 0 },
        ...{ after: '12', read: 3 },
      });
      expect((await begin(PORTAL, OTHER_SCAN)).scanId).toBe(SCAN);
      const next = { ...step, from: { after: '12', read: 3 }, heavy: [] };
      expect(await scans().advance(PORTAL, SCAN, next)).toBe(true);
      await scans().end(PORTAL, SCAN, { state: 'done', problem: null }, AT + 5);
      expect(await counted()).toEqual([
        [
          [1, 2],
          [3, 4],
        ],
      ]);
      // One that is done is done.
      await scans().resume(PORTAL, SCAN, enqueue);
      expect((await scans().find(PORTAL, SCAN))?.state).toBe('done');
      expect(enqueued).toBe(1);
    },
  );

  test('who begins anew and who has the last one go on at once get one running scan', async () => {
    const again = await another(store());
    for (let round = 0; round < 20; round += 1) {
      await store().database.db.deleteFrom('scans').execute();
      await begin();
      await scans().advance(PORTAL, SCAN, { ...step, after: '12' });
      await scans().end(PORTAL, SCAN, { state: 'cancelled', problem: null }, AT + 1);
      const [begun] = await Promise.all([
        begin(PORTAL, OTHER_SCAN, '0-2', AT + 2),
        createScans(again.db).resume(PORTAL, SCAN, nothing),
      ]);
      const { unfinished } = await scans().latest(PORTAL, '0-3', '0-2');
      expect(unfinished).toMatchObject({ scanId: begun.scanId, state: 'reading' });
    }
    await again.close();
  });

  test('a rest is over with the next stretch', async () => {
    await begin();
    await scans().pause(PORTAL, SCAN, AT + 9, 2);
    expect(await scans().find(PORTAL, SCAN)).toMatchObject({ resumesAt: AT + 9, putOff: 2 });
    await scans().advance(PORTAL, SCAN, step);
    expect(await scans().find(PORTAL, SCAN)).toMatchObject({ resumesAt: null, putOff: 0 });
  });

  test('a scan that is done replaces the older ones of its direction, rows and all, and no others', async () => {
    await begin();
    await finish();
    await begin(PORTAL, OTHER_DIRECTION, '0-1');
    await finish(PORTAL, OTHER_DIRECTION);
    await begin(NEIGHBOUR, SCAN);
    await finish(NEIGHBOUR, SCAN);

    await begin(PORTAL, OTHER_SCAN, '0-2', AT + 5);
    await scans().end(PORTAL, OTHER_SCAN, { state: 'stopped', problem: 'No.' }, AT + 6);
    expect((await scans().find(PORTAL, SCAN))?.state).toBe('done');
    expect(await latestIds()).toEqual({ finished: SCAN, unfinished: OTHER_SCAN });
    await begin(PORTAL, THIRD_SCAN, '0-2', AT + 7);
    await finish(PORTAL, THIRD_SCAN);

    expect(await scans().find(PORTAL, SCAN)).toBeNull();
    expect(await scans().find(PORTAL, OTHER_SCAN)).toBeNull();
    const { db } = store().database;
    for (const table of ['scans', 'scan_counts', 'scan_records'] as const) {
      const rows = await db.selectFrom(table).select(['portal_id', 'scan_id']).distinct().execute();
      expect(rows.map((row) => `${String(row.portal_id)} ${row.scan_id}`).sort()).toEqual([
        `${String(PORTAL)} ${THIRD_SCAN}`,
        `${String(PORTAL)} ${OTHER_DIRECTION}`,
        `${String(NEIGHBOUR)} ${SCAN}`,
      ]);
    }
  });

  test('the last finished scan stays beside a newer one until that is done', async () => {
    await begin();
    expect(await latestIds()).toEqual({ finished: null, unfinished: SCAN });
    await finish();
    expect(await latestIds()).toEqual({ finished: SCAN, unfinished: null });
    // By the clock of another server, the newer one began before it.
    await begin(PORTAL, OTHER_SCAN, '0-2', AT - 5);
    expect(await latestIds()).toEqual({ finished: SCAN, unfinished: OTHER_SCAN });
    expect(await views().countOver(PORTAL, SCAN, asked)).toBe(2);
    await finish(PORTAL, OTHER_SCAN);
    expect(await latestIds()).toEqual({ finished: OTHER_SCAN, unfinished: null });
    expect(await counted()).toBeNull();
  });

  test.for(['cancelled', 'stopped'] as const)(
    'of a scan that was %s the counts are kept for a day, then nothing but that it was, and of several only the last',
    async (state) => {
      await begin();
      await finish();
      for (const [turn, scanId] of [OTHER_SCAN, THIRD_SCAN].entries()) {
        await begin(PORTAL, scanId, '0-2', AT + 5 + turn);
        await scans().advance(PORTAL, scanId, { ...step, after: '12' });
        await scans().end(PORTAL, scanId, { state, problem: null }, AT + 9);
        expect(await latestIds()).toEqual({ finished: SCAN, unfinished: scanId });
      }
      const kept = { read: 3, recordsDeletedAt: null };
      await forgetAt(AT + 9 + DAY_MS);
      expect(await scans().find(PORTAL, THIRD_SCAN)).toMatchObject(kept);
      expect(await counted(PORTAL, THIRD_SCAN)).toHaveLength(1);
      const deletedAt = AT + 10 + DAY_MS;
      await forgetAt(deletedAt);
      await scans().resume(PORTAL, THIRD_SCAN, nothing);
      expect(await scans().find(PORTAL, THIRD_SCAN)).toMatchObject({
        ...{ state, read: 3, recordsDeletedAt: deletedAt },
      });
      expect(await scans().find(PORTAL, OTHER_SCAN)).toBeNull();
      const { db } = store().database;
      for (const table of ['scan_counts', 'scan_records'] as const) {
        const rows = await db.selectFrom(table).select('scan_id').distinct().execute();
        expect(rows).toEqual([{ scan_id: SCAN }]);
      }
    },
  );

  test('a neighbour sees nothing of a scan, and changes nothing of it', async () => {
    await begin();
    await scans().advance(NEIGHBOUR, SCAN, step);
    await scans().pause(NEIGHBOUR, SCAN, AT + 9, 1);
    await scans().end(NEIGHBOUR, SCAN, { state: 'cancelled', problem: null }, AT + 1);
    const untouched = { state: 'reading', read: 0, resumesAt: null };
    expect(await scans().find(PORTAL, SCAN)).toMatchObject(untouched);

    await finish();
    expect(await scans().find(NEIGHBOUR, SCAN)).toBeNull();
    expect(await latestIds(NEIGHBOUR)).toEqual({ finished: null, unfinished: null });
    expect(await counted(NEIGHBOUR)).toBeNull();
    expect(await views().countOver(NEIGHBOUR, SCAN, asked)).toBe(0);
    const page = { offset: 0, after: null, limit: 9 };
    expect(await views().listOver(NEIGHBOUR, SCAN, asked, page)).toEqual([]);
    expect(await views().pageOver(NEIGHBOUR, SCAN, asked, page)).toEqual([]);
    // The same id is another scan there.
    expect((await begin(NEIGHBOUR, SCAN)).read).toBe(0);
    expect((await scans().find(PORTAL, SCAN))?.read).toBe(3);
  });

  test('record ids are deleted after the stated days, not before, and the counts stay', async () => {
    await begin();
    await finish();
    await forgetAt(AT + KEPT_MS);
    expect(await views().countOver(PORTAL, SCAN, asked)).toBe(2);

    await forgetAt(AT + KEPT_MS + 1);
    expect(await views().countOver(PORTAL, SCAN, asked)).toBe(0);
    expect(await counted()).toHaveLength(1);
    expect((await scans().find(PORTAL, SCAN))?.recordsDeletedAt).toBe(AT + KEPT_MS + 1);

    // The day of deletion is that of the first sweep, not of the latest.
    await forgetAt(AT + 2 * KEPT_MS);
    expect((await scans().find(PORTAL, SCAN))?.recordsDeletedAt).toBe(AT + KEPT_MS + 1);
  });

  test('a scan that still reads after the stated days is ended, and keeps no ids either', async () => {
    await begin();
    await scans().advance(PORTAL, SCAN, { ...step, after: '12' });
    await scans().pause(PORTAL, SCAN, AT + 3 * KEPT_MS, 2);
    await forgetAt(AT + KEPT_MS);
    expect((await scans().find(PORTAL, SCAN))?.state).toBe('reading');
    expect(await views().countOver(PORTAL, SCAN, asked)).toBe(2);

    await forgetAt(AT + KEPT_MS + 1);
    expect(await scans().find(PORTAL, SCAN)).toMatchObject({
      state: 'stopped',
      problem: 'This scan was not finished within 30 days, so it was ended.',
      finishedAt: AT + KEPT_MS + 1,
      resumesAt: null,
      recordsDeletedAt: AT + KEPT_MS + 1,
    });
    expect(await views().countOver(PORTAL, SCAN, asked)).toBe(0);
    expect(await counted()).toEqual([]);
    const next = { ...step, from: { after: '12', read: 3 } };
    expect(await scans().advance(PORTAL, SCAN, next)).toBe(false);
    // Its direction is free again.
    expect((await begin(PORTAL, OTHER_SCAN)).scanId).toBe(OTHER_SCAN);
  });

  test('the day on which the sweep comes leaves younger scans alone', async () => {
    await begin();
    await finish();
    await begin(NEIGHBOUR, SCAN, '0-2', AT + 1);
    await scans().advance(NEIGHBOUR, SCAN, step);
    await forgetAt(AT + KEPT_MS + 1);
    expect((await scans().find(PORTAL, SCAN))?.recordsDeletedAt).toBe(AT + KEPT_MS + 1);
    const younger = { state: 'reading', recordsDeletedAt: null };
    expect(await scans().find(NEIGHBOUR, SCAN)).toMatchObject(younger);
    expect(await views().countOver(NEIGHBOUR, SCAN, asked)).toBe(2);
  });
});

/** Rows of `scan_records` that the database reads so that `ask` is answered. */
function recordsRead(
  db: Kysely<Tables>,
  ask: (views: ScanViews) => Promise<unknown>,
): Promise<number> {
  // Each session counts for itself, and says so when it is asked to.
  return db.connection().execute(async (session) => {
    const readSoFar = async (): Promise<number> => {
      await sql`select pg_stat_force_next_flush()`.execute(session);
      const { rows } = await sql<{ read: number }>`
        select seq_tup_read + idx_tup_fetch as read from pg_stat_user_tables
        where relname = 'scan_records'`.execute(session);
      return rows[0]?.read ?? Number.NaN;
    };
    const before = await readSoFar();
    await ask(createScanViews(session));
    return (await readSoFar()) - before;
  });
}

/** As another server has it: on PostgreSQL over connections of its own. */
async function another(store: TestStore): Promise<{ db: Kysely<Tables>; close(): Promise<void> }> {
  if (store.kind === 'postgres') return store.openAgain();
  return { db: store.database.db, close: nothing };
}
