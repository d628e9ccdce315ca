// Two servers on one PostgreSQL, restarted one after the other while a plan is applied and the portal
// is read: nothing is lost, and whoever is not being restarted answers.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { rowText } from '#domain/association.ts';
import { change, CONSULTANT, FROM, TO, UNLABELLED } from './direction.ts';
import { startPair, type ServerPair } from './server-pair.ts';
import { PRODUCTION } from './world.ts';

let pair: ServerPair;

const { missing } = inject('postgres');
describe.skipIf(missing !== null)('two servers that are restarted in turn', () => {
  beforeAll(async () => {
    pair = await startPair();
    await pair.install(PRODUCTION);
    await pair.hubspot.admin('PUT', '/settings', { rateLimit: 1_000, latencyMs: 100 });
  });
  afterAll(() => pair.close());

  test('go on answering, and finish what was begun', async () => {
    const started = await pair.ask('refreshOverview', PRODUCTION, 'POST', '/api/overview/refresh');
    const planId = randomUUID();
    const changes = [change(UNLABELLED, 90), change(CONSULTANT, 7), change('USER_DEFINED:34', 4)];
    await pair.ask('plan', PRODUCTION, 'PUT', `/api/plans/${planId}`, { changes });
    await pair.ask('plan', PRODUCTION, 'POST', `/api/plans/${planId}/apply`);
    const restarting = { done: false };
    const answered = askAllTheTime(planId, restarting);
    for (const which of [0, 1] as const) {
      expect(await pair.end(which, 'SIGTERM')).toBe(0);
      await pair.start(which);
    }
    restarting.done = true;
    expect(await answered).toBeGreaterThan(20);
    const overview = async () => pair.ask('overview', PRODUCTION, 'GET', '/api/overview');
    while ((await overview()).refresh?.state === 'reading') await sleep(100);
    const { refresh, counts } = await overview();
    expect(refresh).toMatchObject({ state: 'done', startedAt: started.startedAt });
    expect(refresh?.read).toBe(refresh?.total);
    expect(counts).toMatchObject({ unread: 0, failed: 0, notAllowed: 0 });
    const plan = await pair.ask('plan', PRODUCTION, 'GET', `/api/plans/${planId}`);
    const held = await pair.hubspot.limits(PRODUCTION.portalId, FROM, TO);
    expect(plan.state).toBe('done');
    for (const item of plan.items) {
      expect(['saved', 'unchanged']).toContain(item.outcome.kind);
      expect(held.get(rowText(item))).toBe(item.after);
    }
  });
});

/** Asks until the restarts are done; throws on anything but a good answer. Counts the answers. */
async function askAllTheTime(planId: string, until: { readonly done: boolean }): Promise<number> {
  let answers = 0;
  while (!until.done) {
    await pair.ask('plan', PRODUCTION, 'GET', `/api/plans/${planId}`);
    answers += 1;
    await sleep(20);
  }
  return answers;
}
