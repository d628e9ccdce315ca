// Random walks through the panel: whatever is done in whatever order, and whatever becomes of the
// requests meanwhile, some things are always true. A walk that fails tells its seed and its steps;
// WALK_SEED=<seed> walks it again.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  Alert,
  ErrorState,
  LoadingButton,
  LoadingSpinner,
  Table,
  TableCell,
  TableRow,
  Tabs,
} from '@hubspot/ui-extensions';
import type { Change } from '#domain/plan.ts';
import { changeText, labelName } from '../../src/app/settings/panel/words/limits.ts';
import { sessionWords } from '../../src/app/settings/panel/words/session.ts';
import { openPanel, showTab, type Screen } from './screen.tsx';
import { nextAct } from './walk-actions.ts';
import { rememberTyped } from './walk-typed.ts';
import { diceOf, makeWorld, type World } from './walk-world.ts';

/** Some five seconds; a machine that is slow takes three times as long. */
const WALKS = 25;
const STEPS = 120;

const given = process.env['WALK_SEED'];
const first = given === undefined ? Math.trunc(Math.random() * 1e9) : Number(given);
const seeds = Array.from({ length: given === undefined ? WALKS : 1 }, (_, at) => first + at);

const complaints: string[] = [];
const complain = (...said: unknown[]): void => {
  complaints.push(said.map(String).join(' '));
};

beforeEach(() => {
  vi.useFakeTimers();
  complaints.length = 0;
  vi.spyOn(console, 'error').mockImplementation(complain);
  process.on('unhandledRejection', complain);
});

afterEach(() => {
  process.off('unhandledRejection', complain);
  vi.restoreAllMocks();
  vi.clearAllTimers();
  vi.useRealTimers();
});

test.each(seeds)('a walk with seed %i', async (seed) => {
  const steps: string[] = [];
  try {
    await walk(seed, steps);
  } catch (error) {
    throw new Error(`Seed ${String(seed)}:\n${steps.join('\n')}`, { cause: error });
  }
});

const WAITS_MS = [0, 1, 20, 400, 2_500, 31_000];

async function walk(seed: number, steps: string[]): Promise<void> {
  const dice = diceOf(seed);
  const world = makeWorld(dice);
  const screen = openPanel();
  const typed = rememberTyped(world);
  if (dice(2) === 0) await goToLabels(screen);
  for (let step = 0; step < STEPS; step += 1) {
    const act = dice(4) === 0 ? null : nextAct(screen, dice);
    const plansBefore = world.backend.callsOf('makePlan').length;
    const isOnLimits = screen.renderer.maybeFind(Tabs)?.props.selected === 'limits';
    if (act === null) steps.push(`… ${world.happen()}`);
    else {
      steps.push(act.said);
      typed.before(act, screen);
      act.run();
      // HubSpot may tell a press twice before anything is drawn anew.
      if (act.presses !== undefined && dice(5) === 0) {
        steps.push('… twice');
        act.run();
      }
    }
    await vi.advanceTimersByTimeAsync(WAITS_MS[dice(WAITS_MS.length)] ?? 0);
    for (const { body } of world.backend.callsOf('makePlan').slice(plansBefore)) {
      const { changes } = body as { changes?: readonly Change[] };
      if (changes) typed.planned(changes, isOnLimits && act?.presses === 'Review');
    }
    typed.check(screen);
    checkPage(screen, world);
  }
  await checkEnd(screen, world);
}

/** Where most is typed, half of the walks begin. */
async function goToLabels(screen: Screen): Promise<void> {
  await vi.advanceTimersByTimeAsync(1_000);
  showTab(screen, 'limits');
  await vi.advanceTimersByTimeAsync(1_000);
  screen.choose('From', '0-3');
  screen.choose('To', '0-2');
  await vi.advanceTimersByTimeAsync(1_000);
}

/** The texts of a part of the page. */
const textsOf = (part: { readonly toString: () => string } | undefined): string[] =>
  [...(part?.toString() ?? '').matchAll(/^\s*"(.*)"$/gmu)].map(([, text = '']) => text);

/** Counts that stand on a page more than once, and have to be one count. */
const COUNTS = [
  /(\d+|No) unsaved limit/gu,
  /Apply (\d+) limit/gu,
  /(\d+) limits? (?:was|were) changed/gu,
];

/** What is true of every page. */
function checkPage(screen: Screen, { backend }: World): void {
  const page = screen.shown();
  expect(complaints).toEqual([]);
  expect(page).not.toContain(sessionWords.crashedTitle);
  for (const counted of COUNTS) {
    const numbers = new Set([...page.matchAll(counted)].map(([, number]) => number));
    expect(numbers.size, `${String(counted)} in ${page}`).toBeLessThan(2);
  }
  for (const failed of screen.renderer.findAll(ErrorState)) {
    expect(failed.findAll(LoadingButton).length, failed.toString()).toBeGreaterThan(0);
  }
  for (const alert of screen.renderer.findAll(Alert)) {
    const { title, variant } = alert.props;
    if (variant === 'danger') expect(textsOf(alert), title).not.toEqual([]);
  }
  if (/Apply \d+ limits? (to|in)/u.test(page)) checkReview(screen, backend);
}

/** A review lists a plan that the server has: each of its changes, and no other. */
function checkReview(screen: Screen, { plans }: World['backend']): void {
  const rows = screen.renderer.find(Table).findAll(TableRow).slice(1);
  const listed = rows.map((row) => textsOf(row.findAll(TableCell)[1])[0]);
  const planned = [...plans.values()].map(({ items }) =>
    items
      .filter(({ action }) => action !== 'none')
      .map(({ before, after }) => changeText(before, after)),
  );
  expect(planned).toContainEqual(listed);
  expect(screen.shown()).toContain(`Apply ${String(listed.length)} limit`);
}

/** Ways back from a page without tabs. */
const WAYS_BACK = /^(Back|Done|Leave it running|Check again|Try again)/u;

/** Once the world is well again, nothing waits, and the limits page shows what the backend has. */
async function checkEnd(screen: Screen, world: World): Promise<void> {
  world.getWell();
  await vi.advanceTimersByTimeAsync(120_000);
  // What arrived only now may have disconnected the portal.
  world.getWell();
  for (let tries = 0; tries < 8 && screen.renderer.findAll(Tabs).length === 0; tries += 1) {
    const way = screen.buttons().find((text) => WAYS_BACK.test(text));
    if (way === undefined) throw new Error(`No way back from ${screen.shown()}`);
    screen.press(way);
    await vi.advanceTimersByTimeAsync(40_000);
  }
  for (const tab of ['history', 'setups', 'overview', 'limits']) {
    showTab(screen, tab);
    await checkSettled(screen);
  }
  for (const { from, to, labels } of world.backend.directions.values()) {
    screen.choose('From', from.id);
    screen.choose('To', to.id);
    await checkSettled(screen);
    const rows = screen.renderer.findAll(TableRow);
    for (const { label, limit } of labels) {
      const row = rows.find((one) => textsOf(one).includes(labelName(label)));
      const shown = limit === null ? 'No limit' : String(limit);
      expect([label, ...textsOf(row?.findAll(TableCell)[2])]).toEqual([label, shown]);
    }
  }
  checkPage(screen, world);
}

/** What could not be loaded can be asked for again, and then nothing is waited for. */
async function checkSettled(screen: Screen): Promise<void> {
  await vi.advanceTimersByTimeAsync(40_000);
  for (let tries = 0; tries < 3 && screen.buttons().includes(sessionWords.tryAgain); tries += 1) {
    screen.press(sessionWords.tryAgain);
    await vi.advanceTimersByTimeAsync(40_000);
  }
  const { renderer } = screen;
  const stuck = [...renderer.findAll(ErrorState), ...renderer.findAll(LoadingSpinner)];
  const busy = renderer.findAll(LoadingButton).filter(({ props }) => props.loading);
  expect([...stuck, ...busy].map(String)).toEqual([]);
}
