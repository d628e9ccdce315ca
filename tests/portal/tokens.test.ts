// The token calls: codes, refresh, introspection, revocation, and each refusal.
import { expect, test } from 'vitest';
import { appTokenForm } from './documented-oauth.ts';
import {
  ana,
  clientId,
  clientSecret,
  codeIn,
  exchangeForm,
  installQuery,
  production,
  testPortal,
  tokensIn,
  type Reply,
  type TestPortal,
} from './hubspot.ts';

const details = '/account-info/2026-03/details';
const credentials = { client_id: clientId, client_secret: clientSecret };

const exchange = async (
  portal: TestPortal,
  change: Readonly<Record<string, string>> = {},
): Promise<Reply> => {
  const code = codeIn(await portal.connect(installQuery()));
  return await portal.call('POST', '/oauth/2026-03/token', {
    form: { ...exchangeForm(code), ...change },
  });
};

test('a code becomes a pair of tokens for thirty minutes', async () => {
  const portal = await testPortal();
  const reply = await exchange(portal);
  expect(reply.json).toMatchObject({
    expires_in: 1800,
    token_type: 'bearer',
    token_use: 'access_token',
    hub_id: production,
    user_id: ana,
  });
});

test('an access token is longer than 512 characters, as HubSpot warns', async () => {
  const portal = await testPortal();
  expect((await portal.install()).access_token.length).toBeGreaterThan(512);
});

test.each([
  ['an unknown code', { code: 'unknown' }, 'BAD_AUTH_CODE', 'invalid_grant'],
  [
    'another redirect',
    { redirect_uri: 'http://localhost:3000/' },
    'BAD_REDIRECT_URI',
    'invalid_grant',
  ],
  ['another client', { client_id: 'x' }, 'BAD_CLIENT_ID', 'invalid_client'],
  ['a wrong secret', { client_secret: 'x' }, 'BAD_CLIENT_SECRET', 'invalid_client'],
  ['an unknown grant', { grant_type: 'password' }, 'BAD_GRANT_TYPE', 'unsupported_grant_type'],
])('%s is refused with both kinds of status', async (_, change, status, error) => {
  const portal = await testPortal();
  const reply = await exchange(portal, change);
  expect(reply.status).toBe(400);
  expect(reply.json).toMatchObject({ status, error });
  expect(reply.json).toHaveProperty('error_description');
  expect(reply.json).toHaveProperty('message');
});

test('a code works once', async () => {
  const portal = await testPortal();
  const form = exchangeForm(codeIn(await portal.connect(installQuery())));
  const first = await portal.call('POST', '/oauth/2026-03/token', { form });
  const second = await portal.call('POST', '/oauth/2026-03/token', { form });
  expect([first.status, second.status]).toEqual([200, 400]);
  expect(second.json).toMatchObject({ status: 'BAD_AUTH_CODE' });
});

test('a code expires', async () => {
  const portal = await testPortal();
  const form = exchangeForm(codeIn(await portal.connect(installQuery())));
  portal.clock.now += 5 * 60_000;
  const reply = await portal.call('POST', '/oauth/2026-03/token', { form });
  expect(reply.json).toMatchObject({ status: 'BAD_AUTH_CODE' });
});

test('credentials in the address are refused, but for two fields of the first version', async () => {
  const portal = await testPortal();
  const { refresh_token: token } = await portal.install();
  const query = String(
    new URLSearchParams({ ...credentials, grant_type: 'refresh_token', refresh_token: token }),
  );
  const form = { grant_type: 'refresh_token' };
  for (const version of ['2026-03', '2026-09', 'v3']) {
    const reply = await portal.call('POST', `/oauth/${version}/token?${query}`, { form });
    expect([version, reply.status]).toEqual([version, 400]);
    expect(reply.json).toMatchObject({ error: 'invalid_request' });
  }
  // oauth.v1.json declares client_secret and refresh_token there.
  const inBody = { ...form, client_id: clientId };
  const few = String(new URLSearchParams({ client_secret: clientSecret, refresh_token: token }));
  const first = (address: string, sent: Readonly<Record<string, string>>): Promise<Reply> =>
    portal.call('POST', `/oauth/v1/token?${address}`, { form: sent });
  expect((await first(few, inBody)).status).toBe(200);
  expect((await first(query, form)).json).toMatchObject({ error: 'invalid_request' });
});

// oauth.2026-09.json lists authorization_code and refresh_token alone, 2026-03 and v1 all three.
test('the app itself gets a token where the grant is documented, and nowhere else', async () => {
  const portal = await testPortal();
  const answerOf = async (version: string): Promise<Reply> =>
    await portal.call('POST', `/oauth/${version}/token`, { form: appTokenForm });
  for (const version of ['2026-03', 'v3', 'v1']) {
    expect([version, (await answerOf(version)).status]).toEqual([version, 200]);
  }
  const reply = await answerOf('2026-09');
  expect([reply.status, reply.json]).toMatchObject([400, { status: 'BAD_GRANT_TYPE' }]);
});

test('token calls take forms, not JSON, and each field once', async () => {
  const portal = await testPortal();
  const json = await portal.call('POST', '/oauth/2026-03/token', { json: credentials });
  const sent = async (body: string, type: string): Promise<Reply> =>
    await portal.call('POST', '/oauth/2026-03/token', { body, headers: { 'content-type': type } });
  const twice = await sent('client_id=a&client_id=b', 'application/x-www-form-urlencoded');
  const alike = await sent(
    String(new URLSearchParams(credentials)),
    'application/x-www-form-urlencoded2',
  );
  const good = await sent(
    String(
      new URLSearchParams({ ...credentials, grant_type: 'refresh_token', refresh_token: 'x' }),
    ),
    'Application/X-WWW-Form-URLEncoded; charset=UTF-8',
  );
  expect([json.json, twice.json, alike.json, good.json]).toMatchObject([
    { error: 'invalid_request' },
    { error: 'invalid_request' },
    { error: 'invalid_request' },
    { error: 'invalid_grant' },
  ]);
});

test('an expired access token answers 401, and a refresh gives one that works', async () => {
  const portal = await testPortal();
  const tokens = await portal.install();
  portal.clock.now += 1_800_000;
  const late = await portal.call('GET', details, { token: tokens.access_token });
  expect([late.status, late.json]).toMatchObject([401, { category: 'EXPIRED_AUTHENTICATION' }]);
  const refreshed = await portal.refresh(tokens.refresh_token);
  expect(refreshed.json).toMatchObject({ refresh_token: tokens.refresh_token, hub_id: production });
  const { access_token: token } = tokensIn(refreshed);
  expect((await portal.call('GET', details, { token })).status).toBe(200);
});

test('introspection tells living from dead tokens, and only to the app itself', async () => {
  const portal = await testPortal();
  const tokens = await portal.install();
  const ask = async (token: string, change = {}): Promise<Reply> =>
    await portal.call('POST', '/oauth/2026-03/token/introspect', {
      form: { ...credentials, token, ...change },
    });
  expect((await ask(tokens.access_token)).json).toMatchObject({
    active: true,
    hub_id: production,
    user_id: ana,
    user: 'ana@northwind.example',
    app_id: 77,
    hub_domain: 'northwind.example',
    expires_in: 1800,
    token_use: 'access_token',
  });
  expect((await ask(tokens.refresh_token)).json).toMatchObject({
    active: true,
    token_use: 'refresh_token',
  });
  expect((await ask('unknown')).json).toEqual({ active: false });
  portal.clock.now += 1_800_000;
  expect((await ask(tokens.access_token)).json).toEqual({ active: false });
  expect((await ask(tokens.access_token, { client_secret: 'x' })).status).toBe(400);
});

test('a revoked refresh token is dead, while its access token lives out its time', async () => {
  const portal = await testPortal();
  const tokens = await portal.install();
  const form = { ...credentials, token: tokens.refresh_token };
  expect((await portal.call('POST', '/oauth/2026-03/token/revoke', { form })).status).toBe(200);
  expect((await portal.refresh(tokens.refresh_token)).json).toMatchObject({
    error: 'invalid_grant',
    status: 'BAD_REFRESH_TOKEN',
  });
  expect((await portal.call('GET', details, { token: tokens.access_token })).status).toBe(200);
});

test.each(['by the app', 'in HubSpot'])(
  'an uninstall %s ends every token of that portal',
  async (where) => {
    const portal = await testPortal();
    const tokens = await portal.install();
    if (where === 'by the app') {
      const path = '/appinstalls/2026-03/external-install';
      expect((await portal.call('DELETE', path, { token: tokens.access_token })).status).toBe(204);
    } else {
      await portal.control('POST', '/uninstall', { portalId: production });
    }
    expect((await portal.call('GET', details, { token: tokens.access_token })).status).toBe(401);
    expect((await portal.refresh(tokens.refresh_token)).json).toMatchObject({
      status: 'BAD_REFRESH_TOKEN',
    });
    expect((await portal.control('GET', '/session')).json).toMatchObject({ installed: false });
  },
);
