// Genuine requests altered on their way, sent letter by letter to the real server: what HubSpot did not
// sign as it stands is answered with an error and changes nothing.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { routes, type RouteName } from '#domain/wire.ts';
import { CLIENT_SECRET } from '../flows/emulator.ts';
import { signRequest } from '../flows/hubspot-request.ts';
import { PRODUCTION, startWorld, type World } from '../flows/world.ts';
import { requestsOf } from './from-schema.ts';
import { rowsOfPortals } from './portal-rows.ts';
import { sendRaw } from './raw-request.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.install(PRODUCTION);
});
afterAll(() => world.close());

interface OnTheWay {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const SIGNATURE = 'x-hubspot-signature-v3';
const TIME = 'x-hubspot-request-timestamp';
/** Below the refusals that the server takes per minute and address; more would all be 429. */
const RUNS = 280;

const names = Object.keys(routes) as RouteName[];
const requests = fc.constantFrom(...names).chain((name) =>
  requestsOf(name).map(({ method, path, body }): OnTheWay => {
    const text = body === undefined ? '' : JSON.stringify(body);
    const signing = { publicBaseUrl: world.url, clientSecret: CLIENT_SECRET, ...PRODUCTION };
    return { method, body: text, ...signRequest(signing, method, path, text) };
  }),
);

const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'HEAD', 'PATCH'];

/** One letter of a text becomes another that HTTP can carry there. */
function otherLetter(text: string, at: number, bit: number): string {
  const place = at % text.length;
  const letter = String.fromCharCode(text.charCodeAt(place) ^ (1 << (bit % 7)));
  const sent = /[\w\-.~/?&=%]/.test(letter) ? letter : text[place] === 'x' ? 'y' : 'x';
  return text.slice(0, place) + sent + text.slice(place + 1);
}

function withHeader(request: OnTheWay, name: string, value: string): OnTheWay {
  return { ...request, headers: { ...request.headers, [name]: value } };
}

type Altering = (request: OnTheWay, at: number, bit: number) => OnTheWay;

const alterings: Readonly<Record<string, Altering>> = {
  method: (request, at) => {
    const others = METHODS.filter((method) => method !== request.method);
    return { ...request, method: others[at % others.length] ?? 'HEAD' };
  },
  address: (request, at, bit) => ({ ...request, target: otherLetter(request.target, at + 1, bit) }),
  'query order': (request) => {
    const [path = '', query = ''] = request.target.split('?');
    const [first = '', ...others] = query.split('&');
    return { ...request, target: `${path}?${[...others, first].join('&')}` };
  },
  body: (request, at, bit) =>
    request.body === ''
      ? { ...request, body: '{}' }
      : { ...request, body: otherLetter(request.body, at, bit) },
  time: (request, at, bit) =>
    withHeader(request, TIME, otherLetter(request.headers[TIME] ?? '', at, bit)),
  signature: (request, at, bit) =>
    withHeader(request, SIGNATURE, otherLetter(request.headers[SIGNATURE] ?? '', at, bit)),
  'the body, moved into the address': (request) => ({
    ...request,
    target: `${request.target}${request.body.replaceAll(' ', '')}`,
    body: request.body === '' ? '{}' : '',
  }),
  'the end of the query, moved into the body': (request, at) => ({
    ...request,
    target: request.target.slice(0, -1 - (at % 20)),
    body: request.target.slice(-1 - (at % 20)) + request.body,
  }),
};

test('no altered request is acted upon', async () => {
  const before = await rowsOfPortals(world.database.db);
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(
      ...[requests, fc.constantFrom(...Object.keys(alterings)), fc.nat(), fc.nat()],
      async (request, what, at, bit) => {
        const sent = alterings[what]?.(request, at, bit) ?? request;
        fc.pre(isSendable(sent.target) && !isSame(sent, request));
        const { method, target, headers, body } = sent;
        const answer = await sendRaw(world.url, method, target, headers, body);
        // 404: another method or address has no route at all.
        expect([400, 401, 404], `${what}: ${method} ${target}`).toContain(answer.status);
        seen.set(what, (seen.get(what) ?? 0) + 1);
      },
    ),
    { numRuns: RUNS },
  );
  expect([...seen.keys()].sort()).toEqual(Object.keys(alterings).sort());
  expect(await rowsOfPortals(world.database.db)).toBe(before);
});

/** Node sends no other letters in an address. */
const isSendable = (target: string): boolean => /^[\x21-\x7e]+$/.test(target);

/** %3a is %3A: another way to write what HubSpot signed. */
const isSame = (one: OnTheWay, other: OnTheWay): boolean =>
  JSON.stringify({ ...one, target: upperEscapes(one.target) }) ===
  JSON.stringify({ ...other, target: upperEscapes(other.target) });

const upperEscapes = (target: string): string =>
  target.replaceAll(/%[\da-f]{2}/gi, (escape) => escape.toUpperCase());
