// Reads a whole portal: the object types, then direction by direction what is still to be read.
// Every direction is stored before the next ones are asked for, so it may be killed at any point
// and started again.
import type { Result } from '#domain/result.ts';
import type { LabelRow } from '#domain/association.ts';
import type { Clock } from '../clock.ts';
import { failureOf } from '../failure.ts';
import type { Associations } from '../hubspot/associations.ts';
import { BACKGROUND, PATIENT, type Patience } from '../hubspot/client.ts';
import { retryAfterMs, type HubSpotFailure } from '../hubspot/failure.ts';
import type { PortalId } from '../ids.ts';
import type { ObjectTypeCatalogue } from '../portals/object-types.ts';
import type { OverviewStore, RunUnderWay } from '../storage/overview.ts';
import type { DirectionReading, Pair } from '../storage/overview-readings.ts';

export interface RefreshParts {
  readonly overview: OverviewStore;
  readonly associations: Associations;
  readonly objectTypes: Pick<ObjectTypeCatalogue, 'list'>;
  readonly clock: Clock;
  /** Whether the server is about to stop: the rest is left to its next start. */
  readonly stopping: () => boolean;
}

/** `paused`: nothing is lost; call again after so many milliseconds. */
export type RefreshEnd =
  { readonly kind: 'done' } | { readonly kind: 'paused'; readonly afterMs: number };

/**
 * Directions asked for at once. HubSpot takes about 200 ms a call, so two nearly keep the pace of
 * ten calls a second; whoever plans or applies meanwhile shares that pace with two calls at most.
 */
const AT_ONCE = 2;
/**
 * Of a run's beginning so many directions take the pace of a plan: somebody may be looking at an empty
 * page, and a small portal is read in seconds. The rest makes room for whoever waits.
 */
const PROMPTLY_READ = 30;
/** Failures in a row after which HubSpot is taken to be away, rather than one direction broken. */
const MOST_FAILURES = 3;
/** HubSpot names up to 24 hours for a migration; a reading of the portal is not worth that wait. */
const LONGEST_PAUSE_MS = 15 * 60_000;

/** Reads on where the portal's run is, as far as HubSpot lets it. */
export async function refreshOverview(parts: RefreshParts, portal: PortalId): Promise<RefreshEnd> {
  const run = await parts.overview.underWay(portal);
  if (run === null) return { kind: 'done' };
  if (run.mustList) {
    const types = await parts.objectTypes.list(portal);
    if (!types.ok) return giveUpOrPause(parts, portal, run, types.failure);
    const { objectTypes, notes } = types.value;
    await parts.overview.list(portal, objectTypes, notes, run.startedAt);
  }
  let failuresInARow = 0;
  for (let asked = run.mustList ? 0 : PROMPTLY_READ; ; asked += AT_ONCE) {
    if (parts.stopping()) return { kind: 'paused', afterMs: 0 };
    const pairs = await parts.overview.pending(portal, AT_ONCE);
    if (pairs.length === 0) return end(parts, portal, run, 'done', null);
    const patience = asked < PROMPTLY_READ ? PATIENT : BACKGROUND;
    const failures = await Promise.all(pairs.map((pair) => readOne(parts, portal, pair, patience)));
    for (const failure of failures) {
      failuresInARow = failure === null ? 0 : failuresInARow + 1;
      if (failure === null) continue;
      const isOfOneDirection = failure.code === 'unavailable' && failuresInARow < MOST_FAILURES;
      if (!isOfOneDirection) return giveUpOrPause(parts, portal, run, failure);
    }
  }
}

/** Reads and stores one direction; returns a failure that may be everybody's. */
async function readOne(
  parts: RefreshParts,
  portal: PortalId,
  pair: Pair,
  patience: Patience,
): Promise<HubSpotFailure | null> {
  const at = parts.clock.now();
  const rows = await parts.associations.surveyDirection(portal, pair.from, pair.to, patience);
  const reading = readingOf(rows);
  if (reading) await parts.overview.save(portal, pair, reading, at);
  const isAnswer = rows.ok || ['missing_scope', 'refused'].includes(rows.failure.code);
  return isAnswer ? null : rows.failure;
}

/** What is stored of an answer; null: the direction is still to be read. */
export function readingOf(
  rows: Result<readonly LabelRow[], HubSpotFailure>,
): DirectionReading | null {
  if (rows.ok) {
    return { state: rows.value.length === 0 ? 'no_association' : 'read', labels: rows.value };
  }
  const problem = failureOf(rows.failure).message;
  switch (rows.failure.code) {
    case 'missing_scope':
      return { state: 'not_allowed', problem };
    case 'refused':
    case 'unavailable':
      return { state: 'failed', problem };
    case 'rate_limited':
    case 'locked':
    case 'migrating':
    case 'not_installed':
    case 'disconnected':
    case 'app_misconfigured':
      return null;
  }
}

async function giveUpOrPause(
  parts: RefreshParts,
  portal: PortalId,
  run: RunUnderWay,
  failure: HubSpotFailure,
): Promise<RefreshEnd> {
  const pause = failure.code === 'unavailable' ? null : retryAfterMs(failure);
  if (pause !== null && pause <= LONGEST_PAUSE_MS) return { kind: 'paused', afterMs: pause };
  return end(parts, portal, run, 'stopped', failureOf(failure).message);
}

async function end(
  parts: RefreshParts,
  portal: PortalId,
  { startedAt }: RunUnderWay,
  state: 'done' | 'stopped',
  problem: string | null,
): Promise<RefreshEnd> {
  await parts.overview.end(portal, { state, problem }, parts.clock.now(), startedAt);
  return { kind: 'done' };
}
