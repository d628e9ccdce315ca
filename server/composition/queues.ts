// The queues of the durable jobs on pg-boss: requests add to them, and jobs are worked on from them.
import { createApplyRunner, type ApplyRunner } from '../jobs/apply-queue.ts';
import { createBoss } from '../jobs/boss.ts';
import { createDailyRunner, type DailyRunner } from '../jobs/daily-queue.ts';
import { createDraftRunner, type DraftRunner } from '../jobs/draft-queue.ts';
import { createJournalRunner, type JournalRunner } from '../jobs/journal-queue.ts';
import { createRefreshRunner, type RefreshRunner } from '../jobs/refresh-queue.ts';
import { createScanRunner, type ScanRunner } from '../jobs/scan-queue.ts';
import type { ServerParts } from './parts.ts';

export interface Queues {
  readonly apply: ApplyRunner;
  readonly draft: DraftRunner;
  readonly refresh: RefreshRunner;
  readonly scan: ScanRunner;
  readonly daily: DailyRunner;
  readonly journal: JournalRunner;
  /** To be called before any of them is started. */
  open(): Promise<void>;
  /** Takes no more jobs; running ones get a while to finish. */
  stop(): Promise<void>;
}

const STOP_TIMEOUT_MS = 20_000;

/** The queues over the server's database. */
export function createQueues({ database, log }: Pick<ServerParts, 'database' | 'log'>): Queues {
  const running = createBoss(database, log);
  return {
    apply: createApplyRunner(running, log),
    draft: createDraftRunner(running, log),
    refresh: createRefreshRunner(running, log),
    scan: createScanRunner(running, log),
    daily: createDailyRunner(running, log),
    journal: createJournalRunner(running),
    async open() {
      await running.boss.start();
    },
    stop: () => running.boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS }),
  };
}
