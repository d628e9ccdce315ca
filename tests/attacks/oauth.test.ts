// Attacks on the install: each by what must not happen. No install gives anybody a session here, so the
// prize is another portal's grant, or a browser that is led elsewhere.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openPage, startInstall, type StartedInstall } from '../flows/install-walk.ts';
import {
  decodeError,
  NOT_ADMIN,
  PRODUCTION,
  SANDBOX,
  startWorld,
  type Who,
  type World,
} from '../flows/world.ts';
import { sendRaw } from './raw-request.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.hubspot.calm();
  await world.database.db.deleteFrom('portals').execute();
});

const start = (): Promise<StartedInstall> => startInstall(world.url);
const consent = (started: StartedInstall, who: Who): Promise<string> =>
  world.hubspot.consent(started.authorizeUrl, who, 'connect');
const codeOf = (back: string): string => new URL(back).searchParams.get('code') ?? '';
const callback = (query: Readonly<Record<string, string>>): string =>
  `${world.url}/oauth/callback?${new URLSearchParams(query).toString()}`;

/** Portals that this server holds a grant of. */
async function connected(): Promise<readonly number[]> {
  const rows = await world.database.db
    .selectFrom('portals')
    .select('portal_id')
    .where('access_sealed', 'is not', null)
    .orderBy('portal_id')
    .execute();
  return rows.map((row) => row.portal_id);
}

/** The names of a portal's own object types, which its token alone can read. */
async function customTypes(who: Who): Promise<readonly string[]> {
  const { objectTypes } = await world.get('objectTypes', '/api/object-types', who);
  return objectTypes.map(({ id }) => id).filter((id) => id.startsWith('2-'));
}

test('login CSRF: the attacker’s finished consent does nothing in the victim’s browser', async () => {
  const attacker = await start();
  const back = await consent(attacker, SANDBOX);
  const victim = await start();
  for (const cookie of ['', victim.cookie]) {
    const page = await openPage(back, cookie);
    expect(page.status).toBe(400);
    expect(page.text).toContain('started in another browser');
  }
  expect(await connected()).toEqual([]);
  const calls = await world.hubspot.calls();
  expect(calls.filter(({ path }) => path.includes('/token'))).toEqual([]);
});

test('state fixation: nobody else chooses the state, the cookie or what they belong to', async () => {
  const attacker = await start();
  const query = new URLSearchParams({ state: attacker.state, code: 'x' }).toString();
  const victim = await startInstall(world.url, `/install?${query}`, { cookie: attacker.cookie });
  expect(victim.state).not.toBe(attacker.state);
  expect(victim.cookie).not.toBe(attacker.cookie);
  // The value of the one under the name of the other is not the browser of the other.
  const [name = ''] = attacker.cookie.split('=');
  const [, value = ''] = victim.cookie.split('=');
  const back = await consent(attacker, SANDBOX);
  expect((await openPage(back, `${name}=${value}`)).status).toBe(400);
  expect(await connected()).toEqual([]);
});

test('state fixation: an old state is worth nothing, and says so', async () => {
  const old = await start();
  const back = await consent(old, PRODUCTION);
  await world.database.db.updateTable('oauth_states').set({ expires_at: 0 }).execute();
  const page = await openPage(back, old.cookie);
  expect(page.status).toBe(400);
  expect(page.text).toContain('longer than ten minutes');
  expect(await connected()).toEqual([]);
});

test('code injection: another portal’s code makes that portal’s own grant and no other', async () => {
  await world.install(SANDBOX);
  const before = await world.database.db.selectFrom('portals').selectAll().execute();
  const victims = codeOf(await consent(await start(), PRODUCTION));
  const attacker = await start();
  const page = await openPage(callback({ code: victims, state: attacker.state }), attacker.cookie);
  // HubSpot says whose code it is: the attacker's portal keeps its grant, byte by byte.
  expect(page.text).toContain(`Portal ${String(PRODUCTION.portalId)} is connected.`);
  const rows = await world.database.db.selectFrom('portals').selectAll().execute();
  expect(rows.filter((row) => row.portal_id === SANDBOX.portalId)).toEqual(before);
  expect(rows.find((row) => row.portal_id === PRODUCTION.portalId)?.installed_by).toBe(
    PRODUCTION.userId,
  );
  // The page gives no session: what the attacker can ask is still what HubSpot signs for them.
  const values = page.headers.getSetCookie().map((one) => one.split(/[=;]/)[1]);
  expect(values).toEqual(['']);
  const asAttacker = await world.send(SANDBOX, 'GET', '/api/overview');
  expect(asAttacker.text).not.toContain(String(PRODUCTION.portalId));
});

test('code injection: a code serves once, however many flows it is put into', async () => {
  const flows = [await start(), await start(), await start()];
  const code = codeOf(await consent(flows[0] ?? never(), PRODUCTION));
  const pages = await Promise.all(
    flows.map(({ state, cookie }) => openPage(callback({ code, state }), cookie)),
  );
  expect(pages.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
  expect(await connected()).toEqual([PRODUCTION.portalId]);
});

test('a browser that names a portal in the address is not believed', async () => {
  const started = await start();
  const code = codeOf(await consent(started, SANDBOX));
  const named = { portalId: String(PRODUCTION.portalId), hub_id: String(PRODUCTION.portalId) };
  const { state, cookie } = started;
  const page = await openPage(callback({ code, state, ...named }), cookie);
  expect(page.text).toContain(`Portal ${String(SANDBOX.portalId)} is connected.`);
  expect(await connected()).toEqual([SANDBOX.portalId]);
});

test('mixed-up portals in two tabs: each code connects its own portal, also when they cross', async () => {
  const [first, second] = [await start(), await start()];
  const cookies = `${first.cookie}; ${second.cookie}`;
  const production = codeOf(await consent(first, PRODUCTION));
  const sandbox = codeOf(await consent(second, SANDBOX));
  const [crossed, other] = await Promise.all([
    openPage(callback({ code: sandbox, state: first.state }), cookies),
    openPage(callback({ code: production, state: second.state }), cookies),
  ]);
  expect(crossed.text).toContain(`Portal ${String(SANDBOX.portalId)} is connected.`);
  expect(other.text).toContain(`Portal ${String(PRODUCTION.portalId)} is connected.`);
  const [ofProduction, ofSandbox] = [await customTypes(PRODUCTION), await customTypes(SANDBOX)];
  expect(ofProduction).not.toEqual([]);
  expect(ofProduction.filter((id) => ofSandbox.includes(id))).toEqual([]);
  const held = await world.database.db
    .selectFrom('portals')
    .select(['portal_id', 'hub_domain'])
    .execute();
  expect(new Set(held.map((row) => row.hub_domain)).size).toBe(2);
});

test('mixed-up portals: a token moved into another portal’s row opens nothing', async () => {
  await world.install(PRODUCTION);
  await world.install(SANDBOX);
  const { access_sealed, refresh_sealed } = await world.database.db
    .selectFrom('portals')
    .select(['access_sealed', 'refresh_sealed'])
    .where('portal_id', '=', PRODUCTION.portalId)
    .executeTakeFirstOrThrow();
  await world.database.db
    .updateTable('portals')
    .set({ access_sealed, refresh_sealed })
    .where('portal_id', '=', SANDBOX.portalId)
    .execute();
  await world.hubspot.forgetCalls();
  const answer = await world.send(SANDBOX, 'GET', '/api/directions/0-1/0-2');
  expect(decodeError(answer).code).toBe('app_misconfigured');
  expect(await world.hubspot.calls()).toEqual([]);
});

test.each([
  '/install?redirect_uri=https://evil.example&returnUrl=https://evil.example',
  '/install?redirect_uri=//evil.example&client_id=evil&scope=evil',
  '/install//evil.example',
  '/install/../install?next=https://evil.example',
])('open redirect: %s leads to HubSpot’s consent page for this app or nowhere', async (target) => {
  const answer = await sendRaw(world.url, 'GET', target, {
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'javascript',
  });
  const location = answer.headers.location;
  if (answer.status === 303) {
    const url = new URL(location ?? '');
    expect(url.origin + url.pathname).toBe(`${world.hubspot.url}/oauth/authorize`);
    expect(url.searchParams.getAll('redirect_uri')).toEqual([`${world.url}/oauth/callback`]);
  } else {
    expect(answer.status).toBe(404);
    expect(location).toBeUndefined();
  }
  expect(JSON.stringify([answer.headers, answer.text])).not.toContain('evil.example"');
});

test('open redirect: the way back redirects nobody and links to HubSpot only', async () => {
  const started = await start();
  const back = await consent(started, PRODUCTION);
  const elsewhere = ['redirect_uri', 'returnUrl', 'next', 'installUrl'].map(
    (name) => `${name}=https%3A%2F%2Fevil.example`,
  );
  const page = await openPage(`${back}&${elsewhere.join('&')}`, started.cookie);
  expect(page.status).toBe(200);
  expect(page.headers.get('location')).toBeNull();
  const links = [...page.text.matchAll(/href="([^"]*)"/g)].map(([, href = '']) => href);
  expect(links).toEqual([
    `${world.hubspot.url}/integrations-settings/${String(PRODUCTION.portalId)}/installed`,
  ]);
  expect(page.text).not.toContain('evil.example');
});

test('a stranger’s words are shown to nobody whose install this is not', async () => {
  const { state } = await start();
  for (const query of [{ error: 'Call +1 555 0100' }, { error: 'Call +1 555 0100', state }]) {
    const page = await openPage(callback(query), '');
    expect(page.status).toBe(400);
    expect(page.text).not.toContain('555 0100');
  }
});

test('the code in the address goes no further: no cache, no referrer, no script', async () => {
  const started = await start();
  const page = await openPage(await consent(started, PRODUCTION), started.cookie);
  expect(page.headers.get('cache-control')).toBe('no-store');
  expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(page.text).not.toContain('<script');
});

test('who is no Super Admin gets no code that could be put anywhere', async () => {
  const started = await start();
  await expect(consent(started, NOT_ADMIN)).rejects.toThrow(
    'takes a Super Admin or the permission',
  );
  expect(await connected()).toEqual([]);
});

function never(): never {
  throw new Error('three flows were started');
}
