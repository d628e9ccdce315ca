// The overview: what is told of the portal, what is not known, and choosing labels of many pairs.
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Checkbox, Input, ProgressBar, Select } from '@hubspot/ui-extensions';
import type { Overview } from '#domain/overview.ts';
import { makeBackend, neverRead, refusal, type TestBackend } from './backend.ts';
import {
  company,
  companyToDeal,
  deal,
  dealToCompany,
  onlyLooks,
  portal,
  row,
  session,
  vessel,
} from './portal.ts';
import { openPanel, showTab, type Screen } from './screen.tsx';

const READ_AT = '2026-11-23T11:59:00.000Z';

const rowsOf = ({ from, to, labels }: typeof dealToCompany): Overview['rows'] =>
  labels.map((label) => ({
    from: from.id,
    to: to.id,
    state: 'read',
    readAt: READ_AT,
    problem: null,
    label,
  }));

const overview: Overview = {
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
  oldestReadAt: READ_AT,
  counts: { directions: 2, labels: 7, limits: 4, unread: 0, notAllowed: 1, failed: 0, changed: 0 },
  objectTypes: [company, deal, vessel],
  total: 8,
  rows: [
    ...rowsOf(dealToCompany),
    ...rowsOf(companyToDeal),
    {
      from: deal.id,
      to: vessel.id,
      state: 'not_allowed',
      readAt: READ_AT,
      problem: 'HubSpot asks for a permission.',
      label: null,
    },
  ],
};

async function openOverview(given: Overview = overview): Promise<[Screen, TestBackend]> {
  const backend = makeBackend(portal);
  backend.overview = given;
  const screen = openPanel();
  await screen.see('Choose two object types');
  showTab(screen, 'overview');
  await screen.see(given.refresh === null ? 'Read this portal' : 'Read again');
  return [screen, backend];
}

const choose = (screen: Screen, label: string): void => {
  screen.renderer.find(Checkbox, { 'aria-label': label }).props.onChange?.(true, '');
};

test('a portal that was read opens on its overview, and nothing is asked for another tab', async () => {
  const backend = makeBackend({ ...portal, session: { ...session, portalRead: true } });
  backend.overview = overview;
  const screen = openPanel();
  await screen.see('All limits of this portal', '4 of 7 labels in 2 directions have a limit');
  expect(screen.has('Choose two object types')).toBe(false);
  expect(backend.callsOf('objectTypes')).toEqual([]);
  expect(backend.callsOf('overview')).toHaveLength(1);
});

test('a first reading that ends takes nobody away from the limits', async () => {
  const backend = makeBackend(portal);
  // Whoever is told so asks for the session anew.
  const left = refusal(409, { code: 'disconnected', message: 'Left.' });
  backend.failNext('rights', left, left);
  const screen = openPanel();
  await screen.see('Choose two object types', 'Check again');
  const asked = backend.callsOf('session').length;
  backend.session = { ...session, portalRead: true };
  backend.overview = overview;
  screen.press('Check again');
  await screen.waitFor(() => {
    expect(backend.callsOf('session').length).toBeGreaterThan(asked);
  });
  await screen.see('Choose two object types');
  showTab(screen, 'overview');
  await screen.see('All limits of this portal');
  showTab(screen, 'limits');
  await screen.see('Choose two object types');
});

test('a portal that was never read says so, and reading it shows how far it is', async () => {
  const [screen, backend] = await openOverview(neverRead);
  await screen.see('This portal has not been read yet');
  screen.press('Read this portal');
  await screen.see('3 of 9 directions read.');
  expect(screen.renderer.find(ProgressBar).props).toMatchObject({ value: 3, maxValue: 9 });
  expect(backend.callsOf('refreshOverview')).toHaveLength(1);
});

test('rows tell direction, label and limit, and a direction that is not known is never “No limit”', async () => {
  const [screen] = await openOverview();
  await screen.see(
    '4 of 7 labels in 2 directions have a limit, 1 not allowed.',
    'Everything here was read on',
    'Biller',
    'Not allowed',
    'HubSpot asks for a permission.',
  );
  expect(screen.shown().split('"No limit"').length - 1).toBe(3);
});

test('a reading that stopped says why', async () => {
  const stopped = { ...overview.refresh, state: 'stopped', problem: 'HubSpot did not answer.' };
  const [screen] = await openOverview({ ...overview, refresh: stopped as Overview['refresh'] });
  await screen.see('The portal was not read to the end', 'HubSpot did not answer.', 'Read again');
});

test('what is looked for is asked of the server, from its first page', async () => {
  const [screen, backend] = await openOverview();
  screen.search('  primary ');
  screen.choose('Show', 'limited');
  screen.choose('From', '0-3');
  await screen.waitFor(() => {
    expect(backend.callsOf('overview').at(-1)?.url.search).toBe(
      '?search=primary&filter=limited&from=0-3',
    );
  });
});

test('nothing that matches is said, with the way back to everything', async () => {
  const [screen] = await openOverview({ ...overview, rows: [], total: 0 });
  await screen.see('Nothing matches');
  const shown = () => screen.renderer.find(Select, { label: 'Show' }).props.value;
  screen.choose('Show', 'unknown');
  await screen.waitFor(() => {
    expect(shown()).toBe('unknown');
  });
  await screen.see('Show everything');
  screen.press('Show everything');
  await screen.waitFor(() => {
    expect(shown()).toBe('all');
  });
});

test('labels of several pairs get one limit, by way of the review', async () => {
  const [screen, backend] = await openOverview();
  choose(screen, 'Choose Deal → Company, Biller');
  choose(screen, 'Choose Company → Deal, Partner');
  await screen.see('2 labels chosen');
  screen.type('New limit for 2 labels', 'two');
  screen.press('Review');
  await screen.see('Type a whole number, in digits only.');
  expect(backend.callsOf('makePlan')).toHaveLength(0);
  screen.type('New limit for 2 labels', '2');
  screen.press('Review');
  await screen.see('Apply 2 limits in 2 directions?');
  expect(backend.callsOf('makePlan')[0]?.body).toEqual({
    changes: [
      { from: '0-3', to: '0-2', category: 'USER_DEFINED', typeId: 33, limit: 2 },
      { from: '0-2', to: '0-3', category: 'USER_DEFINED', typeId: 32, limit: 2 },
    ],
  });
  screen.press('Back to editing');
  // Whoever goes back finds them as unsaved limits, each to be edited on its own.
  await screen.see('2 unsaved limits', '1 in Company → Deal');
  showTab(screen, 'overview');
  await screen.see('Choose all on this page');
  expect(screen.has('labels chosen')).toBe(false);
});

test('the limit of chosen labels replaces what was typed for them before', async () => {
  const [screen] = await openOverview();
  showTab(screen, 'limits');
  screen.choose('From', '0-3');
  screen.choose('To', '0-2');
  await screen.see('New limit for “Biller”');
  screen.type('New limit for “Biller”', '3');
  screen.type('New limit for “Partner”', '8');
  await screen.see('2 unsaved limits');
  showTab(screen, 'overview');
  choose(screen, 'Choose Deal → Company, Biller');
  await screen.see('1 label chosen');
  screen.type('New limit for 1 label', '7');
  screen.press('Review');
  await screen.see('4 → 7');
  screen.press('Back to editing');
  await screen.see('2 unsaved limits');
  expect(screen.field('New limit for “Biller”').value).toBe('7');
  expect(screen.field('New limit for “Partner”').value).toBe('8');
});

test('limits are taken away from the chosen labels, and a refusal is said', async () => {
  const [screen, backend] = await openOverview();
  choose(screen, 'Choose Deal → Company, Biller');
  await screen.see('1 label chosen');
  screen.type('New limit for 1 label', '11');
  screen.press('Review');
  await screen.see('Deal → Company: “Biller” cannot have 11');
  screen.press('Remove their limits');
  await screen.see('4 → No limit');
  expect(backend.callsOf('makePlan')).toHaveLength(2);
});

test('what is chosen while a review is on its way stays chosen', async () => {
  const [screen, backend] = await openOverview();
  choose(screen, 'Choose Deal → Company, Biller');
  await screen.see('1 label chosen');
  screen.type('New limit for 1 label', '2');
  const answer = backend.holdNext('makePlan');
  screen.press('Review');
  choose(screen, 'Choose Company → Deal, Partner');
  await screen.see('2 labels chosen');
  answer();
  await screen.see('Apply 1 limit to Deal → Company?');
  screen.press('Back to editing');
  await screen.see('1 unsaved limit');
  showTab(screen, 'overview');
  await screen.see('1 label chosen');
});

test('a review that was asked for before another one does not take its place', async () => {
  const [screen, backend] = await openOverview();
  choose(screen, 'Choose Deal → Company, Biller');
  await screen.see('1 label chosen');
  screen.type('New limit for 1 label', '2');
  const answer = backend.holdNext('makePlan');
  screen.press('Review');
  screen.press('Remove their limits');
  await screen.see('4 → No limit');
  answer();
  await setTimeout(20);
  await screen.see('4 → No limit');
});

test('a review that is told late does not take the place of a plan that is looked at', async () => {
  const [screen, backend] = await openOverview();
  backend.stations = Array.from({ length: 50 }, () => ({ state: 'paused' }));
  const apply = async (label: string): Promise<void> => {
    choose(screen, label);
    await screen.see('1 label chosen');
    screen.type('New limit for 1 label', '2');
    screen.press('Review');
  };
  await apply('Choose Deal → Company, Biller');
  await screen.see('Apply 1 limit');
  screen.press('Apply 1 limit');
  await screen.see('Applying 1 limit');
  screen.press('Leave it running');
  await screen.see('1 limit is being applied', 'Choose all on this page');
  const answer = backend.holdNext('makePlan');
  await apply('Choose Company → Deal, Partner');
  screen.press('Watch progress');
  await screen.see('Applying 1 limit');
  answer();
  await setTimeout(20);
  await screen.see('Applying 1 limit');
  screen.press('Leave it running');
  await screen.see('1 label chosen');
});

test('a review that is told while another tab is on show is left to the limits that were chosen', async () => {
  const [screen, backend] = await openOverview();
  choose(screen, 'Choose Deal → Company, Biller');
  await screen.see('1 label chosen');
  screen.type('New limit for 1 label', '2');
  const answer = backend.holdNext('makePlan');
  screen.press('Review');
  showTab(screen, 'setups');
  await screen.see('Kept setups');
  answer();
  await screen.see('Apply 1 limit to Deal → Company?');
  screen.press('Back to editing');
  await screen.see('1 unsaved limit');
});

test('what is as wanted already is no limit that is being applied', async () => {
  const [screen, backend] = await openOverview();
  backend.stations = Array.from({ length: 5 }, () => ({ state: 'applying' }));
  choose(screen, 'Choose Deal → Company, Biller');
  choose(screen, 'Choose Deal → Company, Partner');
  await screen.see('2 labels chosen');
  screen.type('New limit for 2 labels', '4');
  screen.press('Review');
  await screen.see('Apply 1 limit to Deal → Company?');
  screen.press('Apply 1 limit');
  await screen.see('Applying 1 limit', '0 of 1');
  screen.press('Leave it running');
  await screen.see('Choose all on this page', '1 limit is being applied', '0 of 1');
  // The end of the plan is noticed here: the overview is asked for again.
  const asked = backend.callsOf('overview').length;
  backend.stations = [];
  await screen.waitFor(() => {
    expect(screen.has('1 limit is being applied')).toBe(false);
    expect(backend.callsOf('overview').length).toBeGreaterThan(asked);
  });
});

test('a limit typed for chosen labels survives a look at another tab, and goes with them', async () => {
  const [screen] = await openOverview();
  choose(screen, 'Choose Deal → Company, Biller');
  await screen.see('1 label chosen');
  screen.type('New limit for 1 label', '4');
  showTab(screen, 'limits');
  await screen.see('Choose two object types');
  showTab(screen, 'overview');
  await screen.see('1 label chosen');
  const typed = () => screen.renderer.find(Input, { name: 'limit for chosen' }).props.defaultValue;
  expect(typed()).toBe('4');
  screen.press('Choose none');
  await screen.waitFor(() => {
    expect(screen.has('1 label chosen')).toBe(false);
  });
  choose(screen, 'Choose Deal → Company, Biller');
  await screen.see('1 label chosen');
  expect(typed()).toBe('');
});

test('a whole page is chosen and let go at once', async () => {
  const [screen] = await openOverview();
  screen.press('Choose all on this page');
  await screen.see('7 labels chosen');
  screen.press('Choose none');
  await screen.waitFor(() => {
    expect(screen.has('chosen"')).toBe(false);
  });
});

test('a row opens its pair among the limits, where typed limits are still there', async () => {
  const [screen] = await openOverview();
  screen.press('Deal → Company');
  await screen.see('New limit for “Primary”');
  screen.type('New limit for “Primary”', '7');
  await screen.see('1 unsaved limit');
  showTab(screen, 'overview');
  await screen.see('All limits of this portal');
  showTab(screen, 'limits');
  await screen.see('1 unsaved limit');
});

test('labels of one name are told apart in their rows and where they are chosen', async () => {
  const twin = { ...dealToCompany, labels: [...dealToCompany.labels, row(6, 'Primary')] };
  const rows = [...rowsOf(twin), ...rowsOf(companyToDeal)];
  const [screen] = await openOverview({ ...overview, rows });
  await screen.see('"Primary (HubSpot, type id 5)"', '"Primary (Custom, type id 6)"');
  const names = screen.renderer.findAll(Checkbox).map(({ props }) => props['aria-label']);
  expect(new Set(names).size).toBe(rows.length);
  expect(names).toContain('Choose Deal → Company, Primary (Custom, type id 6)');
  // In another direction it is no namesake.
  expect(names).toContain('Choose Deal → Company, Partner');
});

test('the grid counts limits by pair, and its cells open the pair', async () => {
  const [screen, backend] = await openOverview();
  backend.grid = {
    objectTypes: overview.objectTypes,
    cells: [
      { from: '0-3', to: '0-2', state: 'read', labels: 5, limits: 4 },
      { from: '0-3', to: '2-77', state: 'not_allowed', labels: 0, limits: 0 },
    ],
  };
  showTab(screen, 'grid', 1);
  await screen.see('4\u00a0of\u00a05', 'Not allowed');
  screen.press('4\u00a0of\u00a05');
  await screen.see('New limit for “Primary”');
});

test('columns of the grid that are not there any more after a reading are not looked at', async () => {
  const [screen, backend] = await openOverview();
  const types = Array.from({ length: 12 }, (_, index) => ({
    ...{ id: `2-${String(index)}`, custom: true },
    ...{ singular: `Thing ${String(index)}`, plural: `Things ${String(index)}` },
  }));
  const gridOf = (count: number): TestBackend['grid'] => ({
    objectTypes: types,
    cells: types.slice(0, count).map(({ id }) => {
      return { from: id, to: id, state: 'read' as const, labels: 100 + count, limits: 1 };
    }),
  });
  backend.grid = gridOf(12);
  showTab(screen, 'grid', 1);
  await screen.see('More columns');
  screen.press('More columns');
  await screen.see('1\u00a0of\u00a0112');
  backend.grid = gridOf(5);
  screen.press('Read again');
  await screen.see('1\u00a0of\u00a0105');
});

test('the finder says each limit that can stop a merge or a sync, and what is not known', async () => {
  const [screen, backend] = await openOverview();
  const label = dealToCompany.labels[2];
  if (!label) throw new Error('The sample has no Primary.');
  backend.blockers = {
    objectType: deal,
    objectTypes: overview.objectTypes,
    limits: [
      { from: '0-3', to: '0-2', label, readAt: READ_AT },
      { from: '0-2', to: '0-3', label: { ...label, typeId: 6, limit: 3 }, readAt: READ_AT },
    ],
    unknown: [{ from: '0-3', to: '2-77', state: 'not_allowed' }],
  };
  showTab(screen, 'blockers', 1);
  screen.choose('Records of which object type', '0-3');
  await screen.see(
    '2 limits can stop a merge or a sync of Deals',
    'Merging two Deals fails if together they have more than 1 Company labelled “Primary”.',
    'A sync fails if it adds a Deal labelled “Primary” to a Company that has 3 already.',
    'Deal → Vessel: these may have limits too.',
  );
});

test('who may not change limits has nothing to choose', async () => {
  const backend = makeBackend({
    ...portal,
    rights: onlyLooks,
  });
  backend.overview = overview;
  const screen = openPanel();
  await screen.see('You can look at limits');
  showTab(screen, 'overview');
  await screen.see('Biller');
  expect(screen.renderer.findAll(Checkbox)).toHaveLength(0);
  expect(screen.buttons()).not.toContain('Choose all on this page');
});
