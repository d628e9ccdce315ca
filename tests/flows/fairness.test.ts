// A person does not wait for a long scan: applying and planning get their calls to HubSpot between
// those of the scan.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decodeAnswer, PRODUCTION, startWorld, type World } from './world.ts';
import { change, CONSULTANT, FROM, TO, UNLABELLED } from './direction.ts';

/** Two calls of the scan are under way at most; one more may be reserved while an answer travels. */
const SCAN_CALLS_BETWEEN = 4;

interface Logged {
  readonly path: string;
  readonly at: number;
}

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.install();
  const { portalId } = PRODUCTION;
  await world.hubspot.admin('PUT', '/records', { portalId, objectType: '0-3', count: 100_000 });
  // HubSpot's usual rate, of which the scan alone would use all.
  await world.hubspot.admin('PUT', '/settings', { latencyMs: 40 });
});
afterAll(() => world.close());

test('a plan is made and applied during a scan of 100,000 records, with few of its calls between', async () => {
  const scanId = randomUUID();
  const asked = { from: '0-3', to: '0-1' };
  await world.send(PRODUCTION, 'PUT', `/api/scans/${scanId}`, asked);
  await untilRead(scanId, 1_000);
  await world.hubspot.forgetCalls();
  const before = await world.hubspot.limits(PRODUCTION.portalId, FROM, TO);
  const plan = await world.makePlan([
    change(UNLABELLED, before.get(UNLABELLED) === 90 ? 80 : 90),
    change(CONSULTANT, before.get(CONSULTANT) === 5 ? 6 : 5),
  ]);
  const planned = (await calls()).filter(isOfPlan).length;
  const done = await world.applied(plan.planId);
  expect(done.items.map(({ outcome }) => outcome.kind)).toEqual(['saved', 'saved']);
  const scan = await world.get('scan', `/api/scans/${scanId}`);
  expect(scan.state).toBe('reading');

  const all = await calls();
  // Within making the plan, and within applying it; between the two nobody asked for anything.
  const own = [...all.keys()].filter((index) => isOfPlan(all[index]));
  for (const part of [own.slice(0, planned), own.slice(planned + 1)]) {
    expect(part.length).toBeGreaterThan(1);
    const between = part.slice(1).map((index, place) => index - (part[place] ?? 0) - 1);
    expect(Math.max(...between)).toBeLessThanOrEqual(SCAN_CALLS_BETWEEN);
  }
  // It stepped back for a moment, and goes on.
  await untilRead(scanId, scan.read + 1_000);
  decodeAnswer('scan', await world.send(PRODUCTION, 'POST', `/api/scans/${scanId}/cancel`));
});

async function untilRead(scanId: string, records: number): Promise<void> {
  while ((await world.get('scan', `/api/scans/${scanId}`)).read < records) await sleep(50);
}

/** The scan lists records and reads their associations; all else is asked for the person. */
const isOfPlan = (call: Logged | undefined): boolean =>
  call !== undefined && !/\/crm\/objects\/|\/batch\/read$/.test(call.path);

async function calls(): Promise<readonly Logged[]> {
  const log = (await world.hubspot.admin('GET', '/calls')) as { calls: Logged[] };
  return [...log.calls].sort((one, other) => one.at - other.at);
}
