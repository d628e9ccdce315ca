// Lists of records: every record once, in order, also while records come and go.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  production,
  sandbox,
  temporaryFolder,
  testPortal,
  type Reply,
  type TestPortal,
} from './hubspot.ts';
import { listIds } from './records.ts';

const deals = '/crm/objects/2026-03/0-3';
const aText: unknown = expect.any(String);

async function installed(count?: number): Promise<{ portal: TestPortal; token: string }> {
  const portal = await testPortal();
  await portal.control('PUT', '/settings', { rateLimit: 100_000 });
  if (count !== undefined) {
    await portal.control('PUT', '/records', { portalId: production, objectType: '0-3', count });
  }
  return { portal, token: (await portal.install()).access_token };
}

const create = async (portal: TestPortal, id?: number): Promise<Reply> =>
  await portal.control('POST', '/records', {
    portalId: production,
    objectType: '0-3',
    ...(id === undefined ? {} : { id }),
  });
const archive = async (portal: TestPortal, id: number): Promise<Reply> =>
  await portal.control('DELETE', '/records', { portalId: production, objectType: '0-3', id });

test('a list holds each record once, by growing ids with gaps', async () => {
  const { portal, token } = await installed();
  const ids = await listIds(portal, token, '0-3');
  const numbers = ids.map(Number);
  expect(numbers).toHaveLength(2975);
  expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
  expect(numbers.at(-1)).toBeGreaterThan(2975);
});

test('the same portal has the same records; another portal has others', async () => {
  const { portal, token } = await installed(20);
  const again = await installed(20);
  expect(await listIds(again.portal, again.token, '0-3')).toEqual(
    await listIds(portal, token, '0-3'),
  );
  await portal.control('PUT', '/records', { portalId: sandbox, objectType: '0-3', count: 20 });
  const other = (await portal.install(sandbox)).access_token;
  expect(await listIds(portal, other, '0-3')).not.toEqual(await listIds(portal, token, '0-3'));
});

test.each([0, 1, 99, 100, 101, 200])(
  'a list of %i records ends without an empty page',
  async (count) => {
    const { portal, token } = await installed(count);
    await portal.control('DELETE', '/calls');
    expect(await listIds(portal, token, '0-3')).toHaveLength(count);
    expect((await portal.control('GET', '/calls')).json).toMatchObject({
      total: Math.max(1, Math.ceil(count / 100)),
    });
  },
);

test('records that come and go during a list neither hide nor double the others', async () => {
  const { portal, token } = await installed(300);
  const before = await listIds(portal, token, '0-3');
  const [gone = '', passed = ''] = [before[250], before[50]];
  let late = '';
  let pages = 0;
  const ids = await listIds(portal, token, '0-3', async () => {
    pages += 1;
    if (pages !== 1) return;
    await archive(portal, Number(gone));
    await archive(portal, Number(passed));
    late = String((await create(portal)).text.match(/\d+/u));
  });
  expect(ids).toEqual([...before.filter((id) => id !== gone), late]);
});

test('a record made with an id of its own takes its place in the order', async () => {
  const { portal, token } = await installed(30);
  const before = (await listIds(portal, token, '0-3')).map(Number);
  const free = Array.from({ length: 300 }, (_, index) => index + 1).find(
    (id) => !before.includes(id),
  );
  expect((await create(portal, free)).status).toBe(201);
  expect((await create(portal, free)).status).toBe(400);
  const after = (await listIds(portal, token, '0-3')).map(Number);
  expect(after).toEqual([...before, free ?? 0].sort((one, other) => one - other));
});

test('archived records are in the archived list only, and counted nowhere else', async () => {
  const { portal, token } = await installed(5);
  const ids = await listIds(portal, token, '0-3');
  const id = Number(ids[2]);
  expect([(await archive(portal, id)).status, (await archive(portal, id)).status]).toEqual([
    204, 404,
  ]);
  const archived = await portal.call('GET', `${deals}?archived=true`, { token });
  expect(archived.json).toMatchObject({ results: [{ id: String(id), archived: true }] });
  expect(await listIds(portal, token, '0-3')).toEqual(ids.filter((one) => one !== ids[2]));
});

test('limits tracking counts what a list holds', async () => {
  const { portal, token } = await installed(12);
  await create(portal);
  await create(portal);
  await archive(portal, Number((await listIds(portal, token, '0-3'))[0]));
  const usage = (await portal.call('GET', '/crm/limits/2026-03/records', { token })).text;
  expect(usage).toMatch(/"objectTypeId":"0-3"[^}]*"usage":13,/u);
  expect(await listIds(portal, token, '0-3')).toHaveLength(13);
});

test('ten records a page unless asked, with the three properties that are always there', async () => {
  const { portal, token } = await installed();
  const reply = await portal.call('GET', `${deals}?properties=dealname,nonsense`, { token });
  expect(reply.json).toMatchObject({
    results: { length: 10, 0: { archived: false, properties: { dealname: aText } } },
    paging: { next: { after: aText } },
  });
  const names = /"properties":\{([^}]*)\}/u.exec(reply.text)?.[1]?.match(/"\w+":/gu);
  expect(names?.sort()).toEqual([
    '"createdate":',
    '"dealname":',
    '"hs_lastmodifieddate":',
    '"hs_object_id":',
  ]);
});

test.each([
  'limit=101',
  'limit=0',
  'limit=ten',
  'after=red',
  'archived=maybe',
  'associations=companies',
])('a list with %s is refused', async (query) => {
  const { portal, token } = await installed();
  const reply = await portal.call('GET', `${deals}?${query}`, { token });
  expect([reply.status, reply.json]).toMatchObject([400, { category: 'VALIDATION_ERROR' }]);
});

test.each(['/crm/objects/2026-09/deals', '/crm/v3/objects/deals', '/crm/objects/2026-03/DEAL'])(
  '%s is the same list',
  async (path) => {
    const { portal, token } = await installed();
    const reply = await portal.call('GET', path, { token });
    expect(reply.json).toMatchObject({ results: { length: 10 } });
  },
);

test('a list needs the read scope of its own object', async () => {
  const { portal, token } = await installed();
  const closed = await portal.call('GET', '/crm/objects/2026-03/0-123', { token });
  expect([closed.status, closed.json]).toMatchObject([403, { category: 'MISSING_SCOPES' }]);
  expect(closed.text).toContain('"crm.objects.orders.read"');
  const open = await portal.call('GET', '/crm/objects/2026-03/2-1000', { token });
  expect(open.status).toBe(200);
});

test('records that came and went survive a restart with the state file', async () => {
  const stateFile = join(temporaryFolder(), 'portal.json');
  const first = await testPortal({ stateFile });
  const { access_token: token } = await first.install();
  await first.control('PUT', '/records', { portalId: production, objectType: '0-3', count: 9 });
  await create(first);
  await archive(first, Number((await listIds(first, token, '0-3'))[4]));
  const ids = await listIds(first, token, '0-3');
  await first.close();
  const second = await testPortal({ stateFile });
  expect(ids).toHaveLength(9);
  expect(await listIds(second, token, '0-3')).toEqual(ids);
});
