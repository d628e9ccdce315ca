// Each switch does what it says; the default of each is tested where its subject is.
import { expect, test } from 'vitest';
import { scenarioTable } from '../../app/portal/control/scenarios.ts';
import { testPortal, type Reply, type TestPortal } from './hubspot.ts';
import { batch, configurations, custom, hubspot, limitsOf } from './limits.ts';

const pair = '0-3/0-2';
const schema = '/crm-object-schemas/2026-09/schemas/0-3';
const good = hubspot(341, 9);
const bad = custom(999, 9);

interface Played {
  readonly portal: TestPortal;
  readonly token: string;
  readonly refreshToken: string;
}
type Check = (played: Played) => Promise<void>;
type Kind = 'create' | 'update' | 'purge';

const send = async (
  { portal, token }: Played,
  kind: Kind,
  ...inputs: readonly object[]
): Promise<Reply> => await batch(portal, token, kind, pair, inputs);
const limits = async ({ portal, token }: Played): Promise<Record<string, number | null>> =>
  await limitsOf(portal, token, pair);
const get = async ({ portal, token }: Played, path: string): Promise<Reply> =>
  await portal.call('GET', path, { token });

const statuses =
  (created: number, updated: number, partly: number): Check =>
  async (played) => {
    expect((await send(played, 'create', good)).status).toBe(created);
    expect((await send(played, 'update', good)).status).toBe(updated);
    const mixed = await send(played, 'update', good, bad);
    expect([mixed.status, mixed.json]).toMatchObject([partly, { numErrors: 1 }]);
  };

const itemError =
  (expected: object): Check =>
  async (played) => {
    const reply = await send(played, 'create', good, bad);
    expect(reply.json).toMatchObject({ results: [{ typeId: 341 }], errors: [expected] });
  };

const refusedItem =
  (...inputs: readonly object[]): Check =>
  async (played) => {
    const reply = await send(played, 'update', ...inputs);
    expect(reply.json).toMatchObject({ numErrors: 1 });
  };

const unfinished =
  (status: string, effect: boolean): Check =>
  async (played) => {
    const reply = await send(played, 'create', good);
    expect(reply.json).toMatchObject({ status, results: [] });
    expect('HUBSPOT_DEFINED 341' in (await limits(played))).toBe(effect);
  };

const atMost =
  (most: number): Check =>
  async (played) => {
    const inputs = (count: number): object[] =>
      Array.from({ length: count }, (_, index) => custom(100_000 + index, 1));
    expect((await send(played, 'create', ...inputs(most + 1))).status).toBe(400);
    expect((await send(played, 'create', ...inputs(most))).status).toBe(207);
  };

const refreshRefused =
  (status: string): Check =>
  async ({ portal, refreshToken }) => {
    for (const attempt of [1, 2]) {
      const reply = await portal.refresh(refreshToken);
      expect([attempt, reply.status, reply.json]).toMatchObject([attempt, 400, { status }]);
    }
  };

const labelIds =
  (version: string, expected: string | null): Check =>
  async (played) => {
    const reply = await get(played, `/crm/associations/${version}/${pair}/labels`);
    expect(reply.text).toContain(
      `"typeId":341,"label":null,"fromObjectTypeId":${JSON.stringify(expected)}`,
    );
  };

const limitInTracking =
  (expected: number): Check =>
  async (played) => {
    const reply = await get(played, '/crm/limits/2026-03/associations/records/0-1/0-2');
    expect(reply.json).toMatchObject({ limit: expected });
  };

const checks: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  batchStatus: {
    declared: statuses(201, 200, 207),
    '200': statuses(200, 200, 207),
    '201': statuses(201, 201, 207),
    '207': statuses(207, 207, 207),
    '200-with-errors': statuses(200, 200, 200),
  },
  batchFailure: {
    item: async (played) => {
      await send(played, 'create', good, bad);
      expect(await limits(played)).toHaveProperty('HUBSPOT_DEFINED 341');
    },
    cancel: async (played) => {
      const reply = await send(played, 'create', good, bad);
      expect(reply.json).toMatchObject({ status: 'CANCELED', results: [], numErrors: 1 });
      expect(await limits(played)).not.toHaveProperty('HUBSPOT_DEFINED 341');
    },
  },
  batchState: {
    complete: async (played) => {
      expect((await send(played, 'create', good)).json).toMatchObject({ status: 'COMPLETE' });
    },
    pending: unfinished('PENDING', true),
    processing: unfinished('PROCESSING', true),
    'pending-without-effect': unfinished('PENDING', false),
  },
  batchCheck: {
    'in-order': async (played) => {
      expect(await raiseBoth(played)).toMatchObject({ results: [{ typeId: 341 }], numErrors: 1 });
    },
    'end-state': async (played) => {
      const answer = await raiseBoth(played);
      expect(answer).toMatchObject({ results: [{ typeId: 58 }, { typeId: 341 }] });
      expect(answer).not.toHaveProperty('errors');
    },
  },
  batchSize: {
    '100': atMost(100),
    '50': atMost(50),
    '10': atMost(10),
    '1000': atMost(1000),
    unlimited: async (played) => {
      const inputs = Array.from({ length: 1500 }, (_, index) => custom(100_000 + index, 1));
      expect((await send(played, 'create', ...inputs)).status).toBe(207);
    },
  },
  repeatedInput: {
    refuse: async (played) => {
      expect((await send(played, 'update', good, good)).status).toBe(400);
    },
    'last-wins': async (played) => {
      await send(played, 'update', good, { ...good, maxToObjectIds: 12 });
      expect(await limits(played)).toMatchObject({ 'HUBSPOT_DEFINED 341': 12 });
    },
  },
  createOnExisting: {
    update: async (played) => {
      await send(played, 'create', custom(56, 7));
      expect(await limits(played)).toMatchObject({ 'USER_DEFINED 56': 7 });
    },
    error: async (played) => {
      const reply = await send(played, 'create', good, custom(56, 7));
      expect(reply.json).toMatchObject({ results: [{ typeId: 341 }], numErrors: 1 });
      expect(await limits(played)).toMatchObject({ 'USER_DEFINED 56': 2 });
    },
  },
  updateOnMissing: {
    create: async (played) => {
      await send(played, 'update', good);
      expect(await limits(played)).toMatchObject({ 'HUBSPOT_DEFINED 341': 9 });
    },
    error: async (played) => {
      const reply = await send(played, 'update', good, custom(56, 7));
      expect(reply.json).toMatchObject({ results: [{ typeId: 56 }], numErrors: 1 });
      expect(await limits(played)).not.toHaveProperty('HUBSPOT_DEFINED 341');
    },
  },
  errorContext: {
    typeId: itemError({ context: { typeId: ['999'] } }),
    message: async (played) => {
      const reply = await send(played, 'create', good, bad);
      expect(reply.json).toMatchObject({ errors: [{ context: {} }] });
      expect(reply.text).toContain('typeId 999');
    },
    nested: itemError({ context: {}, errors: [{ context: { typeId: ['999'] } }] }),
    none: async (played) => {
      const reply = await send(played, 'create', good, bad);
      expect([reply.json, reply.text.includes('999')]).toMatchObject([{ numErrors: 1 }, false]);
    },
  },
  errorSubCategory: {
    string: itemError({ subCategory: 'AssociationConfigurations.INVALID_ASSOCIATION_TYPE' }),
    object: itemError({ subCategory: { name: 'INVALID_ASSOCIATION_TYPE' } }),
    absent: async (played) => {
      expect((await send(played, 'create', good, bad)).text).not.toContain('subCategory');
    },
  },
  errorFields: {
    all: itemError({ status: 'error', category: 'VALIDATION_ERROR', links: {} }),
    'message-only': async (played) => {
      const reply = await send(played, 'create', bad);
      expect(reply.text).toMatch(/"errors":\[\{"message":"[^"]*"\}\]/u);
    },
  },
  equalToObjectLimit: {
    refuse: refusedItem(hubspot(341, 4), custom(58, 4)),
    accept: async (played) => {
      const reply = await send(played, 'update', hubspot(341, 4), custom(58, 4));
      expect(reply.json).toMatchObject({ results: [{ typeId: 341 }, { typeId: 58 }] });
      expect((await send(played, 'update', hubspot(341, 3))).json).toMatchObject({ numErrors: 1 });
    },
  },
  highestLimit: {
    subscription: async (played) => {
      expect((await send(played, 'update', hubspot(341, 499_999))).status).toBe(200);
    },
    screen: async (played) => {
      expect((await send(played, 'update', hubspot(341, 10_000))).status).toBe(200);
      expect((await send(played, 'update', hubspot(341, 10_001))).status).toBe(207);
    },
  },
  primaryLimits: {
    accept: async (played) => {
      expect((await send(played, 'update', hubspot(5, 1))).status).toBe(200);
    },
    refuse: refusedItem(hubspot(5, 1), good),
  },
  activityLimits: {
    accept: async ({ portal, token }) => {
      expect((await batch(portal, token, 'create', '0-46/0-1', [hubspot(202, 3)])).status).toBe(
        201,
      );
    },
    refuse: async ({ portal, token }) => {
      expect((await batch(portal, token, 'create', '0-46/0-1', [hubspot(202, 3)])).status).toBe(
        207,
      );
    },
  },
  readRows: {
    configured: async (played) => {
      expect(await limits(played)).toEqual({ 'USER_DEFINED 5': 1, 'USER_DEFINED 56': 2 });
    },
    'every-type': async (played) => {
      expect(await limits(played)).toMatchObject({
        'HUBSPOT_DEFINED 341': null,
        'USER_DEFINED 5': 1,
      });
    },
  },
  symmetricShare: {
    shared: async (played) => {
      expect(await colleagueLimits(played, 6)).toEqual([6, 6]);
    },
    separate: async (played) => {
      expect(await colleagueLimits(played, 6)).toEqual([6, 12]);
    },
  },
  purgeAnswer: {
    declared: async (played) => {
      const reply = await purgeOne(played);
      expect([reply.status, reply.json]).toMatchObject([200, { status: 'COMPLETE', results: [] }]);
    },
    '200': async (played) => {
      const path = `/crm/associations/v4/definitions/configurations/${pair}/batch/purge`;
      const json = { inputs: [{ category: 'USER_DEFINED', typeId: 56 }] };
      const reply = await played.portal.call('POST', path, { token: played.token, json });
      expect([reply.status, reply.json]).toMatchObject([200, { status: 'COMPLETE' }]);
    },
    '200-with-results': async (played) => {
      const reply = await purgeOne(played);
      expect(reply.json).toMatchObject({ results: [{ category: 'USER_DEFINED', typeId: 56 }] });
    },
    '204': async (played) => {
      const wrong = { category: 'USER_DEFINED', typeId: 999 };
      const mixed = await send(played, 'purge', { category: 'USER_DEFINED', typeId: 56 }, wrong);
      expect([mixed.status, await limits(played)]).toMatchObject([400, { 'USER_DEFINED 56': 2 }]);
      const reply = await purgeOne(played);
      expect([reply.status, reply.text]).toEqual([204, '']);
    },
  },
  labelIds: {
    declared: async (played) => {
      await labelIds('2026-03', '0-3')(played);
      await labelIds('2026-09', null)(played);
    },
    null: labelIds('2026-03', null),
    present: labelIds('2026-09', '0-3'),
  },
  labelCapStatus: {
    '437': async (played) => {
      expect(await fiftyFirstLabel(played)).toBe(437);
    },
    '400': async (played) => {
      expect(await fiftyFirstLabel(played)).toBe(400);
    },
  },
  schemaLag: {
    minutes: async (played) => {
      await changeSchema(played);
      const early = await get(played, schema);
      expect(early.text).not.toContain('"name":"late_name"');
      expect(early.text).not.toContain('"maxToObjectIds":9,');
      played.portal.clock.now += 5 * 60_000;
      const late = await get(played, schema);
      expect(late.text).toContain('"name":"late_name"');
      expect(late.text).toContain('"maxToObjectIds":9,');
    },
    none: async (played) => {
      await changeSchema(played);
      const reply = await get(played, schema);
      expect(reply.text).toContain('"name":"late_name"');
      expect(reply.text).toContain('"maxToObjectIds":9,');
    },
  },
  schemaList: {
    allowed: async (played) => {
      expect((await get(played, '/crm-object-schemas/2026-03/schemas')).status).toBe(200);
    },
    forbidden: async (played) => {
      expect((await get(played, '/crm-object-schemas/2026-03/schemas')).status).toBe(403);
      expect((await get(played, schema)).status).toBe(200);
    },
  },
  scopeErrors: {
    named: async (played) => {
      await played.portal.scenario('schemaList', 'forbidden');
      const reply = await get(played, '/crm-object-schemas/2026-03/schemas');
      expect(reply.json).toMatchObject({
        category: 'MISSING_SCOPES',
        errors: [{ context: { requiredGranularScopes: ['crm.schemas.custom.read'] } }],
      });
    },
    empty: async (played) => {
      await played.portal.scenario('schemaList', 'forbidden');
      const reply = await get(played, '/crm-object-schemas/2026-03/schemas');
      expect(reply.json).toMatchObject({ category: 'MISSING_SCOPES' });
      expect(reply.text).not.toContain('requiredGranularScopes');
    },
  },
  objectScopes: {
    'any-one': async (played) => {
      expect((await get(played, `${configurations}/0-3/0-123`)).status).toBe(200);
    },
    pair: async (played) => {
      expect((await get(played, `${configurations}/0-3/0-2`)).status).toBe(200);
      const reply = await get(played, `${configurations}/0-3/0-123`);
      expect(reply.json).toMatchObject({ category: 'MISSING_SCOPES' });
      expect(reply.text).toContain('crm.objects.orders.read');
    },
  },
  planGate: {
    open: async (played) => {
      expect((await send(played, 'update', good)).status).toBe(200);
    },
    item: refusedItem(good),
    forbidden: async (played) => {
      const reply = await send(played, 'update', good);
      expect([reply.status, reply.json]).toMatchObject([403, { category: 'FORBIDDEN' }]);
    },
  },
  refreshToken: {
    same: async ({ portal, refreshToken }) => {
      expect((await portal.refresh(refreshToken)).json).toMatchObject({
        refresh_token: refreshToken,
      });
    },
    rotated: async ({ portal, refreshToken }) => {
      const first = await portal.refresh(refreshToken);
      const { refresh_token: next } = first.json as { refresh_token: string };
      expect(next).not.toBe(refreshToken);
      expect((await portal.refresh(refreshToken)).json).toMatchObject({
        status: 'BAD_REFRESH_TOKEN',
      });
      expect((await portal.refresh(next)).status).toBe(200);
    },
  },
  refreshFailure: {
    none: async ({ portal, refreshToken }) => {
      expect((await portal.refresh(refreshToken)).status).toBe(200);
    },
    BAD_REFRESH_TOKEN: refreshRefused('BAD_REFRESH_TOKEN'),
    BAD_HUB: refreshRefused('BAD_HUB'),
    BAD_CLIENT_ID: refreshRefused('BAD_CLIENT_ID'),
    BAD_CLIENT_SECRET: refreshRefused('BAD_CLIENT_SECRET'),
  },
  limitCallsExempt: {
    no: async (played) => {
      await played.portal.control('PUT', '/settings', { rateLimit: 1 });
      await limits(played);
      expect((await send(played, 'update', good)).status).toBe(429);
    },
    yes: async (played) => {
      await played.portal.control('PUT', '/settings', { rateLimit: 1 });
      await limits(played);
      expect((await send(played, 'update', good)).status).toBe(200);
    },
  },
  retryAfter: {
    absent: async (played) => {
      expect((await secondCallOfOne(played)).headers.get('retry-after')).toBeNull();
    },
    present: async (played) => {
      expect((await secondCallOfOne(played)).headers.get('retry-after')).toBe('10');
    },
  },
  recordLimitBasis: { user: limitInTracking(5), subscription: limitInTracking(500_000) },
  // Kept for the local portal's fetch proxy; the API itself answers alike.
  fetchDelivery: {
    once: async ({ portal }) => {
      expect((await portal.control('GET', '/scenarios')).text).toContain('"value":"once"');
    },
    twice: async ({ portal }) => {
      expect((await portal.control('GET', '/scenarios')).text).toContain('"value":"twice"');
    },
  },
};

const all = Object.entries(scenarioTable).flatMap(([name, { values }]) =>
  values.map((value) => [name, value] as const),
);

test.each(all)('%s = %s does what it says', async (name, value) => {
  const check = checks[name]?.[value];
  if (check === undefined) throw new TypeError(`no check for ${name}=${value}`);
  const portal = await testPortal();
  const tokens = await portal.install();
  await portal.scenario(name, value);
  await check({ portal, token: tokens.access_token, refreshToken: tokens.refresh_token });
});

test('the list explains each scenario and shows its value; the first value is the default', async () => {
  const portal = await testPortal();
  await portal.scenario('batchFailure', 'cancel');
  const list = (await portal.control('GET', '/scenarios')).json;
  expect(list).toHaveLength(Object.keys(scenarioTable).length);
  expect(list).toContainEqual({
    name: 'batchFailure',
    ...scenarioTable.batchFailure,
    value: 'cancel',
  });
  expect(list).toContainEqual({ name: 'retryAfter', ...scenarioTable.retryAfter, value: 'absent' });
});

test('an unknown scenario or value is refused and changes nothing', async () => {
  const portal = await testPortal();
  expect((await portal.control('PUT', '/scenarios/weather', { value: 'rain' })).status).toBe(404);
  expect((await portal.control('PUT', '/scenarios/toString', { value: 'x' })).status).toBe(404);
  const before = (await portal.control('GET', '/scenarios')).json;
  expect((await portal.control('PUT', '/scenarios/batchFailure', { value: 'maybe' })).status).toBe(
    400,
  );
  expect((await portal.control('GET', '/scenarios')).json).toEqual(before);
});

async function purgeOne(played: Played): Promise<Reply> {
  return await send(played, 'purge', { category: 'USER_DEFINED', typeId: 56 });
}

async function secondCallOfOne(played: Played): Promise<Reply> {
  await played.portal.control('PUT', '/settings', { rateLimit: 1 });
  await get(played, schema);
  return await get(played, schema);
}

/** Sets one side of the seed's symmetric label (both at 12) and reads both. */
async function colleagueLimits(
  { portal, token }: Played,
  limit: number,
): Promise<(number | null | undefined)[]> {
  const labels = await portal.call('GET', '/crm/associations/2026-03/0-1/0-1/labels', { token });
  const found = [...labels.text.matchAll(/"typeId":(\d+),"label":"Colleague"/gu)];
  const [one, other] = found.map((match) => Number(match[1]));
  await batch(portal, token, 'update', '0-1/0-1', [custom(one ?? 0, limit)]);
  const read = await limitsOf(portal, token, '0-1/0-1');
  return [read[`USER_DEFINED ${one ?? 0}`], read[`USER_DEFINED ${other ?? 0}`]];
}

/** One batch that raises a label above the old object limit, and after it the object limit. */
async function raiseBoth(played: Played): Promise<unknown> {
  await send(played, 'update', hubspot(341, 3));
  return (await send(played, 'update', custom(58, 4), hubspot(341, 5))).json;
}

async function fiftyFirstLabel({ portal, token }: Played): Promise<number> {
  let status = 0;
  for (let index = 1; index <= 51; index += 1) {
    portal.clock.now += 1000;
    const json = { name: `n${index}`, label: `L${index}` };
    const path = '/crm/associations/2026-03/0-3/0-14/labels';
    ({ status } = await portal.call('POST', path, { token, json }));
  }
  return status;
}

async function changeSchema(played: Played): Promise<void> {
  await send(played, 'update', good);
  const json = { name: 'late_name', label: 'Late' };
  const path = `/crm/associations/2026-09/${pair}/labels`;
  await played.portal.call('POST', path, { token: played.token, json });
}
