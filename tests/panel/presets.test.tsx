// The presets: what is offered, what is already so, and the way to the review.
import { expect, test } from 'vitest';

import type { Direction } from '#domain/association.ts';
import type { Overview } from '#domain/overview.ts';
import { makeBackend, neverRead, refusal, type TestBackend } from './backend.ts';
import { dealToCompany, onlyLooks, portal, row } from './portal.ts';
import { openPanel, showTab, type Screen } from './screen.tsx';

const READ_AT = '2026-11-23T11:59:00.000Z';
const OFFER = 'One primary company per deal';

const readOverview: Overview = {
  ...neverRead,
  refresh: {
    state: 'done',
    startedAt: READ_AT,
    finishedAt: READ_AT,
    read: 9,
    total: 9,
    problem: null,
    notes: [],
  },
  objectTypes: portal.objectTypes.objectTypes,
};

const withPrimary = (limit: number | null): Direction => ({
  ...dealToCompany,
  labels: [row(341, null, null, 'HUBSPOT_DEFINED'), row(5, 'Primary', limit, 'HUBSPOT_DEFINED')],
});

interface Wish {
  readonly directions?: readonly Direction[];
  readonly unknown?: TestBackend['unknownPresets'];
  readonly superAdmin?: boolean;
}

async function openPresets(wish: Wish = {}): Promise<[Screen, TestBackend]> {
  const { directions = [withPrimary(null)], unknown = [], superAdmin = true } = wish;
  const rights = superAdmin ? portal.rights : onlyLooks;
  const backend = makeBackend({ ...portal, rights, directions });
  backend.overview = readOverview;
  backend.unknownPresets = unknown;
  const screen = openPanel();
  await screen.see(superAdmin ? 'Choose two object types' : 'You can look at limits');
  showTab(screen, 'overview');
  await screen.see('Read again');
  showTab(screen, 'presets', 1);
  await screen.see('Limits that people ask for most');
  return [screen, backend];
}

test('a preset shows the plan it leads to, and its button reviews exactly that', async () => {
  const [screen, backend] = await openPresets();
  await screen.see(
    OFFER,
    '“Primary”: No limit → 1',
    'One Deal may have at most 1 Company labelled “Primary”.',
    'Records that have more than 1 keep them',
  );
  expect(backend.callsOf('makePlan')).toEqual([]);
  screen.press('Review plan');
  await screen.see('Apply 1 limit to Deal → Company?');
  expect(backend.callsOf('makePlan')[0]?.body).toEqual({
    changes: [{ from: '0-3', to: '0-2', category: 'HUBSPOT_DEFINED', typeId: 5, limit: 1 }],
  });
});

test('once applied, the preset is already so and offers no plan', async () => {
  const [screen] = await openPresets();
  await screen.see(OFFER);
  screen.press('Review plan');
  await screen.see('Apply 1 limit to Deal → Company?');
  screen.press('Apply 1 limit');
  await screen.see('Done');
  screen.press('Done');
  await screen.see('“Primary” has 1 already.', 'Already so');
  // The other preset of this pair is offered still.
  expect(screen.buttons().filter((text) => text === 'Review plan')).toHaveLength(1);
});

test('what HubSpot would surely refuse is not offered, and says why', async () => {
  const [screen] = await openPresets({ directions: [dealToCompany] });
  await screen.see(
    'One company per deal, whatever its label',
    'Not possible as limits are now',
    '“Biller” has 4',
  );
  expect(screen.buttons()).not.toContain('Review plan');
});

test('a portal without such labels is told so, without any button', async () => {
  const [screen] = await openPresets({ directions: [] });
  await screen.see('No preset fits this portal');
  expect(screen.buttons()).not.toContain('Review plan');
});

test('directions that were not read are named, and nothing is offered for them', async () => {
  const unknown = [{ from: '0-3', to: '0-2', state: 'not_allowed' as const }];
  const [screen] = await openPresets({ directions: [], unknown });
  await screen.see('Deal → Company is not known, so nothing is offered for it.');
  expect(screen.has('No preset fits this portal')).toBe(false);
});

test('a plan that the server refuses by now is told in its row', async () => {
  const [screen, backend] = await openPresets();
  await screen.see(OFFER);
  const message = '“Primary” cannot have 1 any more.';
  const problems = [{ position: 0, code: 'unknown_type' as const, message }];
  backend.failNext(
    'makePlan',
    refusal(422, { code: 'changes_refused', message: 'Refused.', problems }),
  );
  screen.press('Review plan');
  await screen.see(message);
  expect(screen.has('Apply 1 limit')).toBe(false);
});

test('who may not change limits sees the presets without a way to the review', async () => {
  const [screen] = await openPresets({ superAdmin: false });
  await screen.see(OFFER, '“Primary”: No limit → 1');
  expect(screen.buttons()).not.toContain('Review plan');
});

test('a portal that was never read is to be read first', async () => {
  const backend = makeBackend(portal);
  const screen = openPanel();
  await screen.see('Choose two object types');
  showTab(screen, 'overview');
  await screen.see('This portal has not been read yet', 'Read this portal');
  expect(screen.has('Presets')).toBe(false);
  expect(backend.callsOf('presets')).toEqual([]);
});
