// What the pace promises whoever calls when: HubSpot never has to refuse, nothing of its allowance is
// left unused, and nobody who is waited for waits for what nobody waits for.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Lane } from '../../../server/hubspot/pace.ts';
import { leastSeconds } from '../../bench/bound.ts';
import { onEveryStore } from '../../stores.ts';
import {
  ALLOWED,
  paceWorld,
  WINDOW_MS,
  type Caller,
  type Made,
  type PaceWorld,
} from './pace-world.ts';

/** One window's calls, each the next one's share of HubSpot's time where they go evenly. */
const EVERY_MS = (WINDOW_MS * 1.02) / (ALLOWED - 1);
/** What a call may take longer on its way than another. */
const JITTER_MS = WINDOW_MS / 50;
/** hubspot.fetch gives up after 15 seconds. */
const ANSWERED_MS = 15_000;

const lane = fc.constantFrom<Lane>('person', 'plan', 'background');
const latencyMs = fc.integer({ min: 1, max: 400 });
const caller = fc.record({
  lane,
  from: fc.integer({ min: 0, max: 15_000 }),
  calls: fc.integer({ min: 1, max: 150 }),
  latencyMs,
  server: fc.constantFrom(0 as const, 1 as const),
});

/** A scan makes hardly more than one call at a time, a reading of the portal two. */
const background = (callers: number, latency: number): readonly Caller[] =>
  Array.from({ length: callers }, () => ({
    ...{ lane: 'background', from: 0, calls: Math.ceil(400 / callers), latencyMs: latency },
  }));

/** An apply alone: it makes one call at a time, and so many as may go at once. */
const apply = (calls: number, latency: number, from = 0): Caller => ({
  ...{ lane: 'plan', from, calls, latencyMs: latency },
});

const of = (made: readonly Made[], one: Caller): readonly Made[] =>
  made.filter((call) => call.caller === one);

const waitOf = (call: Made | undefined): number => (call ? call.at - call.asked : Infinity);

const lastOf = (made: readonly Made[]): number => Math.max(...made.map(({ at }) => at));

/** Most calls that came within a window, wherever it begins; a call that left it counts no more. */
function mostInWindow(moments: readonly number[]): number {
  const sorted = [...moments].sort((one, other) => one - other);
  const inWindow = sorted.map(
    (begun, index) => sorted.slice(index).filter((at) => at < begun + WINDOW_MS).length,
  );
  return Math.max(...inWindow);
}

onEveryStore('whoever calls when', (store) => {
  let world: PaceWorld;
  beforeAll(async () => {
    world = await paceWorld(store());
  });
  afterAll(() => world.close());

  test('no window holds more calls than HubSpot allows, however long each is on its way', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(caller, { minLength: 1, maxLength: 6 }),
        fc.array(fc.integer({ min: 0, max: JITTER_MS }), { minLength: 1, maxLength: 50 }),
        async (callers, late) => {
          const made = await world.run(callers);
          const arrived = made.map(({ at }, index) => at + (late[index % late.length] ?? 0));
          expect(mostInWindow(arrived)).toBeLessThanOrEqual(ALLOWED);
        },
      ),
      { numRuns: 8 },
    );
  });

  test('calls take no longer than they would evenly, and nothing is left unused', async () => {
    await fc.assert(
      fc.asyncProperty(lane, fc.integer({ min: 1, max: 400 }), async (one, calls) => {
        const made = await world.run([{ lane: one, from: 0, calls, latencyMs: 1 }]);
        expect(lastOf(made)).toBeLessThanOrEqual(Math.ceil(calls * EVERY_MS));
      }),
      { numRuns: 8 },
    );
  });

  test('the 500 calls of a large apply take a twentieth longer than anybody can make them, at most', async () => {
    const least = leastSeconds(500, 1, { calls: ALLOWED, windowMs: WINDOW_MS, latencyMs: 0 });
    const made = await world.run([apply(500, 1)]);
    expect(lastOf(made)).toBeLessThanOrEqual(least * 1_000 * 1.05);
  });

  test('a scan at full tilt makes neither a plan nor a person wait for a second', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom<Lane>('person', 'plan'),
        fc.integer({ min: 0, max: 25_000 }),
        fc.integer({ min: 1, max: 4 }),
        latencyMs,
        async (one, from, callers, latency) => {
          const asked: Caller = { lane: one, from, calls: 3, latencyMs: 40 };
          const made = await world.run([...background(callers, latency), asked]);
          for (const call of of(made, asked)) expect(waitOf(call)).toBeLessThan(1_000);
        },
      ),
      { numRuns: 8 },
    );
  });

  test('beside a scan and a reading an apply gets most of the places', async () => {
    const one = apply(150, 40, 12_000);
    const made = await world.run([...background(3, 40), one]);
    const during = made.filter(({ at }) => at > one.from && at <= lastOf(of(made, one)));
    expect(of(made, one).length / during.length).toBeGreaterThan(2 / 3);
  });

  test('beside an apply, a scan goes on', async () => {
    const made = await world.run([apply(300, 32), ...background(2, 40)]);
    const waits = made.filter(({ caller: { lane: one } }) => one === 'background').map(waitOf);
    expect(Math.max(...waits)).toBeLessThan(WINDOW_MS * 1.2);
  });

  test('a person’s twenty directions are read within hubspot.fetch’s time while jobs run', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 25_000 }),
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 0, max: 4 }),
        async (from, latency, callers) => {
          // Labels and limits of a direction are read side by side.
          const reads = [0, 1].map<Caller>(() => ({
            ...{ lane: 'person', from, calls: 20, latencyMs: latency },
          }));
          const jobs = [apply(300, latency), ...background(callers, latency)];
          const made = await world.run([...jobs, ...reads]);
          const read = made.filter(({ caller: { lane: one } }) => one === 'person');
          expect(lastOf(read) + latency - from).toBeLessThan(ANSWERED_MS);
        },
      ),
      { numRuns: 8 },
    );
  });
});
