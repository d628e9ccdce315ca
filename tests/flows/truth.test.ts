// Whatever HubSpot's undocumented behaviour is, what the panel is told is what the portal holds:
// every combination of the emulator's switches for batches, with a batch that is partly refused.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { rowText } from '#domain/association.ts';
import type { PlanView } from '#domain/wire.ts';
import { change, CONSULTANT, FROM, labelKeys, startFrom, TO, UNLABELLED } from './direction.ts';
import { isSettled, PRODUCTION, startWorld, type World } from './world.ts';

let world: World;
let keys: ReadonlyMap<string, string>;
beforeAll(async () => {
  world = await startWorld();
  await world.install();
  keys = await labelKeys(world);
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.hubspot.calm();
  // These tests are about outcomes: a portal that allows more calls answers them sooner.
  await world.hubspot.admin('PUT', '/settings', { rateLimit: 100_000 });
});

const OBJECT_LIMIT = 6;

/** The object limit, and labels to create, update, purge and be refused. */
const startState = (): Promise<void> =>
  startFrom(world, { [UNLABELLED]: OBJECT_LIMIT, [CONSULTANT]: 3, [keyOf('Board member')]: 4 });

function keyOf(label: string): string {
  const key = keys.get(label);
  if (key === undefined) throw new Error(`No label ${label}.`);
  return key;
}

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

const unlisted = switches.batchFailure.flatMap((batchFailure) =>
  (['counted', 'absent'] as const).map((errorList) => ({ batchFailure, errorList })),
);

test.for([...combinations, ...unlisted])(
  'a partly refused batch is told item by item: %o',
  async (combination) => {
    await startState();
    for (const [name, value] of Object.entries(combination)) {
      await world.hubspot.scenario(name, value);
    }
    const plan = await world.makePlan([
      // Equal to the object limit: allowed by one sentence of HubSpot's page, refused by another.
      change(keyOf('Former employee'), OBJECT_LIMIT),
      change(keyOf('Account manager'), 2),
      change(keyOf('Billing contact'), OBJECT_LIMIT),
      change(CONSULTANT, 1),
      change(keyOf('Board member'), null),
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
        against: { label: null, limit: OBJECT_LIMIT },
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
  { readRows: 'every-type', emptyFields: 'absent' },
  { labelIds: 'null' },
  { errorSubCategory: 'object' },
  { errorSubCategory: 'absent' },
  { planGate: 'item' },
  { symmetricShare: 'separate' },
];

test.for(others)('the outcomes are what HubSpot holds under %o', async (combination) => {
  await startState();
  for (const [name, value] of Object.entries(combination)) {
    await world.hubspot.scenario(name, value);
  }
  const plan = await world.makePlan([
    change(keyOf('Account manager'), 2),
    change(CONSULTANT, 1),
    change(keyOf('Board member'), null),
    change(UNLABELLED, 5),
  ]);
  await expectTruth(await world.applied(plan.planId));
});

test('lowering sends the labels before the object limit, raising after it', async () => {
  await startState();
  await world.hubspot.forgetCalls();
  const lowered = await world.makePlan([
    change(UNLABELLED, 3),
    change(CONSULTANT, 2),
    change(keyOf('Board member'), 1),
  ]);
  const down = await world.applied(lowered.planId);
  expect(down.items.map((item) => item.outcome.kind)).toEqual(['saved', 'saved', 'saved']);
  const raised = await world.makePlan([change(keyOf('Board member'), 8), change(UNLABELLED, 9)]);
  const up = await world.applied(raised.planId);
  expect(up.items.map((item) => item.outcome.kind)).toEqual(['saved', 'saved']);
  const writes = (await world.hubspot.calls()).filter((call) => call.path.includes('/batch/'));
  expect(writes.map((call) => call.batchInputs)).toEqual([2, 1, 1, 1]);
});
