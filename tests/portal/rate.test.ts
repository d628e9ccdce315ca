// The rolling window of each portal, by a clock in hand.
import { expect, test } from 'vitest';
import { sandbox, testPortal, type Reply, type TestPortal } from './hubspot.ts';
import { configurations } from './limits.ts';

const details = '/account-info/2026-03/details';

async function installed(): Promise<{ portal: TestPortal; token: string }> {
  const portal = await testPortal();
  return { portal, token: (await portal.install()).access_token };
}

const ask = async (
  portal: TestPortal,
  token: string,
  times: number,
  path = details,
): Promise<Reply[]> => {
  const replies: Reply[] = [];
  for (let index = 0; index < times; index += 1)
    replies.push(await portal.call('GET', path, { token }));
  return replies;
};

test('110 calls fit into ten seconds, the 111th answers 429 in HubSpot’s words', async () => {
  const { portal, token } = await installed();
  const replies = await ask(portal, token, 111);
  expect(replies.filter((reply) => reply.status === 200)).toHaveLength(110);
  const last = replies.at(-1);
  expect([last?.status, last?.json]).toMatchObject([
    429,
    {
      message: 'You have reached your ten_secondly_rolling limit.',
      policyName: 'TEN_SECONDLY_ROLLING',
      category: 'RATE_LIMITS',
    },
  ]);
  expect(last?.headers.get('retry-after')).toBeNull();
});

test('every answer says what is left of the window', async () => {
  const { portal, token } = await installed();
  const [first, second] = await ask(portal, token, 2);
  const header = (reply: Reply | undefined, name: string): string | null =>
    reply?.headers.get(`x-hubspot-ratelimit-${name}`) ?? null;
  expect([header(first, 'max'), header(first, 'interval-milliseconds')]).toEqual(['110', '10000']);
  expect([header(first, 'remaining'), header(second, 'remaining')]).toEqual(['109', '108']);
});

test('the window rolls: what was used first comes back first', async () => {
  const { portal, token } = await installed();
  await portal.control('PUT', '/settings', { rateLimit: 2 });
  const statuses: number[] = [];
  for (const step of [0, 6000, 3999, 1, 0, 5999, 1]) {
    portal.clock.now += step;
    statuses.push((await portal.call('GET', details, { token })).status);
  }
  // At 0 s, 6 s, 9.999 s (full), 10 s (the first is free again), 10 s (full), 15.999 s, 16 s.
  expect(statuses).toEqual([200, 200, 429, 200, 429, 429, 200]);
});

// As docs/portal.md has it.
test('what is refused for its own sake counts, a 401 and a 429 do not', async () => {
  const { portal, token } = await installed();
  await portal.control('PUT', '/settings', { rateLimit: 3 });
  const statuses: number[] = [];
  for (const sent of ['foreign', token, token, token, token]) {
    const reply = await portal.call('GET', '/settings/users/2026-03/999', { token: sent });
    statuses.push(reply.status);
  }
  expect(statuses).toEqual([401, 404, 404, 404, 429]);
  portal.clock.now += 10_000;
  expect((await portal.call('GET', details, { token })).status).toBe(200);
});

test('portals do not share a window', async () => {
  const { portal, token } = await installed();
  const other = (await portal.install(sandbox)).access_token;
  await portal.control('PUT', '/settings', { rateLimit: 1 });
  expect((await portal.call('GET', details, { token })).status).toBe(200);
  expect((await portal.call('GET', details, { token })).status).toBe(429);
  expect((await portal.call('GET', details, { token: other })).status).toBe(200);
});

test('limit and label calls count, unless a setting exempts them', async () => {
  const { portal, token } = await installed();
  const paths = [`${configurations}/0-3/0-2`, '/crm/associations/2026-03/0-3/0-2/labels'];
  const statuses = async (): Promise<number[]> => {
    const replies = [];
    for (const path of paths) replies.push(...(await ask(portal, token, 2, path)));
    return replies.map((reply) => reply.status);
  };
  await portal.control('PUT', '/settings', { rateLimit: 1 });
  expect(await statuses()).toEqual([200, 429, 429, 429]);
  await portal.control('PUT', '/settings', { limitCallsExempt: true });
  expect(await statuses()).toEqual([200, 200, 200, 200]);
  expect((await portal.call('GET', details, { token })).status).toBe(429);
});

test('latency delays every call', async () => {
  const { portal, token } = await installed();
  await portal.control('PUT', '/settings', { latencyMs: 40 });
  const started = performance.now();
  await portal.call('GET', details, { token });
  expect(performance.now() - started).toBeGreaterThanOrEqual(38);
});

test('scaled time makes the window, its header and Retry-After shorter', async () => {
  const { portal, token } = await installed();
  await portal.scenario('retryAfter', 'present');
  await portal.control('PUT', '/settings', { rateLimit: 1, timeScale: 4 });
  const [first, full] = await ask(portal, token, 2);
  const interval = first?.headers.get('x-hubspot-ratelimit-interval-milliseconds');
  expect([first?.status, interval]).toEqual([200, '2500']);
  expect([full?.status, full?.headers.get('retry-after')]).toEqual([429, '3']);
  portal.clock.now += 2499;
  expect((await portal.call('GET', details, { token })).status).toBe(429);
  portal.clock.now += 1;
  expect((await portal.call('GET', details, { token })).status).toBe(200);
});

test('speed of time and delay are shown, off by default, and end with a reset', async () => {
  const portal = await testPortal();
  const state = async (): Promise<unknown> => (await portal.control('GET', '/state')).json;
  expect(await state()).toMatchObject({ settings: { latencyMs: 0, timeScale: 1 } });
  await portal.control('PUT', '/settings', { timeScale: 30, latencyMs: 1 });
  await portal.control('PUT', '/settings', { rateLimit: 7 });
  expect(await state()).toMatchObject({ settings: { rateLimit: 7, latencyMs: 1, timeScale: 30 } });
  expect((await portal.control('PUT', '/settings', { timeScale: 0.5 })).status).toBe(400);
  await portal.control('POST', '/reset');
  expect(await state()).toMatchObject({ settings: { latencyMs: 0, timeScale: 1 } });
});
