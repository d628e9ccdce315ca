// The admin endpoint: session, portals, calls, state, reset, and what people do on HubSpot's screens.
import { expect, test } from 'vitest';
import { ana, ben, production, sandbox, testPortal, type Reply } from './hubspot.ts';
import { batch, configurations, custom, hubspot, limitsOf } from './limits.ts';

const pair = '0-3/0-2';

test('without a cookie the first portal’s Super Admin is signed in', async () => {
  const portal = await testPortal();
  expect((await portal.control('GET', '/session')).json).toEqual({
    portalId: production,
    hubDomain: 'northwind.example',
    accountName: 'Northwind Instruments',
    accountType: 'STANDARD',
    uiDomain: 'app.hubspot.com',
    timeZone: 'Europe/Berlin',
    installed: false,
    user: {
      id: ana,
      email: 'ana@northwind.example',
      firstName: 'Ana',
      lastName: 'Okafor',
      superAdmin: true,
      marketplaceAccess: false,
    },
  });
});

test('signing in as somebody else sets a cookie; strangers are refused', async () => {
  const portal = await testPortal();
  const reply = await portal.control('PUT', '/session', { portalId: production, userId: ben });
  const [cookie = '', ...flags] = (reply.headers.get('set-cookie') ?? '').split('; ');
  expect(flags).toEqual(['Path=/', 'HttpOnly', 'SameSite=Lax']);
  const session = await portal.call('GET', '/_portal/session', { headers: { cookie } });
  expect(session.json).toMatchObject({ user: { id: ben, superAdmin: false } });
  expect((await portal.control('PUT', '/session', { portalId: 1, userId: ben })).status).toBe(404);
  expect((await portal.control('PUT', '/session', { userId: ben })).status).toBe(400);
});

test('a cookie of nobody falls back to the default', async () => {
  const portal = await testPortal();
  const headers = { cookie: 'portal_session=1.2' };
  const session = await portal.call('GET', '/_portal/session', { headers });
  expect(session.json).toMatchObject({ user: { id: ana } });
});

test('portals are listed with users and install state', async () => {
  const portal = await testPortal();
  await portal.install(sandbox);
  const list = (await portal.control('GET', '/portals')).json;
  expect(list).toMatchObject([
    { portalId: production, accountType: 'STANDARD', installed: false },
    { portalId: sandbox, accountType: 'SANDBOX', installed: true },
    { accountName: 'Harbour Leasing' },
  ]);
});

test('calls are logged and counted, admin calls are not', async () => {
  const portal = await testPortal();
  const { access_token: token } = await portal.install();
  await portal.control('DELETE', '/calls');
  await portal.fault({ kind: 'drop' }, { path: '/account-info' });
  const write = await batch(portal, token, 'create', pair, [hubspot(341, 9), custom(58, 1)]);
  await batch(portal, token, 'create', pair, [hubspot(341, 9)]);
  await expect(portal.call('GET', '/account-info/2026-03/details', { token })).rejects.toThrow();
  const path = `${configurations}/${pair}/batch/create`;
  expect((await portal.control('GET', '/calls')).json).toEqual({
    total: 3,
    counters: { [`POST ${path}`]: 2, 'GET /account-info/2026-03/details': 1 },
    calls: [
      {
        method: 'POST',
        path,
        status: 201,
        portalId: production,
        at: portal.clock.now,
        correlationId: write.headers.get('x-hubspot-correlation-id'),
        batchInputs: 2,
        fault: null,
      },
      expect.objectContaining({ path, status: 201, batchInputs: 1 }),
      expect.objectContaining({ status: null, fault: 'drop', batchInputs: null }),
    ],
  });
  await portal.control('DELETE', '/calls');
  expect((await portal.control('GET', '/calls')).json).toMatchObject({ total: 0, calls: [] });
});

test('token calls are logged under the portal of their token', async () => {
  const portal = await testPortal();
  const { refresh_token: token } = await portal.install(sandbox);
  await portal.control('DELETE', '/calls');
  await portal.refresh(token);
  expect((await portal.control('GET', '/calls')).json).toMatchObject({
    calls: [{ portalId: sandbox }],
  });
});

test('the state shows limits, and of tokens only how many there are', async () => {
  const portal = await testPortal();
  const tokens = await portal.install();
  const state = await portal.control('GET', '/state');
  expect(state.json).toMatchObject({ grants: { codes: 0, accessTokens: 1, refreshTokens: 1 } });
  expect(state.text).toContain('"subscriptionLimit":500000');
  expect(state.text).not.toContain(tokens.access_token);
  expect(state.text).not.toContain(tokens.refresh_token);
});

test('a colleague changes a limit on HubSpot’s own screen', async () => {
  const portal = await testPortal();
  const { access_token: token } = await portal.install();
  const limit = {
    portalId: production,
    from: '0-3',
    to: '0-2',
    category: 'USER_DEFINED',
    typeId: 56,
  };
  await portal.control('POST', '/limits', { ...limit, max: 7 });
  expect(await limitsOf(portal, token, pair)).toMatchObject({ 'USER_DEFINED 56': 7 });
  await portal.control('POST', '/limits', { ...limit, max: null });
  expect(await limitsOf(portal, token, pair)).toEqual({ 'USER_DEFINED 5': 1 });
  const unknown = await portal.control('POST', '/limits', { ...limit, typeId: 1, max: 7 });
  const wrong = await portal.control('POST', '/limits', { ...limit, max: 0 });
  expect([unknown.status, wrong.status]).toEqual([404, 400]);
});

test('HubSpot’s own screen refuses what its rules forbid, and changes nothing then', async () => {
  const portal = await testPortal();
  const { access_token: token } = await portal.install();
  // Contact -> company: object limit 5, "Consultant" 3, "Board member" 4.
  const contactCompany = '0-1/0-2';
  const set = async (category: string, typeId: number, max: number | null): Promise<Reply> =>
    await portal.control('POST', '/limits', {
      ...{ portalId: production, from: '0-1', to: '0-2', category, typeId, max },
    });
  const before = await limitsOf(portal, token, contactCompany);
  const refused = [
    await set('HUBSPOT_DEFINED', 279, 2),
    await set('USER_DEFINED', 279, 9),
    await set('HUBSPOT_DEFINED', 279, 10_001),
  ];
  for (const { status, text } of refused) {
    expect([status, text]).toEqual([400, expect.stringContaining('HubSpot refuses')]);
  }
  expect(await limitsOf(portal, token, contactCompany)).toEqual(before);
  const byApp = { portalId: production, from: '0-1', to: '0-2', category: 'HUBSPOT_DEFINED' };
  const set20000 = { ...byApp, typeId: 279, max: 20_000, by: 'app' };
  expect((await portal.control('POST', '/limits', set20000)).status).toBe(200);
  expect((await portal.control('POST', '/limits', { ...set20000, max: 2 })).status).toBe(400);
  expect((await set('HUBSPOT_DEFINED', 279, 10_000)).status).toBe(200);
  expect((await set('USER_DEFINED', 279, 9)).status).toBe(200);
  expect((await set('HUBSPOT_DEFINED', 279, null)).status).toBe(200);
  expect(await portal.control('GET', '/limit-writes')).toMatchObject({ json: { writes: [] } });
});

test('HubSpot’s own screen sets both sides of a symmetric label', async () => {
  const portal = await testPortal();
  const { access_token: token } = await portal.install();
  const sides = (await limitsOf(portal, token, '0-1/0-1')) as Readonly<Record<string, number>>;
  const colleague = Object.keys(sides).filter((key) => sides[key] === 12);
  expect(colleague).toHaveLength(2);
  const [category, typeId] = (colleague[0] ?? '').split(' ');
  await portal.control('POST', '/limits', {
    ...{ portalId: production, from: '0-1', to: '0-1', category, typeId: Number(typeId), max: 7 },
  });
  const after = await limitsOf(portal, token, '0-1/0-1');
  expect(colleague.map((key) => after[key])).toEqual([7, 7]);
});

test('a user loses and gains Super Admin', async () => {
  const portal = await testPortal();
  const { access_token: token } = await portal.install();
  const superAdmin = async (): Promise<unknown> =>
    (await portal.call('GET', `/settings/users/2026-03/${ana}`, { token })).json;
  await portal.control('PUT', `/users/${production}/${ana}`, { superAdmin: false });
  expect(await superAdmin()).toMatchObject({ superAdmin: false });
  expect((await portal.control('GET', '/session')).json).toMatchObject({ user: { id: ana } });
  await portal.control('PUT', `/users/${production}/${ana}`, { superAdmin: true });
  expect(await superAdmin()).toMatchObject({ superAdmin: true });
  expect((await portal.control('PUT', `/users/${production}/1`, { superAdmin: true })).status).toBe(
    404,
  );
});

test('access tokens expire on command, refresh tokens live on', async () => {
  const portal = await testPortal();
  const tokens = await portal.install();
  const reply = await portal.control('POST', '/tokens/expire', { portalId: production });
  expect(reply.json).toEqual({ expired: 1 });
  const path = '/account-info/2026-03/details';
  const late = await portal.call('GET', path, { token: tokens.access_token });
  expect([late.status, late.json]).toMatchObject([401, { category: 'EXPIRED_AUTHENTICATION' }]);
  expect((await portal.refresh(tokens.refresh_token)).status).toBe(200);
});

test('a reset brings back the seed and forgets installs, switches, faults and calls', async () => {
  const portal = await testPortal();
  const before = (await portal.control('GET', '/state')).json;
  const tokens = await portal.install();
  await batch(portal, tokens.access_token, 'create', pair, [hubspot(341, 9)]);
  await portal.scenario('batchFailure', 'cancel');
  await portal.control('PUT', '/settings', { rateLimit: 5 });
  await portal.fault({ kind: 'locked' });
  await portal.control('POST', '/reset');
  expect((await portal.control('GET', '/state')).json).toEqual(before);
  expect((await portal.control('GET', '/calls')).json).toMatchObject({ total: 0 });
  expect((await portal.refresh(tokens.refresh_token)).status).toBe(400);
});

test('what nothing answers is a 404 with HubSpot’s error body', async () => {
  const portal = await testPortal();
  const reply = await portal.call('GET', '/crm/v9/everything');
  expect([reply.status, reply.json]).toMatchObject([
    404,
    { status: 'error', category: 'OBJECT_NOT_FOUND' },
  ]);
});

// HubSpot's OpenAPI files spell every path in one way, and the case of a path counts (RFC 3986, 6.2.2.1).
test.each([
  '/CRM/associations/2026-03/0-3/0-2/labels',
  '/crm/associations/2026-03/0-3/0-2/Labels',
  '/crm/associations/2026-03/0-3/0-2/labels/',
  '/oauth/V1/access-tokens/x',
])('%s is another address than the documented one', async (path) => {
  const portal = await testPortal();
  const { access_token: token } = await portal.install();
  const reply = await portal.call('GET', path, { token });
  expect([reply.status, reply.text]).toMatchObject([
    404,
    expect.stringContaining('Nothing answers'),
  ]);
});

test.each([
  ['PUT', '/settings', []],
  ['PUT', `/users/${production}/${ben}`, []],
  ['POST', '/faults', { fault: { kind: 'cut' }, match: [] }],
  ['POST', '/faults', { fault: { kind: 'status', status: 500, headers: ['x'] } }],
] as const)('%s %s takes no array for an object', async (method, path, body) => {
  const portal = await testPortal();
  expect((await portal.control(method, path, body)).status).toBe(400);
});

test('a malformed address or admin body is a 400 that says so', async () => {
  const portal = await testPortal();
  const path = '/crm/associations/2026-03/%ZZ/0-2/labels';
  const address = await portal.call('GET', path);
  expect([address.status, address.json]).toMatchObject([400, { category: 'VALIDATION_ERROR' }]);
  const headers = { 'content-type': 'application/json' };
  const body = await portal.call('POST', '/_portal/faults', { body: '{', headers });
  expect([body.status, body.json]).toMatchObject([400, { error: { code: 'BAD_REQUEST' } }]);
});
