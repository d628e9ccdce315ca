// Applies the part of a plan that belongs to one direction: look, send, read back.
import { directionText, type LabelRow } from '#domain/association.ts';
import type { Limit } from '#domain/limit.ts';
import type { Outcome } from '#domain/outcome.ts';
import { success, type Result } from '#domain/result.ts';
import { stepsOf, type Step } from '#domain/steps.ts';
import { PATIENT } from '../hubspot/client.ts';
import type { HubSpotFailure } from '../hubspot/failure.ts';
import type { StoredItem } from '../storage/plan-items.ts';
import { resumeStep, sendStep, type Sending } from './send-step.ts';
import { areAsPlanned, areAsWanted, tellByLimits } from './told-by-limits.ts';
import { limitNow, saved, verdictOf } from './verdict.ts';

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
  const changed = await changedSincePlanned(parts, first, positions);
  if (!changed.ok) return changed.failure;
  await parts.record(changed.value);
  for (const step of steps) {
    const failure = await runStep(parts, step);
    // Only this write is forbidden: what was sent before it may be read, and has an outcome of its own.
    if (failure?.code === 'missing_scope') {
      return (await readBack(parts, first, sent(parts.items, direction))) ?? failure;
    }
    if (failure) return failure;
  }
  return readBack(parts, first, unfinished(parts.items, direction));
}

const readWhole = (parts: Sending, step: Step) =>
  parts.associations.readDirection(parts.portal, step.from, step.to, PATIENT);

const readLimits = (parts: Sending, step: Step) =>
  parts.associations.readLimits(parts.portal, step.from, step.to, PATIENT);

const itemsAt = (parts: Sending, positions: readonly number[]): StoredItem[] =>
  positions.flatMap((position) => parts.items[position] ?? []);

/** Items of the direction whose outcome is not yet a verdict. */
function unfinished(items: readonly StoredItem[], direction: string): number[] {
  return [...items.keys()].filter((position) => {
    const item = items[position];
    return item !== undefined && directionText(item) === direction && !isVerdict(item.outcome);
  });
}

const sent = (items: readonly StoredItem[], direction: string): number[] =>
  unfinished(items, direction).filter((position) => items[position]?.outcome.kind !== 'waiting');

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

/** Looks whether somebody changed the limits after the plan was made. */
async function changedSincePlanned(
  parts: Sending,
  step: Step,
  positions: readonly number[],
): Promise<Result<ReadonlyMap<number, Outcome>, HubSpotFailure>> {
  const waiting = positions.filter((position) => parts.items[position]?.outcome.kind === 'waiting');
  if (waiting.length === 0) return success(new Map());
  const untouched = waiting.length === positions.length;
  const looked = untouched ? [...waiting, ...asWanted(parts.items, step)] : waiting;
  const limits = await readLimits(parts, step);
  if (!limits.ok) return limits;
  const isAsPlanned = limits.value !== null && areAsPlanned(limits.value, itemsAt(parts, looked));
  if (isAsPlanned) return success(new Map());
  const rows = await readWhole(parts, step);
  if (!rows.ok) return rows;
  return success(changedOutside(parts.items, looked, untouched, rows.value));
}

/** Items that needed nothing when the plan was made. They are no longer told so if somebody changed them. */
const asWanted = (items: readonly StoredItem[], step: Step): number[] =>
  [...items.keys()].filter((position) => {
    const item = items[position];
    return item?.action === 'none' && directionText(item) === directionText(step);
  });

/**
 * What is as wanted already needs nothing. Limits that somebody changed otherwise are not overwritten:
 * before anything of the direction was sent, one such change stops all of it, because its limits depend
 * on each other.
 */
function changedOutside(
  items: readonly StoredItem[],
  positions: readonly number[],
  untouched: boolean,
  rows: readonly LabelRow[],
): ReadonlyMap<number, Outcome> {
  const looked = positions.flatMap((position) => {
    const item = items[position];
    return item ? [{ position, item, now: limitNow(rows, item) }] : [];
  });
  // Somebody wished the same; or it was this plan, and the store is from a backup of before.
  const already = looked.filter(({ item, now }) => now === item.after);
  const open = looked.filter(({ item, now }) => now !== item.after);
  const changed = open.filter(({ item, now }) => now !== item.before);
  const stopped = untouched && changed.length > 0 ? open : changed;
  return new Map<number, Outcome>([
    ...already.map(({ position, item }) => [position, alreadySo(item)] as const),
    ...stopped.map(({ position, now }) => [position, portalChanged(now)] as const),
  ]);
}

const alreadySo = ({ after }: StoredItem): Outcome => ({ kind: 'unchanged', limit: after });

const portalChanged = (now: Limit | undefined): Outcome => ({
  kind: 'not_tried',
  reason: 'portal_changed',
  hubspot: null,
  ...(now === undefined ? {} : { now }),
});

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
  if (positions.length === 0) return null;
  for (let attempt = 1; ; attempt += 1) {
    const verdicts = await verdictsNow(parts, step, positions, attempt >= READ_BACKS);
    if (!verdicts.ok) return verdicts.failure;
    if (verdicts.value !== null) {
      await parts.record(verdicts.value);
      return null;
    }
    await parts.clock.sleep(READ_BACK_PAUSE_MS);
  }
}

/** The items' verdicts; null: one of them is not shown yet, and there is another look to come. */
async function verdictsNow(
  parts: Sending,
  step: Step,
  positions: readonly number[],
  isLast: boolean,
): Promise<Result<ReadonlyMap<number, Outcome> | null, HubSpotFailure>> {
  const items = itemsAt(parts, positions);
  // The last look says what is there instead, for which the labels are needed too.
  if (!isLast && tellByLimits(items)) {
    const limits = await readLimits(parts, step);
    if (!limits.ok) return limits;
    if (limits.value !== null) {
      return success(areAsWanted(limits.value, items) ? verdictsOf(parts, positions, saved) : null);
    }
  }
  const rows = await readWhole(parts, step);
  if (!rows.ok) return rows;
  const verdicts = verdictsOf(parts, positions, (item) => verdictOf(item, rows.value));
  const notShown = [...verdicts.values()].some(
    (outcome) => outcome.kind === 'unknown' && outcome.reason === 'not_shown_yet',
  );
  return success(notShown && !isLast ? null : verdicts);
}

const verdictsOf = (
  parts: Sending,
  positions: readonly number[],
  verdict: (item: StoredItem) => Outcome,
): ReadonlyMap<number, Outcome> =>
  new Map(
    positions.flatMap((position) => {
      const item = parts.items[position];
      return item ? [[position, verdict(item)] as const] : [];
    }),
  );
