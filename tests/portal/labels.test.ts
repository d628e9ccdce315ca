// Labels: two rows each, names, caps, and what may be changed or deleted.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { production, temporaryFolder, testPortal, type Reply, type TestPortal } from './hubspot.ts';
import { busy, linksIn, readLinks } from './records.ts';

const labels = (pair: string): string => `/crm/associations/2026-03/${pair}/labels`;
const listSchema = v.object({
  results: v.array(
    v.looseObject({ typeId: v.number(), label: v.nullable(v.string()), category: v.string() }),
  ),
});
type Row = v.InferOutput<typeof listSchema>['results'][number];

async function installed(): Promise<{ portal: TestPortal; token: string }> {
  const portal = await testPortal();
  return { portal, token: (await portal.install()).access_token };
}

async function rows(portal: TestPortal, token: string, pair: string): Promise<Row[]> {
  return v.parse(listSchema, (await portal.call('GET', labels(pair), { token })).json).results;
}

const create = async (
  portal: TestPortal,
  token: string,
  pair: string,
  json: object,
): Promise<Reply> => await portal.call('POST', labels(pair), { token, json });

test('a direction lists the unlabelled type, Primary, own and integrator labels', async () => {
  const { portal, token } = await installed();
  const found = await rows(portal, token, '0-3/0-2');
  expect(found).toContainEqual(
    expect.objectContaining({ category: 'HUBSPOT_DEFINED', typeId: 341, label: null }),
  );
  expect(found).toContainEqual(
    expect.objectContaining({ category: 'HUBSPOT_DEFINED', typeId: 5, label: 'Primary' }),
  );
  expect(found).toContainEqual(
    expect.objectContaining({ category: 'USER_DEFINED', typeId: 5, label: 'End customer' }),
  );
  expect(found).toContainEqual(
    expect.objectContaining({ category: 'INTEGRATOR_DEFINED', label: 'Marketplace deal' }),
  );
});

test('the unlabelled type of a pair with a custom object is the portal’s own', async () => {
  const { portal, token } = await installed();
  expect(await rows(portal, token, '2-1000/0-2')).toContainEqual(
    expect.objectContaining({ category: 'USER_DEFINED', label: null }),
  );
  expect(await rows(portal, token, '2-1002/0-5')).toEqual([]);
});

test('a paired label makes a row in each direction with fresh typeIds', async () => {
  const { portal, token } = await installed();
  const reply = await create(portal, token, '0-3/0-14', {
    name: 'draft',
    label: 'Draft',
    inverseLabel: 'Draft of',
  });
  const made = v.parse(listSchema, reply.json).results;
  expect(made.map(({ label }) => label)).toEqual(['Draft', 'Draft of']);
  expect(await rows(portal, token, '0-3/0-14')).toContainEqual(made[0]);
  expect(await rows(portal, token, '0-14/0-3')).toContainEqual(made[1]);
});

test.each([
  ['a hyphen', { name: 'a-b', label: 'A' }],
  ['a digit first', { name: '1a', label: 'A' }],
  ['a name in use', { name: 'reseller', label: 'A' }],
  ['a label in use', { name: 'fresh', label: 'Reseller' }],
  ['no label', { name: 'fresh' }],
])('a new label with %s is refused', async (_, json) => {
  const { portal, token } = await installed();
  const before = await rows(portal, token, '0-3/0-2');
  const reply = await create(portal, token, '0-3/0-2', json);
  expect([reply.status, reply.json]).toMatchObject([400, { category: 'VALIDATION_ERROR' }]);
  expect(await rows(portal, token, '0-3/0-2')).toEqual(before);
});

test('the 51st label of a pair answers 437, counted alike from both sides', async () => {
  const { portal, token } = await installed();
  for (let index = 1; index <= 50; index += 1) {
    portal.clock.now += 1000;
    const reply = await create(portal, token, '0-3/0-14', {
      name: `n${index}`,
      label: `L${index}`,
    });
    expect(reply.status).toBe(200);
  }
  const over = { name: 'one_more', label: 'One more' };
  expect((await create(portal, token, '0-3/0-14', over)).status).toBe(437);
  expect((await create(portal, token, '0-14/0-3', over)).status).toBe(437);
});

test('a pair of an object with itself has room for fifty labels, though each has two rows', async () => {
  const { portal, token } = await installed();
  const statuses: number[] = [];
  for (let index = 1; index <= 50; index += 1) {
    portal.clock.now += 1000;
    const label = { name: `n${index}`, label: `L${index}`, inverseLabel: `L${index} of` };
    statuses.push((await create(portal, token, '0-3/0-3', label)).status);
  }
  // The seed's own label of this pair, "Renewal of", counts once.
  expect(statuses.indexOf(437)).toBe(49);
});

test('a new text reaches both sides, each its own when given', async () => {
  const { portal, token } = await installed();
  const json = { associationTypeId: 56, label: 'Dealer', inverseLabel: 'Deals in' };
  expect((await portal.call('PUT', labels('0-3/0-2'), { token, json })).status).toBe(204);
  expect((await rows(portal, token, '0-3/0-2')).map((row) => row.label)).toContain('Dealer');
  expect((await rows(portal, token, '0-2/0-3')).map((row) => row.label)).toContain('Deals in');
});

test('HubSpot’s and other apps’ types can be neither renamed nor deleted', async () => {
  const { portal, token } = await installed();
  for (const typeId of [341, 62]) {
    const json = { associationTypeId: typeId, label: 'Mine' };
    expect((await portal.call('PUT', labels('0-3/0-2'), { token, json })).status).toBe(404);
    expect((await portal.call('DELETE', `${labels('0-3/0-2')}/${typeId}`, { token })).status).toBe(
      404,
    );
  }
});

test('deleting a label removes both directions', async () => {
  const { portal, token } = await installed();
  const count = (await rows(portal, token, '0-2/0-3')).length;
  expect((await portal.call('DELETE', `${labels('0-3/0-2')}/56`, { token })).status).toBe(204);
  expect(await rows(portal, token, '0-2/0-3')).toHaveLength(count - 1);
});

test('the unlabelled type stays while labels remain', async () => {
  const { portal, token } = await installed();
  const unlabelled = (await rows(portal, token, '2-1000/0-2')).find((row) => row.label === null);
  const path = `${labels('2-1000/0-2')}/${unlabelled?.typeId ?? 0}`;
  expect((await portal.call('DELETE', path, { token })).status).toBe(400);
});

/** Makes a label of contacts and companies; its typeId, and the inverse's. */
async function made(portal: TestPortal, token: string, name: string): Promise<number[]> {
  const reply = await create(portal, token, '0-1/0-2', { name, label: name });
  return v.parse(listSchema, reply.json).results.map(({ typeId }) => typeId);
}

test('a new label never gets the typeId of a deleted one, nor its associations', async () => {
  const { portal, token } = await installed();
  const [contact, company] = [busy('0-1', '0-2'), busy('0-2', '0-1')];
  const first = await made(portal, token, 'alpha');
  await portal.control('POST', '/associations', {
    ...{ portalId: production, from: '0-1', to: '0-2', fromId: contact, toId: company },
    types: [
      { category: 'HUBSPOT_DEFINED', typeId: 279 },
      { category: 'USER_DEFINED', typeId: first[0] },
    ],
  });
  await portal.call('DELETE', `${labels('0-1/0-2')}/${first[0] ?? 0}`, { token });
  const second = await made(portal, token, 'beta');
  expect(second.filter((typeId) => first.includes(typeId))).toEqual([]);
  const [links] = linksIn(await readLinks(portal, token, '0-1/0-2', [{ id: String(contact) }]));
  const carried = links?.to.flatMap((link) => link.associationTypes);
  expect(carried).not.toContainEqual(expect.objectContaining({ typeId: second[0] }));
});

test('a restart gives no typeId again either, also from a state file without the count', async () => {
  const stateFile = join(temporaryFolder(), 'portal.json');
  let portal = await testPortal({ stateFile });
  const { access_token: token } = await portal.install();
  const given = await made(portal, token, 'alpha');
  for (const older of [false, true]) {
    await portal.close();
    const text = readFileSync(stateFile, 'utf8');
    if (older) writeFileSync(stateFile, text.replaceAll(/"lastTypeId":\d+,/gu, ''));
    portal = await testPortal({ stateFile });
    await portal.call('DELETE', `${labels('0-1/0-2')}/${given.at(-2) ?? 0}`, { token });
    given.push(...(await made(portal, token, older ? 'gamma' : 'beta')));
  }
  expect(new Set(given).size).toBe(6);
});
