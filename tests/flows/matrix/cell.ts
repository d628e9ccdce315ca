// One cell of the fault matrix: a place, one of its calls, a failure, once or for as long as the
// person tries. What is shown is true, and once the failure is gone everything ends well.
import { expect } from 'vitest';
import * as v from 'valibot';
import { historyPageSchema } from '#domain/history.ts';
import { errorBodySchema } from '#domain/wire.ts';
import type { Emulator } from '../emulator.ts';
import type { Answer } from '../world.ts';
import { callsOf, type Call } from './calls.ts';
import type { Failure } from './failures.ts';
import type { Act, Place } from './places.ts';
import { LONG_MS, type Stage } from './stage.ts';
import {
  expectNoSecret,
  expectTold,
  expectTruth,
  expectWrittenOnce,
  planIn,
  withoutChance,
} from './truth.ts';
import type { Wire } from './wire.ts';

export interface Healthy {
  readonly place: Place;
  readonly calls: readonly Call[];
  /** What the request, and the last look at what came of it, are answered. */
  readonly answer: Answer;
  readonly seen: Answer;
}

export interface Cell {
  readonly healthy: Healthy;
  readonly call: Call;
  readonly failure: Failure;
  readonly lasting: boolean;
}

export const nameOf = ({ healthy, call, failure, lasting }: Cell): string =>
  `${healthy.place.name} · ${call.kind} #${String(call.nth)} · ${failure.name} · ${lasting ? 'lasting' : 'once'}`;

/** What is waited for where the answer was no failure: a spent day's budget is looked at hourly. */
const LONGEST_WAIT_MS = 3_600_000;
const FOR_EVER = 10_000;
/** Pauses after which a job under a lasting failure is looked at. */
const PAUSES = 8;
/** Far more than any job needs that HubSpot lets work. */
const NO_PAUSES = 40;

/** The place without any failure: which calls it makes, and what is answered. */
export async function playHealthy(stage: Stage, place: Place): Promise<Healthy> {
  const { act } = await begin(stage, place);
  const { answer, seen } = await play(stage, act, NO_PAUSES);
  const calls = await stage.world.hubspot.calls();
  // What the browser asks of HubSpot is none of the server's calls.
  const ours = calls.filter(({ path }) => !path.endsWith('/authorize'));
  return { place, calls: callsOf(ours), answer, seen };
}

/** Plays the cell; throws where something does not hold. */
export async function playCell(stage: Stage, cell: Cell): Promise<void> {
  const { healthy } = cell;
  const { act, logged } = await begin(stage, healthy.place);
  const between = { hubspot: stage.world.hubspot, wire: stage.wire };
  await strike(between, cell);
  const first = await play(stage, act, PAUSES);
  expect(await hasStruck(between), 'The failure did not strike.').toBe(true);
  expectTold(first.answer, healthy.answer);
  expectTold(first.seen, healthy.seen);
  await expectTruth(stage, first.seen);
  await expectWrittenOnce(stage);
  await stage.mend();
  await heal(stage, first.answer);
  const second = await play(stage, act, NO_PAUSES);
  await expectTruth(stage, second.seen);
  if (!isWell(second.seen, healthy)) {
    const again = await play(stage, await act.afresh(), NO_PAUSES);
    await expectTruth(stage, again.seen);
    expect(isWell(again.seen, healthy), `${again.seen.text}\nis not ${healthy.seen.text}`).toBe(
      true,
    );
  }
  await expectWrittenOnce(stage);
  const answers = [first.answer, first.seen, second.answer, second.seen];
  expectNoSecret(stage, answers, stage.world.logLines.slice(logged).join(''));
}

async function begin(
  stage: Stage,
  place: Place,
): Promise<{ readonly act: Act; readonly logged: number }> {
  await stage.reset();
  const act = await place.begin(stage);
  await stage.clock.pass(LONG_MS);
  await stage.world.hubspot.forgetCalls();
  return { act, logged: stage.world.logLines.length };
}

async function play(
  stage: Stage,
  act: Act,
  pauses: number,
): Promise<{ readonly answer: Answer; readonly seen: Answer }> {
  const answer = await act.go();
  const left = await stage.jobs.work(pauses);
  if (pauses === NO_PAUSES) expect(left).toBe('idle');
  return { answer, seen: answer.status === 200 && act.look ? await act.look() : answer };
}

/** HubSpot, and the way there. */
interface Between {
  readonly hubspot: Emulator;
  readonly wire: Wire;
}

/** From now on the call fails so: once, or each time. */
export async function strike(
  { hubspot, wire }: Between,
  { call, failure, lasting }: Pick<Cell, 'call' | 'failure' | 'lasting'>,
): Promise<void> {
  const { method, path, nth: skip } = call;
  const times = lasting ? FOR_EVER : 1;
  if (failure.refuses) wire.refuse({ method, path, skip, times });
  if (failure.isSlow) wire.hurry({ method, path });
  for (const { fault, path: other } of failure.faults) {
    const match = other === undefined ? { method, path: path.source } : { path: other };
    const when = other === undefined ? { skip } : { skip: 1 };
    await hubspot.admin('POST', '/faults', { match, times, fault, ...when });
  }
}

/** Whether a failure struck since the calls were forgotten. */
export async function hasStruck({ hubspot, wire }: Between): Promise<boolean> {
  if (wire.struck() > 0) return true;
  return (await hubspot.calls()).some(({ fault }) => fault !== null);
}

/** The person does as they were told: waits, and installs again where access is gone. */
async function heal(stage: Stage, told: Answer): Promise<void> {
  const error = errorOf(told);
  await stage.clock.pass(error?.retryAfterMs ?? LONGEST_WAIT_MS);
  if (error?.code === 'missing_scope' || error?.code === 'disconnected') {
    await stage.world.install();
  } else await stage.connect();
}

function errorOf({ status, text }: Answer) {
  if (status === 200 || text.startsWith('<')) return null;
  return v.parse(errorBodySchema, JSON.parse(text)).error;
}

/** As if nothing had happened; of an applied plan, that every limit is as wanted. */
function isWell(seen: Answer, healthy: Healthy): boolean {
  if (essence(seen) === essence(healthy.seen)) return true;
  const plan = planIn(seen);
  return (
    plan?.state === 'done' &&
    plan.items.every(({ outcome }) => ['saved', 'unchanged'].includes(outcome.kind))
  );
}

/** Of a history its plans: that the app was installed again is told beside them. */
function essence({ status, text }: Answer): string {
  if (status !== 200 || !text.startsWith('{"entries"')) return withoutChance(text);
  const plans = v
    .parse(historyPageSchema, JSON.parse(text))
    .entries.filter(({ kind }) => kind === 'plan');
  return withoutChance(JSON.stringify(plans));
}
