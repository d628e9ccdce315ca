// A look into HubSpot's journal that fails: pg-boss keeps what is thrown, so it must hold nothing.
import { expect, test, vi } from 'vitest';
import { createBoss } from '../../../server/jobs/boss.ts';
import { createJournalRunner } from '../../../server/jobs/journal-queue.ts';
import { createLog } from '../../../server/log.ts';
import { onEveryStore } from '../../stores.ts';

const QUEUE = 'watch-uninstalls';
const PLANTED = 'pat-planted-secret';

onEveryStore('a look into the journal that throws', (store) => {
  test('leaves its kind and place, in neither the queue nor the log what it was about', async () => {
    const { database } = store();
    const lines: string[] = [];
    const running = createBoss(database, createLog({ write: (line) => void lines.push(line) }));
    await running.boss.start();
    await createJournalRunner(running).start(() => Promise.reject(new TypeError(PLANTED)));
    await running.boss.send(QUEUE, {});
    const kept = await vi.waitFor(
      async () => {
        const { rows } = await database.sql.executeSql(
          `select output::text from pgboss.job where name = '${QUEUE}' and state = 'failed'`,
        );
        expect(rows).toHaveLength(1);
        return JSON.stringify(rows);
      },
      { timeout: 60_000, interval: 100 },
    );
    await running.boss.stop({ graceful: true, timeout: 10_000 });
    expect(kept).toContain('TypeError');
    expect(lines.join('')).toContain('job_failed');
    expect(kept + lines.join('')).not.toContain(PLANTED);
  });
});
