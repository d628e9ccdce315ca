// Every route there is, attacked in every way there is: both lists are tables, so that a new route
// joins by itself, and one that is neither in the table nor known to be public fails here.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as v from 'valibot';
import { requestBodies } from '#domain/requests/requests.ts';
import { routes, type RouteName } from '#domain/wire.ts';
import { CLIENT_SECRET } from '../flows/emulator.ts';
import { signRequest } from '../flows/hubspot-request.ts';
import { NOT_ADMIN, PRODUCTION, SANDBOX, startWorld, type World } from '../flows/world.ts';
import { requestsOf, type Made } from './from-schema.ts';
import { rowsOfPortals } from './portal-rows.ts';
import { sendRaw, type RawAnswer } from './raw-request.ts';

const names = Object.keys(routes) as RouteName[];
const PUBLIC = [
  ...['GET /healthz', 'GET /readyz', 'GET /openapi.json', 'GET /setup.schema.json'],
  ...['GET /', 'GET /install', 'GET /oauth/callback', 'GET /scans/csv/:token'],
];

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.install(PRODUCTION);
  await world.install(SANDBOX);
});
afterAll(() => world.close());

/** Sends the target as it is written. */
const send = (
  method: string,
  target: string,
  headers: Readonly<Record<string, string>>,
  body = '',
): Promise<RawAnswer> => sendRaw(world.url, method, target, headers, body);

const textOf = ({ body }: Made): string => (body === undefined ? '' : JSON.stringify(body));

function signed(made: Made, who = PRODUCTION, text = textOf(made)) {
  const signing = { publicBaseUrl: world.url, clientSecret: CLIENT_SECRET, ...who };
  return signRequest(signing, made.method, made.path, text);
}

const sampleOf = (name: RouteName): Made =>
  fc.sample(requestsOf(name), { numRuns: 1, seed: 7 })[0] ?? never();
function never(): never {
  throw new Error('no sample');
}

const held = (): Promise<string> => rowsOfPortals(world.database.db);

test('every address of the app is in the table or known to be public', () => {
  const layer = v.looseObject({
    route: v.optional(
      v.looseObject({ path: v.string(), methods: v.record(v.string(), v.boolean()) }),
    ),
    handle: v.unknown(),
  });
  const stackOf = (router: unknown): string[] => {
    if (router === null || (typeof router !== 'object' && typeof router !== 'function')) return [];
    // A router is a function with a stack, which valibot does not take for an object.
    const inside = v.safeParse(v.array(layer), 'stack' in router ? router.stack : null);
    if (!inside.success) return [];
    return inside.output.flatMap(({ route, handle }) =>
      route
        ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`)
        : stackOf(handle),
    );
  };
  const inTable = Object.values(routes).map(({ method, path }) => `${method} ${path}`);
  const registered = stackOf(world.app.router);
  expect(registered.sort()).toEqual([...inTable, ...PUBLIC].sort());
});

type Attack = readonly [
  string,
  (made: Made, name: RouteName) => Promise<RawAnswer>,
  readonly number[],
];

const raw = (made: Made, text: string): Promise<RawAnswer> => {
  const { target, headers } = signed(made, PRODUCTION, text);
  return send(made.method, target, headers, text);
};
const skewed = (made: Made, skewMs: number): Promise<RawAnswer> => {
  const signing = { publicBaseUrl: world.url, clientSecret: CLIENT_SECRET, skewMs, ...PRODUCTION };
  const { target, headers } = signRequest(signing, made.method, made.path, textOf(made));
  return send(made.method, target, headers, textOf(made));
};

const attacks: readonly Attack[] = [
  ['unsigned', (made) => send(made.method, signed(made).target, {}, textOf(made)), [401]],
  [
    'signed for another portal',
    (made) => {
      const { headers } = signed(made, SANDBOX);
      return send(made.method, signed(made).target, headers, textOf(made));
    },
    [401],
  ],
  [
    'with a portal named twice',
    (made) =>
      raw(
        { ...made, path: `${made.path}${made.path.includes('?') ? '&' : '?'}portalId=1` },
        textOf(made),
      ),
    [401],
  ],
  ['stale', (made) => skewed(made, -301_000), [401]],
  ['of the future', (made) => skewed(made, 360_000), [401]],
  ['over 1 MB', (made) => raw(made, JSON.stringify('x'.repeat(1_100_000))), [413]],
  ['that is not JSON', (made) => raw(made, '{"changes":'), [400]],
  ['nested 100,000 deep', (made) => raw(made, '['.repeat(100_000) + ']'.repeat(100_000)), [400]],
  ['with __proto__', (made) => raw(made, '{"__proto__":{"admin":true},"a":1}'), [400]],
  ['with constructor', (made) => raw(made, '{"constructor":{"prototype":{"admin":true}}}'), [400]],
  ['that is a list', (made) => raw(made, '[{"a":1}]'), [400]],
];

const attempts = names.flatMap((name) =>
  attacks.map(([what, run, statuses]) => [name, what, run, statuses] as const),
);

test.for(attempts)('%s refuses a request %s', async ([name, , run, statuses]) => {
  const before = await held();
  const { status, code } = await run(sampleOf(name), name);
  expect(statuses).toContain(status);
  expect(code).not.toBeNull();
  expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  expect(await held()).toBe(before);
});

const withParameters = names.filter((name) => routes[name].path.includes(':'));
test.for(withParameters)('%s takes no tricks in its address for an id', async (name) => {
  const { method, path } = routes[name];
  const body = textOf(sampleOf(name));
  for (const trick of [
    '%2e%2e',
    '..%2f..%2f',
    '%00',
    '%2527',
    '__proto__',
    'a%2Fb',
    '%F0%9F',
    '[]',
  ]) {
    const target = path.replaceAll(/:\w+/g, trick);
    const { status, code } = await raw({ method, path: target, body: undefined }, body);
    expect([400, 401, 404], `${trick}: ${String(status)}`).toContain(status);
    expect(code).not.toBeNull();
  }
});

const writing = names.filter((name) => routes[name].method !== 'GET' && name in requestBodies);
test.for(writing)('%s answers a non-admin and a replay without a crash', async (name) => {
  const made = sampleOf(name);
  const { target, headers } = signed(made, NOT_ADMIN);
  const first = await send(made.method, target, headers, textOf(made));
  const again = await send(made.method, target, headers, textOf(made));
  expect([again.status, again.code]).toEqual([first.status, first.code]);
  expect(first.status).toBeLessThan(500);
});
