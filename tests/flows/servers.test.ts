// Two servers on one PostgreSQL. Either is killed at random moments, dozens of times, while plans are
// applied, records are scanned, people read at both and tokens expire: nothing is lost, nothing is
// written twice, no refresh is made twice, and both together stay within each portal's budget, of which
// hardly anything is left.
import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { PlanView } from '#domain/wire.ts';
import { fullestWindow } from './call-windows.ts';
import { callsSeen, countedCalls, spentBy, type SeenCall } from './pair/calls.ts';
import { expectOneRefreshEach, keepExpiring, slowGrants } from './pair/expiries.ts';
import { keepKilling, type Kill } from './pair/kills.ts';
import { expectTrueOutcomes, keepApplying } from './pair/plans.ts';
import { keepReading } from './pair/readers.ts';
import { keepScanning, type Scanned } from './pair/scans.ts';
import { createTide, TIDE_MS, type Tide } from './pair/tide.ts';
import { together } from './pair/together.ts';
import { until } from './pair/until.ts';
import { seeded } from './seeded.ts';
import { startPair, type ServerPair } from './server-pair.ts';
import { PRODUCTION, SANDBOX, type Who } from './world.ts';
import { expectEachWriteOnce } from './written-once.ts';

/** Repeats a run's moments: ATMOST_SEED=… npx vitest run tests/flows/servers.test.ts */
const SEED = Number(process.env['ATMOST_SEED'] ?? randomInt(2 ** 31));
/** Of servers that serve. */
const KILLS = 50;
const LATENCY_MS = 40;
/** Calls in ten seconds: what a marketplace app has, and what a server assumes before it is told. */
const RATE_LIMIT = 110;
/** So much of it is spent in some window, or the budget was not tried. */
const NEARLY_FULL = 0.9 * RATE_LIMIT;
const PAIRS = [
  ['0-1', '0-2'],
  ['0-3', '0-1'],
] as const;

/** Nothing but scans, so that they go as fast as HubSpot lets them. */
const LEASING: Who = { portalId: 8_640_022, userId: 5201 };
/** Three stretches of 1,000 at most. */
const CONTACTS = 2_050;
/** Two calls, which find their place between those of people. */
const COMPANIES = 90;
const LARGE: Scanned = { from: '0-1', to: '0-2', records: CONTACTS };
const SMALL: Scanned = { from: '0-2', to: '0-1', records: COMPANIES };
/** Fewer would say little; a run has more, how many depends on the machine. */
const FEWEST_SCANS = 12;

let pair: ServerPair;

const { missing } = inject('postgres');
describe.skipIf(missing !== null)('two servers on one PostgreSQL', () => {
  beforeAll(async () => {
    pair = await startPair();
    const { hubspot } = pair;
    for (const who of [PRODUCTION, SANDBOX, LEASING]) {
      await pair.install(who);
      const { portalId } = who;
      await hubspot.admin('PUT', '/records', { portalId, objectType: '0-1', count: CONTACTS });
      await hubspot.admin('PUT', '/records', { portalId, objectType: '0-2', count: COMPANIES });
      const links = { mean: 1.5, heaviest: 60, heavyRecords: 3, labelShare: 0.4 };
      await hubspot.admin('PUT', '/associations', { portalId, from: '0-1', to: '0-2', ...links });
    }
    await hubspot.admin('PUT', '/settings', { rateLimit: RATE_LIMIT, latencyMs: LATENCY_MS });
    await slowGrants(pair);
    await hubspot.forgetCalls();
  });
  afterAll(() => pair.close());

  test(
    `lose nothing and write nothing twice, though killed ${String(KILLS)} times (ATMOST_SEED=${String(SEED)})`,
    { timeout: 400_000 },
    async () => {
      const startedAt = Date.now();
      const kills: Kill[] = [];
      const [production, sandbox, largeScans] = await together(
        () => kills.filter(({ serving }) => serving).length >= KILLS,
        (enough) => {
          const tides = [createTide(0), createTide(TIDE_MS / 2)] as const;
          return [
            work(PRODUCTION, SEED + 2, tides[0], enough),
            work(SANDBOX, SEED + 3, tides[1], enough),
            keepScanning(pair, LEASING, [LARGE, SMALL], enough),
            killBoth(kills, tides, enough),
          ];
        },
      );
      const seconds = Math.round((Date.now() - startedAt) / 1_000);
      const works = [production, sandbox];

      await expectEachWriteOnce(
        pair.hubspot,
        works.map(({ who, plans }) => ({ portalId: who.portalId, plans })),
      );
      for (const { who, plans } of works) await expectTrueOutcomes(pair, who, PAIRS, plans);
      const calls = await callsSeen(pair);
      expect(calls.filter(({ status }) => status === 429)).toEqual([]);
      const budgets = works.map(({ who }) => expectBudgetTried(who, calls));
      const refreshes = works.map(({ who, expiries }) =>
        expectOneRefreshEach(pair, who, expiries, calls, kills),
      );
      const metByBoth = sum(refreshes.map((one) => one.metByBoth));
      const expiries = sum(works.map((one) => one.expiries.length));
      expect(metByBoth, 'expiries that both servers met').toBeGreaterThan(expiries / 5);
      const scans = largeScans + production.scans + sandbox.scans;
      expect(scans).toBeGreaterThanOrEqual(FEWEST_SCANS);
      const takenUp = jobsTakenUp();
      expect(takenUp).toBeGreaterThan(0);
      process.stderr.write(
        `seed ${String(SEED)}: ${String(KILLS)} kills of serving servers and ${String(kills.length - KILLS)} more in ${String(seconds)} s, ` +
          `${String(sum(works.map(({ plans }) => plans.length)))} plans, ` +
          `${String(scans)} scans (${String(largeScans)} alone), ${String(sum(works.map((one) => one.reads)))} reads, ` +
          `${String(expiries)} expiries (${String(metByBoth)} met by both), ` +
          `${String(sum(refreshes.map(({ lost }) => lost)))} refreshes cut off, ${String(takenUp)} jobs taken up, ` +
          `${String(calls.length)} calls, fullest windows ${budgets.join(' and ')} of ${String(RATE_LIMIT)}\n`,
      );
    },
  );
});

interface Worked {
  readonly who: Who;
  readonly plans: readonly PlanView[];
  readonly scans: number;
  readonly expiries: readonly number[];
  readonly reads: number;
}

/** Everything that goes on in a portal at once. */
async function work(who: Who, seed: number, tide: Tide, enough: () => boolean): Promise<Worked> {
  const [plans, scans, expiries, ...reads] = await together(enough, (done) => [
    keepApplying(pair, who, PAIRS, tide, done),
    keepScanning(pair, who, [SMALL], done),
    keepExpiring(pair, who, seeded(seed), tide, done),
    keepReading(pair, 0, who, PAIRS, tide, done),
    keepReading(pair, 1, who, PAIRS, tide, done),
  ]);
  return { who, plans, scans, expiries, reads: sum(reads) };
}

/** Lets both servers spend the portals' budgets first, and then kills them by turns. */
async function killBoth(
  kills: Kill[],
  tides: readonly Tide[],
  enough: () => boolean,
): Promise<void> {
  const isSpent = (calls: readonly SeenCall[]): boolean =>
    [PRODUCTION, SANDBOX].every(
      ({ portalId }) => fullestWindow(countedCalls(calls, portalId)).calls >= NEARLY_FULL,
    );
  await until(
    () => callsSeen(pair),
    (calls) => enough() || isSpent(calls),
  );
  for (const tide of tides) tide.turn();
  await together(enough, (done) => [
    keepKilling(pair, 0, seeded(SEED), kills, done),
    keepKilling(pair, 1, seeded(SEED + 1), kills, done),
  ]);
}

/** Both servers had their part of a window that was nearly full; returns its calls. */
function expectBudgetTried({ portalId }: Who, calls: readonly SeenCall[]): number {
  const fullest = fullestWindow(countedCalls(calls, portalId));
  expect(fullest.calls).toBeGreaterThanOrEqual(NEARLY_FULL);
  expect(fullest.calls).toBeLessThanOrEqual(RATE_LIMIT);
  for (const which of [0, 1] as const) {
    expect(spentBy(pair, which, portalId, fullest)).toBeGreaterThan(RATE_LIMIT / 5);
  }
  return fullest.calls;
}

/** How often jobs of a killed server were put back for another. */
const jobsTakenUp = (): number =>
  sum(([0, 1] as const).map((which) => pair.logText(which).split('"jobs_taken_up"').length - 1));

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
