// Watching limits being applied. The clock is handed in: nothing here waits for real.
import { ProgressBar } from '@hubspot/ui-extensions';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Outcome } from '#domain/outcome.ts';
import { lost, makeBackend, neverRead, refusal, type TestBackend } from './backend.ts';
import { company, deal, portal } from './portal.ts';
import { openLabels, openPanel, type Screen } from './screen.tsx';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.clearAllTimers();
  vi.useRealTimers();
});

const ahead = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

async function applyTwo(): Promise<Screen> {
  const screen = await openLabels();
  screen.type('New limit for “Biller”', '2');
  screen.type('New limit for “Partner”', '5');
  screen.press('Review');
  await screen.see('Apply 2 limits to Deal → Company?');
  screen.press('Apply 2 limits');
  await screen.see('Applying 2 limits');
  return screen;
}

const half = ({ typeId }: { typeId: number }): Outcome =>
  typeId === 33 ? { kind: 'saved', before: 4, after: 2 } : { kind: 'sending' };

const nothingTold = { startedAt: '', finishedAt: '', read: 9, total: 9, problem: null, notes: [] };

const polls = (backend: TestBackend) => backend.callsOf('planChanges').length;

test('rows fill in as they arrive, until all is done', async () => {
  const backend = makeBackend(portal);
  backend.stations = [{ state: 'applying' }, { state: 'applying', outcomes: half }];
  const screen = await applyTwo();
  await ahead(300);
  expect(screen.renderer.find(ProgressBar).props).toMatchObject({
    value: 0,
    maxValue: 2,
    valueDescription: '0 of 2',
  });
  await ahead(300);
  expect(screen.renderer.find(ProgressBar).props.valueDescription).toBe('1 of 2');
  await screen.see('Saved', 'Sending');
  await ahead(700);
  await screen.see('All 2 limits are saved');
  expect(screen.renderer.mocks.actions.addAlert.calls).toEqual([
    [{ type: 'success', message: 'All 2 limits are saved.' }],
  ]);
});

test('a finished plan is not asked for any more', async () => {
  const backend = makeBackend(portal);
  await applyTwo();
  await ahead(700);
  expect(polls(backend)).toBe(1);
  await ahead(10_000);
  expect(polls(backend)).toBe(1);
});

test('a pause says when it goes on, and is watched less often', async () => {
  const backend = makeBackend(portal);
  backend.stations = [{ state: 'paused', resumesAt: '2026-11-23T12:05:00.000Z' }];
  const screen = await applyTwo();
  await ahead(700);
  await screen.see('HubSpot asked Atmost to wait', 'Atmost goes on by itself at ');
  expect(polls(backend)).toBe(1);
  await ahead(4_000);
  expect(polls(backend)).toBe(1);
  await ahead(1_000);
  await screen.see('All 2 limits are saved');
});

test('progress that cannot be read is said, and watching goes on', async () => {
  const backend = makeBackend(portal);
  backend.stations = [{ state: 'applying', outcomes: half }];
  const screen = await applyTwo();
  await ahead(700);
  backend.failNext('planChanges', lost);
  await ahead(700);
  await screen.see('The progress cannot be read right now');
  expect(screen.renderer.find(ProgressBar).props.valueDescription).toBe('1 of 2');
  await ahead(5_000);
  await screen.see('All 2 limits are saved');
});

test('one may leave, see how far it is, and come back', async () => {
  const backend = makeBackend(portal);
  backend.stations = Array.from({ length: 3 }, () => ({ state: 'applying', outcomes: half }));
  const screen = await applyTwo();
  await ahead(700);
  screen.press('Leave it running');
  await screen.see('2 limits are being applied', '1 of 2', 'No unsaved limits');
  screen.press('Watch progress');
  await screen.see('Applying 2 limits');
  await ahead(2_100);
  await screen.see('All 2 limits are saved');
});

test('who comes back after the page was closed finds the running plan', async () => {
  const backend = makeBackend(portal);
  backend.stations = Array.from({ length: 3 }, () => ({ state: 'applying', outcomes: half }));
  await applyTwo();
  const screen = openPanel();
  await screen.see('2 limits are being applied');
  await ahead(5_000);
  await screen.see('2 of 2 limits saved.');
  screen.press('Show what became of it');
  await screen.see('All 2 limits are saved');
});

test('a plan that finished before the first look at it makes the overview be read again', async () => {
  const backend = makeBackend(portal);
  await applyTwo();
  await ahead(700);
  const { latestPlan } = backend.session;
  if (!latestPlan) throw new Error('A plan was applied.');
  const done = backend.session;
  const running = { ...latestPlan, state: 'applying' as const };
  backend.session = { ...done, portalRead: true, latestPlan: running };
  const objectTypes = [company, deal];
  const overviewOf = (limits: number) => ({
    ...neverRead,
    objectTypes,
    refresh: { state: 'done' as const, ...nothingTold },
    counts: { ...neverRead.counts, directions: 2, labels: 7, limits },
  });
  backend.overview = overviewOf(4);
  const answer = backend.holdNext('plan');
  const screen = openPanel();
  await screen.see('4 of 7 labels in 2 directions have a limit', '2 limits are being applied');
  backend.session = { ...done, portalRead: true };
  backend.overview = overviewOf(5);
  answer();
  await ahead(1_000);
  await screen.see('5 of 7 labels in 2 directions have a limit');
  expect(screen.renderer.mocks.actions.addAlert.calls).toHaveLength(1);
});

test('after Done the table shows what HubSpot has now', async () => {
  makeBackend(portal);
  const screen = await applyTwo();
  await ahead(700);
  screen.press('Done');
  await screen.see('No unsaved limits');
  await ahead(0);
  expect(screen.field('New limit for “Biller”').value).toBe('2');
  expect(screen.field('New limit for “Partner”').value).toBe('5');
});

test('a rate limit counts down and then asks again by itself', async () => {
  const backend = makeBackend(portal);
  const limited = { code: 'rate_limited', message: 'Slow.', retryAfterMs: 3_000 } as const;
  backend.failNext('session', refusal(429, limited));
  const screen = openPanel();
  await ahead(0);
  await screen.see('HubSpot asks to slow down', 'Trying again in 3 seconds.');
  await ahead(2_000);
  await screen.see('Trying again in 1 second.');
  await ahead(1_000);
  await screen.see('Choose two object types');
  expect(backend.callsOf('session')).toHaveLength(2);
});

test('a rate limit during a write counts down too, and repeats the same plan', async () => {
  const backend = makeBackend(portal);
  const screen = await openLabels();
  screen.type('New limit for “Biller”', '2');
  const limited = { code: 'rate_limited', message: 'Slow.', retryAfterMs: 2_000 } as const;
  backend.failNext('makePlan', refusal(429, limited));
  screen.press('Review');
  await screen.see('Trying again in 2 seconds.');
  await ahead(2_000);
  await screen.see('Apply 1 limit to Deal → Company?');
  const ids = backend.callsOf('makePlan').map(({ values }) => values['planId']);
  expect(new Set(ids).size).toBe(1);
});

test('a store that is away counts down too, loses nothing typed, and repeats the same plan', async () => {
  const backend = makeBackend(portal);
  const screen = await openLabels();
  screen.type('New limit for “Biller”', '2');
  const message = 'Atmost’s database does not answer.';
  const away = { code: 'store_unavailable', message, retryAfterMs: 5_000 } as const;
  backend.failNext('makePlan', refusal(424, away));
  screen.press('Review');
  await screen.see(
    'Atmost cannot reach its own data',
    `${message} What you typed is still here.`,
    'Trying again in 5 seconds.',
  );
  expect(screen.field('New limit for “Biller”').value).toBe('2');
  await ahead(5_000);
  await screen.see('Apply 1 limit to Deal → Company?');
  const ids = backend.callsOf('makePlan').map(({ values }) => values['planId']);
  expect(new Set(ids).size).toBe(1);
});

test('a plan that is watched goes on being watched while the store is away', async () => {
  const backend = makeBackend(portal);
  const away = { code: 'store_unavailable', message: 'Away.', retryAfterMs: 5_000 } as const;
  backend.failNext('planChanges', ...Array.from({ length: 12 }, () => refusal(424, away)));
  const screen = await applyTwo();
  await ahead(30_000);
  await screen.see('The progress cannot be read right now', 'Atmost goes on by itself');
  expect(screen.has('are saved')).toBe(false);
  await ahead(90_000);
  await screen.see('All 2 limits are saved');
});

test('a rate limit that does not end is given up, and can be tried again', async () => {
  const backend = makeBackend(portal);
  const limited = { code: 'rate_limited', message: 'Slow.', retryAfterMs: 1_000 } as const;
  backend.failNext('session', ...Array.from({ length: 5 }, () => refusal(429, limited)));
  const screen = openPanel();
  await ahead(5_000);
  await screen.see('HubSpot asks to slow down', 'Try again');
  screen.press('Try again');
  await screen.see('Choose two object types');
});
