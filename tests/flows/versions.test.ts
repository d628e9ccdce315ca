// The other versions of HubSpot's associations API that can be chosen: the same limits read, planned,
// applied and read back, and the same records counted, by their own addresses, statuses and bodies.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { rowText } from '#domain/association.ts';
import { apiVersions } from '../../server/hubspot/versions.ts';
import { change, CONSULTANT, FROM, labelKeys, startFrom, TO, UNLABELLED } from './direction.ts';
import { hasEnded, startScan, untilScan } from './scan-steps.ts';
import { distributionsOf, truthAt } from './scan-truth.ts';
import { kindsOf, PRODUCTION, startWorld, type World } from './world.ts';

describe.for(apiVersions.filter((version) => version !== '2026-03'))('%s', (version) => {
  let world: World;
  let keys: ReadonlyMap<string, string>;
  const keyOf = (label: string): string => keys.get(label) ?? label;

  beforeAll(async () => {
    world = await startWorld('small', { environment: { HUBSPOT_API_VERSION: version } });
    await world.install();
    await world.hubspot.admin('PUT', '/settings', { rateLimit: 100_000 });
    keys = await labelKeys(world);
  });
  afterAll(() => world.close());

  /** Whatever of the associations was asked for, was asked for in this version. */
  afterEach(async () => {
    const asked = (await world.hubspot.calls()).filter(({ path }) => /\/associations\b/.test(path));
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter(({ path }) => !path.includes(`/${version}/`))).toEqual([]);
  });

  test.for(['item', 'cancel'])(
    'limits are created, updated, removed and refused, each told as it is (%s)',
    async (batchFailure) => {
      await world.hubspot.scenario('batchFailure', batchFailure);
      const board = keyOf('Board member');
      await startFrom(world, { [UNLABELLED]: 6, [CONSULTANT]: 3, [board]: 4 });
      const plan = await world.makePlan([
        change(keyOf('Account manager'), 2),
        change(CONSULTANT, 1),
        change(board, null),
        change(keyOf('Former employee'), 6),
      ]);
      const done = await world.applied(plan.planId);
      expect(kindsOf(done)).toEqual(['saved', 'saved', 'saved', 'refused']);
      const held = await world.hubspot.limits(PRODUCTION.portalId, FROM, TO);
      for (const item of done.items) {
        const expected = item.outcome.kind === 'saved' ? item.after : item.before;
        expect(held.get(rowText(item)) ?? null).toBe(expected);
      }
    },
  );

  test('records are counted as they are', async () => {
    const portal = { portalId: PRODUCTION.portalId };
    await world.hubspot.admin('PUT', '/records', { ...portal, objectType: FROM, count: 1_200 });
    const links = { from: FROM, to: TO, mean: 1.5, heaviest: 700, heavyRecords: 3 };
    await world.hubspot.admin('PUT', '/associations', { ...portal, ...links, labelShare: 0.4 });
    const { scanId } = await startScan(world, { from: FROM, to: TO });
    const scan = await untilScan(world, scanId, hasEnded);
    expect(scan).toMatchObject({ state: 'done', read: 1_200, unread: 0 });
    const truth = await truthAt(world.hubspot, PRODUCTION, { from: FROM, to: TO });
    const told = distributionsOf(scan);
    for (const [type, distribution] of Object.entries(told)) {
      expect([type, distribution]).toEqual([type, truth[type]]);
    }
    expect(Object.keys(told).length).toBeGreaterThan(1);
  });
});
