// HubSpot's rules for limits (contract page, section 1.1) and the answers of batches.
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { testPortal, type TestPortal } from './hubspot.ts';
import { batch, configurations, custom, hubspot, limitsOf } from './limits.ts';

// In the seed, deal -> company has no object limit, "End customer" (USER_DEFINED 5) has 1 and
// "Reseller" (USER_DEFINED 56) has 2; contact -> company has the object limit 5.
const dealCompany = '0-3/0-2';

async function installed(): Promise<{ portal: TestPortal; token: string }> {
  const portal = await testPortal();
  return { portal, token: (await portal.install()).access_token };
}

test('a create sets limits, names their labels, and reads them back', async () => {
  const { portal, token } = await installed();
  const reply = await batch(portal, token, 'create', dealCompany, [hubspot(341, 9), custom(58, 3)]);
  expect([reply.status, reply.json]).toMatchObject([
    201,
    {
      status: 'COMPLETE',
      results: [
        { category: 'HUBSPOT_DEFINED', typeId: 341, label: null, userEnforcedMaxToObjectIds: 9 },
        {
          category: 'USER_DEFINED',
          typeId: 58,
          label: 'Financing partner',
          userEnforcedMaxToObjectIds: 3,
        },
      ],
    },
  ]);
  expect(reply.json).not.toHaveProperty('errors');
  expect(await limitsOf(portal, token, dealCompany)).toEqual({
    'HUBSPOT_DEFINED 341': 9,
    'USER_DEFINED 5': 1,
    'USER_DEFINED 56': 2,
    'USER_DEFINED 58': 3,
  });
});

test('an update answers without labels', async () => {
  const { portal, token } = await installed();
  const reply = await batch(portal, token, 'update', dealCompany, [custom(56, 4)]);
  expect([reply.status, reply.json]).toMatchObject([
    200,
    { results: [{ typeId: 56, userEnforcedMaxToObjectIds: 4 }] },
  ]);
  expect(reply.text).not.toContain('"label"');
});

test('one bad item fails alone, and its error names it', async () => {
  const { portal, token } = await installed();
  const reply = await batch(portal, token, 'create', dealCompany, [
    hubspot(341, 9),
    custom(999, 1),
  ]);
  expect([reply.status, reply.json]).toMatchObject([
    207,
    {
      status: 'COMPLETE',
      results: [{ typeId: 341 }],
      numErrors: 1,
      errors: [
        {
          status: 'error',
          category: 'VALIDATION_ERROR',
          context: { typeId: ['999'], category: ['USER_DEFINED'] },
        },
      ],
    },
  ]);
  expect(await limitsOf(portal, token, dealCompany)).toMatchObject({ 'HUBSPOT_DEFINED 341': 9 });
});

test('a batch in which nothing is right is CANCELED with empty results', async () => {
  const { portal, token } = await installed();
  const reply = await batch(portal, token, 'update', dealCompany, [custom(341, 9), custom(-1, 9)]);
  expect([reply.status, reply.json]).toMatchObject([
    207,
    { status: 'CANCELED', results: [], numErrors: 2 },
  ]);
});

test('the same typeId in two categories of one direction are two types', async () => {
  const { portal, token } = await installed();
  const reply = await batch(portal, token, 'create', '0-1/0-2', [hubspot(279, 8), custom(279, 7)]);
  expect(reply.status).toBe(201);
  expect(await limitsOf(portal, token, '0-1/0-2')).toMatchObject({
    'HUBSPOT_DEFINED 279': 8,
    'USER_DEFINED 279': 7,
  });
});

test('category and typeId repeat in another pair without touching it', async () => {
  const { portal, token } = await installed();
  await batch(portal, token, 'update', dealCompany, [custom(5, 2)]);
  expect(await limitsOf(portal, token, '0-5/0-1')).toMatchObject({ 'USER_DEFINED 5': 1 });
});

test('a direction has its own limits', async () => {
  const { portal, token } = await installed();
  const before = await limitsOf(portal, token, '0-2/0-3');
  await batch(portal, token, 'create', dealCompany, [hubspot(341, 9)]);
  expect(await limitsOf(portal, token, '0-2/0-3')).toEqual(before);
});

test('a label limit above the object limit names the range below it', async () => {
  const { portal, token } = await installed();
  await batch(portal, token, 'create', dealCompany, [hubspot(341, 10)]);
  const reply = await batch(portal, token, 'create', dealCompany, [custom(58, 11)]);
  expect(reply.text).toContain('1-9');
  expect(await limitsOf(portal, token, dealCompany)).not.toHaveProperty('USER_DEFINED 58');
});

test('an object limit below a label limit names the label limit', async () => {
  const { portal, token } = await installed();
  await batch(portal, token, 'create', dealCompany, [custom(58, 10)]);
  const reply = await batch(portal, token, 'create', dealCompany, [hubspot(341, 9)]);
  expect(reply.text).toContain('>10');
  expect(await limitsOf(portal, token, dealCompany)).not.toHaveProperty('HUBSPOT_DEFINED 341');
});

test.each([0, -1, 500_000, 2 ** 31 - 1])('a limit of %d is refused', async (limit) => {
  const { portal, token } = await installed();
  const before = await limitsOf(portal, token, dealCompany);
  const reply = await batch(portal, token, 'create', dealCompany, [hubspot(341, limit)]);
  expect([reply.status, reply.json]).toMatchObject([207, { results: [], numErrors: 1 }]);
  expect(await limitsOf(portal, token, dealCompany)).toEqual(before);
});

test('a same-object type that is its own inverse has one limit', async () => {
  const { portal, token } = await installed();
  await batch(portal, token, 'update', '0-1/0-1', [hubspot(449, 30)]);
  expect(await limitsOf(portal, token, '0-1/0-1')).toMatchObject({ 'HUBSPOT_DEFINED 449': 30 });
});

test('a symmetric label of one object shares its limit between both rows', async () => {
  const { portal, token } = await installed();
  const [one, other] = await symmetricTypes(portal, token);
  await batch(portal, token, 'update', '0-1/0-1', [custom(one, 6)]);
  expect(await limitsOf(portal, token, '0-1/0-1')).toMatchObject({
    [`USER_DEFINED ${one}`]: 6,
    [`USER_DEFINED ${other}`]: 6,
  });
});

test('a purge takes a limit away, and is a success where there was none', async () => {
  const { portal, token } = await installed();
  const item = { category: 'USER_DEFINED', typeId: 5 };
  const none = { category: 'USER_DEFINED', typeId: 60 };
  const reply = await batch(portal, token, 'purge', dealCompany, [item, none]);
  expect([reply.status, reply.json]).toMatchObject([200, { status: 'COMPLETE' }]);
  expect(await limitsOf(portal, token, dealCompany)).toEqual({ 'USER_DEFINED 56': 2 });
});

test('reading all limits says nothing of the objects they belong to', async () => {
  const { portal, token } = await installed();
  const reply = await portal.call('GET', `${configurations}/all`, { token });
  const { results } = v.parse(v.object({ results: v.array(v.unknown()) }), reply.json);
  for (const label of ['End customer', 'Reporter']) {
    const row = { category: 'USER_DEFINED', typeId: 5, label, userEnforcedMaxToObjectIds: 1 };
    expect(results).toContainEqual(row);
  }
});

test('objects go by id, by a standard name in either number, and by a full custom name', async () => {
  const { portal, token } = await installed();
  const status = async (pair: string): Promise<number> =>
    (await portal.call('GET', `${configurations}/${pair}`, { token })).status;
  for (const pair of [
    '0-3/0-2',
    'deal/company',
    'deals/companies',
    'DEALS/0-2',
    '2-1000/0-2',
    'p24201733_instrument/0-2',
  ]) {
    expect([pair, await status(pair)]).toEqual([pair, 200]);
  }
  for (const pair of [
    'instrument/0-2',
    '2-9999/0-2',
    '0-3/starships',
    'p1_instrument/0-2',
    '0-3/companys',
  ]) {
    expect([pair, await status(pair)]).toEqual([pair, 400]);
  }
});

test('a wrong body names every wrong field and changes nothing', async () => {
  const { portal, token } = await installed();
  const before = await limitsOf(portal, token, dealCompany);
  const reply = await batch(portal, token, 'create', dealCompany, [
    hubspot(341, 9),
    { category: 'USER_DEFINED', maxToObjectIds: 'many', colour: 'red', size: 1 },
  ]);
  const fields = v.object({ errors: v.array(v.looseObject({ in: v.string(), code: v.string() })) });
  const { errors } = v.parse(fields, reply.json);
  expect(reply.status).toBe(400);
  expect(errors.map((error) => `${error.in} ${error.code}`).sort()).toEqual([
    'inputs[1].colour UNKNOWN_FIELD',
    'inputs[1].maxToObjectIds INVALID_FIELD',
    'inputs[1].size UNKNOWN_FIELD',
    'inputs[1].typeId REQUIRED_FIELD',
  ]);
  expect(await limitsOf(portal, token, dealCompany)).toEqual(before);
});

// The files declare application/json alone; a media type ends at its parameters, and its case does
// not count (RFC 9110, 8.3.1).
test.each([
  ['application/json-seq', 415],
  ['application/jsonp', 415],
  ['application/json;charset=utf-8', 201],
  ['Application/JSON ; charset=UTF-8', 201],
])('a body of the type %s answers %d', async (type, status) => {
  const { portal, token } = await installed();
  const body = JSON.stringify({ inputs: [hubspot(341, 9)] });
  const path = `${configurations}/${dealCompany}/batch/create`;
  const reply = await portal.call('POST', path, { token, body, headers: { 'content-type': type } });
  expect(reply.status).toBe(status);
});

/** The two rows of the seed's symmetric contact-contact label. */
async function symmetricTypes(portal: TestPortal, token: string): Promise<[number, number]> {
  const reply = await portal.call('GET', '/crm/associations/2026-03/0-1/0-1/labels', { token });
  const typeIds = [...reply.text.matchAll(/"typeId":(\d+),"label":"Colleague"/gu)].map((found) =>
    Number(found[1]),
  );
  expect(typeIds).toHaveLength(2);
  return [typeIds[0] ?? 0, typeIds[1] ?? 0];
}
