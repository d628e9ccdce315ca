// What an apply asks HubSpot: a look, the write and the read-back of each direction, of limits alone,
// and all of a direction wherever limits alone leave something open.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { rowText } from '#domain/association.ts';
import type { OverviewRow } from '#domain/overview.ts';
import type { PlanView } from '#domain/wire.ts';
import {
  change,
  CONSULTANT,
  heldLimit,
  labelKeys,
  setInHubSpot,
  startFrom,
  UNLABELLED,
} from './direction.ts';
import { deleteLabel, makeLabel } from './own-labels.ts';
import { readPortal } from './read-portal.ts';
import { decodeAnswer, kindsOf, PRODUCTION, startWorld, type World } from './world.ts';

let world: World;
let boardMember: string;
beforeAll(async () => {
  world = await startWorld();
  await world.install();
  await world.hubspot.admin('PUT', '/settings', { rateLimit: 100_000 });
  const key = (await labelKeys(world)).get('Board member');
  if (key === undefined) throw new Error('The portal has no such label.');
  boardMember = key;
  await readPortal(world);
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.hubspot.calm();
  await world.hubspot.admin('PUT', '/settings', { rateLimit: 100_000 });
  await startFrom(world, { [CONSULTANT]: 3, [UNLABELLED]: 9 });
  await acceptAll();
  await world.hubspot.forgetCalls();
});

const changedOutside = async () =>
  (await world.get('drift', '/api/overview/drift')).changed.rows.map(
    ({ from, to, category, typeId, now, gone }) => ({
      ...{ from, to, category, typeId },
      limit: gone ? ('gone' as const) : now,
    }),
  );

/** The direction as it is now is what is meant to be. */
async function acceptAll(): Promise<void> {
  await labelKeys(world);
  const limits = await changedOutside();
  if (limits.length === 0) return;
  const request = { requestId: randomUUID(), limits };
  decodeAnswer(
    'keepDrift',
    await world.send(PRODUCTION, 'POST', '/api/overview/drift/keep', request),
  );
}

type Asked = 'labels' | 'limits' | 'write';

function kindOf({ method, path }: { method: string; path: string }): Asked {
  if (path.endsWith('/labels')) return 'labels';
  return method === 'POST' ? 'write' : 'limits';
}

/** The calls about associations since the last `forgetCalls`, in order. */
const asked = async (): Promise<readonly Asked[]> =>
  (await world.hubspot.calls())
    .filter(({ path }) => path.includes('/crm/associations/'))
    .map(kindOf);

/** Applies, and tells the calls of that alone. */
async function appliedWith(plan: PlanView): Promise<[PlanView, readonly Asked[]]> {
  await world.hubspot.forgetCalls();
  return [await world.applied(plan.planId), await asked()];
}

const rowsNow = async (): Promise<readonly OverviewRow[]> =>
  (await world.get('overview', '/api/overview?from=0-1&to=0-2')).rows;

/** What the overview shows for one label; undefined: it does not list it. */
const shownNow = async (key: string): Promise<number | null | undefined> =>
  (await rowsNow()).find(({ label }) => label && rowText(label) === key)?.label?.limit;

describe.for(['configured', 'every-type'])('where HubSpot lists limits as %s', (readRows) => {
  beforeEach(() => world.hubspot.scenario('readRows', readRows));

  test('a plan of changed and new limits is two calls to make and three to apply', async () => {
    const plan = await world.makePlan([change(CONSULTANT, 2), change(boardMember, 4)]);
    expect([...(await asked())].sort()).toEqual(['labels', 'limits']);
    const [done, calls] = await appliedWith(plan);
    expect(kindsOf(done)).toEqual(['saved', 'saved']);
    // Changing and creating are two writes.
    expect(calls).toEqual(['limits', 'write', 'write', 'limits']);
    const [again, three] = await appliedWith(await world.makePlan([change(CONSULTANT, 5)]));
    expect(kindsOf(again)).toEqual(['saved']);
    expect(three).toEqual(['limits', 'write', 'limits']);
    expect([await shownNow(CONSULTANT), await shownNow(boardMember)]).toEqual([5, 4]);
    expect(await changedOutside()).toEqual([]);
  });

  test('a removed limit is read back with the labels', async () => {
    const [done, calls] = await appliedWith(await world.makePlan([change(CONSULTANT, null)]));
    expect(kindsOf(done)).toEqual(['saved']);
    expect(calls.slice(0, 2)).toEqual(['limits', 'write']);
    expect([...calls.slice(2)].sort()).toEqual(['labels', 'limits']);
    expect(await shownNow(CONSULTANT)).toBe(null);
  });

  test('a limit that never shows is not called saved, and looked for with the labels at last', async () => {
    const plan = await world.makePlan([change(CONSULTANT, 2)]);
    await world.hubspot.scenario('batchState', 'pending-without-effect');
    const [done, calls] = await appliedWith(plan);
    expect(done.items[0]?.outcome).toMatchObject({
      kind: 'unknown',
      reason: 'not_shown_yet',
      now: 3,
    });
    expect(calls.slice(0, 4)).toEqual(['limits', 'write', 'limits', 'limits']);
    expect([...calls.slice(4)].sort()).toEqual(['labels', 'limits']);
    expect(await shownNow(CONSULTANT)).toBe(3);
  });

  test('another limit of the direction that was removed since is told as removed, not as gone', async () => {
    const plan = await world.makePlan([change(CONSULTANT, 2)]);
    await setInHubSpot(world, UNLABELLED, null);
    expect(kindsOf(await world.applied(plan.planId))).toEqual(['saved']);
    expect([await shownNow(CONSULTANT), await shownNow(UNLABELLED)]).toEqual([2, null]);
    expect(await changedOutside()).toEqual([change(UNLABELLED, null)]);
  });

  test('a label that came with a limit meanwhile shows in the overview after the apply', async () => {
    const plan = await world.makePlan([change(CONSULTANT, 2)]);
    const typeId = await makeLabel(world, 'Newcomer');
    const newcomer = `USER_DEFINED:${String(typeId)}`;
    await setInHubSpot(world, newcomer, 6);
    expect(kindsOf(await world.applied(plan.planId))).toEqual(['saved']);
    expect(await shownNow(newcomer)).toBe(6);
    expect(await changedOutside()).toEqual([change(newcomer, 6)]);
    await deleteLabel(world, typeId);
  });

  test('a label with a limit that was deleted since is told as gone; nothing is sent', async () => {
    const typeId = await makeLabel(world, 'Short-lived');
    const shortLived = `USER_DEFINED:${String(typeId)}`;
    await setInHubSpot(world, shortLived, 2);
    const plan = await world.makePlan([change(shortLived, null), change(CONSULTANT, 2)]);
    await deleteLabel(world, typeId);
    const [done, calls] = await appliedWith(plan);
    const notTried = { kind: 'not_tried', reason: 'portal_changed', hubspot: null };
    expect(done.items.map(({ outcome }) => outcome)).toEqual([notTried, { ...notTried, now: 3 }]);
    expect(calls).not.toContain('write');
    expect(await heldLimit(world, CONSULTANT)).toBe(3);
    expect(await shownNow(shortLived)).toBe(undefined);
  });

  test('a label without a limit that was deleted since is told as gone; the others are saved', async () => {
    const typeId = await makeLabel(world, 'Short-lived');
    const shortLived = `USER_DEFINED:${String(typeId)}`;
    const plan = await world.makePlan([
      change(shortLived, 2),
      change(boardMember, 4),
      change(CONSULTANT, 2),
    ]);
    await deleteLabel(world, typeId);
    const done = await world.applied(plan.planId);
    expect(kindsOf(done)).toEqual(['refused', 'saved', 'saved']);
    expect(done.items[0]?.outcome).toMatchObject({ reason: 'type_not_found' });
    expect(await shownNow(shortLived)).toBe(undefined);
    expect([await shownNow(CONSULTANT), await shownNow(boardMember)]).toEqual([2, 4]);
  });
});

test('a direction that could not be read since the plan is read whole by its apply', async () => {
  const plan = await world.makePlan([change(CONSULTANT, 2)]);
  const no = { kind: 'status', status: 403, body: { category: 'MISSING_SCOPES', message: 'No.' } };
  await world.hubspot.fault(no, { path: '/0-1/0-2/labels' }, 9);
  await readPortal(world);
  expect((await rowsNow()).map(({ state }) => state)).toEqual(['not_allowed']);
  await world.hubspot.calm();
  const [done, calls] = await appliedWith(plan);
  expect(kindsOf(done)).toEqual(['saved']);
  expect(calls.filter((one) => one === 'labels')).toHaveLength(1);
  expect(await shownNow(CONSULTANT)).toBe(2);
});
