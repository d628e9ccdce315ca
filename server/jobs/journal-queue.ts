// Looking into HubSpot's journal as a scheduled job: a look that fails goes on where it was at the next.
import type { Boss } from './boss.ts';
import { startScheduled } from './scheduled-queue.ts';

const QUEUE = 'watch-uninstalls';
const OFTEN = '*/10 * * * *';

export interface JournalRunner {
  /** Has `look` run; pg-boss must be running. */
  start(look: () => Promise<void>): Promise<void>;
}

/** The schedule over the server's pg-boss. */
export function createJournalRunner(running: Boss, cron = OFTEN): JournalRunner {
  return { start: (look) => startScheduled(running, QUEUE, cron, look) };
}
