// The daily check as a scheduled job: one look an hour for portals that are due.
import type { Log } from '../log.ts';
import type { Boss } from './boss.ts';
import { startScheduled } from './scheduled-queue.ts';

const QUEUE = 'read-due-portals';
/** Off the full hour, when everybody's scheduled jobs run. */
const HOURLY = '17 * * * *';

export interface DailyRunner {
  /** Has `sweep` run; pg-boss must be running. */
  start(sweep: () => Promise<number>): Promise<void>;
}

/** The schedule over the server's pg-boss. */
export function createDailyRunner(running: Boss, log: Log, cron = HOURLY): DailyRunner {
  return {
    start: (sweep) =>
      startScheduled(running, QUEUE, cron, async () => {
        log.info({ event: 'due_portals_read', portals: await sweep() });
      }),
  };
}
