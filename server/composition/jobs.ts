// The durable jobs: what works on each of the queues.
import { applyPlan } from '../limits/apply.ts';
import { draftLater } from '../limits/draft-later.ts';
import { endAbandonedPlans } from '../limits/end-abandoned.ts';
import { forgetUnapplied } from '../limits/forget-unapplied.ts';
import type { Metrics } from '../observe/metrics.ts';
import { observeJobs } from '../observe/work.ts';
import { readDuePortals } from '../overview/daily.ts';
import { refreshOverview } from '../overview/refresh.ts';
import { eraseLeftPortals } from '../portals/erase-left.ts';
import { watchUninstalls } from '../portals/watch-uninstalls.ts';
import { forgetOldRecords } from '../scans/forget-records.ts';
import { runScan } from '../scans/run-scan.ts';
import type { HubSpot } from './hubspot.ts';
import type { ServerParts } from './parts.ts';
import type { Queues } from './queues.ts';
import type { Stores } from './stores.ts';

export type Jobs = ReturnType<typeof createJobs>;

/** The queues; nothing is worked on before `start`. */
export function createJobs(
  parts: ServerParts,
  stores: Stores,
  hubspot: HubSpot,
  queues: Queues,
  metrics: Metrics,
) {
  const { database, clock, log } = parts;
  const state = { stopping: false };
  const observed = observeJobs(metrics, clock);
  const working = { ...stores, ...hubspot, clock, log, stopping: () => state.stopping };
  return {
    queues,
    isStopping: () => state.stopping,

    /** Starts working on queued jobs, those of a killed server included. */
    async start(): Promise<void> {
      await database.holds.take(hubspot.owner);
      await queues.open();
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
      await queues.journal.start(watchUninstalls(working));
      await queues.daily.start(async () => {
        // Side by side, so that none waits for another, nor is left out when it fails.
        const [begun] = await Promise.all([
          readDuePortals({ ...working, queue: queues.refresh }),
          endAbandonedPlans(working),
          forgetUnapplied(working),
          forgetOldRecords(working),
          eraseLeftPortals(working),
          stores.codes.forgetOld(clock.now()),
        ]);
        return begun;
      });
    },

    /** Stops taking work; running jobs get a while to finish. */
    async stop(): Promise<void> {
      state.stopping = true;
      await queues.stop();
    },
  };
}
