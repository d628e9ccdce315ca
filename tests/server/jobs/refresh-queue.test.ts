// Readings of portals as pg-boss keeps them: who comes first, and what becomes of one that was given up.
import { sql } from 'kysely';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { portalIdSchema } from '../../../server/ids.ts';
import { createBoss, type Boss } from '../../../server/jobs/boss.ts';
import { createRefreshRunner } from '../../../server/jobs/refresh-queue.ts';
import { createLog } from '../../../server/log.ts';
import { readDuePortals } from '../../../server/overview/daily.ts';
import { createOverviewStore, REFRESH_QUEUE } from '../../../server/storage/overview.ts';
import { onEveryStore } from '../../stores.ts';
import { fakeClock } from '../fake-clock.ts';

const DAILY = v.parse(portalIdSchema, 42);
const ASKED = v.parse(portalIdSchema, 43);
const log = createLog({ write: () => undefined });

onEveryStore('the queue of readings', (store) => {
  let running: Boss;
  beforeAll(async () => {
    running = createBoss(store().database, log);
    await running.boss.start();
    await running.boss.createQueue(REFRESH_QUEUE);
  });
  afterAll(() => running.boss.stop({ graceful: false }));

  const clock = fakeClock();
  const overview = () => createOverviewStore(store().database.db);
  const queue = () => createRefreshRunner(running, log);
  /** One portal is due. */
  const sweep = () => {
    const portals = { unreadSince: () => Promise.resolve([DAILY]) };
    return readDuePortals({ portals, overview: overview(), queue: queue(), clock });
  };
  const ask = () =>
    overview().begin(ASKED, clock.now(), (transaction) =>
      queue().enqueue({ portal: ASKED }, transaction),
    );

  test('has what a person asked for before the daily check', async () => {
    expect(await sweep()).toBe(1);
    expect(await ask()).toBe(true);
    const next = async () =>
      (await running.boss.fetch<{ portal: number }>(REFRESH_QUEUE)).map(({ data }) => data.portal);
    expect([await next(), await next()]).toEqual([[ASKED], [DAILY]]);
  });

  test('ends a reading whose job was given up, so that the portal can be read again', async () => {
    const failedJob = sql`update pgboss.job set state = 'failed' where group_id = ${String(DAILY)}`;
    await failedJob.execute(store().database.db);
    expect(await overview().refresh(DAILY)).toMatchObject({ state: 'reading' });
    expect(await sweep()).toBe(1);
    expect(await overview().refresh(DAILY)).toMatchObject({ state: 'reading', problem: null });
    await failedJob.execute(store().database.db);
    await overview().stopAbandoned('Given up.', clock.now());
    expect(await overview().refresh(DAILY)).toMatchObject({
      state: 'stopped',
      problem: 'Given up.',
    });
    // Its job is active.
    expect(await overview().refresh(ASKED)).toMatchObject({ state: 'reading' });
  });
});
