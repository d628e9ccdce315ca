// Disconnecting in the panel, as a person does it.
import { beforeEach, expect, test } from 'vitest';
import { Checkbox } from '@hubspot/ui-extensions';
import { makeBackend, refusal, type TestBackend } from './backend.ts';
import { onlyLooks, portal, session } from './portal.ts';
import { openPanel, showTab, type Screen } from './screen.tsx';

let backend: TestBackend;
beforeEach(() => {
  backend = makeBackend(portal);
});

async function openHistory(): Promise<Screen> {
  const screen = openPanel();
  await screen.see('Choose two object types');
  showTab(screen, 'history');
  await screen.see('This connection', 'Atmost is connected since Nov 1, 2026.');
  return screen;
}

async function ask(): Promise<Screen> {
  const screen = await openHistory();
  screen.press('Disconnect Atmost');
  await screen.see('Disconnect Atmost from this portal?');
  return screen;
}

test('it is asked first, with what will happen; staying changes nothing', async () => {
  const screen = await ask();
  for (const text of [
    'Limits in HubSpot stay as they are.',
    'tells this portal’s admins by e-mail',
    'erased after 30 days',
  ]) {
    expect(screen.has(text)).toBe(true);
  }
  screen.press('Stay connected');
  await screen.waitFor(() => {
    expect(screen.buttons()).not.toContain('Stay connected');
  });
  expect(backend.callsOf('disconnect')).toEqual([]);
});

test('disconnecting names the connection on show, and says until when the rest is kept', async () => {
  const screen = await ask();
  screen.press('Disconnect Atmost');
  await screen.see('Atmost is disconnected from this portal', 'erased on Dec 23, 2026');
  expect(backend.callsOf('disconnect').map(({ body }) => body)).toEqual([
    { connectedAt: session.connectedAt, eraseNow: false, anyway: false },
  ]);
  expect(screen.has('This connection')).toBe(false);
});

test('with the box ticked everything is erased now', async () => {
  const screen = await ask();
  screen.renderer.find(Checkbox, { name: 'erase-now' }).props.onChange?.(true, 'erase-now');
  await screen.waitFor(() => {
    expect(screen.renderer.find(Checkbox, { name: 'erase-now' }).props.checked).toBe(true);
  });
  screen.press('Disconnect Atmost');
  await screen.see('Connect Atmost to this portal');
  expect(backend.callsOf('disconnect')[0]?.body).toMatchObject({ eraseNow: true });
});

test('where HubSpot does not remove the app, nothing is claimed, and one may go on anyway', async () => {
  const message = 'HubSpot did not remove the app, so nothing was disconnected. It is away.';
  backend.failNext('disconnect', refusal(424, { code: 'cannot_disconnect', message }));
  const screen = await ask();
  expect(screen.buttons()).not.toContain('Disconnect here anyway');
  screen.press('Disconnect Atmost');
  await screen.see('Atmost is still connected', message, 'until an admin removes it there');
  screen.press('Disconnect here anyway');
  await screen.see('Atmost is disconnected from this portal');
  expect(backend.callsOf('disconnect')[1]?.body).toMatchObject({ anyway: true });
});

test('another failure offers no way around HubSpot', async () => {
  const error = { code: 'hubspot_unavailable', message: 'HubSpot does not answer.' } as const;
  backend.failNext('disconnect', refusal(424, error));
  const screen = await ask();
  screen.press('Disconnect Atmost');
  await screen.see('HubSpot is not answering');
  expect(screen.buttons()).not.toContain('Disconnect here anyway');
});

test('who is not a Super Admin is told who can', async () => {
  backend.rights = onlyLooks;
  const screen = await openHistory();
  expect(screen.has('A Super Admin can disconnect Atmost here.')).toBe(true);
  expect(screen.buttons()).not.toContain('Disconnect Atmost');
});
