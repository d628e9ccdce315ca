// All that changes while the portal runs, in one place; routes receive it and call `changed`.
import type { AppFacts } from './app-facts.ts';
import { CallLog } from './control/calls.ts';
import { LimitWrites } from './control/limit-writes.ts';
import type { QueuedFault } from './control/faults.ts';
import { defaultScenarios, type Scenarios } from './control/scenarios.ts';
import { RateWindows } from './http/rate-windows.ts';
import { noJournal, type Journal } from './journal/journal.ts';
import { noGrants, type Grants } from './oauth/grants.ts';
import { nonNegativeInteger, positiveInteger } from '../whole-numbers.ts';
import type { World } from './world/world.ts';
import * as v from 'valibot';

export const settingsSchema = v.strictObject({
  /** Calls per portal in any ten seconds; HubSpot: 110 for a marketplace app. */
  rateLimit: positiveInteger,
  /** Every API answer takes at least so long. */
  latencyMs: nonNegativeInteger,
  /** How many times as fast the rate window passes: 10 makes ten seconds one. */
  timeScale: v.pipe(v.number(), v.minValue(1), v.maxValue(1000)),
});
export type Settings = v.InferOutput<typeof settingsSchema>;

export interface Memory {
  readonly app: AppFacts;
  readonly now: () => number;
  world: World;
  grants: Grants;
  scenarios: Scenarios;
  settings: Settings;
  faults: QueuedFault[];
  readonly calls: CallLog;
  readonly limitWrites: LimitWrites;
  readonly windows: RateWindows;
  journal: Journal;
  /** To be called after every change of the parts that a restart must keep. */
  changed: () => void;
}

export const defaultSettings = (): Settings => ({ rateLimit: 110, latencyMs: 0, timeScale: 1 });

export function newMemory(app: AppFacts, world: World, now: () => number): Memory {
  return {
    app,
    now,
    world,
    grants: noGrants(),
    scenarios: defaultScenarios(),
    settings: defaultSettings(),
    faults: [],
    calls: new CallLog(),
    limitWrites: new LimitWrites(),
    windows: new RateWindows(),
    journal: noJournal(),
    changed: () => undefined,
  };
}

/** Back to a fresh start on another (or the same) world; nothing of the past is left. */
export function startOver(memory: Memory, world: World): void {
  memory.world = world;
  memory.grants = noGrants();
  memory.scenarios = defaultScenarios();
  memory.settings = defaultSettings();
  memory.faults = [];
  memory.calls.clear();
  memory.limitWrites.clear();
  memory.windows.clear();
  memory.journal = noJournal();
  memory.changed();
}
