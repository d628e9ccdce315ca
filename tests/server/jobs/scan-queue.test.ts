// Scans as pg-boss keeps them: what becomes of one whose job was given up.
import { sql } from 'kysely';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { portalIdSchema, userIdSchema } from '../../../server/ids.ts';
import { createBoss, type Boss } from '../../../server/jobs/boss.ts';
import { createScanRunner } from '../../../server/jobs/scan-queue.ts';
import { createLog } from '../../../server/log.ts';
import { forgetOldRecords } from '../../../server/scans/forget-records.ts';
import { createScans, SCAN_QUEUE } from '../../../server/storage/scans.ts';
import { onEveryStore } from '../../stores.ts';
import { fakeClock } from '../fake-clock.ts';

const PORTAL = v.parse(portalIdSchema, 42);
const GIVEN_UP = '0190a8a4-0000-7000-8000-000000000001';
const WAITING = '0190a8a4-0000-7000-8000-000000000002';
const log = createLog({ write: () => undefined });

onEveryStore('the queue of scans', (store) => {
  let running: Boss;
  beforeAll(async () => {
    running = createBoss(store().database, log);
    await running.boss.start();
    await running.boss.createQueue(SCAN_QUEUE);
  });
  afterAll(() => running.boss.stop({ graceful: false }));

  test('ends a scan whose job was given up, so that it can go on or be started anew, and no other', async () => {
    const clock = fakeClock();
    const { db } = store().database;
    const scans = createScans(db);
    const queue = createScanRunner(running, log);
    for (const [scanId, to] of Object.entries({ [GIVEN_UP]: '0-2', [WAITING]: '0-1' })) {
      const scan = {
        ...{ scanId, from: '0-3', to, objectTypes: [], types: [], total: null },
        ...{ startedAt: clock.now(), startedBy: v.parse(userIdSchema, 1) },
      };
      await scans.begin(PORTAL, scan, (transaction) =>
        queue.enqueue({ portal: PORTAL, scanId }, transaction),
      );
    }
    await forgetOldRecords({ scans, clock });
    expect((await scans.find(PORTAL, GIVEN_UP))?.state).toBe('reading');
    await sql`update pgboss.job set state = 'failed' where data->>'scanId' = ${GIVEN_UP}`.execute(
      db,
    );
    await forgetOldRecords({ scans, clock });
    const ended = await scans.find(PORTAL, GIVEN_UP);
    expect(ended).toMatchObject({ state: 'stopped', finishedAt: clock.now() });
    expect(ended?.problem).toContain('failed again and again');
    expect((await scans.find(PORTAL, WAITING))?.state).toBe('reading');
  });
});
