// The entry that HubSpot loads, with the globals of HubSpot's worker.
import type { ReactElement } from 'react';
import { ErrorState } from '@hubspot/ui-extensions';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import { environmentManager } from '@tanstack/react-query';
import { beforeEach, expect, test, vi } from 'vitest';
import { CrashBoundary } from '../../src/app/settings/panel/status/CrashBoundary.tsx';
import { makeBackend } from './backend.ts';
import { portal } from './portal.ts';
import { screenOf, showTab } from './screen.tsx';

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

test('the entry hands HubSpot one element, and tells react-query that this is no server', async () => {
  const backend = makeBackend(portal);
  environmentManager.setIsServer(() => true);
  await import('../../src/app/settings/Settings.tsx');
  expect(environmentManager.isServer()).toBe(false);
  expect(worker.drawn).toHaveLength(1);
  const element = worker.drawn[0]?.();
  // Before anything is drawn, the overview's first page and the rights beside the session.
  expect(backend.calls.map(({ route }) => route)).toEqual(['session', 'overview', 'rights']);
  const renderer = createRenderer('settings');
  renderer.render(element);
  const screen = screenOf(renderer);
  await screen.see('Choose two object types');
  showTab(screen, 'overview');
  await screen.see('All limits of this portal');
  expect(backend.callsOf('session')).toHaveLength(1);
  expect(backend.callsOf('overview')).toHaveLength(1);
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
