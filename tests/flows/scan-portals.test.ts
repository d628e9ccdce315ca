// Whatever a portal looks like, and however HubSpot reads: a scan's numbers are a brute-force count
// over the portal's data.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowText } from '#domain/association.ts';
import type { Scan } from '#domain/scan.ts';
import { randomPortal, seedOf, type Pair, type RandomPortal } from './random-portal.ts';
import { asDistribution, hasEnded, startScan, truthOf, untilScan } from './scan-steps.ts';
import { startWorld, type Who, type World } from './world.ts';

const PORTALS = 20;

/** The only type of a pair is its primary one: a rare draw, and every association once counted twice. */
const PRIMARY_ALONE: RandomPortal = {
  objectTypes: [
    { id: '0-1', records: 30 },
    { id: '0-2', records: 30 },
  ],
  associations: [
    {
      ...{ from: '0-1', to: '0-2', category: 'HUBSPOT_DEFINED', name: 'primary' },
      ...{ forward: { typeId: 1, label: 'Primary' }, inverse: { typeId: 2, label: 'Primary' } },
    },
  ],
  linkPatterns: [
    { from: '0-1', to: '0-2', mean: 1.5, heaviest: 6, heavyRecords: 1, labelShare: 0 },
  ],
  pairs: [{ from: '0-1', to: '0-2' }],
  scenarios: {},
};

let world: World;
/** Each portal is another one to the server, too. */
let portals = 30_000_000;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

/** Makes the portal, has people change records and associations by hand, and installs the app. */
async function settle(portal: RandomPortal, who: Who): Promise<void> {
  await world.hubspot.admin('PUT', '/seed', seedOf(portal, who));
  // What is looked at is this server, not the wait for HubSpot's rate limit.
  await world.hubspot.admin('PUT', '/settings', { rateLimit: 100_000 });
  for (const [name, value] of Object.entries(portal.scenarios)) {
    await world.hubspot.scenario(name, value);
  }
  for (const pair of portal.pairs) await changeByHand(pair, who);
  await world.install(who);
}

/** A record goes, one comes and is associated, and two others are no longer. */
async function changeByHand(pair: Pair, who: Who): Promise<void> {
  const { portalId } = who;
  const there = await associated(who, pair);
  const [gone, kept] = there;
  if (gone === undefined || kept === undefined) return;
  const archived = { portalId, objectType: pair.from, id: gone };
  await world.hubspot.admin('DELETE', '/records', archived);
  const made = { portalId, objectType: pair.from };
  const { id } = (await world.hubspot.admin('POST', '/records', made)) as { id: string };
  const partner = (await associated(who, { from: pair.to, to: pair.from })).at(-1);
  if (partner === undefined || (pair.from === pair.to && partner === kept)) return;
  // With one type only: a labelled one where the pair has no other.
  const { types } = await truthOf(world, pair, { who });
  const chosen = types.slice(-1).map(({ category, typeId }) => ({ category, typeId }));
  const link = { portalId, ...pair, toId: partner };
  await world.hubspot.admin('POST', '/associations', {
    ...link,
    fromId: Number(id),
    types: chosen,
  });
  await world.hubspot.admin('DELETE', '/associations', { ...link, fromId: kept });
}

async function associated(who: Who, pair: Pair): Promise<number[]> {
  const { types } = await truthOf(world, pair, { who });
  return [...new Set(types.flatMap(({ above }) => above.map(({ id }) => Number(id))))];
}

async function expectTrue(scan: Scan, pair: Pair, who: Who): Promise<void> {
  const over = 2;
  const truth = await truthOf(world, pair, { above: over, who });
  const { records } = truth;
  expect(scan).toMatchObject({ state: 'done', problem: null, read: records, unread: 0 });
  expect(scan.types.map(rowText).sort()).toEqual(truth.types.map(rowText).sort());
  for (const type of truth.types) {
    const found = scan.types.find((one) => rowText(one) === rowText(type));
    // The type without a label counts every associated record, whatever its labels.
    const real = type.label === null ? truth.recordsByCount : type.recordsByCount;
    expect(found?.distribution, type.label ?? 'unlabelled').toEqual(asDistribution(real));
    if (type.label === null) continue;
    const query = `category=${type.category}&typeId=${String(type.typeId)}&over=${String(over)}`;
    const listed = await world.get(
      'recordsOver',
      `/api/scans/${scan.scanId}/records?${query}`,
      who,
    );
    expect(listed.total).toBe(type.above.length);
    const real50 = type.above.map(({ count }) => count).slice(0, listed.records.length);
    expect(listed.records.map(({ associations }) => associations)).toEqual(real50);
    for (const { id, associations } of listed.records) {
      expect(type.above).toContainEqual({ id, count: associations });
    }
  }
}

test(`in ${String(PORTALS)} random portals, every direction is counted as it is`, async () => {
  // A failure prints the seed and the portal; fc.assert(…, { seed, path }) plays it again.
  await fc.assert(
    fc.asyncProperty(randomPortal, async (portal) => {
      portals += 1;
      const who = { portalId: portals, userId: 7 };
      await settle(portal, who);
      for (const { from, to } of portal.pairs) {
        const directions =
          from === to
            ? [{ from, to }]
            : [
                { from, to },
                { from: to, to: from },
              ];
        for (const pair of directions) {
          const { scanId } = await startScan(world, pair, who);
          await expectTrue(await untilScan(world, scanId, hasEnded, who), pair, who);
        }
      }
    }),
    { numRuns: PORTALS, endOnFailure: true, examples: [[PRIMARY_ALONE]] },
  );
});
