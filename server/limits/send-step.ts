// Sends one step of a plan and says, for each of its items, what HubSpot answered. Items that cannot
// be told apart in a batch are sent again in halves until each stands alone, which also finds the
// largest batch that HubSpot takes; a lost answer is read back before anything is sent again, so
// nothing is ever written blindly twice.
import type { Outcome } from '#domain/outcome.ts';
import { failed, success, type Result } from '#domain/result.ts';
import type { Operation, Step } from '#domain/steps.ts';
import type { Clock } from '../clock.ts';
import type { Associations, LimitInput } from '../hubspot/associations.ts';
import { PATIENT } from '../hubspot/client.ts';
import type { HubSpotFailure } from '../hubspot/failure.ts';
import type { PortalId } from '../ids.ts';
import type { StoredItem } from '../storage/plan-items.ts';
import { matchAnswer, type InputVerdict } from './match.ts';
import { limitNow } from './verdict.ts';

export interface Sending {
  readonly clock: Clock;
  readonly associations: Associations;
  readonly portal: PortalId;
  readonly items: readonly StoredItem[];
  /** Records outcomes the moment they are known, so that a killed server knows what it had sent. */
  readonly record: (outcomes: ReadonlyMap<number, Outcome>) => Promise<void>;
}

/** Failures that end or pause the whole direction; everything else is an outcome of its item. */
export type StepFailure = Exclude<HubSpotFailure, { code: 'refused' }>;

/** A lost answer is read back and, where the write is not there, sent again this often. */
const MAX_SENDS = 3;

/** A job sleeps no longer than any of its calls may take. */
const LONGEST_SLEEP_MS = PATIENT.totalMs;

/** Sends the step. On failure, items without a recorded answer are as they were before. */
export async function sendStep(sending: Sending, step: Step): Promise<Result<null, StepFailure>> {
  await sending.record(outcomesFor(step.positions, { kind: 'sending' }));
  return sendPositions(sending, step, step.positions, FIRST_SEND);
}

/** What an interrupted send left behind: read back, keep what is there, send the rest. */
export async function resumeStep(
  sending: Sending,
  step: Step,
  positions: readonly number[],
): Promise<Result<null, StepFailure>> {
  return afterLostAnswer(sending, step, positions, 1);
}

/** What came before a send of the same items. */
interface History {
  /** Counts the sends of which the answer was lost. */
  readonly attempt: number;
  /** Whether an earlier send may have taken effect, whatever becomes of this one. */
  readonly mayBeThere: boolean;
}

const FIRST_SEND: History = { attempt: 1, mayBeThere: false };

async function sendPositions(
  sending: Sending,
  step: Step,
  positions: readonly number[],
  history: History,
): Promise<Result<null, StepFailure>> {
  const chosen = positions.map((position) => ({ position, item: itemAt(sending, position) }));
  const inputs = chosen.map(({ item }) => inputOf(item, step.operation));
  const answer = await sending.associations.write(
    sending.portal,
    step.from,
    step.to,
    step.operation,
    inputs,
    PATIENT,
  );
  if (!answer.ok) return afterFailure(sending, step, positions, history, answer.failure);
  const verdicts = matchAnswer(step.operation, inputs, answer.value);
  const answered = new Map<number, Outcome>();
  const unclear: number[] = [];
  for (const [index, { position }] of chosen.entries()) {
    const verdict = verdicts[index] ?? { kind: 'unclear' };
    const mayBeSentAlone = verdict.kind === 'unclear' && positions.length > 1;
    if (mayBeSentAlone) unclear.push(position);
    else answered.set(position, provisional(verdict));
  }
  await sending.record(answered);
  return sendHalves(sending, step, unclear, true);
}

async function sendHalves(
  sending: Sending,
  step: Step,
  positions: readonly number[],
  mayBeThere: boolean,
): Promise<Result<null, StepFailure>> {
  if (positions.length === 0) return success(null);
  const middle = Math.ceil(positions.length / 2);
  const [half, rest] = [positions.slice(0, middle), positions.slice(middle)];
  const history = { attempt: 1, mayBeThere };
  const sent = await sendPositions(sending, step, half, history);
  if (sent.ok) return rest.length === 0 ? sent : sendPositions(sending, step, rest, history);
  // Of a batch that HubSpot refused as a whole, the rest was not sent again.
  if (!mayBeThere) await sending.record(outcomesFor(rest, { kind: 'waiting' }));
  return sent;
}

async function afterFailure(
  sending: Sending,
  step: Step,
  positions: readonly number[],
  history: History,
  failure: HubSpotFailure,
): Promise<Result<null, StepFailure>> {
  if (failure.code === 'unavailable') {
    // The plan is paused for so long. The items stay 'sending': whoever goes on reads back first.
    if (failure.retryAfterMs > LONGEST_SLEEP_MS) return failed(failure);
    // HubSpot asks for a few seconds after a 5xx; a late write may also still land meanwhile.
    await sending.clock.sleep(failure.retryAfterMs);
    return afterLostAnswer(sending, step, positions, history.attempt + 1);
  }
  if (failure.code !== 'refused') {
    // Surely not executed: the items may be sent again later as if nothing had happened, unless an
    // earlier send may have worked. Those stay 'sending': whoever goes on reads back first.
    if (!history.mayBeThere) await sending.record(outcomesFor(positions, { kind: 'waiting' }));
    return failed(failure);
  }
  if (positions.length > 1) return sendHalves(sending, step, positions, history.mayBeThere);
  await sending.record(
    outcomesFor(positions, { kind: 'refused', reason: 'other', hubspot: failure.hubspot }),
  );
  return success(null);
}

async function afterLostAnswer(
  sending: Sending,
  step: Step,
  positions: readonly number[],
  attempt: number,
): Promise<Result<null, StepFailure>> {
  // Whole: by its limits alone, a label that is gone looks like a write that did not happen.
  const rows = await sending.associations.readDirection(
    sending.portal,
    step.from,
    step.to,
    PATIENT,
  );
  if (!rows.ok) {
    // The items stay 'sending': whoever goes on reads back first.
    return failed(rows.failure.code === 'refused' ? unreadable(rows.failure) : rows.failure);
  }
  const known = new Map<number, Outcome>();
  const again: number[] = [];
  for (const position of positions) {
    const item = itemAt(sending, position);
    const now = limitNow(rows.value, item);
    if (now === item.after) known.set(position, { kind: 'checking' });
    else if (now !== item.before) {
      const reason = now === undefined ? 'type_not_found' : 'changed_meanwhile';
      known.set(position, { kind: 'refused', reason, hubspot: null });
    } else if (attempt > MAX_SENDS) {
      known.set(position, { kind: 'unknown', reason: 'answer_lost', hubspot: null });
    } else again.push(position);
  }
  await sending.record(known);
  return again.length === 0
    ? success(null)
    : sendPositions(sending, step, again, { attempt, mayBeThere: true });
}

/** A direction that could be read before and is refused now: treated like any outage. */
const unreadable = (failure: HubSpotFailure): StepFailure => ({
  code: 'unavailable',
  retryAfterMs: 2_000,
  hubspot: failure.hubspot,
});

function provisional(verdict: InputVerdict): Outcome {
  switch (verdict.kind) {
    case 'refused':
      return { kind: 'refused', reason: 'other', hubspot: verdict.hubspot };
    case 'accepted':
    case 'unclear':
      // PENDING, PROCESSING, or a clean answer that names nothing: only the read-back can tell.
      return { kind: 'checking' };
  }
}

function inputOf(item: StoredItem, operation: Operation): LimitInput {
  const type = { category: item.category, typeId: item.typeId };
  if (operation === 'purge' || item.after === null) return type;
  return { ...type, maxToObjectIds: item.after };
}

function itemAt(sending: Sending, position: number): StoredItem {
  const item = sending.items[position];
  if (!item) throw new RangeError(`The plan has no item ${String(position)}.`);
  return item;
}

const outcomesFor = (
  positions: readonly number[],
  outcome: Outcome,
): ReadonlyMap<number, Outcome> => new Map(positions.map((position) => [position, outcome]));
