// A scan, plans and a person who reads, all at once and at HubSpot's usual rate. Its specification
// declares calls for labels, limits and associations exempt from the ten-second window; whether they
// are, only its answers tell. Nothing is answered with 429 either way, and exempt calls do not wait.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PlanView } from '#domain/wire.ts';
import { fullestWindow } from './call-windows.ts';
import { change, CONSULTANT, FROM, TO, UNLABELLED } from './direction.ts';
import type { LoggedCall } from './emulator.ts';
import { hasEnded, startScan, untilScan } from './scan-steps.ts';
import { distributionsOf, truthAt } from './scan-truth.ts';
import { kindsOf, PRODUCTION, startWorld, type World } from './world.ts';

/** A marketplace app's calls in ten seconds. */
const RATE_LIMIT = 110;
const LATENCY_MS = 20;
/** Two calls each: alone more than a window holds. */
const READS = 70;
/** Who read at the same time. */
const READERS = 4;
/** A list for each hundred, and a read for each thousand. */
const RECORDS = 4_000;
const PLANS = 3;
const DIRECTION = { from: FROM, to: TO };

describe.for([
  ['counts', 'no'],
  ['exempts, as its specification says', 'yes'],
] as const)('HubSpot %s the calls for labels and limits', ([, limitCallsExempt]) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
    const { hubspot } = world;
    await hubspot.scenario('limitCallsExempt', limitCallsExempt);
    await hubspot.admin('PUT', '/settings', { rateLimit: RATE_LIMIT, latencyMs: LATENCY_MS });
    const { portalId } = PRODUCTION;
    await hubspot.admin('PUT', '/records', { portalId, objectType: FROM, count: RECORDS });
    const links = { mean: 1.5, heaviest: 300, heavyRecords: 3, labelShare: 0.4 };
    await hubspot.admin('PUT', '/associations', { portalId, ...DIRECTION, ...links });
    await world.install();
  });
  afterAll(() => world.close());

  test('a scan and plans end as they should, and no call is answered with 429', async () => {
    const { hubspot } = world;
    const { scanId } = await startScan(world, DIRECTION);
    const [plans] = await Promise.all([
      applyPlans(world),
      ...Array.from({ length: READERS }, () => readDirections(world, READS / READERS)),
    ]);
    const scan = await untilScan(world, scanId, hasEnded);

    expect(scan).toMatchObject({ state: 'done', read: RECORDS, total: RECORDS, unread: 0 });
    expect(distributionsOf(scan)).toEqual(await truthAt(hubspot, PRODUCTION, DIRECTION));
    expect(plans.flatMap(kindsOf)).toEqual(plans.flatMap(() => ['saved', 'saved']));
    const held = await hubspot.limits(PRODUCTION.portalId, FROM, TO);
    expect([held.get(UNLABELLED), held.get(CONSULTANT)]).toEqual(limitsOfRound(PLANS - 1));

    const calls = await hubspot.calls();
    expect(calls.filter(({ status }) => status === 429)).toEqual([]);
    const [declared, others] = [calls.filter(isDeclaredExempt), calls.filter(isOther)];
    // The scan went on while plans were applied, and called for lists, which count either way.
    const written = calls.findIndex(({ path }) => path.includes('/batch/'));
    const lastList = calls.findLastIndex(({ path }) => path.startsWith('/crm/objects/'));
    expect(lastList).toBeGreaterThan(written);
    expect(others.length).toBeGreaterThanOrEqual(RECORDS / 100);
    expect(fullestWindow(others).calls).toBeLessThanOrEqual(RATE_LIMIT);
    const fullest = fullestWindow(declared).calls;
    if (limitCallsExempt === 'yes') expect(fullest).toBeGreaterThan(RATE_LIMIT);
    else expect(fullestWindow([...declared, ...others]).calls).toBeLessThanOrEqual(RATE_LIMIT);
  });
});

const isGrant = ({ path }: LoggedCall): boolean => path.startsWith('/oauth/');
const isDeclaredExempt = ({ path }: LoggedCall): boolean => path.startsWith('/crm/associations/');
const isOther = (call: LoggedCall): boolean => !isGrant(call) && !isDeclaredExempt(call);

const limitsOfRound = (round: number): readonly [number, number] => [60 + round, 5 + round];

async function applyPlans(world: World): Promise<readonly PlanView[]> {
  const plans: PlanView[] = [];
  for (let round = 0; round < PLANS; round += 1) {
    const [all, consultants] = limitsOfRound(round);
    const changes = [change(UNLABELLED, all), change(CONSULTANT, consultants)];
    const { planId } = await world.makePlan(changes);
    plans.push(await world.applied(planId));
  }
  return plans;
}

/** One after the other; each is answered. */
async function readDirections(world: World, reads: number): Promise<void> {
  for (let read = 0; read < reads; read += 1) {
    await world.get('direction', `/api/directions/${FROM}/${TO}`);
  }
}
