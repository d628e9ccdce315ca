// Requests that must not work: each gets its own clear error and changes nothing.
import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as v from 'valibot';
import { errorBodySchema, routes } from '#domain/wire.ts';
import { change, CONSULTANT, heldLimit, startFrom, UNLABELLED } from './direction.ts';
import { CLIENT_SECRET } from './emulator.ts';
import { sendSigned, signRequest } from './hubspot-request.ts';
import { decodeError, PRODUCTION, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.install();
  await startFrom(world, { [CONSULTANT]: 3, [UNLABELLED]: 6 });
});
afterAll(async () => {
  expect(await heldLimit(world, CONSULTANT)).toBe(3);
  await world.close();
});

const plan = async (changes: unknown, planId: string = randomUUID()) => {
  const answer = await world.send(PRODUCTION, 'PUT', `/api/plans/${planId}`, { changes });
  return { status: answer.status, error: decodeError(answer) };
};

const wrongLimits: readonly (readonly [string, unknown])[] = [
  ['zero', 0],
  ['negative', -1],
  ['not whole', 1.5],
  ['beyond HubSpot’s maximum', 10_001],
  ['a text', '3'],
  ['empty', ''],
  ['missing', undefined],
  ['a list', [1]],
];

test.for(wrongLimits)('a limit that is %s is refused and the field is named', async ([, limit]) => {
  const { status, error } = await plan([{ ...change(CONSULTANT, 1), limit }]);
  expect(status).toBe(400);
  expect(error.code).toBe('bad_request');
  expect(error.message).toContain('changes[0].limit');
});

test('types that are unknown, repeated or in the wrong category are each told', async () => {
  const { status, error } = await plan([
    change(CONSULTANT, 2),
    change(CONSULTANT, 1),
    { ...change(CONSULTANT, 2), typeId: 987_654 },
    { ...change(CONSULTANT, 2), category: 'INTEGRATOR_DEFINED' },
  ]);
  expect(status).toBe(422);
  expect(error.problems?.map(({ position, code }) => [position, code])).toEqual([
    [1, 'repeated'],
    [2, 'unknown_type'],
    [3, 'wrong_category'],
  ]);
});

test('a label limit above the object limit is refused before anything is sent', async () => {
  const { error } = await plan([change(CONSULTANT, 7)]);
  expect(error.problems?.[0]?.code).toBe('label_above_object_limit');
});

test('an object type that does not exist is named', async () => {
  const { status, error } = await plan([{ ...change(CONSULTANT, 2), to: '2-99999999' }]);
  expect(status).toBe(404);
  expect(error.code).toBe('unknown_object_type');
  expect(error.message).toContain('2-99999999');
  const answer = await world.send(PRODUCTION, 'GET', '/api/directions/0-3/0-987654');
  expect(decodeError(answer).code).toBe('unknown_object_type');
});

test('ten thousand changes, none, and too many pairs are refused', async () => {
  const many = Array.from({ length: 10_000 }, (_, typeId) => ({
    ...change(CONSULTANT, 1),
    typeId,
  }));
  expect((await plan(many)).error.message).toBe(
    '“changes” holds too many entries; 2000 are the most.',
  );
  expect((await plan([])).error.code).toBe('bad_request');
  const pairs = many.slice(0, 401).map((one, index) => ({ ...one, to: `2-${String(index)}` }));
  expect((await plan(pairs)).error.message).toContain('at most 400 pairs');
});

test('a plan id or object type of another form is refused', async () => {
  expect((await plan([change(CONSULTANT, 2)], 'not-a-uuid')).error.code).toBe('bad_request');
  const answer = await world.send(PRODUCTION, 'GET', '/api/directions/deals/companies');
  expect(decodeError(answer).code).toBe('bad_request');
});

test('fields and bodies that nobody asked for are refused', async () => {
  const extra = await plan([{ ...change(CONSULTANT, 2), portalId: 1 }]);
  expect(extra.error.code).toBe('bad_request');
  const body = await world.send(PRODUCTION, 'GET', '/api/session');
  expect(body.status).toBe(200);
  const planned = await world.makePlan([change(CONSULTANT, 2)]);
  const apply = await world.send(PRODUCTION, 'POST', `/api/plans/${planned.planId}/apply`, {
    changes: [],
  });
  expect(decodeError(apply).code).toBe('bad_request');
});

/** Sends raw text with a genuine signature over it. */
function sendRaw(method: string, path: string, body: string) {
  const signing = { publicBaseUrl: world.url, clientSecret: CLIENT_SECRET, ...PRODUCTION };
  return sendSigned(world.url, signing, method, path, body);
}

test('a body that is not JSON, deeply nested or over 1 MB is refused without a crash', async () => {
  const path = `/api/plans/${randomUUID()}`;
  expect(decodeError(await sendRaw('PUT', path, '{"changes":')).message).toBe(
    'The body is not JSON.',
  );
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  expect((await sendRaw('PUT', path, deep)).status).toBe(400);
  const proto = '{"__proto__":{"admin":true},"changes":[]}';
  expect((await sendRaw('PUT', path, proto)).status).toBe(400);
  const large = JSON.stringify({ changes: ['x'.repeat(1_100_000)] });
  const tooLarge = await sendRaw('PUT', path, large);
  expect(decodeError(tooLarge).code).toBe('too_large');
});

const paths: readonly (readonly [string, string])[] = Object.values(routes).map((route) => [
  route.method,
  route.path
    .replace(/:(plan|scan|code|setup)Id/, '7d2f0a51-5a2c-4c59-9a3b-2f6b1c9f0e11')
    .replace(':from', '0-1')
    .replace(':to', '0-2'),
]);

test.for(paths)('%s %s answers strangers with 401 and nothing else', async ([method, path]) => {
  const signing = { publicBaseUrl: world.url, clientSecret: CLIENT_SECRET, ...PRODUCTION };
  const good = signRequest(signing, method, path, '');
  const stale = signRequest({ ...signing, skewMs: -301_000 }, method, path, '');
  const future = signRequest({ ...signing, skewMs: 360_000 }, method, path, '');
  const foreign = signRequest({ ...signing, clientSecret: 'another' }, method, path, '');
  const attempts: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
    ['unsigned', good.target, {}],
    ['unsigned', good.target, foreign.headers],
    ['unsigned', good.target.replace('userId=5101', 'userId=5102'), good.headers],
    ['unsigned', `${good.target}&portalId=1`, good.headers],
    ['stale_request', stale.target, stale.headers],
    ['stale_request', future.target, future.headers],
  ];
  for (const [code, target, headers] of attempts) {
    const response = await fetch(world.url + target, { method, headers });
    expect(response.status).toBe(401);
    expect(v.parse(errorBodySchema, await response.json()).error.code).toBe(code);
  }
});

test('a request that is replayed word for word is the same plan again, and writes nothing', async () => {
  const body = JSON.stringify({ changes: [change(CONSULTANT, 2)] });
  const signed = signRequest(
    { publicBaseUrl: world.url, clientSecret: CLIENT_SECRET, ...PRODUCTION },
    'PUT',
    `/api/plans/${randomUUID()}`,
    body,
  );
  const send = () =>
    fetch(world.url + signed.target, { method: 'PUT', headers: signed.headers, body });
  const [first, second] = [await send(), await send()];
  expect(second.status).toBe(200);
  expect(await second.json()).toEqual(await first.json());
});

test('only signature version 3 counts', async () => {
  const target = '/api/session?userId=5101&portalId=24201733';
  const v1 = createHmac('sha256', CLIENT_SECRET).update(target).digest('hex');
  const response = await fetch(world.url + target, {
    headers: { 'x-hubspot-signature': v1, 'x-hubspot-signature-version': 'v2' },
  });
  expect(response.status).toBe(401);
});

test('addresses that do not exist, and the pages for machines', async () => {
  expect((await fetch(`${world.url}/nothing`)).status).toBe(404);
  expect((await fetch(`${world.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${world.url}/readyz`)).status).toBe(200);
  const document = (await (await fetch(`${world.url}/openapi.json`)).json()) as { paths: object };
  expect(Object.keys(document.paths)).toContain('/api/plans/{planId}/apply');
});
