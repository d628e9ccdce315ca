// A portal of some 600 directions and 9,000 labels stays usable: it is read in bounded time, an
// apply gets through meanwhile, and what the panel is sent stays far below HubSpot's 1 MB.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { change, CONSULTANT } from './direction.ts';
import { decodeAnswer, kindsOf, PRODUCTION, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld('large');
  await world.install();
  // What is looked at is this server; at HubSpot's own pace the reading takes about five minutes.
  await world.hubspot.admin('PUT', '/settings', { rateLimit: 100_000 });
});
afterAll(() => world.close());

const overview = (query = '') => world.get('overview', `/api/overview${query}`);

test('a large portal is read while limits are applied, and told in small pages', async () => {
  decodeAnswer('refreshOverview', await world.send(PRODUCTION, 'POST', '/api/overview/refresh'));
  for (;;) {
    const { refresh } = await overview();
    if ((refresh?.read ?? 0) > 0) break;
    await sleep(20);
  }
  const held = (await world.get('direction', '/api/directions/0-1/0-2')).labels;
  const now = held.find(({ typeId, label }) => typeId === 279 && label !== null)?.limit;
  const plan = await world.makePlan([change(CONSULTANT, now === 2 ? 3 : 2)]);
  const applied = await world.applied(plan.planId);
  expect(kindsOf(applied)).toEqual(['saved']);
  expect((await overview()).refresh?.state).toBe('reading');
  for (;;) {
    const { refresh } = await overview();
    if (refresh?.state !== 'reading') break;
    await sleep(500);
  }
  const answer = await world.send(PRODUCTION, 'GET', '/api/overview');
  const told = decodeAnswer('overview', answer);
  expect(told.refresh).toMatchObject({ state: 'done' });
  expect(told.counts).toMatchObject({ unread: 0, failed: 0, notAllowed: 0 });
  expect(told.counts.directions).toBeGreaterThan(500);
  expect(told.counts.labels).toBeGreaterThan(8_000);
  expect(told.rows).toHaveLength(50);
  expect(answer.text.length).toBeLessThan(50_000);
  const grid = await world.send(PRODUCTION, 'GET', '/api/overview/grid');
  expect(grid.text.length).toBeLessThan(150_000);
  const last = await overview(`?page=${String(told.pageCount)}`);
  expect(last.rows.length).toBeGreaterThan(0);
  const asked = Date.now();
  expect((await overview('?search=role%207%20asset%203&filter=unlimited')).total).toBeGreaterThan(
    9,
  );
  expect(Date.now() - asked).toBeLessThan(2_000);
});
