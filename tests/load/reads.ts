// What panels ask for while they are open, by all portals at once, and what the server holds meanwhile.
import { randomUUID } from 'node:crypto';
import autocannon from 'autocannon';
import { untilAtRest, type Held, type LoadWorld } from './world.ts';

/** As `hubspot.fetch` allows: so many requests of an app in a portal at once, 15 seconds each. */
export const AT_ONCE = 20;
const TIMEOUT_SECONDS = 15;
/** Of one portal; beyond 1,200 a minute the server refuses, which has tests of its own. */
const MOST_PER_SECOND = 15;
const SAMPLE_MS = 1_000;
const REST_WITHIN_MS = 15_000;
/** Beside one's connections: what libraries open and close at will. */
const LOOSE_HANDLES = 5;

const paths = [
  ...['session', 'rights', 'object-types', 'overview', 'history', 'setups', 'overview/drift'],
];
const document = {
  version: 1,
  limits: [
    {
      ...{ from: 'contact', to: 'company', label: 'consultant', labelText: 'Consultant' },
      ...{ category: 'USER_DEFINED', limit: 3 },
    },
  ],
};
const setup = JSON.stringify({ name: 'Load', document });

export interface LoadResult {
  readonly requests: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Answers that were no success, and requests without an answer. */
  readonly failed: number;
  /** Of those, the ones that were no answer at all. */
  readonly unanswered: number;
  readonly before: Held;
  readonly after: Held;
  /** Medians of the memory in the second quarter and in the last. */
  readonly rssMb: { readonly early: number; readonly late: number; readonly most: number };
}

/** Every portal sends so many requests at once for so many seconds, each signed anew. */
export async function loadWithReads(
  world: LoadWorld,
  seconds: number,
  atOnce = AT_ONCE,
): Promise<LoadResult> {
  const setupIds = new Map(world.portals.map((portal) => [portal, randomUUID()]));
  /** The requests of one connection, which belongs to a portal: no portal has more at once. */
  const requestsOf = (portal: number, first: number) => {
    let turn = first;
    const next = () => {
      const path = paths[turn % (paths.length + 1)];
      turn += 1;
      // One in eight writes: a setup that is kept again as it was.
      return path === undefined
        ? { method: 'PUT', path: `/api/setups/${setupIds.get(portal) ?? ''}`, body: setup }
        : { method: 'GET', path: `/api/${path}`, body: '' };
    };
    return {
      setupRequest(usual: object) {
        const { method, path, body } = next();
        const { target, headers } = world.sign(portal, method, path, body);
        return { ...usual, method, path: target, headers, ...(body ? { body } : {}) };
      },
    };
  };
  const [anyPortal = 0] = world.portals;
  const send = (duration: number) => {
    let connected = 0;
    return autocannon({
      ...{ url: world.url, connections: world.portals.length * atOnce, duration },
      timeout: TIMEOUT_SECONDS,
      overallRate: world.portals.length * MOST_PER_SECOND,
      requests: [requestsOf(anyPortal, 0)],
      setupClient(client) {
        const portal = world.portals[connected % world.portals.length] ?? anyPortal;
        client.setRequests([requestsOf(portal, Math.floor(connected / world.portals.length))]);
        connected += 1;
      },
    });
  };
  const quiet = world.held();
  // What is kept from the first use on (caches, compiled code) is no growth.
  await send(Math.min(10, seconds / 4));
  const before = await untilAtRest(world, quiet.handles + LOOSE_HANDLES, REST_WITHIN_MS);
  const samples: Held[] = [];
  const sampling = setInterval(() => samples.push(world.held()), SAMPLE_MS);
  const result = await send(seconds);
  clearInterval(sampling);
  const after = await untilAtRest(world, before.handles + LOOSE_HANDLES, REST_WITHIN_MS);
  const memory = samples.map(({ rssMb }) => rssMb);
  const quarter = memory.length / 4;
  return {
    requests: result.requests.total,
    perSecond: Math.round(result.requests.average),
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    maxMs: result.latency.max,
    failed: result.non2xx + result.errors,
    unanswered: result.errors,
    ...{ before, after },
    rssMb: {
      early: median(memory.slice(quarter, 2 * quarter)),
      late: median(memory.slice(-quarter)),
      most: Math.max(...memory),
    },
  };
}

/** The middle one. */
export function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[values.length >> 1] ?? Number.NaN;
}
