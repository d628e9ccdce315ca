// The whole portal as one document: what the overview knows, how old it is, and what it lacks.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { joinLimits } from '#domain/setup/join.ts';
import { matchSetup, type SetupMatch } from '#domain/setup/match.ts';
import {
  MAX_LOOK_UP_DIRECTIONS,
  type ExportedSetup,
  type PortalLimits,
} from '#domain/setup/wire.ts';
import type { LookUpRequest } from '#domain/requests/setup.ts';
import { CONSULTANT, setInHubSpot, startFrom } from './direction.ts';
import { readPortal } from './read-portal.ts';
import {
  decodeAnswer,
  decodeError,
  PRODUCTION,
  SANDBOX,
  startWorld,
  type Answer,
  type World,
} from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.install(PRODUCTION);
  await world.install(SANDBOX);
  await world.hubspot.admin('PUT', '/settings', { rateLimit: 100_000 });
});
afterAll(() => world.close());
beforeEach(() => world.hubspot.calm());

const ask = (who = PRODUCTION): Promise<Answer> =>
  world.send(who, 'POST', '/api/setup/export', { all: true });
const exported = async (): Promise<ExportedSetup> => decodeAnswer('exportSetup', await ask());

async function lookUp(pairs: LookUpRequest['pairs']): Promise<PortalLimits> {
  const parts: PortalLimits[] = [];
  for (let start = 0; start < pairs.length; start += MAX_LOOK_UP_DIRECTIONS) {
    const some = pairs.slice(start, start + MAX_LOOK_UP_DIRECTIONS);
    const answer = await world.send(PRODUCTION, 'POST', '/api/setup/look-up', { pairs: some });
    parts.push(decodeAnswer('lookUpSetup', answer));
  }
  return joinLimits(parts);
}

async function matched({ document }: ExportedSetup): Promise<SetupMatch> {
  const pairs = new Map(document.limits.map(({ from, to }) => [`${from}>${to}`, { from, to }]));
  const entries = document.limits.map((entry, index) => ({ line: index + 1, entry }));
  const portal = await lookUp([...pairs.values()]);
  return matchSetup(entries, portal, { choices: new Map(), removeUnlisted: true });
}

test('a portal that was never read is told so, with the way out', async () => {
  const refused = decodeError(await ask());
  expect(refused.code).toBe('cannot_export');
  expect(refused.message).toContain('Overview');
});

test('all of it, brought into the same portal, is an empty plan', async () => {
  await startFrom(world, { [CONSULTANT]: 3 });
  const began = Date.now();
  await readPortal(world);
  await world.hubspot.forgetCalls();
  const all = await exported();
  const { limits } = (await world.get('overview', '/api/overview')).counts;
  expect(all.document.limits).toHaveLength(limits);
  expect(limits).toBeGreaterThan(8);
  expect(all).toMatchObject({ unreadCount: 0, unread: [], namedByText: [] });
  expect(Date.parse(all.readAt ?? '')).toBeGreaterThanOrEqual(began);
  const calls = await world.hubspot.calls();
  expect(calls.every(({ path }) => path.includes('schemas'))).toBe(true);
  expect(JSON.stringify(all.document)).not.toMatch(/typeId|"\d+-\d+"|24201733/);
  const match = await matched(all);
  expect(match.changes).toEqual([]);
  expect(match.findings.map(({ verdict }) => verdict.kind)).toEqual(
    all.document.limits.map(() => 'already'),
  );
});

test('it says as of when: a change outside the app since then is not in it', async () => {
  const before = await exported();
  await setInHubSpot(world, CONSULTANT, 2);
  expect(await exported()).toEqual(before);
  expect((await matched(before)).changes).toHaveLength(1);
  await setInHubSpot(world, CONSULTANT, 3);
});

test('a direction that is not known is counted and named, never passed off as “no limit”', async () => {
  await world.hubspot.scenario('objectScopes', 'pair');
  const body = { category: 'MISSING_SCOPES', message: 'No.' };
  await world.hubspot.fault({ kind: 'status', status: 403, body }, { path: '/0-1/0-2/labels' }, 9);
  await readPortal(world);
  const all = await exported();
  expect(all.unreadCount).toBeGreaterThan(0);
  expect(all.unread.length).toBeLessThanOrEqual(20);
  const told = all.unread.find(({ from, to }) => from === '0-1' && to === '0-2');
  expect(told?.why).toMatch(/\w/);
  const pairs = all.document.limits.map(({ from, to }) => `${from}>${to}`);
  expect(pairs).not.toContain('contact>company');
  await world.hubspot.calm();
  await readPortal(world);
});

test('no portal exports another’s limits', async () => {
  expect(decodeError(await ask(SANDBOX)).code).toBe('cannot_export');
});

test('more limits than one setup holds are told with the way out', async () => {
  const { db } = world.database;
  await db
    .insertInto('overview_labels')
    .values(
      Array.from({ length: 1_001 }, (_, index) => ({
        ...{ portal_id: PRODUCTION.portalId, from_type: '0-1', to_type: '0-2' },
        ...{ category: 'WORK' as const, type_id: 90_000 + index, label: 'L', limit_now: 1 },
      })),
    )
    .execute();
  const refused = decodeError(await ask());
  expect(refused.code).toBe('cannot_export');
  expect(refused.message).toContain('at most 1,000');
  expect(refused.message).toContain('chosen object types');
});

test('both at once, and neither, are no request for an export', async () => {
  for (const body of [{ all: false }, { all: true, types: ['0-1'] }, {}]) {
    const answer = await world.send(PRODUCTION, 'POST', '/api/setup/export', body);
    expect(decodeError(answer).code).toBe('bad_request');
  }
});
