// The entry that HubSpot loads, with the globals of HubSpot's worker.
import type { ReactElement } from 'react';
import { ErrorState } from '@hubspot/ui-extensions';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import { environmentManager } from '@tanstack/react-query';
import { beforeEach, expect, test, vi } from 'vitest';
import { CrashBoundary } from '../../src/app/settings/panel/status/CrashBoundary.tsx';
import { makeBackend, refusal, type TestBackend } from './backend.ts';
import { portal } from './portal.ts';
import { screenOf, showTab, type Screen } from './screen.tsx';

// HubSpot's package reads these while it is imported.
const worker = vi.hoisted(() => {
  const drawn: (() => ReactElement)[] = [];
  const logged: string[] = [];
  Object.assign(globalThis, {
    self: globalThis,
    __HUBSPOT_EXTENSION_WORKER__: true,
    extend_V2: (draw: () => ReactElement) => drawn.push(draw),
    logger: { error: (line: string) => logged.push(line) },
  });
  return { drawn, logged };
});

beforeEach(() => {
  // React itself reports every caught crash; the test reads what the panel logs.
  vi.spyOn(console, 'error').mockReturnValue();
});

/** What the entry hands to HubSpot; everything that it remembers is new. */
async function loadEntry(): Promise<ReactElement | undefined> {
  vi.resetModules();
  await import('../../src/app/settings/Settings.tsx');
  return worker.drawn.pop()?.();
}

function draw(element: ReactElement | undefined): Screen {
  const renderer = createRenderer('settings');
  renderer.render(element);
  return screenOf(renderer);
}

const routesOf = ({ calls }: TestBackend): readonly string[] => calls.map(({ route }) => route);

test('the entry hands HubSpot one element, and tells react-query that this is no server', async () => {
  makeBackend(portal);
  environmentManager.setIsServer(() => true);
  await import('../../src/app/settings/Settings.tsx');
  expect(environmentManager.isServer()).toBe(false);
  expect(worker.drawn).toHaveLength(1);
  worker.drawn.pop();
});

test('what a portal that was read opens with comes in one answer, asked before anything is drawn', async () => {
  const backend = makeBackend({ ...portal, session: { ...portal.session, portalRead: true } });
  const element = await loadEntry();
  expect(routesOf(backend)).toEqual(['opening', 'rights']);
  await draw(element).see('All limits of this portal', 'This portal has not been read yet');
  expect(routesOf(backend)).toEqual(['opening', 'rights']);
});

test('what was not told with the session is asked for where it is shown', async () => {
  const backend = makeBackend(portal);
  const screen = draw(await loadEntry());
  await screen.see('Choose two object types');
  expect(backend.callsOf('overview')).toEqual([]);
  showTab(screen, 'overview');
  await screen.see('All limits of this portal', 'This portal has not been read yet');
  expect(backend.callsOf('overview')).toHaveLength(1);
  expect(backend.callsOf('session')).toEqual([]);
});

test('an opening that failed before anything was drawn leaves nothing out', async () => {
  const backend = makeBackend({ ...portal, session: { ...portal.session, portalRead: true } });
  backend.failNext('opening', refusal(500, { code: 'internal', message: 'Broken.' }));
  const screen = draw(await loadEntry());
  await screen.see('All limits of this portal', 'This portal has not been read yet');
  expect(routesOf(backend).toSorted()).toEqual(['opening', 'overview', 'rights', 'session']);
});

test('a crash while drawing is said and logged, and the page can be loaded again', () => {
  const renderer = createRenderer('settings');
  const Broken = (): never => {
    throw new Error('boom');
  };
  renderer.render(
    <CrashBoundary>
      <Broken />
    </CrashBoundary>,
  );
  expect(renderer.find(ErrorState).props.title).toBe('This page stopped working');
  expect(worker.logged).toEqual(['Atmost crashed while drawing: boom']);
  screenOf(renderer).press('Load the page again');
  expect(renderer.mocks.actions.reloadPage.callCount).toBe(1);
});
