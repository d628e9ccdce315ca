// Each fault does to the next matching calls what it says, and to no others.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { production, sandbox, testPortal, type TestPortal } from './hubspot.ts';
import { batch, hubspot, limitsOf } from './limits.ts';

const details = '/account-info/2026-03/details';
const pair = '0-3/0-8';

async function installed(): Promise<{ portal: TestPortal; token: string }> {
  const portal = await testPortal();
  return { portal, token: (await portal.install()).access_token };
}

test('a status fault answers a HubSpot error, or the body it was given', async () => {
  const { portal, token } = await installed();
  await portal.fault({ kind: 'status', status: 502 });
  await portal.fault({ kind: 'status', status: 524, body: { a: 1 }, headers: { 'x-edge': 'yes' } });
  const first = await portal.call('GET', details, { token });
  const second = await portal.call('GET', details, { token });
  expect([first.status, first.json]).toMatchObject([
    502,
    { status: 'error', category: 'INTERNAL_ERROR' },
  ]);
  expect([second.status, second.json, second.headers.get('x-edge')]).toEqual([
    524,
    { a: 1 },
    'yes',
  ]);
  expect((await portal.call('GET', details, { token })).status).toBe(200);
});

test('a fault strikes as often as asked, and only what it matches', async () => {
  const { portal, token } = await installed();
  const match = { method: 'POST', path: '^/crm/.*/batch/create$' };
  await portal.fault({ kind: 'status', status: 503 }, match, { times: 2 });
  expect((await portal.call('GET', details, { token })).status).toBe(200);
  const statuses = [];
  for (let attempt = 0; attempt < 3; attempt += 1) {
    statuses.push((await batch(portal, token, 'create', pair, [hubspot(19, 5)])).status);
  }
  expect(statuses).toEqual([503, 503, 201]);
});

test('a fault of one portal leaves the others alone', async () => {
  const { portal, token } = await installed();
  const other = (await portal.install(sandbox)).access_token;
  await portal.fault({ kind: 'locked' }, { path: details }, { portalId: production });
  expect((await portal.call('GET', details, { token: other })).status).toBe(200);
  expect((await portal.call('GET', details, { token })).status).toBe(423);
});

test.each(['TEN_SECONDLY_ROLLING', 'SECONDLY', 'DAILY'])(
  'a %s rate limit answers 429',
  async (policyName) => {
    const { portal, token } = await installed();
    await portal.fault({ kind: 'rate-limit', policyName });
    await portal.fault({ kind: 'rate-limit', policyName, retryAfter: 3 });
    const without = await portal.call('GET', details, { token });
    const withHeader = await portal.call('GET', details, { token });
    expect([without.status, without.json]).toMatchObject([
      429,
      {
        status: 'error',
        errorType: 'RATE_LIMIT',
        policyName,
        category: 'RATE_LIMITS',
        correlationId: without.headers.get('x-hubspot-correlation-id'),
      },
    ]);
    expect([without.headers.get('retry-after'), withHeader.headers.get('retry-after')]).toEqual([
      null,
      '3',
    ]);
  },
);

test('a migration answers 477 with Retry-After in seconds', async () => {
  const { portal, token } = await installed();
  await portal.fault({ kind: 'migration', retryAfterSeconds: 86_400 });
  const reply = await portal.call('GET', details, { token });
  expect([reply.status, reply.headers.get('retry-after')]).toEqual([477, '86400']);
});

test('not-json answers 200 with a page', async () => {
  const { portal, token } = await installed();
  await portal.fault({ kind: 'not-json' });
  const reply = await portal.call('GET', details, { token });
  expect([reply.status, reply.json, reply.text]).toEqual([
    200,
    undefined,
    expect.stringContaining('<p>'),
  ]);
});

test('a slow call takes effect at once and answers late', async () => {
  const { portal, token } = await installed();
  await portal.fault({ kind: 'slow', ms: 80 }, { method: 'POST' });
  const started = performance.now();
  const reply = batch(portal, token, 'create', pair, [hubspot(19, 5)]);
  await expect.poll(() => limitsOf(portal, token, pair)).toEqual({ 'HUBSPOT_DEFINED 19': 5 });
  expect((await reply).status).toBe(201);
  expect(performance.now() - started).toBeGreaterThanOrEqual(75);
});

test('a dropped call has no effect', async () => {
  const { portal, token } = await installed();
  await portal.fault({ kind: 'drop' });
  await expect(batch(portal, token, 'create', pair, [hubspot(19, 5)])).rejects.toThrow();
  expect(await limitsOf(portal, token, pair)).toEqual({});
});

test('a lost answer comes after the effect', async () => {
  const { portal, token } = await installed();
  await portal.fault({ kind: 'lost' });
  await expect(batch(portal, token, 'create', pair, [hubspot(19, 5)])).rejects.toThrow();
  expect(await limitsOf(portal, token, pair)).toEqual({ 'HUBSPOT_DEFINED 19': 5 });
});

test('a cut answer breaks off in the middle, after the effect', async () => {
  const { portal, token } = await installed();
  await portal.fault({ kind: 'cut' });
  await expect(batch(portal, token, 'create', pair, [hubspot(19, 5)])).rejects.toThrow();
  expect(await limitsOf(portal, token, pair)).toEqual({ 'HUBSPOT_DEFINED 19': 5 });
});

test.each([
  ['half-open', null],
  ['stall', 5],
])('%s: the connection stays open, and the answer never ends', async (kind, held) => {
  const { portal, token } = await installed();
  await portal.fault({ kind }, { method: 'POST' });
  const reply = batch(portal, token, 'create', pair, [hubspot(19, 5)]);
  const early = Symbol('still open');
  const first = await Promise.race([reply.catch(() => null), sleep(150, early)]);
  expect(first).toBe(early);
  const limits = held === null ? {} : { 'HUBSPOT_DEFINED 19': held };
  expect(await limitsOf(portal, token, pair)).toEqual(limits);
});

test('a fault lets as many calls through as it is told to', async () => {
  const { portal, token } = await installed();
  await portal.fault({ kind: 'locked' }, {}, { skip: 2, times: 1 });
  const statuses: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    statuses.push((await portal.call('GET', details, { token })).status);
  }
  expect(statuses).toEqual([200, 200, 423, 200]);
});

test.each([
  ['BAD_REFRESH_TOKEN', 'invalid_grant'],
  ['BAD_HUB', 'access_denied'],
  ['BAD_CLIENT_SECRET', 'invalid_client'],
  ['BAD_SCOPES', 'invalid_scope'],
])('an oauth fault %s strikes token calls only', async (status, error) => {
  const portal = await testPortal();
  const tokens = await portal.install();
  await portal.fault({ kind: 'oauth', status });
  expect((await portal.call('GET', details, { token: tokens.access_token })).status).toBe(200);
  const refused = await portal.refresh(tokens.refresh_token);
  expect([refused.status, refused.json]).toMatchObject([400, { status, error }]);
  expect((await portal.refresh(tokens.refresh_token)).status).toBe(200);
});

test('queued faults can be taken back, and a wrong fault is refused', async () => {
  const { portal, token } = await installed();
  await portal.fault({ kind: 'locked' }, {}, { times: 5 });
  await portal.control('DELETE', '/faults');
  expect((await portal.call('GET', details, { token })).status).toBe(200);
  for (const fault of [{ kind: 'gremlin' }, { kind: 'status' }, { kind: 'slow', ms: -1 }]) {
    expect((await portal.control('POST', '/faults', { fault })).status).toBe(400);
  }
  const pattern = { fault: { kind: 'cut' }, match: { path: '(' } };
  expect((await portal.control('POST', '/faults', pattern)).status).toBe(400);
});
