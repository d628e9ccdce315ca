// Leaving by the panel: what ends at once, what stays, what HubSpot says meanwhile, and coming back.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { ERASED_AFTER_DAYS } from '#domain/leaving.ts';
import { sendHttp } from '../../server/hubspot/http.ts';
import { change, CONSULTANT, startFrom } from './direction.ts';
import { decodeAnswer, decodeError, kindsOf, NOT_ADMIN, PRODUCTION, SANDBOX } from './world.ts';
import { startWorld, type Answer, type Who, type World } from './world.ts';

const UNINSTALL = '/appinstalls/2026-03/external-install';
const REVOKE = '/oauth/2026-03/token/revoke';

let world: World;
/** Happens once HubSpot has uninstalled the app, before the server hears of it. */
let uninstalled = (): Promise<unknown> => Promise.resolve();
beforeAll(async () => {
  world = await startWorld('small', {
    async send(request) {
      const sent = await sendHttp(request);
      if (request.url.endsWith(UNINSTALL)) await uninstalled();
      return sent;
    },
  });
  await world.hubspot.admin('PUT', '/settings', { rateLimit: 100_000 });
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.hubspot.calm();
  await world.install();
  await startFrom(world, { [CONSULTANT]: 3 });
});

const connectedAt = async (who: Who = PRODUCTION): Promise<string> =>
  (await world.get('session', '/api/session', who)).connectedAt ?? '';

const send = (connection: string, wish: object = {}, who: Who = PRODUCTION): Promise<Answer> =>
  world.send(who, 'POST', '/api/disconnect', {
    ...{ connectedAt: connection, eraseNow: false, anyway: false },
    ...wish,
  });

const disconnect = async (wish: object = {}) =>
  decodeAnswer('disconnect', await send(await connectedAt(), wish));

const callsTo = async (path: string): Promise<number> =>
  (await world.hubspot.calls()).filter((call) => call.path === path).length;

/** Every row of a portal, by table, the queue's included. */
async function rowsOf(portal: number): Promise<Readonly<Record<string, number>>> {
  const { db } = world.database;
  const tables = await sql<{ name: string }>`
    select table_name as name from information_schema.columns
    where column_name = 'portal_id' and table_schema = 'public'`.execute(db);
  const counted = tables.rows.map(async ({ name }) => {
    const { rows } = await sql<object>`
      select 1 from ${sql.table(name)} where portal_id = ${portal}`.execute(db);
    return [name, rows.length] as const;
  });
  const jobs = await sql<object>`
    select 1 from pgboss.job where group_id = ${String(portal)} or data::text like ${`%${String(portal)}%`}`.execute(
    db,
  );
  return Object.fromEntries([...(await Promise.all(counted)), ['pgboss.job', jobs.rows.length]]);
}

const document = {
  version: 1,
  limits: [{ from: 'contact', to: 'company', labelText: 'Consultant', limit: 2 }],
};

/** Something in every table that a portal can fill. */
async function fill(who: Who): Promise<{ readonly code: string }> {
  const { code } = await fillWithSetups(who);
  await world.send(who, 'POST', '/api/overview/refresh');
  for (const from of ['0-1', '0-3']) {
    await world.send(who, 'PUT', `/api/scans/${randomUUID()}`, { from, to: '0-2' });
  }
  await untilRead(who);
  return { code };
}

async function fillWithSetups(who: Who): Promise<{ readonly code: string }> {
  await world.send(who, 'PUT', `/api/setups/${randomUUID()}`, { name: randomUUID(), document });
  const codeId = randomUUID();
  const made = await world.send(who, 'PUT', `/api/setup-codes/${codeId}`, { document });
  return { code: decodeAnswer('makeCode', made).code ?? '' };
}

async function untilRead(who: Who): Promise<void> {
  for (let round = 0; round < 1_200; round += 1) {
    const overview = await world.get('overview', '/api/overview', who);
    const { finished } = await world.get('latestScan', '/api/directions/0-1/0-2/scan', who);
    if (overview.refresh?.state === 'done' && finished) return;
    await sleep(50);
  }
  throw new Error('The portal was not read in time.');
}

test('the app is uninstalled in HubSpot, the grant revoked, and the tokens are gone at once', async () => {
  const answer = await disconnect();
  expect(answer.removedInHubSpot).toBe(true);
  const days = (Date.parse(answer.erasedOn ?? '') - Date.now()) / 86_400_000;
  expect(days).toBeCloseTo(ERASED_AFTER_DAYS, 1);
  expect([await callsTo(UNINSTALL), await callsTo(REVOKE)]).toEqual([1, 1]);
  const row = await world.database.db
    .selectFrom('portals')
    .select(['status', 'access_sealed', 'refresh_sealed'])
    .where('portal_id', '=', PRODUCTION.portalId)
    .executeTakeFirstOrThrow();
  expect(row).toEqual({ status: 'disconnected', access_sealed: null, refresh_sealed: null });
  expect(await world.get('session', '/api/session')).toMatchObject({
    ...{ connection: 'disconnected', connectedAt: null, erasedOn: answer.erasedOn },
  });
});

test('what only a connected portal needs goes; plans, history and kept setups stay', async () => {
  const plan = await world.makePlan([change(CONSULTANT, 2)]);
  await world.applied(plan.planId);
  const ready = await world.makePlan([change(CONSULTANT, 1)]);
  const { code } = await fill(PRODUCTION);
  await disconnect();
  const rows = await rowsOf(PRODUCTION.portalId);
  for (const gone of [
    ...['overview_runs', 'overview_types', 'overview_directions', 'overview_labels'],
    ...['scan_records', 'pgboss.job'],
  ]) {
    expect([gone, rows[gone]]).toEqual([gone, 0]);
  }
  for (const kept of ['plans', 'kept_setups', 'history_events', 'known_limits', 'scans']) {
    expect([kept, (rows[kept] ?? 0) > 0]).toEqual([kept, true]);
  }
  expect((await world.get('plan', `/api/plans/${ready.planId}`)).refusal?.code).toBe(
    'disconnected',
  );
  await world.install(SANDBOX);
  const entry = { code, attemptId: randomUUID() };
  const entered = await world.send(SANDBOX, 'POST', '/api/setup-code-entries', entry);
  expect(decodeError(entered).code).toBe('code_withdrawn');
});

test('a plan in the middle ends: what was not sent is not tried, and nothing is sent after a reinstall', async () => {
  const plan = await world.makePlan([change(CONSULTANT, 2)]);
  // The look before the write takes so long that the portal leaves and comes back meanwhile.
  await world.hubspot.fault(
    { kind: 'slow', ms: 3_000 },
    { method: 'GET', path: '/configurations/0-1/0-2' },
  );
  await world.applyPlan(plan.planId);
  await untilState(plan.planId, 'applying');
  await disconnect();
  const ended = await world.get('plan', `/api/plans/${plan.planId}`);
  expect(ended.state).toBe('done');
  expect(ended.items[0]?.outcome).toMatchObject({ kind: 'not_tried', reason: 'disconnected' });
  await world.install();
  await untilJobEnded(plan.planId);
  expect((await world.get('plan', `/api/plans/${plan.planId}`)).items).toEqual(ended.items);
  const limits = await world.hubspot.limits(PRODUCTION.portalId, '0-1', '0-2');
  expect(limits.get(CONSULTANT)).toBe(3);
});

test('a write that HubSpot puts off is not sent again once its portal has left and come back', async () => {
  const plan = await world.makePlan([change(CONSULTANT, 2)]);
  const path = '/batch/update';
  await world.hubspot.fault({ kind: 'migration', retryAfterSeconds: 5 }, { method: 'POST', path });
  await world.applyPlan(plan.planId);
  await expect.poll(async () => (await writesTo(path)).length, { timeout: 5_000 }).toBe(1);
  await disconnect();
  await world.install();
  await untilJobEnded(plan.planId);
  expect(await writesTo(path)).toHaveLength(1);
  expect((await world.get('plan', `/api/plans/${plan.planId}`)).items[0]?.outcome).toMatchObject({
    ...{ kind: 'not_tried', reason: 'disconnected' },
  });
  const limits = await world.hubspot.limits(PRODUCTION.portalId, '0-1', '0-2');
  expect(limits.get(CONSULTANT)).toBe(3);
});

const writesTo = async (path: string) =>
  (await world.hubspot.calls()).filter((call) => call.path.endsWith(path));

async function untilState(planId: string, state: string): Promise<void> {
  for (let round = 0; round < 400; round += 1) {
    if ((await world.get('plan', `/api/plans/${planId}`)).state === state) return;
    await sleep(25);
  }
  throw new Error(`The plan did not get “${state}” in time.`);
}

/** The job that was at the plan when the portal left has noticed. */
async function untilJobEnded(planId: string): Promise<void> {
  for (let round = 0; round < 400; round += 1) {
    const ends = world.logLines.filter((line) => line.includes('apply_ended'));
    if (ends.some((line) => line.includes(planId))) return;
    await sleep(25);
  }
  throw new Error('The job did not end in time.');
}

test('the same request once more, and two at once, are one disconnect with one answer', async () => {
  const connection = await connectedAt();
  const answers = await Promise.all([send(connection), send(connection), send(connection)]);
  answers.push(await send(connection));
  const erasedOn = answers.map((answer) => decodeAnswer('disconnect', answer).erasedOn);
  expect(new Set(erasedOn).size).toBe(1);
  const { entries } = await world.get('history', '/api/history');
  const left = entries.filter((one) => one.kind === 'event' && one.title === 'Disconnected');
  const before = left.length;
  await send(connection, { eraseNow: true });
  expect((await rowsOf(PRODUCTION.portalId))['portals']).toBe(1);
  const again = await world.get('history', '/api/history');
  expect(
    again.entries.filter((one) => one.kind === 'event' && one.title === 'Disconnected'),
  ).toHaveLength(before);
});

test('a late request does not end the connection that came after', async () => {
  const connection = await connectedAt();
  await send(connection);
  await world.install();
  expect(decodeError(await send(connection, { eraseNow: true })).code).toBe('not_found');
  expect((await world.get('session', '/api/session')).connection).toBe('connected');
});

test('a connection made while HubSpot uninstalls the former one is left alone, and so is its grant', async () => {
  uninstalled = () => world.install();
  onTestFinished(() => {
    uninstalled = () => Promise.resolve();
  });
  const answer = await send(await connectedAt(), { eraseNow: true });
  expect(await callsTo(REVOKE)).toBe(0);
  expect(decodeError(answer).code).toBe('not_found');
  expect((await world.get('session', '/api/session')).connection).toBe('connected');
});

test('only a Super Admin may disconnect', async () => {
  const answer = await send(await connectedAt(), { anyway: true }, NOT_ADMIN);
  expect(decodeError(answer).code).toBe('not_super_admin');
  expect(await callsTo(UNINSTALL)).toBe(0);
  expect((await world.get('session', '/api/session')).connection).toBe('connected');
});

test.each([
  ['an outage', { kind: 'status', status: 502 }],
  ['a refusal', { kind: 'status', status: 400 }],
  ['a missing permission', { kind: 'status', status: 403 }],
])('%s of HubSpot deletes nothing; going on anyway disconnects here', async (_what, fault) => {
  await world.hubspot.fault(fault, { path: UNINSTALL }, 10);
  const connection = await connectedAt();
  const refused = decodeError(await send(connection));
  expect(refused.code).toBe('cannot_disconnect');
  expect(refused.message).toContain('nothing was disconnected');
  expect(await connectedAt()).toBe(connection);
  const answer = decodeAnswer('disconnect', await send(connection, { anyway: true }));
  expect(answer.removedInHubSpot).toBe(false);
  expect(await callsTo(REVOKE)).toBe(1);
  expect((await world.get('session', '/api/session')).connection).toBe('disconnected');
});

test.each([
  ['was lost', { kind: 'lost' }],
  ['says that the app is not installed', { kind: 'status', status: 404 }],
])('an answer to the uninstall that %s ends as disconnected all the same', async (_what, fault) => {
  await world.hubspot.fault(fault, { path: UNINSTALL });
  expect((await disconnect()).removedInHubSpot).toBe(true);
  expect((await world.get('session', '/api/session')).connection).toBe('disconnected');
});

test('a grant that died before is no reason to fail', async () => {
  const connection = await connectedAt();
  await world.hubspot.admin('POST', '/uninstall', { portalId: PRODUCTION.portalId });
  const answer = decodeAnswer('disconnect', await send(connection));
  expect(answer).toMatchObject({ removedInHubSpot: null });
  expect(answer.erasedOn).not.toBeNull();
});

test('coming back within the time finds history and setups, and the history tells of both', async () => {
  await fillWithSetups(PRODUCTION);
  const kept = await world.get('keptSetups', '/api/setups');
  await disconnect();
  await world.install();
  expect((await world.get('session', '/api/session')).erasedOn).toBeNull();
  expect(await world.get('keptSetups', '/api/setups')).toEqual(kept);
  expect((await world.get('overview', '/api/overview')).refresh).toBeNull();
  const { entries } = await world.get('history', '/api/history');
  expect(entries.slice(0, 2)).toMatchObject([
    { who: 'Ana Okafor', title: 'Connected again' },
    {
      ...{ who: 'Ana Okafor', title: 'Disconnected' },
      text: 'Atmost was disconnected here. Whatever it was doing in this portal ended.',
    },
  ]);
});

test('“erase now” leaves no row in any table and no job, and touches no other portal', async () => {
  await world.install(SANDBOX);
  await fill(PRODUCTION);
  await fill(SANDBOX);
  const plan = await world.makePlan([change(CONSULTANT, 2)]);
  await world.applied(plan.planId);
  await world.send(PRODUCTION, 'POST', '/api/setup-code-entries', {
    ...{ code: '0000-0000-0000', attemptId: randomUUID() },
  });
  const before = await rowsOf(PRODUCTION.portalId);
  const filled = Object.values(before).filter((count) => count > 0).length;
  expect(filled).toBeGreaterThan(12);
  const others = await rowsOf(SANDBOX.portalId);
  expect(await disconnect({ eraseNow: true })).toEqual({ erasedOn: null, removedInHubSpot: true });
  const after = await rowsOf(PRODUCTION.portalId);
  expect(after).toEqual(Object.fromEntries(Object.keys(after).map((table) => [table, 0])));
  expect(await rowsOf(SANDBOX.portalId)).toEqual(others);
  const paced = await sql<{ key: string }>`select key from call_pace`.execute(world.database.db);
  expect(paced.rows.map(({ key }) => key).join()).not.toContain(String(PRODUCTION.portalId));
  expect((await world.get('session', '/api/session')).connection).toBe('not_installed');
  await world.install();
  expect((await world.get('history', '/api/history')).entries).toEqual([]);
  expect(
    kindsOf(await world.applied((await world.makePlan([change(CONSULTANT, 3)])).planId)),
  ).toEqual(['saved']);
});
