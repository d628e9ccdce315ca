// One portal that is scanned and asked as much as HubSpot allows, and another that applies meanwhile.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { planViewSchema } from '#domain/wire.ts';
import { AT_ONCE, median } from './reads.ts';
import type { LoadWorld } from './world.ts';

const RECORDS = 1_000_000;
const LATENCY_MS = 40;
const TOO_MANY = 429;

export interface NoisyResult {
  /** Medians of the time from asking for a plan to its end. */
  readonly aloneMs: number;
  readonly besideMs: number;
  /** Requests that the noisy portal had answered meanwhile, and those that were too many. */
  readonly flooded: number;
  readonly stopped: number;
}

/** Applies in one portal, first alone, then beside the noise of another, so many times each. */
export async function applyBesideNoise(world: LoadWorld, runs: number): Promise<NoisyResult> {
  const [noisy = 0, other = 0] = world.portals;
  await world.admin('PUT', '/settings', { rateLimit: 110, latencyMs: LATENCY_MS });
  await world.admin('PUT', '/records', { portalId: noisy, objectType: '0-1', count: RECORDS });
  await apply(world, other);
  const alone = await times(runs, () => apply(world, other));
  // Nobody ends it: the server is stopped next.
  await send(world, noisy, 'PUT', `/api/scans/${randomUUID()}`, { from: '0-1', to: '0-2' });
  const flood = { ended: false, answers: 0, stopped: 0 };
  const flooding = Array.from({ length: AT_ONCE }, async () => {
    while (!flood.ended) {
      const answer = await ask(world, noisy, 'GET', '/api/overview');
      await answer.arrayBuffer();
      // Beyond its requests a minute a portal is told to wait; this one does not.
      if (answer.status === TOO_MANY) flood.stopped += 1;
      else flood.answers += 1;
    }
  });
  const beside = await times(runs, () => apply(world, other));
  flood.ended = true;
  await Promise.all(flooding);
  return {
    aloneMs: median(alone),
    besideMs: median(beside),
    flooded: flood.answers,
    stopped: flood.stopped,
  };
}

async function times(runs: number, measure: () => Promise<number>): Promise<number[]> {
  const all: number[] = [];
  for (let run = 0; run < runs; run += 1) all.push(await measure());
  return all;
}

let limit = 5;

/** Milliseconds from asking for the plan to its end. */
async function apply(world: LoadWorld, portal: number): Promise<number> {
  limit += 1;
  const path = `/api/plans/${randomUUID()}`;
  const type = { from: '0-1', to: '0-2', category: 'HUBSPOT_DEFINED', typeId: 279 };
  const begun = performance.now();
  await send(world, portal, 'PUT', path, { changes: [{ ...type, limit }] });
  let plan = v.parse(planViewSchema, await send(world, portal, 'POST', `${path}/apply`));
  while (plan.state !== 'done') {
    await sleep(50);
    plan = v.parse(planViewSchema, await send(world, portal, 'GET', path));
  }
  const [item] = plan.items;
  if (item?.outcome.kind !== 'saved') throw new Error(`Not saved: ${JSON.stringify(item)}`);
  return performance.now() - begun;
}

async function send(
  world: LoadWorld,
  portal: number,
  method: string,
  path: string,
  body?: object,
): Promise<unknown> {
  const response = await ask(world, portal, method, path, body);
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${text}`);
  return JSON.parse(text);
}

/** Sends as HubSpot would. */
function ask(
  world: LoadWorld,
  portal: number,
  method: string,
  path: string,
  body?: object,
): Promise<Response> {
  const text = body ? JSON.stringify(body) : '';
  const { target, headers } = world.sign(portal, method, path, text);
  return fetch(world.url + target, {
    ...{ method, headers },
    ...(text === '' ? {} : { body: text }),
  });
}
