// Applies the part of a plan that belongs to one direction: look, send, read back.
import { directionText, type LabelRow } from '#domain/association.ts';
import type { Outcome } from '#domain/outcome.ts';
import { stepsOf, type Step } from '#domain/steps.ts';
import { PATIENT } from '../hubspot/client.ts';
import type { HubSpotFailure } from '../hubspot/failure.ts';
import type { StoredItem } from '../storage/plan-items.ts';
import { resumeStep, sendStep, type Sending } from './send-step.ts';
import { limitNow, verdictOf } from './verdict.ts';

/** A change that HubSpot accepted or queued may take a moment to show: looked for this often. */
const READ_BACKS = 3;
const READ_BACK_PAUSE_MS = 1_500;

/** Applies one direction. Returns the failure that stopped it; recorded outcomes stay true. */
export async function applyDirection(
  parts: Sending,
  direction: string,
): Promise<HubSpotFailure | null> {
  const positions = unfinished(parts.items, direction);
  if (positions.length === 0) return null;
  const steps = stepsOf(parts.items).filter((step) => directionText(step) === direction);
  const first = steps[0];
  if (!first) return null;
  const rows = await read(parts, first);
  if (!rows.ok) return rows.failure;
  await parts.record(changedSincePlanned(parts.items, positions, rows.value));
  for (const step of steps) {
    const failure = await runStep(parts, step);
    if (failure) return failure;
  }
  return readBack(parts, first, positions);
}

const read = (parts: Sending, step: Step) =>
  parts.associations.readDirection(parts.portal, step.from, step.to, PATIENT);

/** Items of the direction whose outcome is not yet a verdict. */
function unfinished(items: readonly StoredItem[], direction: string): number[] {
  return [...items.keys()].filter((position) => {
    const item = items[position];
    return item !== undefined && directionText(item) === direction && !isVerdict(item.outcome);
  });
}

/** A refusal is a verdict only once the limit was read back beside it. */
function isVerdict(outcome: Outcome): boolean {
  switch (outcome.kind) {
    case 'waiting':
    case 'sending':
    case 'checking':
      return false;
    case 'refused':
    case 'unknown':
      return outcome.now !== undefined;
    case 'saved':
    case 'unchanged':
    case 'not_tried':
      return true;
  }
}

/**
 * Somebody changed these limits after the plan was made: they are not overwritten. Before anything
 * of the direction was sent, one such change stops all of it, because its limits depend on each other.
 */
function changedSincePlanned(
  items: readonly StoredItem[],
  positions: readonly number[],
  rows: readonly LabelRow[],
): ReadonlyMap<number, Outcome> {
  const waiting = positions.filter((position) => items[position]?.outcome.kind === 'waiting');
  const changed = waiting.filter((position) => {
    const item = items[position];
    return item !== undefined && limitNow(rows, item) !== item.before;
  });
  const untouched = waiting.length === positions.length;
  const stopped = untouched && changed.length > 0 ? waiting : changed;
  return new Map(
    stopped.map((position) => {
      const item = items[position];
      const now = item && limitNow(rows, item);
      const outcome: Outcome = {
        kind: 'not_tried',
        reason: 'portal_changed',
        hubspot: null,
        ...(now === undefined ? {} : { now }),
      };
      return [position, outcome];
    }),
  );
}

async function runStep(parts: Sending, step: Step): Promise<HubSpotFailure | null> {
  const having = (kind: Outcome['kind']): number[] =>
    step.positions.filter((position) => parts.items[position]?.outcome.kind === kind);
  const interrupted = having('sending');
  if (interrupted.length > 0) {
    const resumed = await resumeStep(parts, step, interrupted);
    if (!resumed.ok) return resumed.failure;
  }
  const waiting = having('waiting');
  if (waiting.length === 0) return null;
  const sent = await sendStep(parts, { ...step, positions: waiting });
  return sent.ok ? null : sent.failure;
}

async function readBack(
  parts: Sending,
  step: Step,
  positions: readonly number[],
): Promise<HubSpotFailure | null> {
  for (let attempt = 1; ; attempt += 1) {
    const rows = await read(parts, step);
    if (!rows.ok) return rows.failure;
    const verdicts = new Map<number, Outcome>();
    for (const position of positions) {
      const item = parts.items[position];
      if (item) verdicts.set(position, verdictOf(item, rows.value));
    }
    const notShown = [...verdicts.values()].some(
      (outcome) => outcome.kind === 'unknown' && outcome.reason === 'not_shown_yet',
    );
    if (!notShown || attempt >= READ_BACKS) {
      await parts.record(verdicts);
      return null;
    }
    await parts.clock.sleep(READ_BACK_PAUSE_MS);
  }
}
