// Grants that end, come back, or belong to somebody else.
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { change, CONSULTANT, startFrom } from './direction.ts';
import { decodeError, PRODUCTION, SANDBOX, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.hubspot.calm();
  await world.install();
  await startFrom(world, { [CONSULTANT]: 3 });
});

test('a portal that never installed the app is told so, and where to install it', async () => {
  const session = await world.get('session', '/api/session', SANDBOX);
  expect(session).toMatchObject({
    connection: 'not_installed',
    installUrl: `${world.url}/install`,
    portal: { id: String(SANDBOX.portalId) },
  });
  const direction = await world.send(SANDBOX, 'GET', '/api/directions/0-1/0-2');
  expect(decodeError(direction).code).toBe('not_installed');
});

test('an uninstalled app is disconnected at its next refresh, and a reinstall connects it again', async () => {
  await world.hubspot.admin('POST', '/uninstall', { portalId: PRODUCTION.portalId });
  // As the panel does beside the session: whoever asks HubSpot first notices it.
  const rights = await world.send(PRODUCTION, 'GET', '/api/rights');
  expect(decodeError(rights).code).toBe('disconnected');
  const session = await world.get('session', '/api/session');
  expect(session.connection).toBe('disconnected');
  const row = await world.database.db
    .selectFrom('portals')
    .select(['access_sealed', 'refresh_sealed'])
    .where('portal_id', '=', PRODUCTION.portalId)
    .executeTakeFirstOrThrow();
  expect(row).toEqual({ access_sealed: null, refresh_sealed: null });
  await world.install();
  expect((await world.get('session', '/api/session')).connection).toBe('connected');
});

test('a plan whose portal uninstalls before it is applied ends with every row not tried', async () => {
  const plan = await world.makePlan([change(CONSULTANT, 2)]);
  await world.hubspot.fault(
    { kind: 'slow', ms: 1_500 },
    { method: 'GET', path: '/configurations/0-1/0-2' },
  );
  await world.applyPlan(plan.planId);
  await world.hubspot.admin('POST', '/uninstall', { portalId: PRODUCTION.portalId });
  await world.untilDone(plan.planId);
  // On a busy machine the limit was being sent when the portal left: that nothing was sent is told
  // once HubSpot has refused it.
  await vi.waitFor(async () => {
    const done = await world.get('plan', `/api/plans/${plan.planId}`);
    expect(done.items.map(({ outcome }) => outcome)).toMatchObject([
      { kind: 'not_tried', reason: 'disconnected' },
    ]);
  }, 10_000);
});

test('a wrong client secret is the operator’s problem and disconnects nobody', async () => {
  await world.hubspot.scenario('refreshFailure', 'BAD_CLIENT_SECRET');
  await world.hubspot.admin('POST', '/tokens/expire', { portalId: PRODUCTION.portalId });
  const answer = await world.send(PRODUCTION, 'GET', '/api/directions/0-1/0-2');
  expect(decodeError(answer).code).toBe('app_misconfigured');
  await world.hubspot.calm();
  expect((await world.get('session', '/api/session')).connection).toBe('connected');
  expect((await world.get('rights', '/api/rights')).superAdmin).toBe(true);
});

test('a refresh token that HubSpot rotates is kept and used the next time', async () => {
  await world.hubspot.scenario('refreshToken', 'rotated');
  for (let round = 0; round < 3; round += 1) {
    await world.hubspot.admin('POST', '/tokens/expire', { portalId: PRODUCTION.portalId });
    expect((await world.get('rights', '/api/rights')).superAdmin).toBe(true);
  }
});

test('another portal’s plan does not exist', async () => {
  await world.install(SANDBOX);
  const plan = await world.makePlan([change(CONSULTANT, 2)]);
  const read = await world.send(SANDBOX, 'GET', `/api/plans/${plan.planId}`);
  const apply = await world.send(SANDBOX, 'POST', `/api/plans/${plan.planId}/apply`);
  expect(decodeError(read).code).toBe('not_found');
  expect(decodeError(apply).code).toBe('not_found');
  const mine = await world.get('plan', `/api/plans/${plan.planId}`);
  expect(mine.state).toBe('ready');
});

test('no log line, answer or row holds a token, the client secret or an e-mail address', async () => {
  const plan = await world.makePlan([change(CONSULTANT, 1)]);
  await world.applied(plan.planId);
  const rows = await world.database.db.selectFrom('portals').selectAll().execute();
  const jobs = await world.database.sql.executeSql('select * from pgboss.job');
  const answer = await world.send(PRODUCTION, 'GET', '/api/session');
  const everything = [
    world.logLines.join(''),
    JSON.stringify(rows),
    JSON.stringify(jobs.rows),
    answer.text,
  ].join('\n');
  for (const secret of ['planted-client-secret-7f3a', 'ana+ops', 'ana%2Bops', 'Bearer ']) {
    expect(everything).not.toContain(secret);
    expect(everything).not.toContain(Buffer.from(secret).toString('base64').slice(0, -4));
  }
});
