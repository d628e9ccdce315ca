// What was read before and could not be read again: it stays, it is said, and it can be asked for once
// more. What answers another question does not stay.
import { LoadingButton, SearchInput, Table, TextArea } from '@hubspot/ui-extensions';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Overview } from '#domain/overview.ts';
import { sayEvent } from '#domain/eventWords.ts';
import { HISTORY_PAGE } from '#domain/history.ts';
import { routes, type RouteName } from '#domain/wire.ts';
import { lost, makeBackend, neverRead, refusal, type TestBackend } from './backend.ts';
import { keepSetup } from './kept-backend.ts';
import { company, deal, dealToCompany, portal, vessel } from './portal.ts';
import { doneScan } from './scan-samples.ts';
import { openLabels, openPanel, showTab, type Screen } from './screen.tsx';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.clearAllTimers();
  vi.useRealTimers();
});

const ahead = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

/** Older than this, what was read is asked for again where it comes on show. */
const OLD_MS = 31_000;

const AT = '2026-11-23T11:59:00.000Z';
const FAILED = 'No answer arrived';
const OLD = 'Below is what was read before.';
const wait = refusal(424, { code: 'rate_limited', message: 'Slow.', retryAfterMs: 3_000 });

const overview: Overview = {
  ...neverRead,
  refresh: {
    ...{ state: 'done' as const, startedAt: AT, finishedAt: AT, read: 9, total: 9 },
    ...{ problem: null, notes: [] },
  },
  oldestReadAt: AT,
  counts: { ...neverRead.counts, directions: 1, labels: 5, limits: 4 },
  objectTypes: [company, deal, vessel],
  ...{ page: 1, pageCount: 2, total: 60 },
  rows: dealToCompany.labels.map((label) => {
    return { from: deal.id, to: company.id, state: 'read', readAt: AT, problem: null, label };
  }),
};

const events = (count: number): TestBackend['events'] =>
  Array.from({ length: count }, () => ({
    ...{ kind: 'event' as const, eventId: crypto.randomUUID(), at: AT },
    ...sayEvent({ kind: 'connected_again' }, null),
  }));

/** A portal of which there is something to see everywhere. */
function fullBackend(): TestBackend {
  const backend = makeBackend(portal);
  backend.overview = overview;
  backend.grid = {
    objectTypes: overview.objectTypes,
    cells: [{ from: '0-3', to: '0-2', state: 'read', labels: 5, limits: 4 }],
  };
  const primary = dealToCompany.labels[2];
  if (!primary) throw new Error('The sample has no Primary.');
  backend.blockers = {
    objectType: deal,
    objectTypes: overview.objectTypes,
    limits: [{ from: '0-3', to: '0-2', label: primary, readAt: AT }],
    unknown: [],
  };
  backend.scanning.scan = doneScan;
  backend.events.push(...events(1));
  const limit = { from: 'deal', to: 'company', labelText: 'Biller', limit: 9 };
  const document = { version: 1, limits: [limit] };
  keepSetup(backend, {
    ...{ route: 'keepSetup' as const, url: new URL('https://atmost.example.com'), timeout: 0 },
    values: { setupId: '0190a8a4-0000-7000-8000-000000000001' },
    body: { name: 'Standard', document },
  });
  backend.codes.made.push({
    ...{ codeId: '0190a8a4-0000-7000-8000-000000000002', state: 'expired' as const, code: null },
    ...{ title: 'Deal limits', limits: 3, madeAt: AT, expiresAt: AT, usedBy: null },
  });
  return backend;
}

async function openTab(tab: string): Promise<Screen> {
  const screen = openPanel();
  await screen.see('Choose two object types');
  showTab(screen, tab);
  return screen;
}

/** Leaves a tab for so long that all in it is old, and comes back. */
async function leaveAndReturn(screen: Screen, tab: string, meanwhile: () => void): Promise<void> {
  showTab(screen, tab === 'history' ? 'limits' : 'history');
  await ahead(OLD_MS);
  meanwhile();
  showTab(screen, tab);
}

/** A page, the route that tells of it, and a sentence that it shows by that. */
interface Surface {
  readonly tab: string;
  readonly route: RouteName;
  readonly shows: string;
  readonly open?: (screen: Screen) => void | Promise<void>;
}

const viewOf = (view: string) => async (screen: Screen) => {
  await screen.see('Read again');
  showTab(screen, view, 1);
};

const pair = (screen: Screen): void => {
  screen.choose('From', '0-3');
  screen.choose('To', '0-2');
};

const surfaces: Readonly<Record<string, Surface>> = {
  'the object types to limit': { tab: 'limits', route: 'objectTypes', shows: 'Switch direction' },
  'the labels of a direction': {
    tab: 'limits',
    route: 'direction',
    shows: 'New limit for “Biller”',
    open: pair,
  },
  'a count': { tab: 'limits', route: 'latestScan', shows: '1,000 Deals counted on', open: pair },
  'the overview': { tab: 'overview', route: 'overview', shows: '60 rows.' },
  'the grid': { tab: 'overview', route: 'overviewGrid', shows: '4 of 5', open: viewOf('grid') },
  'what stops a merge': {
    tab: 'overview',
    route: 'blockers',
    shows: '1 limit can stop a merge',
    open: async (screen) => {
      await viewOf('blockers')(screen);
      await screen.see('Records of which object type');
      screen.choose('Records of which object type', '0-3');
    },
  },
  'the presets': {
    tab: 'overview',
    route: 'presets',
    shows: 'Limits that people ask for most',
    open: viewOf('presets'),
  },
  'the changes': {
    tab: 'overview',
    route: 'drift',
    shows: 'Nothing was changed outside Atmost',
    open: viewOf('changes'),
  },
  'the object types to export': { tab: 'setups', route: 'objectTypes', shows: 'What to export' },
  'the kept setups': { tab: 'setups', route: 'keptSetups', shows: 'Standard' },
  'the codes': { tab: 'setups', route: 'setupCodes', shows: 'Deal limits' },
  'what a setup would do': {
    tab: 'setups',
    route: 'lookUpSetup',
    shows: '1 will be set',
    open: async (screen) => {
      await screen.see('Bring a setup into this portal');
      const text = 'from,to,labelText,limit\ndeal,company,Biller,9';
      screen.renderer.find(TextArea, { name: 'setup-pasted' }).props.onInput?.(text);
      screen.press('Check');
    },
  },
  'the history': { tab: 'history', route: 'history', shows: '1 entry' },
};

/** Below, each in a test of its own. */
const others: readonly RouteName[] = [
  'session',
  'plan',
  'planChanges',
  'historyPlan',
  'recordsOver',
  'limitReport',
];

/** Asked by the press of a button, which says itself what became of it, or with the first page. */
const pressed: readonly RouteName[] = ['historyExport', 'keptSetup', 'scan', 'opening'];

test('whatever is read is tried here, but for the rights, which the server asks for itself', () => {
  const read = Object.entries(routes).filter(([, { method }]) => method === 'GET');
  const tried = new Set<string>([
    ...Object.values(surfaces).map(({ route }) => route),
    ...others,
    ...pressed,
  ]);
  expect(read.map(([route]) => route).filter((route) => !tried.has(route))).toEqual(['rights']);
});

for (const [name, { tab, route, shows, open }] of Object.entries(surfaces)) {
  test(`${name}: where it cannot be read again, that is said over what was read`, async () => {
    const backend = fullBackend();
    const screen = await openTab(tab);
    await open?.(screen);
    await screen.see(shows);
    await leaveAndReturn(screen, tab, () => {
      backend.failNext(route, lost);
    });
    await screen.see(FAILED, OLD, shows);
    expect(screen.buttons().filter((text) => text === 'Try again')).toHaveLength(1);
    screen.press('Try again');
    await screen.waitFor(() => {
      expect(screen.has(FAILED)).toBe(false);
    });
    expect(screen.has(shows)).toBe(true);
  });

  test(`${name}: while it waits to be read again, that is said over what was read`, async () => {
    const backend = fullBackend();
    const screen = await openTab(tab);
    await open?.(screen);
    await screen.see(shows);
    await leaveAndReturn(screen, tab, () => {
      backend.failNext(route, wait);
    });
    await screen.see('Trying again in 3 seconds.', OLD, shows);
    await ahead(3_000);
    await screen.waitFor(() => {
      expect(screen.has('Trying again')).toBe(false);
    });
    expect(screen.has(shows)).toBe(true);
  });
}

test('a permission that was taken back since is told over what was read, with the way to give it', async () => {
  const backend = fullBackend();
  const screen = await openTab('overview');
  await viewOf('grid')(screen);
  await screen.see('4 of 5');
  const scopes = ['crm.objects.deals.read'];
  await leaveAndReturn(screen, 'overview', () => {
    backend.failNext(
      'overviewGrid',
      refusal(403, { code: 'missing_scope', message: 'No.', scopes }),
    );
  });
  await screen.see('crm.objects.deals.read', 'Connect Atmost again', '4 of 5');
});

test('a button that asks once more says that it does', async () => {
  const backend = fullBackend();
  const screen = await openLabels();
  backend.failNext('direction', lost);
  screen.press('Load again');
  await screen.see(FAILED);
  const answer = backend.holdNext('direction');
  screen.press('Try again');
  await screen.waitFor(() => {
    const button = screen.renderer.findAll(LoadingButton).find(({ text }) => text === 'Try again');
    expect(button?.props.loading).toBe(true);
  });
  answer();
  await screen.waitFor(() => {
    expect(screen.has(FAILED)).toBe(false);
  });
});

test('an applied plan of the history that cannot be read again says so', async () => {
  const backend = fullBackend();
  const screen = await openLabels();
  screen.type('New limit for “Biller”', '2');
  screen.press('Review');
  await screen.see('Apply 1 limit to Deal → Company?');
  screen.press('Apply 1 limit');
  await ahead(1_000);
  screen.press('Done');
  showTab(screen, 'history');
  await screen.see('Details');
  screen.press('Open');
  await screen.see('Undo this plan');
  await leaveAndReturn(screen, 'history', () => {
    backend.failNext('historyPlan', lost);
  });
  await screen.see(FAILED, 'Undo this plan');
  screen.press('Try again');
  await screen.waitFor(() => {
    expect(screen.has(FAILED)).toBe(false);
  });
});

test('how many were changed outside is not told as new where it could not be asked', async () => {
  const backend = fullBackend();
  const changed = { ...portal.session, portalRead: true, changedOutside: 1 };
  backend.session = changed;
  const screen = openPanel();
  await screen.see('1 limit was changed outside Atmost');
  backend.failNext('session', lost);
  backend.session = { ...changed, changedOutside: 0 };
  // A reading that ends makes old what is known of the portal.
  screen.press('Read again');
  await screen.see('3 of 9 directions read.');
  backend.overview = overview;
  await ahead(1_500);
  await screen.see(FAILED, '1 limit was changed outside Atmost');
  screen.press('Try again');
  await screen.waitFor(() => {
    expect(screen.has('1 limit was changed')).toBe(false);
  });
  expect(screen.has(FAILED)).toBe(false);
});

test('HubSpot’s own report of before is not told as how things are now', async () => {
  const backend = fullBackend();
  const screen = await openLabels();
  await screen.see('own report');
  await leaveAndReturn(screen, 'limits', () => {
    backend.failNext('limitReport', lost);
  });
  await screen.see('1,000 Deals counted on');
  await screen.waitFor(() => {
    expect(screen.has('own report')).toBe(false);
  });
});

test('limits under way whose progress is not told say so in every tab, and where nothing was told yet', async () => {
  const backend = fullBackend();
  backend.stations = Array.from({ length: 50 }, () => ({ state: 'applying' }));
  const screen = await openLabels();
  screen.type('New limit for “Biller”', '2');
  screen.press('Review');
  await screen.see('Apply 1 limit to Deal → Company?');
  screen.press('Apply 1 limit');
  await screen.see('Applying 1 limit');
  const wellKnown = 'The progress cannot be read right now';
  // Also while it waits to be asked for again.
  backend.failNext('planChanges', wait);
  await ahead(700);
  await screen.see(wellKnown, 'Applying 1 limit');
  await ahead(4_000);
  expect(screen.has(wellKnown)).toBe(false);
  screen.press('Leave it running');
  showTab(screen, 'overview');
  await screen.see('1 limit is being applied');
  backend.failNext('planChanges', lost);
  await ahead(700);
  await screen.see(wellKnown, '1 limit is being applied');

  backend.failNext('plan', lost);
  const other = openPanel();
  await other.see(FAILED, '1 limit is being applied', 'Try again');
  other.press('Try again');
  await other.waitFor(() => {
    expect(other.has(FAILED)).toBe(false);
  });
});

test('a search of the overview that fails takes neither its field away nor shows what another one found', async () => {
  const backend = fullBackend();
  const screen = await openTab('overview');
  await screen.see('60 rows.', 'Biller');
  backend.failNext('overview', lost);
  screen.search('part');
  await ahead(300);
  await screen.see(FAILED, '4 of 5 labels in 1 direction have a limit');
  expect(screen.has('Biller')).toBe(false);
  expect(screen.renderer.findAll(SearchInput)).toHaveLength(1);
  screen.search('bill');
  await screen.see('Biller');
  expect(screen.has(FAILED)).toBe(false);
});

test('what is looked for in the overview is not said to be found, or not to be there, before it was told', async () => {
  const backend = fullBackend();
  const screen = await openTab('overview');
  await screen.see('60 rows.');
  const first = backend.holdNext('overview');
  screen.search('zzz');
  await ahead(300);
  await screen.see('Loading the overview', 'Biller');
  expect(screen.has('60 rows.')).toBe(false);
  backend.overview = { ...overview, total: 0, rows: [] };
  first();
  await screen.see('60 rows.');
  screen.search('zzzz');
  await screen.see('Nothing matches');
  const second = backend.holdNext('overview');
  screen.search('bill');
  await ahead(300);
  await screen.see('Loading the overview');
  expect(screen.has('Nothing matches')).toBe(false);
  second();
  await screen.see('Nothing matches');
});

test('a search of the history is not said to find what the one before found', async () => {
  const backend = fullBackend();
  const screen = await openTab('history');
  await screen.see('1 entry');
  const answer = backend.holdNext('history');
  screen.search('zzz');
  await ahead(300);
  await screen.see('Loading the history');
  expect(screen.has('1 entry')).toBe(false);
  answer();
  await screen.see('1 entry');
});

test('a page of the history that cannot be read leaves the way back to the others', async () => {
  const backend = fullBackend();
  backend.events.push(...events(2 * HISTORY_PAGE));
  const screen = await openTab('history');
  await screen.see('51 entries');
  const page = () => screen.renderer.find(Table).props;
  backend.failNext('history', lost);
  screen.turnTo(2);
  await screen.see(FAILED, '51 entries');
  expect(page()).toMatchObject({ page: 1 });
  screen.turnTo(3);
  await screen.waitFor(() => {
    expect(page()).toMatchObject({ page: 3 });
  });
  expect(screen.has(FAILED)).toBe(false);
});

test('a page of the overview that cannot be read leaves the way back to the others', async () => {
  const backend = fullBackend();
  const screen = await openTab('overview');
  await screen.see('60 rows.');
  backend.failNext('overview', lost);
  screen.turnTo(2);
  await screen.see(FAILED, '60 rows.');
  expect(screen.renderer.find(Table).props).toMatchObject({ page: 1 });
  screen.press('Try again');
  await screen.waitFor(() => {
    expect(screen.has(FAILED)).toBe(false);
  });
});

test('a page of records that cannot be read leaves the way back to the others', async () => {
  const backend = fullBackend();
  backend.scanning.over = {
    records: [{ id: '901', associations: 700, url: null }],
    ...{ page: 1, pageCount: 25, total: 50, deletedAt: null },
  };
  const screen = await openLabels();
  screen.type('New limit for “Biller”', '2');
  await screen.see('would be over it');
  screen.press('Show records');
  await screen.see('Deal 901');
  backend.failNext('recordsOver', lost);
  screen.turnTo(2);
  await screen.see(FAILED, 'Deal 901');
  screen.press('Try again');
  await screen.waitFor(() => {
    expect(screen.has(FAILED)).toBe(false);
  });
  screen.press('Back to limits');
  await ahead(OLD_MS);
  backend.failNext('latestScan', lost);
  screen.press('Show records');
  await screen.see(FAILED, 'Deals with more than 2 Companies labelled “Biller”');
});
