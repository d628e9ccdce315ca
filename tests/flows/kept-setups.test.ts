// Setups that a portal keeps: who may, what comes twice, whose they are, and the way back to one.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { SetupDocument } from '#domain/setup/document.ts';
import { MAX_KEPT_SETUPS, pinOf, type KeptSetup } from '#domain/setup/kept.ts';
import { matchSetup, type SetupMatch } from '#domain/setup/match.ts';
import { CONSULTANT, setInHubSpot, startFrom, UNLABELLED } from './direction.ts';
import {
  decodeAnswer,
  decodeError,
  kindsOf,
  NOT_ADMIN,
  PRODUCTION,
  SANDBOX,
  startWorld,
  type Answer,
  type Who,
  type World,
} from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.install(PRODUCTION);
  await world.install(SANDBOX);
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.hubspot.calm();
  await world.database.db.deleteFrom('kept_setups').execute();
  await world.database.db.deleteFrom('history_events').execute();
});

const address = (setupId: string): string => `/api/setups/${setupId}`;

const document: SetupDocument = {
  version: 1,
  limits: [
    {
      ...{ from: 'contact', to: 'company', label: 'consultant', labelText: 'Consultant' },
      ...{ category: 'USER_DEFINED', limit: 3 },
    },
    {
      ...{ from: 'contact', to: 'company', label: null, labelText: null },
      ...{ category: 'HUBSPOT_DEFINED', limit: 9 },
    },
    {
      ...{ from: 'contact', to: 'company', label: null, labelText: 'Godparent' },
      ...{ category: null, limit: 1 },
    },
  ],
};

const put = (setupId: string, name: string, body: object = { document }, who: Who = PRODUCTION) =>
  world.send(who, 'PUT', address(setupId), { name, ...body });
const list = async (who: Who = PRODUCTION): Promise<readonly KeptSetup[]> =>
  (await world.get('keptSetups', '/api/setups', who)).setups;
const codeOf = (answer: Answer): string => decodeError(answer).code;

async function compared(setupId: string): Promise<SetupMatch> {
  const kept = await world.get('keptSetup', address(setupId));
  const pairs = [{ from: 'contact', to: 'company' }];
  const answer = await world.send(PRODUCTION, 'POST', '/api/setup/look-up', { pairs });
  const entries = kept.document.limits.map((entry, index) => ({ line: index + 1, entry }));
  const wishes = { choices: new Map(), removeUnlisted: false };
  return matchSetup(entries, decodeAnswer('lookUpSetup', answer), wishes);
}

async function pin(setupId: string, match: SetupMatch, who: Who = PRODUCTION): Promise<Answer> {
  const keptAt = (await list()).find((one) => one.setupId === setupId)?.keptAt ?? '';
  const body = { pinned: true, keptAt, limits: pinOf(match).limits };
  return world.send(who, 'PUT', `${address(setupId)}/pin`, body);
}

const events = async (): Promise<readonly string[]> => {
  const rows = await world.database.db.selectFrom('history_events').select('event').execute();
  return rows.map(({ event }) => event.kind).toSorted();
};

test('a setup is kept, compared after a change outside the app, and applied again', async () => {
  await startFrom(world, { [CONSULTANT]: 3, [UNLABELLED]: 9 });
  const id = randomUUID();
  decodeAnswer('keepSetup', await put(id, '  Standard '));
  expect(await list()).toMatchObject([
    { setupId: id, name: 'Standard', limits: 3, keptBy: { id: '5101' }, pinned: null },
  ]);
  expect((await list())[0]?.keptBy.name).toMatch(/\w/);
  expect((await compared(id)).changes).toEqual([]);
  await setInHubSpot(world, CONSULTANT, 4);
  const { changes } = await compared(id);
  expect(changes).toHaveLength(1);
  const plan = await world.makePlan(changes);
  expect(kindsOf(await world.applied(plan.planId))).toEqual(['saved']);
  expect((await compared(id)).changes).toEqual([]);
});

test('pinning stores what the entries mean here, and not what is left out', async () => {
  await startFrom(world, { [CONSULTANT]: 3 });
  const id = randomUUID();
  await put(id, 'Standard');
  const match = await compared(id);
  expect(pinOf(match).notWatched.map(({ line }) => line)).toEqual([3]);
  const { setups } = decodeAnswer('pinSetup', await pin(id, match));
  expect(setups[0]?.pinned?.limits).toBe(2);
  const rows = await world.database.db
    .selectFrom('pinned_limits')
    .select(['from_type', 'to_type', 'category', 'type_id', 'limit_wanted'])
    .where('portal_id', '=', PRODUCTION.portalId)
    .orderBy('limit_wanted')
    .execute();
  const direction = { from_type: '0-1', to_type: '0-2', type_id: 279 };
  expect(rows).toEqual([
    { ...direction, category: 'USER_DEFINED', limit_wanted: 3 },
    { ...direction, category: 'HUBSPOT_DEFINED', limit_wanted: 9 },
  ]);
});

test('every write that comes twice is answered alike and told once', async () => {
  const id = randomUUID();
  const twice = async (method: string, path: string, body?: object): Promise<void> => {
    const [one, other] = await Promise.all([
      world.send(PRODUCTION, method, path, body),
      world.send(PRODUCTION, method, path, body),
    ]);
    expect(one.status).toBe(200);
    expect(other).toEqual(one);
  };
  await twice('PUT', address(id), { name: 'Standard', document });
  const limits = [...pinOf(await compared(id)).limits];
  const keptAt = (await list())[0]?.keptAt ?? '';
  await twice('PUT', `${address(id)}/pin`, { pinned: true, keptAt, limits });
  await twice('PUT', `${address(id)}/pin`, { pinned: false });
  await twice('DELETE', address(id));
  expect(await list()).toEqual([]);
  expect(await events()).toEqual([
    'setup_forgotten',
    'setup_kept',
    'setup_pinned',
    'setup_unpinned',
  ]);
});

test('another document under the same id is not pinned, and old findings do not pin it', async () => {
  const id = randomUUID();
  await put(id, 'Standard');
  const match = await compared(id);
  const keptAt = (await list())[0]?.keptAt ?? '';
  await pin(id, match);
  const changed = { ...document, limits: document.limits.slice(0, 1) };
  const { setups } = decodeAnswer('keepSetup', await put(id, 'Standard', { document: changed }));
  expect(setups).toMatchObject([{ limits: 1, pinned: null }]);
  const old = { pinned: true, keptAt, limits: pinOf(match).limits };
  const answer = await world.send(PRODUCTION, 'PUT', `${address(id)}/pin`, old);
  expect(codeOf(answer)).toBe('cannot_pin');
  expect((await list())[0]?.pinned).toBeNull();
});

test('a taken name and the 101st setup are refused, and say the way out', async () => {
  const first = randomUUID();
  await put(first, 'Standard');
  const taken = decodeError(await put(randomUUID(), 'STANDARD'));
  expect(taken).toMatchObject({ code: 'name_taken' });
  expect(taken.message).toContain('Choose another name');
  expect((await list())[0]?.name).toBe('Standard');
  // Straight into the store: a hundred requests would mostly wait for HubSpot's pace.
  const others = Array.from({ length: MAX_KEPT_SETUPS - 1 }, (_, index) => ({
    ...{ portal_id: PRODUCTION.portalId, setup_id: randomUUID(), name: `Setup ${String(index)}` },
    ...{ document: JSON.stringify(document), limits: 3, pinned_at: null },
    ...{ kept_at: 1_700_000_000_000, kept_by: PRODUCTION.userId },
  }));
  await world.database.db.insertInto('kept_setups').values(others).execute();
  const full = decodeError(await put(randomUUID(), 'One more'));
  expect(full).toMatchObject({ code: 'cannot_keep' });
  expect(full.message).toContain('100 setups');
  decodeAnswer('keepSetup', await put(first, 'Our standard'));
  expect(await list()).toHaveLength(MAX_KEPT_SETUPS);
});

test('another portal sees none of it and changes none of it', async () => {
  const id = randomUUID();
  await put(id, 'Standard');
  await pin(id, await compared(id));
  const before = await list();
  expect(before[0]?.pinned).not.toBeNull();
  expect(await list(SANDBOX)).toEqual([]);
  expect(codeOf(await world.send(SANDBOX, 'GET', address(id)))).toBe('not_found');
  expect(codeOf(await pin(id, await compared(id), SANDBOX))).toBe('not_found');
  const unpin = { pinned: false };
  const unpinned = await world.send(SANDBOX, 'PUT', `${address(id)}/pin`, unpin);
  expect(codeOf(unpinned)).toBe('not_found');
  const forgotten = await world.send(SANDBOX, 'DELETE', address(id));
  expect(decodeAnswer('forgetSetup', forgotten).setups).toEqual([]);
  const theirs = { document: { ...document, limits: document.limits.slice(0, 1) } };
  await put(id, 'Theirs', theirs, SANDBOX);
  expect(await list()).toEqual(before);
});

test('who is no Super Admin may look and compare, and changes nothing', async () => {
  const id = randomUUID();
  await put(id, 'Standard');
  const match = await compared(id);
  expect(await list(NOT_ADMIN)).toHaveLength(1);
  expect((await world.get('keptSetup', address(id), NOT_ADMIN)).document).toEqual(document);
  for (const answer of [
    await put(randomUUID(), 'Mine', { document }, NOT_ADMIN),
    await put(id, 'Renamed', { document }, NOT_ADMIN),
    await pin(id, match, NOT_ADMIN),
    await world.send(NOT_ADMIN, 'PUT', `${address(id)}/pin`, { pinned: false }),
    await world.send(NOT_ADMIN, 'DELETE', address(id)),
  ]) {
    expect(codeOf(answer)).toBe('not_super_admin');
  }
  expect(await list()).toMatchObject([{ name: 'Standard', pinned: null }]);
});

test('what is no setup, name or pin is refused, and an empty setup is not kept', async () => {
  const id = randomUUID();
  const bad = [
    await put(id, '   '),
    await put(id, 'x'.repeat(101)),
    await put(id, 'Standard', {}),
    await put(id, 'Standard', { document, pinned: true }),
    await put('standard', 'Standard'),
    await world.send(PRODUCTION, 'PUT', `${address(id)}/pin`, { pinned: true, limits: [] }),
    await world.send(PRODUCTION, 'PUT', `${address(id)}/pin`, {}),
  ];
  expect(bad.map(codeOf)).toEqual(bad.map(() => 'bad_request'));
  expect(codeOf(await put(id, 'Empty', { document: { version: 1, limits: [] } }))).toBe(
    'cannot_keep',
  );
  expect(await list()).toEqual([]);
});
