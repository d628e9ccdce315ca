// Plans over more directions than the panel can wait for: made by a job, then like any other plan.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { directionText, rowText } from '#domain/association.ts';
import type { Change } from '#domain/plan.ts';
import type { PlanState, PlanView } from '#domain/wire.ts';
import {
  decodeAnswer,
  decodeError,
  kindsOf,
  PRODUCTION,
  SANDBOX,
  startWorld,
  type World,
} from './world.ts';

const DIRECTIONS = 60;

interface HeldType {
  readonly from: string;
  readonly to: string;
  readonly category: Change['category'];
  readonly typeId: number;
  readonly label: string | null;
  readonly limit: number | null;
}

let world: World;
let labels: readonly HeldType[];
beforeAll(async () => {
  world = await startWorld('large');
  await world.install();
  await world.install(SANDBOX);
  labels = firstLabels(await heldTypes());
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.hubspot.calm();
  // What is looked at is this server; at HubSpot's own pace 60 directions take 12 seconds.
  await world.hubspot.admin('PUT', '/settings', { rateLimit: 100_000 });
});

async function heldTypes(): Promise<readonly HeldType[]> {
  const state = (await world.hubspot.admin('GET', '/state')) as {
    accounts: { portalId: number; associationTypes: HeldType[] }[];
  };
  return (
    state.accounts.find(({ portalId }) => portalId === PRODUCTION.portalId)?.associationTypes ?? []
  );
}

/** One label in each of many directions between different object types. */
function firstLabels(types: readonly HeldType[]): readonly HeldType[] {
  const free = types.filter(({ label, limit, from, to }) => label && limit === null && from !== to);
  return [...Map.groupBy(free, directionText).values()].flatMap(([first]) => first ?? []);
}

const changes = (limit: number | null, count = DIRECTIONS): readonly Change[] =>
  labels.slice(0, count).map(({ from, to, category, typeId }) => ({
    ...{ from, to, category, typeId },
    limit,
  }));

async function until(planId: string, ...states: PlanState[]): Promise<PlanView> {
  for (;;) {
    const plan = await world.get('plan', `/api/plans/${planId}`);
    if (states.includes(plan.state)) return plan;
    await sleep(50);
  }
}

async function heldOf(wanted: readonly Change[]): Promise<readonly (number | null | undefined)[]> {
  const held = await heldTypes();
  return wanted.map(
    (one) =>
      held.find((row) => directionText(row) === directionText(one) && rowText(row) === rowText(one))
        ?.limit,
  );
}

test('sixty directions are planned, applied, taken back, and each limit is read back', async () => {
  const wanted = changes(1);
  expect(wanted).toHaveLength(DIRECTIONS);
  const asked = await world.makePlan(wanted);
  expect(asked).toMatchObject({ state: 'planning', asked: wanted, items: [], refusal: null });
  expect(asked.progress).toEqual({ read: 0, total: DIRECTIONS });
  expect((await world.makePlan(wanted, asked.planId)).planId).toBe(asked.planId);
  const ready = await until(asked.planId, 'ready', 'refused');
  expect(ready).toMatchObject({ state: 'ready', progress: null, asked: [] });
  expect(ready.items.map(({ before, after }) => [before, after])).toEqual(
    wanted.map(() => [null, 1]),
  );
  const done = await world.applied(asked.planId);
  expect(new Set(kindsOf(done))).toEqual(new Set(['saved']));
  expect(await heldOf(wanted)).toEqual(wanted.map(() => 1));

  const undoId = randomUUID();
  const undo = decodeAnswer(
    'makePlan',
    await world.send(PRODUCTION, 'PUT', `/api/plans/${undoId}`, { undoOf: asked.planId }),
  );
  expect(undo).toMatchObject({ state: 'planning', undoOf: asked.planId });
  await until(undoId, 'ready');
  const undone = await world.applied(undoId);
  expect(new Set(kindsOf(undone))).toEqual(new Set(['saved']));
  expect(await heldOf(wanted)).toEqual(wanted.map(() => null));
});

test('a change that cannot be is told with its place, and nothing of the plan is sent', async () => {
  const wanted = changes(1).map((one, position) =>
    position === 41 ? { ...one, typeId: 987_654 } : one,
  );
  const { planId } = await world.makePlan(wanted);
  const refused = await until(planId, 'ready', 'refused');
  expect(refused).toMatchObject({ state: 'refused', asked: wanted, items: [] });
  expect(refused.refusal).toMatchObject({
    code: 'changes_refused',
    problems: [{ position: 41, code: 'unknown_type' }],
  });
  const applied = await world.applyPlan(planId);
  expect(applied.state).toBe('refused');
  expect(await heldOf(changes(1))).toEqual(wanted.map(() => null));
});

test('HubSpot being away for a moment only delays the plan', async () => {
  await world.hubspot.fault({ kind: 'status', status: 503 }, { path: '/labels' }, 6);
  const { planId } = await world.makePlan(changes(2, 25));
  expect((await until(planId, 'ready', 'refused')).state).toBe('ready');
});

test('an app that was removed meanwhile ends the plan with the reason', async () => {
  const planId = randomUUID();
  await world.hubspot.fault({ kind: 'slow', ms: 1_000 }, { path: '/labels' });
  await world.makePlan(changes(2, 25), planId);
  await world.hubspot.admin('POST', '/uninstall', { portalId: PRODUCTION.portalId });
  const refused = await until(planId, 'ready', 'refused');
  expect(refused.refusal?.code).toBe('disconnected');
  await world.install();
});

test('a plan that is being made is nobody else’s, and its id stays taken', async () => {
  const { planId } = await world.makePlan(changes(3, 30));
  const other = await world.send(SANDBOX, 'GET', `/api/plans/${planId}`);
  expect(decodeError(other).code).toBe('not_found');
  const again = await world.send(PRODUCTION, 'PUT', `/api/plans/${planId}`, {
    changes: changes(4, 30),
  });
  expect(decodeError(again).code).toBe('plan_id_taken');
  await until(planId, 'ready');
});

test('more than 400 directions are refused before anything is read', async () => {
  await world.hubspot.forgetCalls();
  expect(labels.length).toBeGreaterThan(400);
  const answer = await world.send(PRODUCTION, 'PUT', `/api/plans/${randomUUID()}`, {
    changes: changes(1, 401),
  });
  expect(decodeError(answer).message).toContain('at most 400 pairs of objects; this one has 401');
  expect((await world.hubspot.calls()).filter(({ path }) => path.includes('/labels'))).toEqual([]);
});
