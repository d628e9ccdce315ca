// The schema, step by step. Steps are only ever added: the old version may still be running.
import type { Migration } from 'kysely/migration';
import { historyEvents } from './migrations/history-events.ts';
import { callPace, portalPace, rollingPace, queueSchema } from './migrations/jobs.ts';
import { knownLimits } from './migrations/known-limits.ts';
import { journalPositions, leaving } from './migrations/leaving.ts';
import { overviewMarks } from './migrations/overview-marks.ts';
import { limitsReadAlone, overview } from './migrations/overview.ts';
import { history, largePlans, planItemChanges, plans } from './migrations/plans.ts';
import { oauthStates, portals } from './migrations/portals.ts';
import { heaviestRecords, scans } from './migrations/scans.ts';
import { keptSetups, setupCodes } from './migrations/setups.ts';

/** Migrations by name; Kysely runs them in the order of their names, under a lock. */
export const migrations: Readonly<Record<string, Migration>> = {
  '001_portals': { up: portals },
  '002_oauth_states': { up: oauthStates },
  '003_plans': { up: plans },
  '004_call_pace': { up: callPace },
  '005_queue_schema': { up: queueSchema },
  '006_history': { up: history },
  '007_overview': { up: overview },
  '008_history_events': { up: historyEvents },
  '009_kept_setups': { up: keptSetups },
  '010_setup_codes': { up: setupCodes },
  '011_known_limits': { up: knownLimits },
  '012_large_plans': { up: largePlans },
  '013_portal_pace': { up: portalPace },
  '014_scans': { up: scans },
  '015_leaving': { up: leaving },
  '016_journal_positions': { up: journalPositions },
  '017_limits_read_alone': { up: limitsReadAlone },
  '018_rolling_pace': { up: rollingPace },
  '019_overview_marks': { up: overviewMarks },
  '020_plan_item_changes': { up: planItemChanges },
  '021_heaviest_records': { up: heaviestRecords },
};
