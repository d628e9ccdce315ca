// Looking into HubSpot's journal as a scheduled job: one look at a time, however many servers run.
import type { Boss } from './boss.ts';

const QUEUE = 'watch-uninstalls';
const OFTEN = '*/10 * * * *';

export interface JournalRunner {
  /** Has `look` run; pg-boss must be running. */
  start(look: () => Promise<void>): Promise<void>;
}

/** The schedule over the server's pg-boss. */
export function createJournalRunner({ boss }: Boss, cron = OFTEN): JournalRunner {
  return {
    async start(look) {
      // A look that fails is not repeated: the next one begins where it was.
      await boss.createQueue(QUEUE, { retryLimit: 0 });
      await boss.work(QUEUE, async () => {
        await look();
      });
      await boss.schedule(QUEUE, cron);
    },
  };
}
