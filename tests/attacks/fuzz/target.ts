// The real server with things in it, requests that nearly fit its routes, and a HubSpot that goes mad.
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { failed, success } from '#domain/result.ts';
import { routes, type RouteName } from '#domain/wire.ts';
import { systemClock, type Clock } from '../../../server/clock.ts';
import { sendHttp, type SendHttp } from '../../../server/hubspot/http.ts';
import { CLIENT_SECRET } from '../../flows/emulator.ts';
import { signRequest } from '../../flows/hubspot-request.ts';
import { noLimits } from '../../flows/no-limits.ts';
import { fillProduction, samples } from '../../flows/route-samples.ts';
import { NOT_ADMIN, PRODUCTION, SANDBOX, startWorld, type Who } from '../../flows/world.ts';
import { requestsOf } from '../from-schema.ts';
import { sendRaw, type RawAnswer } from '../raw-request.ts';
import type { Spoiled } from './hubspot-answers.ts';
import { changes, exchanges } from './spoil.ts';

export interface Made {
  readonly name: RouteName;
  readonly path: string;
  readonly body: string;
  readonly who: Who;
}

export interface Target {
  readonly requests: fc.Arbitrary<Made>;
  send(made: Made): Promise<RawAnswer>;
  /** From now on HubSpot's answers are spoiled in these ways, one in two. */
  spoilHubSpot(ways: readonly Spoiled[]): void;
  /** What the server logged as a bug of its own. */
  bugs(): readonly string[];
  close(): Promise<void>;
}

/** Waits are cut short, and the time goes on as it does: signatures and leases stay in order. */
const impatient: Clock = {
  now: () => systemClock.now(),
  sleep: (milliseconds) => (milliseconds < 5 ? systemClock.sleep(milliseconds) : setImmediate()),
};

/** A server that works on plans, readings and scans meanwhile. */
export async function startTarget(): Promise<Target> {
  let ways: readonly Spoiled[] = [];
  let calls = 0;
  const send: SendHttp = async (request) => {
    const sent = await sendHttp(request);
    calls += 1;
    const way = ways[calls % (2 * ways.length)];
    if (!way || !sent.ok) return sent;
    const { correlationId } = sent.value;
    const headers = new Headers(way.headers);
    const body = parsed(way.body(sent.value.body));
    if (way.cutAt !== null) return failed({ reason: 'cut' });
    return body === undefined
      ? failed({ reason: 'not_json', status: way.status, headers, correlationId })
      : success({ status: way.status, headers, body, correlationId });
  };
  // The limits have tests of their own; here half of all requests would never get past them.
  const world = await startWorld('small', { send, clock: impatient, limits: noLimits });
  await world.hubspot.admin('PUT', '/settings', { rateLimit: 100_000 });
  await world.install(PRODUCTION);
  await world.install(SANDBOX);
  const ids = await fillProduction(world);
  return {
    requests: requestsNear((name) => samples[name](ids)),
    async send({ name, path, body, who }) {
      // A spoiled 429 may ask for a week of silence, and nothing would be asked of HubSpot any more.
      await world.database.db.deleteFrom('portal_pace').execute();
      const signing = { publicBaseUrl: world.url, clientSecret: CLIENT_SECRET, ...who };
      const { method } = routes[name];
      const { target, headers } = signRequest(signing, method, path, body);
      return sendRaw(world.url, method, target, headers, body);
    },
    spoilHubSpot(given) {
      ways = given;
    },
    bugs: () =>
      world.logLines.filter((line) => /"event":"(unexpected|job_failed|queue_error)"/.test(line)),
    close: () => world.close(),
  };
}

function parsed(text: string): unknown {
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface Good {
  readonly path: string;
  readonly body?: unknown;
}

const names = Object.keys(routes) as RouteName[];

/** Good requests of every route, most of them spoiled: address, body as JSON, body as text. */
function requestsNear(goodOf: (name: RouteName) => readonly Good[]): fc.Arbitrary<Made> {
  return fc.constantFrom(...names).chain((name) =>
    fc
      .record({
        good: fc.oneof(fc.constantFrom(...goodOf(name)), requestsOf(name)),
        how: fc.constantFrom('address', 'values', 'values', 'text', 'not at all'),
        values: exchanges,
        text: changes,
        who: fc.constantFrom(PRODUCTION, PRODUCTION, SANDBOX, NOT_ADMIN),
      })
      .map(({ good, how, values, text, who }): Made => {
        const { path, body } = good;
        const spoiled = how === 'values' ? values(body ?? {}) : body;
        const sent = spoiled === undefined ? '' : JSON.stringify(spoiled);
        return {
          ...{ name, who },
          path: how === 'address' ? sendable(text(path), path) : path,
          body: how === 'text' ? text(sent).toWellFormed() : sent,
        };
      }),
  );
}

/** HTTP carries no other letters in an address, and Node takes no longer one. */
function sendable(path: string, otherwise: string): string {
  const letters = path.replaceAll(/[^\x21-\x7e]|#/g, (letter) =>
    encodeURIComponent(letter.toWellFormed()),
  );
  return letters.startsWith('/') && letters.length < 8_000 ? letters : otherwise;
}
