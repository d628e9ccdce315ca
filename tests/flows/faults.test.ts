// HubSpot misbehaving in the middle of an apply: the outcome is true, nothing is written twice
// without having been read back, and what waiting can heal heals by itself.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { PlanView } from '#domain/wire.ts';
import { change, CONSULTANT, heldLimit, setInHubSpot, startFrom, UNLABELLED } from './direction.ts';
import { decodeError, kindsOf, NOT_ADMIN, PRODUCTION, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.install();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.hubspot.calm();
  await world.hubspot.admin('PUT', '/settings', { rateLimit: 100_000 });
  await startFrom(world, { [CONSULTANT]: 3 });
});

const WRITES = { method: 'POST', path: '/batch/' };

const healing: readonly (readonly [string, object])[] = [
  ['an answer lost after the write took effect', { kind: 'lost' }],
  ['a connection reset before the write', { kind: 'drop' }],
  ['an answer cut in the middle', { kind: 'cut' }],
  ['an answer that is not JSON', { kind: 'not-json' }],
  ['HTTP 502', { kind: 'status', status: 502 }],
  ['HTTP 504', { kind: 'status', status: 504 }],
  ['HTTP 521', { kind: 'status', status: 521 }],
  ['HTTP 423', { kind: 'locked' }],
  ['HTTP 429 with Retry-After', { kind: 'rate-limit', policyName: 'SECONDLY', retryAfter: 1 }],
  ['HTTP 429 of the second', { kind: 'rate-limit', policyName: 'SECONDLY' }],
  ['HTTP 477 for a second', { kind: 'migration', retryAfterSeconds: 1 }],
];

test.for(healing)('%s once: the limit ends up saved', async ([, fault]) => {
  const plan = await world.makePlan([change(CONSULTANT, 2)]);
  await world.hubspot.fault(fault, WRITES);
  const done = await world.applied(plan.planId);
  expect(kindsOf(done)).toEqual(['saved']);
  expect(await heldLimit(world, CONSULTANT)).toBe(2);
});

test('an answer that was lost after the write is read back, not sent again', async () => {
  const plan = await world.makePlan([change(CONSULTANT, 2)]);
  await world.hubspot.fault({ kind: 'lost' }, WRITES);
  await world.applied(plan.planId);
  const writes = (await world.hubspot.calls()).filter((call) => call.path.includes('/batch/'));
  expect(writes).toHaveLength(1);
});

test('HubSpot down for every write: nothing is called saved, and the row says unknown', async () => {
  const plan = await world.makePlan([change(CONSULTANT, 2)]);
  await world.hubspot.fault({ kind: 'drop' }, WRITES, 50);
  const done = await world.applied(plan.planId);
  expect(done.items[0]?.outcome).toEqual({
    kind: 'unknown',
    reason: 'answer_lost',
    hubspot: null,
    now: 3,
  });
});

test('a colleague’s change since the plan is not overwritten, and the row says what is there', async () => {
  const plan = await world.makePlan([change(CONSULTANT, 2)]);
  await setInHubSpot(world, CONSULTANT, 7);
  const done = await world.applied(plan.planId);
  expect(done.items[0]?.outcome).toEqual({
    kind: 'not_tried',
    reason: 'portal_changed',
    hubspot: null,
    now: 7,
  });
  expect(await heldLimit(world, CONSULTANT)).toBe(7);
});

test('a colleague who set the same limit meanwhile leaves nothing to do; the other labels go on', async () => {
  const plan = await world.makePlan([change(CONSULTANT, 2), change(UNLABELLED, 9)]);
  await setInHubSpot(world, CONSULTANT, 2);
  const done = await world.applied(plan.planId);
  const outcomes = done.items.map(({ outcome }) => outcome);
  expect(outcomes).toEqual([
    { kind: 'unchanged', limit: 2 },
    expect.objectContaining({ kind: 'saved', after: 9 }),
  ]);
  expect(await heldLimit(world, UNLABELLED)).toBe(9);
});

/** All but the moment of the answer, which any transaction beside it moves. */
const told = (plan: PlanView): PlanView => ({ ...plan, mark: '' });

test('the same plan applied twenty times at once is one write and one answer', async () => {
  const plan = await world.makePlan([change(CONSULTANT, 2)]);
  await Promise.all(Array.from({ length: 20 }, () => world.applyPlan(plan.planId)));
  const done = await world.untilDone(plan.planId);
  expect(kindsOf(done)).toEqual(['saved']);
  expect(told(await world.applied(plan.planId))).toEqual(told(done));
  const writes = (await world.hubspot.calls()).filter((call) => call.path.includes('/batch/'));
  expect(writes).toHaveLength(1);
});

test('the same plan id with other changes is refused; with the same it is the same plan', async () => {
  const plan = await world.makePlan([change(CONSULTANT, 2)]);
  const again = await world.makePlan([change(CONSULTANT, 2)], plan.planId);
  expect(told(again)).toEqual(told(plan));
  const other = await world.send(PRODUCTION, 'PUT', `/api/plans/${plan.planId}`, {
    changes: [change(CONSULTANT, 5)],
  });
  expect(decodeError(other).code).toBe('plan_id_taken');
});

test('an access token that HubSpot no longer takes is refreshed once, and the work goes on', async () => {
  await world.hubspot.admin('POST', '/tokens/expire', { portalId: PRODUCTION.portalId });
  const plan = await world.makePlan([change(CONSULTANT, 2)]);
  expect(kindsOf(await world.applied(plan.planId))).toEqual(['saved']);
  const refreshes = (await world.hubspot.calls()).filter((call) => call.path.endsWith('/token'));
  expect(refreshes).toHaveLength(1);
});

test('somebody who is no Super Admin can read and neither plan nor apply', async () => {
  const plan = await world.makePlan([change(CONSULTANT, 2)]);
  const apply = await world.send(NOT_ADMIN, 'POST', `/api/plans/${plan.planId}/apply`);
  expect(decodeError(apply).code).toBe('not_super_admin');
  const make = await world.send(
    NOT_ADMIN,
    'PUT',
    '/api/plans/7d2f0a51-5a2c-4c59-9a3b-2f6b1c9f0e11',
    { changes: [change(CONSULTANT, 1)] },
  );
  expect(decodeError(make).code).toBe('not_super_admin');
  const rights = await world.get('rights', '/api/rights', NOT_ADMIN);
  expect(rights.superAdmin).toBe(false);
  expect(await heldLimit(world, CONSULTANT)).toBe(3);
});

test('a right that was lost between plan and apply stops the apply', async () => {
  const plan = await world.makePlan([change(CONSULTANT, 2)]);
  const user = `/users/${String(PRODUCTION.portalId)}/${String(PRODUCTION.userId)}`;
  await world.hubspot.admin('PUT', user, { superAdmin: false });
  const apply = await world.send(PRODUCTION, 'POST', `/api/plans/${plan.planId}/apply`);
  await world.hubspot.admin('PUT', user, { superAdmin: true });
  expect(decodeError(apply).code).toBe('not_super_admin');
  expect(await heldLimit(world, CONSULTANT)).toBe(3);
});

test('a scope or plan that is missing is told with HubSpot’s words and its correlation id', async () => {
  await world.hubspot.scenario('planGate', 'forbidden');
  const answer = await world.send(PRODUCTION, 'GET', '/api/directions/0-1/0-2');
  const error = decodeError(answer);
  expect(error.code).toBe('missing_scope');
  expect(error.correlationId).toMatch(/^[\da-f-]{36}$/);
});

test('HubSpot over its rate limit answers the panel soon, with the time to wait', async () => {
  await world.hubspot.fault(
    { kind: 'rate-limit', policyName: 'TEN_SECONDLY_ROLLING', retryAfter: 30 },
    { path: '/labels' },
  );
  const answer = await world.send(PRODUCTION, 'GET', '/api/directions/0-1/0-2');
  expect(answer.status).toBe(429);
  expect(decodeError(answer).retryAfterMs).toBeGreaterThan(20_000);
});
