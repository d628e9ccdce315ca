// Drift on the real server: changes made in HubSpot are told, accepted or put back, and nothing else is.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ChangedLimit, Drift } from '#domain/drift.ts';
import {
  change,
  CONSULTANT,
  FROM,
  heldLimit,
  setInHubSpot,
  startFrom,
  TO,
  UNLABELLED,
} from './direction.ts';
import {
  decodeAnswer,
  decodeError,
  kindsOf,
  NOT_ADMIN,
  PRODUCTION,
  SANDBOX,
  startWorld,
  type Who,
  type World,
} from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.install();
  await world.hubspot.admin('PUT', '/settings', { rateLimit: 100_000 });
  await check();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.hubspot.calm();
  await world.install();
  await world.hubspot.admin('PUT', '/settings', { rateLimit: 100_000 });
  await startFrom(world, { [CONSULTANT]: 3, [UNLABELLED]: 8 });
  const { rows } = (await look()).changed;
  if (rows.length > 0) await keep(rows);
});

const drift = (who: Who = PRODUCTION): Promise<Drift> =>
  world.get('drift', '/api/overview/drift', who);

/** Whoever looks at the labels of a pair brings what is known of it up to date. */
async function look(): Promise<Drift> {
  await world.get('direction', `/api/directions/${FROM}/${TO}`);
  return drift();
}

/** Reads the whole portal. */
async function check(): Promise<Drift> {
  decodeAnswer('refreshOverview', await world.send(PRODUCTION, 'POST', '/api/overview/refresh'));
  for (let round = 0; round < 300; round += 1) {
    const now = await drift();
    if (!now.checking) return now;
    await sleep(100);
  }
  throw new Error('The portal was not read in time.');
}

const seen = ({ from, to, category, typeId, now, gone }: ChangedLimit) => ({
  from,
  to,
  category,
  typeId,
  limit: gone ? ('gone' as const) : now,
});

const keep = (
  rows: readonly ChangedLimit[],
  who: Who = PRODUCTION,
  requestId: string = randomUUID(),
) => world.send(who, 'POST', '/api/overview/drift/keep', { requestId, limits: rows.map(seen) });

/** [key, known, now] of every difference. */
const differences = ({ changed }: Drift) =>
  changed.rows.map((row) => [`${row.category}:${String(row.typeId)}`, row.known?.limit, row.now]);

const changedOutside = async (): Promise<number> =>
  (await world.get('session', '/api/session')).changedOutside;

test('a colleague’s change is told with what was known, costs no call, and can be restored', async () => {
  expect((await drift()).changed.total).toBe(0);
  await setInHubSpot(world, CONSULTANT, 2);
  const told = await check();
  expect(differences(told)).toEqual([[CONSULTANT, 3, 2]]);
  expect(told.checkedAt).not.toBeNull();
  await world.hubspot.forgetCalls();
  expect(await changedOutside()).toBe(1);
  const page = await world.get('overview', '/api/overview?filter=changed');
  expect(page.rows.map(({ label }) => label?.label)).toEqual(['Consultant']);
  expect(page.counts.changed).toBe(1);
  const calls = await world.hubspot.calls();
  expect(calls.filter(({ path }) => path.includes('/associations/'))).toEqual([]);
  const plan = await world.makePlan([change(CONSULTANT, 3)]);
  expect(kindsOf(await world.applied(plan.planId))).toEqual(['saved']);
  expect((await drift()).changed.total).toBe(0);
  expect(await heldLimit(world, CONSULTANT)).toBe(3);
});

test('what the app applied itself is no drift, also where HubSpot refused a part of it', async () => {
  const plan = await world.makePlan([change(CONSULTANT, 8), change(UNLABELLED, 8)]);
  const done = await world.applied(plan.planId);
  expect(kindsOf(done)).toEqual(['refused', 'unchanged']);
  expect(differences(await look())).toEqual([]);
  const next = await world.makePlan([change(CONSULTANT, 5)]);
  await world.applied(next.planId);
  expect(differences(await look())).toEqual([]);
  await setInHubSpot(world, CONSULTANT, 6);
  const [row] = (await look()).changed.rows;
  expect(row?.known).toMatchObject({
    limit: 5,
    by: { id: '5101', name: 'Ana Okafor' },
    planId: next.planId,
  });
});

test('the other side of a same-object label follows, and is no drift either', async () => {
  const colleagues = async () =>
    (await world.get('direction', '/api/directions/0-1/0-1')).labels.filter(
      ({ label }) => label === 'Colleague',
    );
  const [one, other] = await colleagues();
  if (!one || !other) throw new Error('The portal has no label with two sides.');
  const { category, typeId } = one;
  const plan = await world.makePlan([{ from: '0-1', to: '0-1', category, typeId, limit: 11 }]);
  expect(kindsOf(await world.applied(plan.planId))).toEqual(['saved']);
  expect((await colleagues()).map(({ limit }) => limit)).toEqual([11, 11]);
  expect(differences(await drift())).toEqual([]);
});

test('while a plan is being applied, no look at the changes takes it for somebody else’s', async () => {
  await world.hubspot.fault({ kind: 'status', status: 503 }, { path: '/batch/' }, 1);
  const plan = await world.makePlan([change(CONSULTANT, 5), change(UNLABELLED, 9)]);
  await world.applyPlan(plan.planId);
  const totals = new Set<number>();
  for (;;) {
    totals.add((await drift()).changed.total);
    const { state } = await world.get('plan', `/api/plans/${plan.planId}`);
    await world.get('direction', `/api/directions/${FROM}/${TO}`);
    if (state === 'done') break;
  }
  expect([...totals]).toEqual([0]);
});

test('a direction that cannot be read reports no drift, and is named', async () => {
  await setInHubSpot(world, CONSULTANT, 2);
  await world.hubspot.fault(
    { kind: 'status', status: 403, body: { category: 'MISSING_SCOPES', message: 'No.' } },
    { path: `/${FROM}/${TO}/labels` },
    9,
  );
  const blind = await check();
  expect(differences(blind)).toEqual([]);
  expect(blind.unchecked).toEqual({
    count: 1,
    directions: [{ from: FROM, to: TO, state: 'not_allowed' }],
  });
  await world.hubspot.calm();
  expect(differences(await look())).toEqual([[CONSULTANT, 3, 2]]);
});

test('keeping accepts what the person saw and nothing newer, once, and the history knows', async () => {
  await setInHubSpot(world, CONSULTANT, 2);
  await setInHubSpot(world, UNLABELLED, 7);
  const { rows } = (await look()).changed;
  await setInHubSpot(world, UNLABELLED, 6);
  await world.get('direction', `/api/directions/${FROM}/${TO}`);
  const requestId = randomUUID();
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => keep(rows, PRODUCTION, requestId)),
  );
  for (const answer of answers) {
    expect(decodeAnswer('keepDrift', answer)).toEqual({ kept: 1, changedAgain: 1 });
  }
  expect(differences(await drift())).toEqual([[UNLABELLED, 8, 6]]);
  await setInHubSpot(world, CONSULTANT, 4);
  const again = (await look()).changed.rows.find(({ typeId, category }) => {
    return `${category}:${String(typeId)}` === CONSULTANT;
  });
  expect(again?.known).toMatchObject({ limit: 2, by: { name: 'Ana Okafor' }, planId: null });
  const events = await world.database.db
    .selectFrom('history_events')
    .selectAll()
    .where('event_id', '=', requestId)
    .execute();
  expect(events).toMatchObject([{ by_user: 5101, event: { kind: 'drift_kept', limits: 1 } }]);
});

test('who is no Super Admin sees the changes and may not keep them; a neighbour sees none', async () => {
  await setInHubSpot(world, CONSULTANT, 2);
  const { rows } = (await look()).changed;
  expect((await drift(NOT_ADMIN)).changed.total).toBe(1);
  expect(decodeError(await keep(rows, NOT_ADMIN)).code).toBe('not_super_admin');
  await world.install(SANDBOX);
  expect(decodeAnswer('keepDrift', await keep(rows, SANDBOX))).toEqual({
    kept: 0,
    changedAgain: 1,
  });
  expect((await drift(SANDBOX)).changed.total).toBe(0);
  expect((await drift()).changed.total).toBe(1);
});

test('what is no request to keep is refused', async () => {
  for (const body of [
    {},
    { requestId: 'x', limits: [] },
    { requestId: randomUUID(), limits: [] },
  ]) {
    const answer = await world.send(PRODUCTION, 'POST', '/api/overview/drift/keep', body);
    expect(decodeError(answer).code).toBe('bad_request');
  }
});
