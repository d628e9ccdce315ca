// The stores over one open database.
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Metrics } from '../observe/metrics.ts';
import { observeOutcomes } from '../observe/work.ts';
import { createAbandonedPlans } from '../storage/abandoned-plans.ts';
import { createAskedPlans } from '../storage/asked-plans.ts';
import { createCodeAttempts } from '../storage/code-attempts.ts';
import type { Database } from '../storage/database.ts';
import { createDriftViews } from '../storage/drift-views.ts';
import { createErasure } from '../storage/erase-portal.ts';
import { createHistory } from '../storage/history.ts';
import { createDriftKeeper } from '../storage/keep-drift.ts';
import { createJournalPositions } from '../storage/journal-positions.ts';
import { createKeptSetups } from '../storage/kept-setups.ts';
import { createOauthStates } from '../storage/oauth-states.ts';
import { createOverviewMarks } from '../storage/overview-marks.ts';
import { createOverviewSnapshot } from '../storage/overview-snapshot.ts';
import { createOverviewViews } from '../storage/overview-views.ts';
import { createOverviewStore } from '../storage/overview.ts';
import { createPlans } from '../storage/plans.ts';
import { createPortals } from '../storage/portals.ts';
import { createScanViews } from '../storage/scan-views.ts';
import { createScans } from '../storage/scans.ts';
import { createSetupCodes } from '../storage/setup-codes.ts';
import { createUnappliedPlans } from '../storage/unapplied-plans.ts';

export type Stores = ReturnType<typeof createStores>;

/** Makes every store; each holds nothing but its queries. */
export const createStores = (
  database: Database,
  config: Config,
  clock: Clock,
  metrics: Metrics,
) => ({
  portals: createPortals(database.db),
  erasure: createErasure(database.db),
  states: createOauthStates(database.db, clock),
  positions: createJournalPositions(database.db),
  plans: observeOutcomes(createPlans(database.db), metrics),
  asked: createAskedPlans(database.db),
  abandoned: createAbandonedPlans(database.db),
  unapplied: createUnappliedPlans(database.db),
  history: createHistory(database.db),
  overview: createOverviewStore(database.db),
  overviewViews: createOverviewViews(database.db),
  overviewSnapshot: createOverviewSnapshot(database.db),
  overviewMarks: createOverviewMarks(database),
  driftViews: createDriftViews(database.db),
  driftKeeper: createDriftKeeper(database.db),
  keptSetups: createKeptSetups(database.db),
  codes: createSetupCodes(database.db, config.tokenKeys),
  codeAttempts: createCodeAttempts(database),
  scans: createScans(database.db),
  scanViews: createScanViews(database.db),
});
