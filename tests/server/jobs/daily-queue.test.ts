// The schedule of the daily check, as pg-boss keeps it: one sweep for all servers.
import { PgBoss } from 'pg-boss';
import { expect, test, vi } from 'vitest';
import { createBoss } from '../../../server/jobs/boss.ts';
import { createDailyRunner } from '../../../server/jobs/daily-queue.ts';
import { createLog } from '../../../server/log.ts';
import type { Database } from '../../../server/storage/database.ts';
import { onEveryStore } from '../../stores.ts';

const QUEUE = 'read-due-portals';
const EVERY_MINUTE = '* * * * *';
const log = createLog({ write: () => undefined });
const soon = { timeout: 60_000, interval: 100 };

/** A server whose schedule is looked at as soon as it starts. */
async function start(database: Database, cron?: string) {
  const running = createBoss(database, log);
  let sweeps = 0;
  const sweep = (): Promise<number> => {
    sweeps += 1;
    return Promise.resolve(0);
  };
  await running.boss.start();
  await createDailyRunner(running, log, cron).start(sweep);
  return { boss: running.boss, sweeps: () => sweeps };
}

/** As an earlier server left it. */
async function scheduled(database: Database): Promise<void> {
  const boss = new PgBoss({
    db: database.sql,
    backend: database.kind === 'embedded' ? 'pglite' : 'postgres',
    schedule: false,
  });
  await boss.start();
  await boss.createQueue(QUEUE, { retryLimit: 0 });
  await boss.schedule(QUEUE, EVERY_MINUTE);
  // The earlier server's last look was long ago.
  await database.sql.executeSql('update pgboss.version set cron_on = null');
  await boss.stop({ graceful: false });
}

const minuteOf = (time: number): number => Math.floor(time / 60_000);

onEveryStore('the schedule', (store) => {
  test('is hourly unless a test says otherwise', async () => {
    const { boss } = await start(store().database);
    expect(await boss.getSchedules(QUEUE)).toMatchObject([{ cron: '17 * * * *' }]);
    await boss.stop({ graceful: true, timeout: 10_000 });
  });

  test('has one sweep a time, however many servers run', async () => {
    const { database } = store();
    await scheduled(database);
    const begun = minuteOf(Date.now());
    const others = store().kind === 'postgres' ? [await store().openAgain()] : [];
    const servers = await Promise.all([database, ...others].map((one) => start(one, EVERY_MINUTE)));
    const sweeps = (): number => servers.reduce((total, server) => total + server.sweeps(), 0);
    await vi.waitFor(() => {
      expect(sweeps()).toBeGreaterThan(0);
    }, soon);
    // Whatever another server might have asked for too has been passed on.
    await vi.waitFor(async () => {
      const { rows } = await database.sql.executeSql(
        `select 1 from pgboss.job where name in ('__pgboss__send-it', '${QUEUE}')
         and state in ('created', 'active')`,
      );
      expect(rows).toEqual([]);
    }, soon);
    expect(sweeps()).toBeLessThanOrEqual(minuteOf(Date.now()) - begun + 1);
    await Promise.all(servers.map(({ boss }) => boss.stop({ graceful: true, timeout: 10_000 })));
    for (const other of others) await other.close();
  });
});
