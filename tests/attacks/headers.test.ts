// What every answer tells the browser: pages, API, errors of every kind, and the one cookie there is.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { routes, type RouteName } from '#domain/wire.ts';
import { CLIENT_SECRET } from '../flows/emulator.ts';
import { signRequest } from '../flows/hubspot-request.ts';
import { startInstall } from '../flows/install-walk.ts';
import { PRODUCTION, startWorld, type World } from '../flows/world.ts';
import { requestsOf } from './from-schema.ts';
import { sendRaw, type RawAnswer } from './raw-request.ts';

const ORIGIN = 'https://atmost.example.com';

let world: World;
/** The same server as browsers reach it by https. */
let https: World;
beforeAll(async () => {
  world = await startWorld();
  await world.install(PRODUCTION);
  https = await startWorld('small', { environment: { PUBLIC_BASE_URL: ORIGIN } });
});
afterAll(async () => {
  await world.close();
  await https.close();
});

const names = Object.keys(routes) as RouteName[];

/** Helmet's, and ours. */
const EVERYWHERE: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
};

function expectSafe({ headers, text, status }: RawAnswer, what: string): void {
  expect(headers, what).toMatchObject(EVERYWHERE);
  expect(headers['x-powered-by'], what).toBeUndefined();
  expect(headers['access-control-allow-origin'], what).toBeUndefined();
  const policy = policyOf(headers['content-security-policy']);
  const styles = policy.get('style-src') ?? [];
  policy.delete('style-src');
  // Without a source of its own, everything that runs or loads falls back to default-src.
  expect(Object.fromEntries(policy), what).toEqual({
    ...{ 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
    ...{ 'base-uri': ["'none'"], 'form-action': ["'none'"] },
  });
  expect(styles.join(' '), what).toMatch(/^'sha256-[\w+/]{43}='$/);
  if (!/html/.test(headers['content-type'] ?? '')) return;
  expect(status, what).toBeLessThan(500);
  for (const [, style = ''] of text.matchAll(/<style>([^]*?)<\/style>/g)) {
    const hash = createHash('sha256').update(style).digest('base64');
    expect(styles, what).toContain(`'sha256-${hash}'`);
  }
  expect(text, what).not.toMatch(/<script|<iframe|<form|\son\w+=|\sstyle=|javascript:/i);
}

function policyOf(header: unknown): Map<string, string[]> {
  const parts = String(header).split(';');
  return new Map(parts.map((part) => [part.split(' ')[0] ?? '', part.split(' ').slice(1)]));
}

const textOf = (body: unknown): string => (body === undefined ? '' : JSON.stringify(body));

function ask(name: RouteName, change: (target: string) => string = (target) => target) {
  const [made] = fc.sample(requestsOf(name), { numRuns: 1, seed: 7 });
  if (!made) throw new Error('no sample');
  const { method, path, body } = made;
  const signing = { publicBaseUrl: world.url, clientSecret: CLIENT_SECRET, ...PRODUCTION };
  const { target, headers } = signRequest(signing, method, path, textOf(body));
  return sendRaw(world.url, method, change(target), headers, textOf(body));
}

test.for(names)('%s answers with them, well or badly', async (name) => {
  expectSafe(await ask(name), name);
  const unsigned = await ask(name, (target) => `${target}x`);
  expect(unsigned.code).toBe('unsigned');
  expectSafe(unsigned, `${name}, unsigned`);
});

const ADDRESSES: readonly (readonly [string, string])[] = [
  ['GET', '/'],
  ['GET', '/install'],
  ['GET', '/oauth/callback'],
  ['GET', '/oauth/callback?code=x&state=made-up-state-0123456789'],
  ['GET', '/scans/csv/x'],
  ['GET', '/healthz'],
  ['GET', '/readyz'],
  ['GET', '/openapi.json'],
  ['GET', '/setup.schema.json'],
  ['GET', '/nothing'],
  ['GET', '/%F0'],
  ['GET', '/api/plans/%F0'],
  ['GET', '/index.html/<script>alert(1)</script>'],
  ['HEAD', '/'],
  ['OPTIONS', '/'],
  ['OPTIONS', '/api/session'],
  ['TRACE', '/'],
  ['POST', '/'],
];

test.for(ADDRESSES)('%s %s answers with them, on http and on https', async ([method, target]) => {
  for (const { url } of [world, https]) {
    expectSafe(await sendRaw(url, method, target, {}), `${method} ${target}`);
  }
});

test('requests that are too large or compressed are answered with them', async () => {
  const headers = { 'x-hubspot-signature-v3': 'x' };
  const path = '/api/overview/drift/keep';
  const large = await sendRaw(world.url, 'POST', path, headers, 'x'.repeat(1_100_000));
  expect(large.status).toBe(413);
  expectSafe(large, 'too large');
  const squeezed = { ...headers, 'content-encoding': 'gzip' };
  const compressed = await sendRaw(world.url, 'POST', path, squeezed, 'x');
  expect(compressed.code).toBe('bad_request');
  expectSafe(compressed, 'compressed');
});

test('a bug is answered with them, and says nothing', async () => {
  const { db } = world.database;
  await sql`alter table kept_setups rename to kept_setups_away`.execute(db);
  const answer = await ask('keptSetups');
  await sql`alter table kept_setups_away rename to kept_setups`.execute(db);
  expect([answer.status, answer.code]).toEqual([500, 'internal']);
  expectSafe(answer, 'a bug');
  expect(answer.text).not.toMatch(/kept_setups|relation|\.ts/);
});

test('too many requests are answered with them', async () => {
  for (let round = 0; round < 200; round += 1) {
    const answer = await sendRaw(https.url, 'GET', '/nothing', {});
    if (answer.status !== 429) continue;
    expectSafe(answer, 'too many');
    return;
  }
  throw new Error('Two hundred requests were not too many.');
});

test('the one cookie is HttpOnly and SameSite; by https it is Secure and of this host only', async () => {
  const plain = await startInstall(world.url);
  expect(attributesOf(plain.cookieHeader)).toEqual([
    ...['httponly', 'max-age=600', 'path=/oauth/callback', 'samesite=lax'],
  ]);
  const { publicWorld, secure } = await installByHttps();
  try {
    expect(secure.cookie).toMatch(/^__Host-atmost_install_[\w-]{12}=[\w-]{43}$/);
    const attributes = ['httponly', 'max-age=600', 'path=/', 'samesite=lax', 'secure'];
    expect(attributesOf(secure.cookieHeader)).toEqual(attributes);
    // Taken back in the same words; a browser keeps a cookie with a prefix otherwise.
    const back = `/oauth/callback?code=x&state=${secure.state}`;
    const answer = await sendRaw(publicWorld.url, 'GET', back, { cookie: secure.cookie });
    const [cleared = ''] = answer.headers['set-cookie'] ?? [];
    expect(cleared).toContain(`${secure.cookie.split('=')[0] ?? ''}=;`);
    expect(attributesOf(cleared)).toEqual(attributes.filter((one) => !one.startsWith('max-age')));
    // It was read by its name with the prefix: HubSpot was asked about the code.
    expect(answer.text).toContain('already used');
    // The same value under the name that anybody could plant is no browser of this install.
    const again = await startInstall(publicWorld.url);
    const bare = again.cookie.replace('__Host-', '');
    const planted = `/oauth/callback?code=x&state=${again.state}`;
    const refused = await sendRaw(publicWorld.url, 'GET', planted, { cookie: bare });
    expect(refused.text).toContain('started in another browser');
  } finally {
    await publicWorld.close();
  }
});

/** A server of its own: the one above has used up its pages of this minute. */
async function installByHttps() {
  const publicWorld = await startWorld('small', { environment: { PUBLIC_BASE_URL: ORIGIN } });
  return { publicWorld, secure: await startInstall(publicWorld.url) };
}

function attributesOf(cookie: string): readonly string[] {
  const [, ...attributes] = cookie.split(';').map((part) => part.trim().toLowerCase());
  return attributes.filter((part) => !part.startsWith('expires=')).sort();
}

test('only the install sets a cookie', async () => {
  for (const target of ['/', '/nothing', '/healthz', '/openapi.json', '/scans/csv/x']) {
    const { headers } = await sendRaw(world.url, 'GET', target, {});
    expect(headers['set-cookie']).toBeUndefined();
  }
  for (const name of names) expect((await ask(name)).headers['set-cookie']).toBeUndefined();
});
