// Undo: applied and taken back, HubSpot holds exactly what it held before, whatever happened between.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import fc from 'fast-check';
import type { PlanView } from '#domain/wire.ts';
import {
  change,
  CONSULTANT,
  FROM,
  heldLimit,
  labelKeys,
  setInHubSpot,
  startFrom,
  TO,
  UNLABELLED,
} from './direction.ts';
import { deleteLabel, makeLabel } from './own-labels.ts';
import {
  decodeAnswer,
  decodeError,
  kindsOf,
  NOT_ADMIN,
  PRODUCTION,
  SANDBOX,
  startWorld,
  type World,
} from './world.ts';

let world: World;
let keys: ReadonlyMap<string, string>;
beforeAll(async () => {
  world = await startWorld();
  await world.install();
  await world.install(SANDBOX);
  keys = await labelKeys(world);
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.hubspot.calm();
  await world.hubspot.admin('PUT', '/settings', { rateLimit: 100_000 });
});

function keyOf(label: string): string {
  const key = keys.get(label);
  if (key === undefined) throw new Error(`No label ${label}.`);
  return key;
}

const held = () => world.hubspot.limits(PRODUCTION.portalId, FROM, TO);

const askUndo = (undoOf: string, planId: string = randomUUID(), who = PRODUCTION) =>
  world.send(who, 'PUT', `/api/plans/${planId}`, { undoOf });

const planUndo = async (undoOf: string): Promise<PlanView> =>
  decodeAnswer('makePlan', await askUndo(undoOf));

async function undone(undoOf: string): Promise<PlanView> {
  const plan = await planUndo(undoOf);
  return world.applied(plan.planId);
}

const limit = fc.option(fc.integer({ min: 1, max: 9 }), { nil: null });
const LABELS = ['Account manager', 'Billing contact', 'Board member', 'Former employee'];

test('whatever was applied, its undo restores every limit, and the undo of that applies it again', async () => {
  const state = fc.record(Object.fromEntries(LABELS.map((label) => [label, limit])));
  await fc.assert(
    fc.asyncProperty(state, state, fc.integer({ min: 3, max: 9 }), async (from, to, objects) => {
      const start = Object.entries(from).filter((entry): entry is [string, number] => {
        return entry[1] !== null && entry[1] < objects;
      });
      await startFrom(world, {
        [UNLABELLED]: objects,
        ...Object.fromEntries(start.map(([label, max]) => [keyOf(label), max])),
      });
      const before = await held();
      const wanted = Object.entries(to).filter(([, max]) => max === null || max <= objects);
      const changes = wanted.map(([label, max]) => change(keyOf(label), max));
      fc.pre(changes.length > 0);
      // A limit equal to the object limit is refused by this HubSpot: some batches end in part.
      const done = await world.applied((await world.makePlan(changes)).planId);
      const after = await held();
      if (!kindsOf(done).includes('saved')) return;
      const back = await undone(done.planId);
      expect(new Set(kindsOf(back))).toEqual(new Set(['saved']));
      expect(await held()).toEqual(before);
      await undone(back.planId);
      expect(await held()).toEqual(after);
    }),
    { numRuns: 12 },
  );
});

const behaviours = [
  { batchFailure: 'cancel' },
  { errorContext: 'none', batchStatus: '200-with-errors' },
  { createOnExisting: 'error', updateOnMissing: 'error' },
  { purgeAnswer: '200-with-results' },
  { batchState: 'pending' },
  { readRows: 'every-type' },
  { labelIds: 'null' },
];

test.for(behaviours)('a partly refused plan is taken back exactly under %o', async (behaviour) => {
  await startFrom(world, { [UNLABELLED]: 6, [CONSULTANT]: 3, [keyOf('Board member')]: 4 });
  for (const [name, value] of Object.entries(behaviour)) {
    await world.hubspot.scenario(name, value);
  }
  const before = await held();
  const plan = await world.makePlan([
    change(keyOf('Former employee'), 6),
    change(keyOf('Account manager'), 2),
    change(CONSULTANT, 1),
    change(keyOf('Board member'), null),
  ]);
  const done = await world.applied(plan.planId);
  expect(kindsOf(done)).toEqual(['refused', 'saved', 'saved', 'saved']);
  const back = await undone(done.planId);
  expect(back.items.map(({ label }) => label)).not.toContain('Former employee');
  expect(kindsOf(back)).toEqual(['saved', 'saved', 'saved']);
  expect(await held()).toEqual(before);
});

async function savedPlan(from: number, to: number): Promise<PlanView> {
  await startFrom(world, { [CONSULTANT]: from, [keyOf('Board member')]: from }, 'app');
  const plan = await world.makePlan([change(CONSULTANT, to), change(keyOf('Board member'), to)]);
  return world.applied(plan.planId);
}

test('a limit that was changed since is told as a risk, and one that is back already is left alone', async () => {
  const done = await savedPlan(5, 3);
  await setInHubSpot(world, CONSULTANT, 8);
  await setInHubSpot(world, keyOf('Board member'), 5);
  const plan = await planUndo(done.planId);
  expect(plan).toMatchObject({ undoOf: done.planId, notes: [], state: 'ready' });
  expect(plan.items).toMatchObject([
    { action: 'update', before: 8, after: 5, risks: ['lowers', 'changed_since'] },
    { action: 'none', before: 5, after: 5, risks: [], outcome: { kind: 'unchanged' } },
  ]);
  expect(await heldLimit(world, CONSULTANT)).toBe(8);
  await world.applied(plan.planId);
  expect(await heldLimit(world, CONSULTANT)).toBe(5);
});

test('the way back to a limit above HubSpot’s screen’s highest can be judged for its review', async () => {
  const done = await savedPlan(20_000, 3);
  await setInHubSpot(world, CONSULTANT, null);
  const { items } = await planUndo(done.planId);
  expect(items.map(({ after }) => after)).toEqual([20_000, 20_000]);
  const limits = items.map(({ after }) => change(CONSULTANT, after));
  const answer = await world.send(PRODUCTION, 'POST', '/api/scan-judgements', { limits });
  expect(decodeAnswer('judgeLimits', answer).judgements).toHaveLength(2);
});

test('an unchanged limit carries no such risk', async () => {
  const done = await savedPlan(5, 3);
  const plan = await planUndo(done.planId);
  expect(plan.items.flatMap(({ risks }) => risks)).toEqual([]);
});

test('what HubSpot would surely refuse by now is left out and told, the rest is taken back', async () => {
  const done = await savedPlan(5, 3);
  await setInHubSpot(world, UNLABELLED, 4);
  await setInHubSpot(world, keyOf('Board member'), null);
  const none = await askUndo(done.planId);
  expect(decodeError(none).code).toBe('cannot_undo');
  expect(decodeError(none).message).toContain('“Consultant” cannot have 5');
  await setInHubSpot(world, UNLABELLED, null);
  expect((await planUndo(done.planId)).notes).toEqual([]);
});

test('a label that was deleted since is left out and told; where it was all, there is nothing to undo', async () => {
  await startFrom(world, { [CONSULTANT]: 5 });
  const typeId = await makeLabel(world, 'Short-lived');
  const shortLived = `USER_DEFINED:${String(typeId)}`;
  const both = await world.applied(
    (await world.makePlan([change(CONSULTANT, 3), change(shortLived, 2)])).planId,
  );
  const alone = await world.applied((await world.makePlan([change(shortLived, 1)])).planId);
  expect([...kindsOf(both), ...kindsOf(alone)]).toEqual(['saved', 'saved', 'saved']);
  await deleteLabel(world, typeId);
  const plan = await planUndo(both.planId);
  expect(plan.items.map(({ label, after }) => [label, after])).toEqual([['Consultant', 5]]);
  expect(plan.notes).toEqual([
    'The label “Short-lived” of Contact → Company no longer exists, so its limit went with it.',
  ]);
  expect(kindsOf(await world.applied(plan.planId))).toEqual(['saved']);
  const nothing = await askUndo(alone.planId);
  expect(nothing.status).toBe(422);
  expect(decodeError(nothing)).toMatchObject({ code: 'cannot_undo' });
  expect(decodeError(nothing).message).toContain('Short-lived');
});

test('a plan that saved nothing, or was never applied, says that there is nothing to undo', async () => {
  await startFrom(world, { [CONSULTANT]: 5 });
  const ready = await world.makePlan([change(CONSULTANT, 3)]);
  expect(decodeError(await askUndo(ready.planId)).message).toContain('never applied');
  await setInHubSpot(world, CONSULTANT, 7);
  const done = await world.applied(ready.planId);
  expect(kindsOf(done)).toEqual(['not_tried']);
  expect(decodeError(await askUndo(done.planId))).toMatchObject({ code: 'cannot_undo' });
});

test('the same undo asked for twice is one plan; under a taken id it is refused', async () => {
  const done = await savedPlan(5, 3);
  const planId = randomUUID();
  const answers = await Promise.all([
    askUndo(done.planId, planId),
    askUndo(done.planId, planId),
    askUndo(done.planId, planId),
  ]);
  // The mark tells when it was looked at.
  const plans = answers.map((answer) => ({ ...decodeAnswer('makePlan', answer), mark: '' }));
  expect(plans[1]).toEqual(plans[0]);
  expect(plans[2]).toEqual(plans[0]);
  const other = await world.makePlan([change(CONSULTANT, 9)]);
  expect(decodeError(await askUndo(done.planId, other.planId)).code).toBe('plan_id_taken');
});

test('another portal cannot undo or see the plan, and nobody without the right can undo it', async () => {
  const done = await savedPlan(5, 3);
  const neighbour = await askUndo(done.planId, randomUUID(), SANDBOX);
  expect(neighbour.status).toBe(404);
  expect(decodeError(neighbour).code).toBe('not_found');
  const look = await world.send(SANDBOX, 'GET', `/api/history/${done.planId}`);
  expect(decodeError(look).code).toBe('not_found');
  const apply = await world.send(SANDBOX, 'POST', `/api/plans/${done.planId}/apply`, {
    note: 'mine',
  });
  expect(decodeError(apply).code).toBe('not_found');
  const notAdmin = await askUndo(done.planId, randomUUID(), NOT_ADMIN);
  expect(decodeError(notAdmin).code).toBe('not_super_admin');
  expect(await heldLimit(world, CONSULTANT)).toBe(3);
});

test('a body of both forms, of another form, or with an id that is none is refused', async () => {
  const send = async (body: unknown) =>
    decodeError(await world.send(PRODUCTION, 'PUT', `/api/plans/${randomUUID()}`, body));
  const undoOf = randomUUID();
  expect((await send({ undoOf, changes: [change(CONSULTANT, 1)] })).code).toBe('bad_request');
  expect((await send({ undoOf, more: 1 })).code).toBe('bad_request');
  expect((await send({ undoOf: 'x' })).message).toContain('“undoOf”');
  expect((await send({ undoOf })).code).toBe('not_found');
});
