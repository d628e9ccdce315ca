// The install pages: who may connect, which links HubSpot blocks, what Connect and Cancel send.
import { expect, test } from 'vitest';
import {
  ana,
  ben,
  chiara,
  codeIn,
  exchangeForm,
  installQuery,
  leasing,
  optionalScopes,
  production,
  redirectUri,
  requiredScopes,
  sandbox,
  testPortal,
  type Reply,
  type TestPortal,
} from './hubspot.ts';

const openPage = async (
  portal: TestPortal,
  query: Readonly<Record<string, string>>,
  path = '/oauth/authorize',
): Promise<Reply> => await portal.call('GET', `${path}?${String(new URLSearchParams(query))}`);

test('the page names the app, its scopes, the person and the accounts to choose from', async () => {
  const portal = await testPortal();
  const page = await openPage(portal, installQuery());
  expect(page.status).toBe(200);
  for (const text of ['Test app', ...requiredScopes, 'Ana Okafor', 'Choose an account']) {
    expect(page.text).toContain(text);
  }
  for (const portalId of [production, sandbox, leasing]) {
    expect(page.text).toContain(`value="${portalId}"`);
  }
});

test('a portal in the address leaves nothing to choose', async () => {
  const portal = await testPortal();
  const page = await openPage(portal, installQuery(), `/oauth/${sandbox}/authorize`);
  expect(page.text).toContain('Northwind Instruments Sandbox');
  expect(page.text).not.toContain('Choose an account');
  expect((await openPage(portal, installQuery(), '/oauth/999/authorize')).status).toBe(403);
});

test('Connect redirects with a code and the untouched state', async () => {
  const portal = await testPortal();
  const state = 'a b&c=d%20ü';
  const reply = await portal.connect({ ...installQuery(), state });
  const target = new URL(reply.headers.get('location') ?? '');
  expect(reply.status).toBe(302);
  expect(target.origin + target.pathname).toBe(redirectUri);
  expect(target.searchParams.get('state')).toBe(state);
  expect(codeIn(reply)).not.toBe('');
});

test('Cancel redirects with access_denied and without a code', async () => {
  const portal = await testPortal();
  const form = { ...installQuery(), portal_id: String(production), decision: 'cancel' };
  const reply = await portal.call('POST', '/oauth/authorize', { form });
  const target = new URL(reply.headers.get('location') ?? '').searchParams;
  expect([target.get('error'), target.get('state'), target.get('code')]).toEqual([
    'access_denied',
    'state-1',
    null,
  ]);
});

test.each([
  ['another client id', { client_id: 'stranger' }, 'No app with this client_id'],
  ['an unregistered redirect', { redirect_uri: 'https://evil.example/callback' }, 'redirect_uri'],
  ['a redirect with a slash more', { redirect_uri: `${redirectUri}/` }, 'redirect_uri'],
  ['a missing required scope', { scope: 'oauth' }, 'crm.objects.contacts.read'],
  ['an undeclared scope', { scope: [...requiredScopes, 'files'].join(' ') }, 'files'],
  ['an undeclared optional scope', { optional_scope: 'files' }, 'files'],
  [
    'an optional scope among the required',
    { scope: [...requiredScopes, 'tickets'].join(' ') },
    'tickets',
  ],
])('HubSpot blocks a link with %s, on the page and on its form', async (_, change, reason) => {
  const portal = await testPortal();
  const query = { ...installQuery(), ...change };
  const page = await openPage(portal, query);
  const form = await portal.connect(query);
  expect([page.status, form.status, form.headers.get('location')]).toEqual([400, 400, null]);
  expect(page.text).toContain(reason);
});

// "Working with OAuth": https, http for localhost alone, and no IP addresses.
test.each([
  ['http://app.example.com/callback', 400],
  ['http://127.0.0.1:3000/callback', 400],
  ['https://192.0.2.7/callback', 400],
  ['https://[2001:db8::7]/callback', 400],
  ['http://localhost.example.com/callback', 400],
  ['http://localhost:3000/callback', 200],
  ['https://app.example.com/callback', 200],
])('a registered redirect to %s answers %d', async (redirect, status) => {
  const portal = await testPortal({ redirects: [redirect] });
  const query = { ...installQuery(), redirect_uri: redirect };
  const page = await openPage(portal, query);
  const form = await portal.connect(query);
  expect([page.status, form.status]).toEqual([status, status === 200 ? 302 : status]);
  expect(page.text.includes('IP address')).toBe(status === 400);
});

test('what a link says is shown, never run', async () => {
  const portal = await testPortal();
  const page = await openPage(portal, { ...installQuery(), state: '"><script>alert(1)</script>' });
  expect(page.text).not.toContain('<script>');
});

test('optional scopes that a portal lacks are dropped without a word', async () => {
  const portal = await testPortal({ optional: ['tickets', 'crm.objects.custom.read'] });
  await portal.control('PUT', `/users/${leasing}/5101`, { superAdmin: true });
  const { scopes } = await portal.install(leasing);
  expect(scopes).toEqual([...requiredScopes, 'tickets']);
  expect((await portal.install(production)).scopes).toContain('crm.objects.custom.read');
});

test('a required scope that a portal lacks blocks the install', async () => {
  const portal = await testPortal({ required: ['oauth', 'crm.objects.custom.read'], optional: [] });
  await portal.control('PUT', `/users/${leasing}/5101`, { superAdmin: true });
  const query = installQuery(['oauth', 'crm.objects.custom.read'], []);
  const reply = await portal.connect(query, leasing);
  expect([reply.status, reply.text.includes('crm.objects.custom.read')]).toEqual([403, true]);
});

/** Presses Connect as this user of the production portal. */
async function connectAs(portal: TestPortal, userId: number): Promise<Reply> {
  const signIn = await portal.control('PUT', '/session', { portalId: production, userId });
  const cookie = signIn.headers.get('set-cookie') ?? '';
  const form = { ...installQuery(), portal_id: String(production), decision: 'connect' };
  return await portal.call('POST', '/oauth/authorize', { form, headers: { cookie } });
}

test('a Super Admin connects an app, and whoever has HubSpot Marketplace Access', async () => {
  const portal = await testPortal();
  const refused = await connectAs(portal, ben);
  expect([refused.status, codeIn(await connectAs(portal, chiara))]).toEqual([
    403,
    expect.stringMatching(/./u),
  ]);
  for (const words of ['Super Admin', 'HubSpot Marketplace Access']) {
    expect(refused.text).toContain(words);
  }
  const change = { marketplaceAccess: true };
  const changed = await portal.control('PUT', `/users/${production}/${ben}`, change);
  expect(changed.json).toMatchObject({ superAdmin: false, marketplaceAccess: true });
  expect((await connectAs(portal, ben)).status).toBe(302);
  await portal.control('PUT', `/users/${production}/${ana}`, { superAdmin: false });
  expect((await connectAs(portal, ana)).status).toBe(403);
});

test('connecting signs the person in to the chosen portal', async () => {
  const portal = await testPortal();
  const reply = await portal.connect(installQuery(), sandbox);
  const cookie = reply.headers.get('set-cookie') ?? '';
  const session = await portal.call('GET', '/_portal/session', { headers: { cookie } });
  expect(session.json).toMatchObject({ portalId: sandbox, accountType: 'SANDBOX' });
});

test('an app is installed once its code is exchanged, and a reinstall keeps the portal', async () => {
  const portal = await testPortal();
  const installed = async (): Promise<unknown> => (await portal.control('GET', '/session')).json;
  const code = codeIn(await portal.connect(installQuery()));
  expect(await installed()).toMatchObject({ installed: false });
  await portal.call('POST', '/oauth/2026-03/token', { form: exchangeForm(code) });
  expect(await installed()).toMatchObject({ installed: true });
  const again = await portal.install();
  expect(again).toMatchObject({
    hub_id: production,
    scopes: [...requiredScopes, ...optionalScopes],
  });
});
