// Every form in which an answer, or none, may come out of HubSpot's proxy.
import { expect, test } from 'vitest';
import { callRoute } from '../../src/app/settings/data/api.ts';
import { BACKEND_URL } from '../../src/app/settings/data/backend.ts';
import { retryAfterMs } from '../../src/app/settings/data/failure.ts';
import { sayFailure } from '#domain/failureWords.ts';
import { json, lost, makeBackend, refusal } from './backend.ts';
import { dealToCompany, portal, session } from './portal.ts';

const error = sayFailure({ code: 'hubspot_unavailable', message: 'HubSpot is down.' });

const wrapped = (status: 'success' | 'error', extra: object, code?: number) => ({
  status,
  message: 'Error returned from Request Uri',
  context: {
    portalId: ['4242'],
    ...(code === undefined ? {} : { appServerStatusCode: [String(code)] }),
  },
  ...extra,
});

async function sessionAfter(answer: ReturnType<typeof json>) {
  makeBackend(portal).failNext('session', answer);
  return callRoute('session');
}

test('a plain answer is decoded', async () => {
  makeBackend(portal);
  expect(await callRoute('session')).toEqual({ ok: true, value: session });
});

test('the address, method, body and timeout come from the shared routes', async () => {
  const backend = makeBackend(portal);
  const changes = [
    { from: '0-3', to: '0-2', category: 'HUBSPOT_DEFINED', typeId: 5, limit: 3 } as const,
  ];
  const planId = 'b2b4c0de-0000-4000-8000-000000000001';
  await callRoute('direction', { path: { from: '0-3', to: '0-2' } });
  await callRoute('makePlan', { path: { planId }, body: { changes } });
  expect(backend.calls.map(({ url }) => url.href)).toEqual([
    `${BACKEND_URL}/api/directions/0-3/0-2`,
    `${BACKEND_URL}/api/plans/${planId}`,
  ]);
  expect(backend.calls[1]).toMatchObject({ route: 'makePlan', body: { changes }, timeout: 15_000 });
  expect(backend.calls[0]?.body).toBeUndefined();
});

test.each([400, 401, 403, 404, 422, 429, 500, 503])(
  'our error body is understood behind HTTP %i',
  async (status) => {
    const result = await sessionAfter(refusal(status, error));
    expect(result).toEqual({ ok: false, failure: { kind: 'answered', error } });
  },
);

test('our error body is understood inside HubSpot’s wrapping, which answers 200', async () => {
  const body = wrapped('error', { category: 'BAD_GATEWAY', responseBody: { error } }, 503);
  const result = await sessionAfter(json(200, body));
  expect(result).toEqual({ ok: false, failure: { kind: 'answered', error } });
});

test('our error body is understood as text inside the wrapping', async () => {
  const responseBody = JSON.stringify({ error });
  const result = await sessionAfter(json(200, wrapped('error', { responseBody }, 503)));
  expect(result).toEqual({ ok: false, failure: { kind: 'answered', error } });
});

test('a wrapped success is decoded', async () => {
  const body = wrapped('success', { responseBody: session }, 200);
  expect(await sessionAfter(json(200, body))).toEqual({ ok: true, value: session });
});

test('an answer that never came is lost, whatever was thrown', async () => {
  expect(await sessionAfter(lost)).toEqual({ ok: false, failure: { kind: 'lost' } });
  const odd = () => Promise.reject(new TypeError('body used already'));
  expect(await sessionAfter(odd)).toEqual({ ok: false, failure: { kind: 'lost' } });
});

test.each([
  ['plain', json(429, { status: 'error', category: 'RATE_LIMITS' })],
  ['not JSON', () => Promise.resolve(new Response('Too many', { status: 429 }))],
  ['wrapped', json(200, wrapped('error', { category: 'RATE_LIMITS' }))],
  ['wrapped with 429', json(429, wrapped('error', { category: 'RATE_LIMITS' }))],
])('HubSpot’s own 429 (%s) means crowded, and asks again by itself', async (_, answer) => {
  const result = await sessionAfter(answer);
  expect(result).toEqual({ ok: false, failure: { kind: 'crowded' } });
  expect(result.ok || retryAfterMs(result.failure)).toBe(3_000);
});

test.each([
  ['HTML with 502', 502, () => Promise.resolve(new Response('<h1>Bad</h1>', { status: 502 }))],
  ['HTML with 200', 200, () => Promise.resolve(new Response('<h1>Hi</h1>'))],
  ['an empty body', 200, () => Promise.resolve(new Response(''))],
  ['half an answer', 200, () => Promise.resolve(new Response('{"connection":'))],
  ['another shape', 200, json(200, { connection: 'perhaps' })],
  ['a failure without words', 418, json(418, { error: { code: 'teapot', message: 'Short.' } })],
  ['a good body with a bad status', 500, json(500, session)],
  ['a wrapped 404 of something else', 404, json(200, wrapped('error', {}, 404))],
  ['a wrapped failure without a status', 502, json(200, wrapped('error', {}))],
  ['a wrapped timeout', 504, json(200, wrapped('error', { category: 'GATEWAY_TIMEOUT' }))],
] as const)('%s is unexpected, with its status', async (_, httpStatus, answer) => {
  const result = await sessionAfter(answer);
  expect(result).toEqual({ ok: false, failure: { kind: 'unexpected', httpStatus } });
});

test('a failure that is new to this page is told in the server’s words', async () => {
  const words = { title: 'The teapot is short', text: 'Make coffee.', wayOut: 'elsewhere' };
  const answer = json(418, { error: { code: 'teapot', message: 'Short.', words } });
  expect(await sessionAfter(answer)).toEqual({
    ok: false,
    failure: {
      kind: 'answered',
      error: { code: 'internal', message: 'Short.', words: { ...words, wayOut: 'again' } },
    },
  });
});

test('only a failure that says so is worth waiting for', async () => {
  const told = await sessionAfter(refusal(429, { ...error, retryAfterMs: 7_000 }));
  const silent = await sessionAfter(refusal(503, error));
  expect(told.ok || retryAfterMs(told.failure)).toBe(7_000);
  expect(silent.ok || retryAfterMs(silent.failure)).toBeNull();
});

test('names in a path are escaped', async () => {
  const backend = makeBackend(portal);
  await callRoute('direction', { path: { from: '0-3/..', to: '0-2' } });
  expect(backend.calls[0]?.url.pathname).toBe('/api/directions/0-3%2F../0-2');
});

test('a direction is decoded with everything in it', async () => {
  makeBackend(portal);
  const result = await callRoute('direction', { path: { from: '0-3', to: '0-2' } });
  expect(result).toEqual({ ok: true, value: dealToCompany });
});
