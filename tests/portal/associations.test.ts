// Batch reads of associations: complete, the same from both ends, and equal to the brute-force truth.
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { production, testPortal, type Reply, type TestPortal } from './hubspot.ts';
import { linksIn, listIds, readLinks, type LinkInput } from './records.ts';

const details = '/account-info/2026-03/details';

interface Shape {
  readonly contacts: number;
  readonly companies: number;
  readonly mean: number;
  readonly heaviest: number;
  readonly labelShare?: number;
}

async function shaped({ contacts, companies, ...shape }: Shape): Promise<{
  portal: TestPortal;
  token: string;
}> {
  const portal = await testPortal();
  await portal.control('PUT', '/settings', { rateLimit: 100_000 });
  for (const [objectType, count] of Object.entries({ '0-1': contacts, '0-2': companies })) {
    await portal.control('PUT', '/records', { portalId: production, objectType, count });
  }
  const pattern = { portalId: production, from: '0-1', to: '0-2', ...shape };
  const reply = await portal.control('PUT', '/associations', pattern);
  expect(reply.status).toBe(200);
  return { portal, token: (await portal.install()).access_token };
}

/** Every association of a direction as "from to types", read page by page. */
async function allLinks(portal: TestPortal, token: string, pair: string): Promise<string[]> {
  const ids = await listIds(portal, token, pair.split('/')[0] ?? '');
  const links: string[] = [];
  let inputs: LinkInput[] = ids.map((id) => ({ id }));
  while (inputs.length > 0) {
    const results = linksIn(await readLinks(portal, token, pair, inputs.slice(0, 1000)));
    for (const { from, to } of results) {
      for (const { toObjectId, associationTypes } of to) {
        const types = associationTypes.map(({ category, typeId }) => `${category} ${typeId}`);
        links.push([from.id, toObjectId, ...types].join(' '));
      }
    }
    const more = results.flatMap(({ from, paging }) =>
      paging === undefined ? [] : { id: from.id, after: paging.next.after },
    );
    inputs = [...more, ...inputs.slice(1000)];
  }
  return links;
}

const distributionSchema = v.looseObject({
  records: v.number(),
  recordsByCount: v.record(v.string(), v.number()),
  types: v.array(
    v.looseObject({
      category: v.string(),
      typeId: v.number(),
      recordsByCount: v.record(v.string(), v.number()),
      above: v.optional(v.array(v.looseObject({ id: v.string(), count: v.number() }))),
    }),
  ),
});

async function truth(
  portal: TestPortal,
  pair: string,
  above = '',
): Promise<v.InferOutput<typeof distributionSchema>> {
  const [from = '', to = ''] = pair.split('/');
  const query = `portalId=${production}&from=${from}&to=${to}${above}`;
  return v.parse(distributionSchema, (await portal.control('GET', `/distribution?${query}`)).json);
}

/** How often each number of associations occurs among records that have any. */
function tally(counts: readonly number[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const count of counts) found[count] = (found[count] ?? 0) + 1;
  return found;
}

function countsBy(links: readonly string[], keep: (link: string) => boolean): number[] {
  const counts = new Map<string, number>();
  for (const link of links.filter(keep)) {
    const [from = ''] = link.split(' ');
    counts.set(from, (counts.get(from) ?? 0) + 1);
  }
  return [...counts.values()];
}

const idOf = (reply: Reply): number =>
  Number(v.parse(v.looseObject({ id: v.string() }), reply.json).id);

test.each([
  { contacts: 900, companies: 300, mean: 1.5, heaviest: 250 },
  { contacts: 60, companies: 700, mean: 4, heaviest: 650 },
  { contacts: 257, companies: 256, mean: 0.2, heaviest: 0 },
])('batch reads find exactly what was counted, from both ends: %o', async (shape) => {
  const { portal, token } = await shaped(shape);
  await portal.scenario('readPageSize', '100');
  const forwards = await allLinks(portal, token, '0-1/0-2');
  const backwards = await allLinks(portal, token, '0-2/0-1');
  const ends = (link: string): string[] => link.split(' ').slice(0, 2);
  expect(backwards.map((link) => ends(link).reverse().join(' ')).sort()).toEqual(
    forwards.map((link) => ends(link).join(' ')).sort(),
  );
  for (const [pair, links] of [['0-1/0-2', forwards] as const, ['0-2/0-1', backwards] as const]) {
    const { records, recordsByCount, types } = await truth(portal, pair);
    const { '0': without = 0, ...others } = recordsByCount;
    expect(others).toEqual(tally(countsBy(links, () => true)));
    expect(without + Object.values(others).reduce((sum, one) => sum + one, 0)).toBe(records);
    for (const type of types) {
      const key = ` ${type.category} ${type.typeId}`;
      const counts = countsBy(links, (link) => `${link} `.includes(`${key} `));
      expect([key, type.recordsByCount]).toEqual([key, tally(counts)]);
    }
  }
});

test('every association is unlabelled too, some carry labels, and one at most is primary', async () => {
  const shape = { contacts: 400, companies: 200, mean: 3, heaviest: 0, labelShare: 0.3 };
  const { portal, token } = await shaped(shape);
  const links = await allLinks(portal, token, '0-1/0-2');
  const having = (type: string): string[] =>
    links.filter((link) => `${link} `.includes(`${type} `));
  expect(having('HUBSPOT_DEFINED 279')).toHaveLength(links.length);
  expect(having('USER_DEFINED 279').length).toBeGreaterThan(links.length * 0.2);
  expect(having('USER_DEFINED 279').length).toBeLessThan(links.length * 0.4);
  const primary = countsBy(links, (link) => `${link} `.includes('HUBSPOT_DEFINED 1 '));
  expect(tally(primary)).toEqual({ '1': primary.length });
});

test('records over a number are named by the truth, those with the most first', async () => {
  const { portal } = await shaped({ contacts: 500, companies: 100, mean: 1, heaviest: 80 });
  const { types } = await truth(portal, '0-1/0-2', '&above=9');
  const above = types.find((type) => type.typeId === 279 && type.category === 'HUBSPOT_DEFINED');
  expect(above?.above?.[0]).toMatchObject({ count: 80 });
  const expected = Object.entries(above?.recordsByCount ?? {})
    .filter(([count]) => Number(count) > 9)
    .reduce((sum, [, records]) => sum + records, 0);
  expect(above?.above).toHaveLength(expected);
});

test('10,000 associations of one record come in pages of 500, in order and without a gap', async () => {
  const { portal, token } = await shaped({
    contacts: 40,
    companies: 12_000,
    mean: 0,
    heaviest: 10_000,
  });
  const [top] = (await truth(portal, '0-1/0-2', '&above=9999')).types[0]?.above ?? [];
  const seen: number[] = [];
  let input: LinkInput | undefined = { id: top?.id ?? '' };
  let pages = 0;
  while (input !== undefined) {
    const [result] = linksIn(await readLinks(portal, token, '0-1/0-2', [input]));
    seen.push(...(result?.to.map((one) => Number(one.toObjectId)) ?? []));
    const after = result?.paging?.next.after;
    input = after === undefined ? undefined : { id: input.id, after };
    pages += 1;
  }
  expect([pages, seen.length]).toEqual([20, 10_000]);
  expect(seen).toEqual([...new Set(seen)].sort((one, other) => one - other));
});

test('same-object associations are seen from both records', async () => {
  const { portal, token } = await shaped({ contacts: 150, companies: 1, mean: 0, heaviest: 0 });
  const pattern = { portalId: production, from: '0-1', to: '0-1', mean: 1.5, labelShare: 0.5 };
  await portal.control('PUT', '/associations', pattern);
  const links = await allLinks(portal, token, '0-1/0-1');
  const ends = links.map((link) => link.split(' ').slice(0, 2));
  const key = (pair: readonly string[]): string => pair.join(' ');
  expect(ends.length).toBeGreaterThan(100);
  expect(ends.map((pair) => key([...pair].reverse())).sort()).toEqual(ends.map(key).sort());
  expect(ends.some(([from, to]) => from === to)).toBe(false);
});

test('1000 inputs are answered, 1001 are refused', async () => {
  const { portal, token } = await shaped({ contacts: 1001, companies: 9, mean: 1, heaviest: 0 });
  const inputs = (await listIds(portal, token, '0-1')).map((id) => ({ id }));
  expect((await readLinks(portal, token, '0-1/0-2', inputs.slice(1))).status).toBe(207);
  const refused = await readLinks(portal, token, '0-1/0-2', inputs);
  expect([refused.status, refused.json]).toMatchObject([400, { category: 'VALIDATION_ERROR' }]);
  expect(refused.text).toContain('received 1001');
});

test('a cursor of another list is refused', async () => {
  const { portal, token } = await shaped({ contacts: 9, companies: 9, mean: 1, heaviest: 0 });
  for (const after of ['red', '', encodeURIComponent(btoa('0-3-17'))]) {
    const reply = await readLinks(portal, token, '0-1/0-2', [{ id: '1', after }]);
    expect([after, reply.status]).toEqual([after, 400]);
  }
});

test('what is changed by hand shows from both ends, and goes with its record', async () => {
  const { portal, token } = await shaped({ contacts: 3, companies: 3, mean: 0, heaviest: 0 });
  const make = async (objectType: string): Promise<number> =>
    idOf(await portal.control('POST', '/records', { portalId: production, objectType }));
  const [contact, company] = [await make('0-1'), await make('0-2')];
  const pair = { portalId: production, from: '0-1', to: '0-2', fromId: contact, toId: company };
  const types = [
    { category: 'HUBSPOT_DEFINED', typeId: 279 },
    { category: 'USER_DEFINED', typeId: 279 },
  ];
  expect((await portal.control('POST', '/associations', { ...pair, types })).status).toBe(201);
  const link = `${contact} ${company} HUBSPOT_DEFINED 279 USER_DEFINED 279`;
  const back = `${company} ${contact} HUBSPOT_DEFINED 280 USER_DEFINED 280`;
  expect(await allLinks(portal, token, '0-1/0-2')).toEqual([link]);
  expect(await allLinks(portal, token, '0-2/0-1')).toEqual([back]);
  await portal.control('DELETE', '/associations', pair);
  expect(await allLinks(portal, token, '0-2/0-1')).toEqual([]);
  const reversed = { portalId: production, from: '0-2', to: '0-1', fromId: company, toId: contact };
  await portal.control('POST', '/associations', reversed);
  expect(await allLinks(portal, token, '0-1/0-2')).toEqual([
    `${contact} ${company} HUBSPOT_DEFINED 279`,
  ]);
  await portal.control('DELETE', '/records', {
    portalId: production,
    objectType: '0-2',
    id: company,
  });
  expect(await allLinks(portal, token, '0-1/0-2')).toEqual([]);
});

test('a link of the pattern can be taken away, and an archived record is linked to nobody', async () => {
  const { portal, token } = await shaped({ contacts: 50, companies: 20, mean: 2, heaviest: 0 });
  const before = await allLinks(portal, token, '0-1/0-2');
  const [fromId = 0, toId = 0] = (before[0] ?? '').split(' ').map(Number);
  const pair = { portalId: production, from: '0-1', to: '0-2', fromId, toId };
  await portal.control('DELETE', '/associations', pair);
  expect(await allLinks(portal, token, '0-1/0-2')).toEqual(before.slice(1));
  const other = Number((before.at(-1) ?? '').split(' ')[1]);
  const record = { portalId: production, objectType: '0-2', id: other };
  await portal.control('DELETE', '/records', record);
  expect(await allLinks(portal, token, '0-1/0-2')).toEqual(
    before.slice(1).filter((link) => link.split(' ')[1] !== String(other)),
  );
});

test('what makes no sense is refused by name', async () => {
  const { portal } = await shaped({ contacts: 5, companies: 5, mean: 1, heaviest: 0 });
  const portalId = production;
  const status = async (method: string, path: string, body: object): Promise<number> =>
    (await portal.control(method, path, body)).status;
  const pattern = { portalId, from: '0-1', to: '0-2', mean: 1 };
  expect(await status('PUT', '/associations', { ...pattern, to: '0-46' })).toBe(200);
  expect(await status('PUT', '/associations', { ...pattern, to: '0-14' })).toBe(404);
  expect(await status('PUT', '/associations', { ...pattern, mean: -1 })).toBe(400);
  expect(await status('PUT', '/records', { portalId, objectType: 'ship', count: 1 })).toBe(404);
  const link = { portalId, from: '0-1', to: '0-2', fromId: 999_999, toId: 1 };
  expect(await status('POST', '/associations', link)).toBe(404);
  const query = `portalId=${portalId}&from=0-1&to=0-999`;
  expect((await portal.control('GET', `/distribution?${query}`)).status).toBe(404);
  expect((await portal.control('GET', '/distribution')).status).toBe(400);
});

test('batch reads can be exempt from the window, lists of records never are', async () => {
  const { portal, token } = await shaped({ contacts: 9, companies: 9, mean: 1, heaviest: 0 });
  const read = async (): Promise<number> =>
    (await readLinks(portal, token, '0-1/0-2', [{ id: '1' }])).status;
  const list = async (): Promise<number> =>
    (await portal.call('GET', '/crm/objects/2026-03/0-1', { token })).status;
  await portal.control('PUT', '/settings', { rateLimit: 1 });
  expect([await read(), await read()]).toEqual([207, 429]);
  await portal.scenario('limitCallsExempt', 'yes');
  expect([
    await read(),
    await list(),
    (await portal.call('GET', details, { token })).status,
  ]).toEqual([207, 429, 429]);
  portal.clock.now += 10_000;
  expect([await list(), await list(), await read()]).toEqual([200, 429, 207]);
});
