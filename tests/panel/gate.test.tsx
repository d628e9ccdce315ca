// Who is let in, and what everybody else sees.
import { expect, test } from 'vitest';
import { makeBackend, json, lost, refusal } from './backend.ts';
import { onlyLooks, portal, session } from './portal.ts';
import { openLabels, openPanel } from './screen.tsx';

test('says that it is loading before the first answer', () => {
  makeBackend(portal);
  expect(openPanel().shown()).toContain('Loading Atmost');
});

test('a portal without the app is asked to connect it, at the address the server names', async () => {
  makeBackend({ ...portal, session: { ...session, connection: 'not_installed' } });
  const screen = openPanel();
  await screen.see('Connect Atmost to this portal', session.installUrl);
  expect(screen.primaryButtons()).toEqual(['Connect Atmost']);
});

test('a lost grant is told apart from a missing install', async () => {
  const backend = makeBackend({ ...portal, session: { ...session, connection: 'disconnected' } });
  const screen = openPanel();
  await screen.see('Atmost is disconnected from this portal', session.installUrl);
  backend.session = session;
  screen.press('Check again');
  await screen.see('Choose two object types');
});

test('a check for the connection that fails says so, and can be made again', async () => {
  const backend = makeBackend({ ...portal, session: { ...session, connection: 'disconnected' } });
  const screen = openPanel();
  await screen.see('Atmost is disconnected from this portal');
  backend.failNext('session', lost);
  screen.press('Check again');
  await screen.see('Atmost is disconnected from this portal', 'No answer arrived');
  backend.session = session;
  screen.press('Check again');
  await screen.see('Choose two object types');
});

test('no answer is never shown as empty, and can be asked for again', async () => {
  const backend = makeBackend(portal);
  backend.failNext('session', lost);
  const screen = openPanel();
  await screen.see('No answer arrived');
  expect(screen.has('no associations')).toBe(false);
  screen.press('Try again');
  await screen.see('Choose two object types');
});

test('HubSpot being down is said, with its correlation id', async () => {
  const backend = makeBackend(portal);
  const error = { code: 'hubspot_unavailable', message: 'Down.', correlationId: 'c-1' } as const;
  backend.failNext('objectTypes', refusal(503, error));
  const screen = openPanel();
  await screen.see('HubSpot is not answering', 'HubSpot’s correlation ID: c-1');
  screen.press('Try again');
  await screen.see('Choose two object types');
});

test('a missing scope is named, and can be granted by connecting again', async () => {
  const backend = makeBackend(portal);
  const scopes = ['crm.objects.deals.read'];
  const screen = openPanel();
  await screen.see('Choose two object types');
  backend.failNext('direction', refusal(403, { code: 'missing_scope', message: 'No.', scopes }));
  screen.choose('From', '0-3');
  screen.choose('To', '0-2');
  await screen.see('crm.objects.deals.read', 'Connect Atmost again', session.installUrl);
});

test('who is not a Super Admin sees all limits and nothing to change them with', async () => {
  makeBackend({ ...portal, rights: onlyLooks });
  const screen = await openLabels();
  expect(screen.has('Only a Super Admin can set association limits')).toBe(true);
  expect(screen.has('One Deal may have at most 1 Company labelled “Primary”.')).toBe(true);
  expect(screen.inputs()).toEqual([]);
  expect(screen.buttons()).toEqual(['Switch direction', 'Load again']);
});

test('rights that HubSpot does not tell count as no rights, and can be asked for again', async () => {
  const backend = makeBackend({
    ...portal,
    rights: { superAdmin: null, superAdminProblem: 'The users permission is missing.' },
  });
  const screen = await openLabels();
  expect(screen.has('The users permission is missing.')).toBe(true);
  expect(screen.buttons()).not.toContain('Review');
  backend.rights = portal.rights;
  screen.press('Check again');
  await screen.waitFor(() => {
    expect(screen.buttons()).toContain('Review');
  });
});

test('while HubSpot is asked about the rights everything is there already', async () => {
  const backend = makeBackend(portal);
  const asked = Promise.withResolvers<Response>();
  backend.failNext('rights', () => asked.promise);
  const screen = await openLabels();
  expect(screen.buttons()).toContain('Review');
  asked.resolve(Response.json(onlyLooks));
  await screen.see('Only a Super Admin can set association limits');
  expect(screen.buttons()).not.toContain('Review');
});

test('where HubSpot does not tell the rights, what is stored is shown and nothing can be changed', async () => {
  const backend = makeBackend(portal);
  const error = { code: 'hubspot_unavailable', message: 'Down.' } as const;
  backend.failNext('rights', refusal(424, error));
  const screen = await openLabels();
  await screen.see('Limits cannot be changed right now');
  expect(screen.has('One Deal may have at most 1 Company labelled “Primary”.')).toBe(true);
  expect(screen.buttons()).not.toContain('Review');
  screen.press('Check again');
  await screen.waitFor(() => {
    expect(screen.buttons()).toContain('Review');
  });
});

test('rights that HubSpot tells later stand in nobody’s way', async () => {
  const backend = makeBackend(portal);
  const error = { code: 'rate_limited', message: 'Slow down.', retryAfterMs: 50 } as const;
  const { promise: asked, resolve: answer } = Promise.withResolvers<undefined>();
  backend.failNext('rights', refusal(429, error), () => asked.then(json(200, onlyLooks)));
  const screen = await openLabels();
  expect(screen.buttons()).toContain('Review');
  answer(undefined);
  await screen.see('Only a Super Admin can set association limits');
  expect(backend.callsOf('rights')).toHaveLength(2);
});

test('a grant that HubSpot says is gone closes the panel', async () => {
  const backend = makeBackend(portal);
  backend.failNext('rights', () => {
    backend.session = { ...session, connection: 'disconnected' };
    return refusal(409, { code: 'disconnected', message: 'Gone.' })();
  });
  await openPanel().see('Atmost is disconnected from this portal');
});

test('notes about missing object types are shown', async () => {
  const note = 'Orders are not listed, because this portal did not allow it.';
  makeBackend({ ...portal, objectTypes: { ...portal.objectTypes, notes: [note] } });
  await openPanel().see(note);
});

test('a portal that lists no object types is told what to do', async () => {
  makeBackend({ ...portal, objectTypes: { objectTypes: [], notes: [] } });
  await openPanel().see('HubSpot lists no object types for Atmost');
});

test('an answer of another version is an error, not an empty page', async () => {
  const backend = makeBackend(portal);
  backend.failNext('session', json(200, { hello: 'world' }));
  await openPanel().see('The answer could not be read', 'HTTP status 200');
});
