// The main job against the emulated portal: install, read, plan, apply, read back.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { kindsOf, PRODUCTION, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.install();
});
afterAll(() => world.close());
beforeEach(() => world.hubspot.calm());

test('an install connects the portal and shows who may change limits', async () => {
  const session = await world.get('session', '/api/session');
  expect(session).toMatchObject({
    connection: 'connected',
    portal: { id: String(PRODUCTION.portalId), accountType: 'STANDARD' },
    user: { id: String(PRODUCTION.userId) },
    latestPlan: null,
  });
  expect(session.grantedScopes).toContain('crm.objects.deals.read');
  expect((await world.get('rights', '/api/rights')).superAdmin).toBe(true);
});

test('object types carry the portal’s own names, standard and custom', async () => {
  const { objectTypes, notes } = await world.get('objectTypes', '/api/object-types');
  expect(objectTypes).toContainEqual({
    id: '0-3',
    singular: 'Deal',
    plural: 'Deals',
    custom: false,
  });
  expect(objectTypes.filter((type) => type.custom)).toHaveLength(3);
  expect(notes).toEqual([]);
});

test('a limit that was applied is read back, saved, and planned again as nothing', async () => {
  const direction = await world.get('direction', '/api/directions/0-3/0-2');
  const primary = direction.labels.find((row) => row.label === 'Primary');
  if (!primary) throw new Error('The seed has no Primary label.');
  const limit = primary.limit === 1 ? 2 : 1;
  const change = {
    from: '0-3',
    to: '0-2',
    category: primary.category,
    typeId: primary.typeId,
    limit,
  };
  const plan = await world.makePlan([change]);
  expect(plan.state).toBe('ready');
  const done = await world.applied(plan.planId);
  expect(done.items[0]?.outcome).toEqual({ kind: 'saved', before: primary.limit, after: limit });
  const again = await world.makePlan([change]);
  expect(again.items[0]?.action).toBe('none');
  expect(kindsOf(again)).toEqual(['unchanged']);
});
