// The OAuth install, walked as a browser does, and every way in which it must not work.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { change, CONSULTANT } from './direction.ts';
import { openPage, startInstall, type StartedInstall } from './install-walk.ts';
import { decodeError, INSTALLER, PRODUCTION, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const start = (): Promise<StartedInstall> => startInstall(world.url);

const consent = (started: StartedInstall): Promise<string> =>
  world.hubspot.consent(started.authorizeUrl, PRODUCTION, 'connect');

test('the install asks for exactly the app’s scopes, and its cookie is of no use elsewhere', async () => {
  const { authorizeUrl, cookieHeader } = await start();
  expect(authorizeUrl).not.toContain('+');
  const query = new URL(authorizeUrl).searchParams;
  expect(query.get('scope')).toBe(
    'oauth crm.objects.contacts.read crm.objects.companies.read crm.objects.deals.read settings.users.read',
  );
  expect(query.get('optional_scope')).toContain('crm.schemas.custom.read');
  expect(cookieHeader).toMatch(/HttpOnly/);
  expect(cookieHeader).toMatch(/SameSite=Lax/);
  expect(cookieHeader).toMatch(/Path=\/oauth\/callback/);
});

test('an install ends on a page that names the portal; doing it again updates it', async () => {
  for (let round = 0; round < 2; round += 1) {
    const started = await start();
    const page = await openPage(await consent(started), started.cookie);
    expect(page.status).toBe(200);
    expect(page.text).toContain(`Portal ${String(PRODUCTION.portalId)} is connected.`);
  }
  const rows = await world.database.db.selectFrom('portals').select('portal_id').execute();
  expect(rows).toEqual([{ portal_id: PRODUCTION.portalId }]);
});

test('whoever may install apps need not be Super Admin, and then only looks at limits', async () => {
  const started = await start();
  const back = await world.hubspot.consent(started.authorizeUrl, INSTALLER, 'connect');
  expect((await openPage(back, started.cookie)).status).toBe(200);
  expect((await world.get('rights', '/api/rights', INSTALLER)).superAdmin).toBe(false);
  expect((await world.send(INSTALLER, 'GET', '/api/directions/0-1/0-2')).status).toBe(200);
  const planId = '3c1f6c0e-7f0e-4c53-9a57-0f3b8a7f2d10';
  const made = await world.send(INSTALLER, 'PUT', `/api/plans/${planId}`, {
    changes: [change(CONSULTANT, 2)],
  });
  expect(decodeError(made).code).toBe('not_super_admin');
  // The grant is the portal's: a Super Admin goes on with what the other one installed.
  expect((await world.get('rights', '/api/rights')).superAdmin).toBe(true);
});

test('a portal that is connected again with more rights lists its custom objects at once', async () => {
  const connect = async (optional: readonly string[]): Promise<void> => {
    const started = await start();
    const url = new URL(started.authorizeUrl);
    url.searchParams.set('optional_scope', optional.join(' '));
    const back = await world.hubspot.consent(url.href, PRODUCTION, 'connect');
    expect((await openPage(back, started.cookie)).status).toBe(200);
  };
  const listed = async () => {
    const { objectTypes, notes } = await world.get('objectTypes', '/api/object-types');
    return { custom: objectTypes.some(({ custom }) => custom), notes: notes.length };
  };
  await connect([]);
  expect(await listed()).toEqual({ custom: false, notes: 1 });
  await connect(['crm.schemas.custom.read', 'crm.objects.custom.read']);
  expect(await listed()).toEqual({ custom: true, notes: 0 });
});

test('two installs at once in two tabs both finish', async () => {
  const [first, second] = [await start(), await start()];
  const cookies = `${first.cookie}; ${second.cookie}`;
  expect((await openPage(await consent(second), cookies)).status).toBe(200);
  expect((await openPage(await consent(first), cookies)).status).toBe(200);
});

test('Cancel on HubSpot’s page is told as such, and the way back is offered', async () => {
  const started = await start();
  const back = await world.hubspot.consent(started.authorizeUrl, PRODUCTION, 'cancel');
  const page = await openPage(back, started.cookie);
  expect(page.text).toContain('You chose not to connect Atmost');
  expect(page.text).toContain('href="/install"');
});

test('a code that comes back in another browser is refused, and still works in the right one', async () => {
  const [victim, attacker] = [await start(), await start()];
  const back = await consent(attacker);
  const foreign = await openPage(back, victim.cookie);
  expect(foreign.status).toBe(400);
  expect(foreign.text).toContain('started in another browser');
  expect((await openPage(back, attacker.cookie)).status).toBe(200);
});

test('a state that was used, made up or left out is refused', async () => {
  const started = await start();
  const back = await consent(started);
  await openPage(back, started.cookie);
  expect((await openPage(back, started.cookie)).text).toContain('already finished');
  const callback = `${world.url}/oauth/callback`;
  const madeUp = await openPage(`${callback}?code=x&state=made-up-state-0123456789`, '');
  expect(madeUp.status).toBe(400);
  expect(madeUp.text).toContain('was not started here');
  expect((await openPage(`${callback}?code=x`, '')).status).toBe(400);
  const twice = `${callback}?code=x&state=a&state=b`;
  expect((await openPage(twice, '')).status).toBe(400);
});

test('a code that HubSpot does not know ends on a page that says to start again', async () => {
  const started = await start();
  const page = await openPage(
    `${world.url}/oauth/callback?code=not-a-code&state=${started.state}`,
    started.cookie,
  );
  expect(page.status).toBe(400);
  expect(page.text).toContain('already used');
});

test('HubSpot failing at the code, and a server with a wrong secret, are two different pages', async () => {
  const failing = await start();
  const back = await consent(failing);
  await world.hubspot.fault({ kind: 'status', status: 503 }, { path: '/oauth/2026-03/token' });
  expect((await openPage(back, failing.cookie)).text).toContain('HubSpot did not answer');
  const wrong = await start();
  const again = await consent(wrong);
  await world.hubspot.fault(
    { kind: 'oauth', status: 'BAD_CLIENT_SECRET' },
    { path: '/oauth/2026-03/token' },
  );
  expect((await openPage(again, wrong.cookie)).text).toContain('not set up correctly');
});

test('what a stranger puts into the address is never shown as HTML', async () => {
  const started = await start();
  const nasty = encodeURIComponent('<script>alert(1)</script>');
  const page = await openPage(
    `${world.url}/oauth/callback?error=${nasty}&state=${started.state}`,
    started.cookie,
  );
  expect(page.text).toContain('&lt;script&gt;');
  expect(page.text).not.toContain('<script>');
});
