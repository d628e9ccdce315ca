// The durable jobs: their queues, which requests add to, and what works on them.
import { createApplyRunner } from '../jobs/apply-queue.ts';
import { createBoss } from '../jobs/boss.ts';
import { createDailyRunner } from '../jobs/daily-queue.ts';
import { createDraftRunner } from '../jobs/draft-queue.ts';
import { createRefreshRunner } from '../jobs/refresh-queue.ts';
import { createScanRunner } from '../jobs/scan-queue.ts';
import { applyPlan } from '../limits/apply.ts';
import { draftLater } from '../limits/draft-later.ts';
import type { Metrics } from '../observe/metrics.ts';
import { observeJobs } from '../observe/work.ts';
import { readDuePortals } from '../overview/daily.ts';
import { refreshOverview } from '../overview/refresh.ts';
import { eraseLeftPortals } from '../portals/erase-left.ts';
import { forgetOldRecords } from '../scans/forget-records.ts';
import { runScan } from '../scans/run-scan.ts';
import type { HubSpot } from './hubspot.ts';
import type { ServerParts } from './parts.ts';
import type { Stores } from './stores.ts';

export type Jobs = ReturnType<typeof createJobs>;

const STOP_TIMEOUT_MS = 20_000;

/** The queues; nothing is worked on before `start`. */
export function createJobs(parts: ServerParts, stores: Stores, hubspot: HubSpot, metrics: Metrics) {
  const { database, clock, log } = parts;
  const running = createBoss(database, log);
  const queues = {
    apply: createApplyRunner(running, log),
    draft: createDraftRunner(running, log),
    refresh: createRefreshRunner(running, log),
    scan: createScanRunner(running, log),
  };
  const daily = createDailyRunner(running, log);
  const state = { stopping: false };
  const observed = observeJobs(metrics, clock);
  const working = { ...stores, ...hubspot, clock, log, stopping: () => state.stopping };
  return {
    queues,
    isStopping: () => state.stopping,

    /** Starts working on queued jobs, those of a killed server included. */
    async start(): Promise<void> {
      await database.holds.take(hubspot.owner);
      await running.boss.start();
      await queues.apply.start(
        observed('apply', ({ portal, planId }) => applyPlan(working, portal, planId)),
      );
      await queues.draft.start(
        observed('draft', ({ portal, planId }) => draftLater(working, portal, planId)),
      );
      await queues.scan.start(
        observed('scan', ({ portal, scanId }) => runScan(working, portal, scanId)),
      );
      await queues.refresh.start(
        observed('refresh', ({ portal }) => refreshOverview(working, portal)),
      );
      await daily.start(async () => {
        // Side by side, so that neither waits for the other, nor is left out when it fails.
        const [begun] = await Promise.all([
          readDuePortals({ ...working, queue: queues.refresh }),
          forgetOldRecords(working),
          eraseLeftPortals(working),
        ]);
        return begun;
      });
    },

    /** Stops taking work; running jobs get a while to finish. */
    async stop(): Promise<void> {
      state.stopping = true;
      await running.boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS });
    },
  };
}
