// Whatever HubSpot's undocumented behaviour is, what the panel is told is what the portal holds:
// every combination of the emulator's switches for batches, with a batch that is partly refused.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { rowText, type Category } from '#domain/association.ts';
import type { PlanView } from '#domain/wire.ts';
import { isSettled, PRODUCTION, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.install();
}, 60_000);
afterAll(() => world.close());
beforeEach(async () => {
  await world.hubspot.calm();
  // These tests are about outcomes: a portal that allows more calls answers them sooner.
  await world.hubspot.admin('PUT', '/settings', { rateLimit: 100_000 });
});

const FROM = '0-1';
const TO = '0-2';
const OBJECT_LIMIT = 6;

/** contact -> company: the object limit, and labels to create, update, purge and be refused. */
async function startState(): Promise<void> {
  const held = await world.hubspot.limits(PRODUCTION.portalId, FROM, TO);
  for (const key of held.keys()) await setInHubSpot(key, null);
  await setInHubSpot('HUBSPOT_DEFINED:279', OBJECT_LIMIT);
  await setInHubSpot('USER_DEFINED:279', 3);
  await setInHubSpot(await keyOf('Board member'), 4);
}

async function setInHubSpot(key: string, max: number | null): Promise<void> {
  const [category, typeId] = key.split(':');
  await world.hubspot.admin('POST', '/limits', {
    portalId: PRODUCTION.portalId,
    from: FROM,
    to: TO,
    category,
    typeId: Number(typeId),
    max,
  });
}

async function keyOf(label: string): Promise<string> {
  const direction = await world.get('direction', `/api/directions/${FROM}/${TO}`);
  const row = direction.labels.find((one) => one.label === label);
  if (!row) throw new Error(`No label ${label}.`);
  return rowText(row);
}

const change = (key: string, limit: number | null) => {
  const [category, typeId] = key.split(':');
  return { from: FROM, to: TO, category: category as Category, typeId: Number(typeId), limit };
};

/** Every outcome against what HubSpot really holds. */
async function expectTruth(plan: PlanView): Promise<void> {
  expect(isSettled(plan)).toBe(true);
  const held = await world.hubspot.limits(PRODUCTION.portalId, FROM, TO);
  for (const item of plan.items) {
    const now = held.get(rowText(item)) ?? null;
    if (item.outcome.kind === 'saved') expect(now).toBe(item.after);
    else expect(now).not.toBe(item.after);
    if (item.outcome.kind === 'refused') expect(item.outcome.now).toBe(now);
  }
}

const switches = {
  batchFailure: ['item', 'cancel'],
  errorContext: ['typeId', 'message', 'nested', 'none'],
  batchStatus: ['declared', '200-with-errors', '207'],
  errorFields: ['all', 'message-only'],
} as const;

const combinations = switches.batchFailure.flatMap((batchFailure) =>
  switches.errorContext.flatMap((errorContext) =>
    switches.batchStatus.flatMap((batchStatus) =>
      switches.errorFields.map((errorFields) => ({
        batchFailure,
        errorContext,
        batchStatus,
        errorFields,
      })),
    ),
  ),
);

test.for(combinations)(
  'a partly refused batch is told item by item: %o',
  { timeout: 60_000 },
  async (combination) => {
    await startState();
    for (const [name, value] of Object.entries(combination)) {
      await world.hubspot.scenario(name, value);
    }
    const plan = await world.makePlan([
      // Equal to the object limit: allowed by one sentence of HubSpot's page, refused by another.
      change(await keyOf('Former employee'), OBJECT_LIMIT),
      change(await keyOf('Account manager'), 2),
      change(await keyOf('Billing contact'), OBJECT_LIMIT),
      change('USER_DEFINED:279', 1),
      change(await keyOf('Board member'), null),
    ]);
    const done = await world.applied(plan.planId);
    await expectTruth(done);
    expect(done.items.map((item) => item.outcome.kind)).toEqual([
      'refused',
      'saved',
      'refused',
      'saved',
      'saved',
    ]);
    for (const position of [0, 2]) {
      expect(done.items[position]?.outcome).toMatchObject({
        reason: 'label_limit_meets_object_limit',
      });
    }
  },
);

const others = [
  { createOnExisting: 'error', updateOnMissing: 'error' },
  { purgeAnswer: '204' },
  { purgeAnswer: '200-with-results' },
  { batchState: 'pending' },
  { batchState: 'processing' },
  { batchState: 'pending-without-effect' },
  { equalToObjectLimit: 'accept' },
  { batchCheck: 'end-state' },
  { batchSize: '10' },
  { readRows: 'every-type' },
  { labelIds: 'null' },
  { errorSubCategory: 'object' },
  { errorSubCategory: 'absent' },
  { planGate: 'item' },
  { symmetricShare: 'separate' },
];

test.for(others)(
  'the outcomes are what HubSpot holds under %o',
  { timeout: 60_000 },
  async (combination) => {
    await startState();
    for (const [name, value] of Object.entries(combination)) {
      await world.hubspot.scenario(name, value);
    }
    const plan = await world.makePlan([
      change(await keyOf('Account manager'), 2),
      change('USER_DEFINED:279', 1),
      change(await keyOf('Board member'), null),
      change('HUBSPOT_DEFINED:279', 5),
    ]);
    await expectTruth(await world.applied(plan.planId));
  },
);

test('lowering sends the labels before the object limit, raising after it', async () => {
  await startState();
  await world.hubspot.forgetCalls();
  const lowered = await world.makePlan([
    change('HUBSPOT_DEFINED:279', 3),
    change('USER_DEFINED:279', 2),
    change(await keyOf('Board member'), 1),
  ]);
  const down = await world.applied(lowered.planId);
  expect(down.items.map((item) => item.outcome.kind)).toEqual(['saved', 'saved', 'saved']);
  const raised = await world.makePlan([
    change(await keyOf('Board member'), 8),
    change('HUBSPOT_DEFINED:279', 9),
  ]);
  const up = await world.applied(raised.planId);
  expect(up.items.map((item) => item.outcome.kind)).toEqual(['saved', 'saved']);
  const writes = (await world.hubspot.calls()).filter((call) => call.path.includes('/batch/'));
  expect(writes.map((call) => call.batchInputs)).toEqual([2, 1, 1, 1]);
});
