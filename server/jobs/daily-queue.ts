// The daily check as a scheduled job: pg-boss makes one job an hour, however many servers run.
import type { Log } from '../log.ts';
import { atWork, type Boss } from './boss.ts';

const QUEUE = 'read-due-portals';
/** Off the full hour, when everybody's scheduled jobs run. */
const HOURLY = '17 * * * *';

export interface DailyRunner {
  /** Has `sweep` run; pg-boss must be running. */
  start(sweep: () => Promise<number>): Promise<void>;
}

/** The schedule over the server's pg-boss. */
export function createDailyRunner({ boss }: Boss, log: Log, cron = HOURLY): DailyRunner {
  return {
    async start(sweep) {
      // A sweep that fails is not repeated: the next hour's finds the same portals.
      await boss.createQueue(QUEUE, { retryLimit: 0 });
      await boss.work(QUEUE, () =>
        atWork(log, QUEUE, async () => {
          log.info({ event: 'due_portals_read', portals: await sweep() });
        }),
      );
      await boss.schedule(QUEUE, cron);
    },
  };
}
