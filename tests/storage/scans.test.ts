// Stored scans: a stretch is counted once, and record ids are deleted after the stated days.
import { beforeEach, expect, test } from 'vitest';
import { SCAN_RECORD_DAYS } from '#domain/scan.ts';
import { portalIdSchema, userIdSchema } from '../../server/ids.ts';
import { forgetOldRecords } from '../../server/scans/forget-records.ts';
import { createScanViews } from '../../server/storage/scan-views.ts';
import { createScans, type ScanStep } from '../../server/storage/scans.ts';
import { onEveryStore } from '../stores.ts';

const PORTAL = portalIdSchema.parse(42);
const NEIGHBOUR = portalIdSchema.parse(43);
const SCAN = '00000000-0000-4000-8000-000000000001';
const OTHER_SCAN = '00000000-0000-4000-8000-000000000002';
const AT = 1_700_000_000_000;
const KEPT_MS = SCAN_RECORD_DAYS * 24 * 3_600_000;
const nothing = (): Promise<void> => Promise.resolve();

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

onEveryStore('scans', (store) => {
  const scans = () => createScans(store().database.db);
  const views = () => createScanViews(store().database.db);
  const begin = (portal = PORTAL, scanId = SCAN, to = '0-2', startedAt = AT) =>
    scans().begin(
      portal,
      {
        ...{ scanId, from: '0-3', to, objectTypes: [], total: 3 },
        types: [{ ...label, label: 'Billing' }],
        startedAt,
        startedBy: userIdSchema.parse(1),
      },
      nothing,
    );
  const finish = async (portal = PORTAL, scanId = SCAN): Promise<void> => {
    await scans().advance(portal, scanId, step);
    await scans().end(portal, scanId, { state: 'done', problem: null }, AT + 1);
  };
  const forgetAt = (now: number): Promise<void> =>
    forgetOldRecords({ scans: scans(), clock: { now: () => now } });

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
    const distributions = await views().distributions(PORTAL, SCAN);
    expect([...distributions.values()]).toEqual([
      [
        [1, 1],
        [3, 2],
      ],
    ]);
  });

  test('a neighbour sees nothing of a scan', async () => {
    await begin();
    await finish();
    expect(await scans().find(NEIGHBOUR, SCAN)).toBeNull();
    expect(await views().countOver(NEIGHBOUR, SCAN, asked)).toBe(0);
  });

  test('record ids are deleted after the stated days, not before, and the counts stay', async () => {
    await begin();
    await finish();
    await forgetAt(AT + KEPT_MS);
    expect(await views().countOver(PORTAL, SCAN, asked)).toBe(2);

    await forgetAt(AT + KEPT_MS + 1);
    expect(await views().countOver(PORTAL, SCAN, asked)).toBe(0);
    expect((await views().distributions(PORTAL, SCAN)).size).toBe(1);
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
