// What the bench computes: medians, aims, the least times, and what it shows of them.
import { expect, test } from 'vitest';
import { leastApplySeconds, leastSeconds, scanCalls } from './bound.ts';
import { grow, growthOf, TIMES } from './grow.ts';
import { picture } from './picture.ts';
import { speedPage } from './publish.ts';
import {
  atLeast,
  atMost,
  median,
  noWorseThanLinear,
  percentile,
  under,
  type Figure,
  type Report,
} from './report.ts';
import { benchTypes, DIRECTIONS, LABELS_PER_DIRECTION } from './seed.ts';
import { labelsOfPairs, MOST_LABELS, sizedPortals, sizedSeed } from './sized-portals.ts';
import { tableLines } from './table.ts';

const HUBSPOT = { calls: 110, windowMs: 10_000, latencyMs: 40 };

test('the median is the value in the middle, whatever the order', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 9, 2])).toBe(3);
  expect(() => median([])).toThrow('nothing');
});

test('aims are met up to what they say, and not beyond', () => {
  expect(atMost(11, 10, 1.1, 'the bound')).toEqual({
    text: 'at most 1.1 × the bound',
    reached: 1.1,
    met: true,
  });
  expect(atMost(11.1, 10, 1.1, 'the bound').met).toBe(false);
  expect([atLeast(5, 10, 0.5, 'it').met, atLeast(4.9, 10, 0.5, 'it').met]).toEqual([true, false]);
});

test('a percentile is a value that was measured, the last one that the part does not pass', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect([percentile(hundred, 95), percentile([7], 95), percentile([3, 1, 2], 50)]).toEqual([
    95, 7, 2,
  ]);
  expect(() => percentile([], 95)).toThrow('nothing');
});

test('an aim in the figure’s own unit is met below it only', () => {
  expect(under(49.9, 50, 'ms')).toEqual({ text: 'under 50 ms', reached: 49.9, met: true });
  expect(under(60, 60, 'kB', 'gzip')).toMatchObject({ text: 'under 60 kB gzip', met: false });
});

test('growth is judged by the time per piece of work', () => {
  const grown = (seconds: number) =>
    noWorseThanLinear([
      { times: 1, size: '10', ours: 2 },
      { times: 10, size: '100', ours: seconds },
    ]);
  expect(grown(20)).toMatchObject({ reached: 1, met: true });
  expect(grown(21).met).toBe(false);
});

test('a window’s calls go at once, and the next ones when it is over', () => {
  expect(leastSeconds(110, 1, HUBSPOT)).toBe(0.04);
  expect(leastSeconds(111, 1, HUBSPOT)).toBe(10.04);
  // As calculated for stack.md: 600 calls cannot take less than 50 s.
  expect(leastSeconds(600, 1, HUBSPOT)).toBe(50.04);
  expect(leastSeconds(100, 1_000, HUBSPOT)).toBe(40);
});

test('the calls of a scan are its pages of ids and one read for ten of them', () => {
  expect(scanCalls(200_000)).toEqual({ all: 2_200, inSequence: 2_001 });
  expect(scanCalls(1)).toEqual({ all: 2, inSequence: 2 });
});

test('a hundred directions take five windows, four without the look, to write and read back alone two', () => {
  const least = { whole: 40.04, withoutLook: 30.04, writing: 10.04 };
  expect(leastApplySeconds(100, HUBSPOT)).toEqual(least);
});

test('the portal has a hundred directions of twenty labels, each type once', () => {
  const types = benchTypes(DIRECTIONS);
  expect(types).toHaveLength(DIRECTIONS * LABELS_PER_DIRECTION);
  expect(new Set(types.map(({ from, to }) => `${from} ${to}`)).size).toBe(DIRECTIONS);
  expect(new Set(types.map(({ typeId }) => typeId)).size).toBe(types.length);
});

test('the sized portals have 40 to 400 directions and 400 to 4,000 labels, each one pair as many as HubSpot allows', () => {
  const { portals } = sizedSeed(1);
  const sizes = portals.toReversed().map(({ portalId, associations }) => ({
    portalId,
    directions: new Set(associations.map(({ from, to }) => `${from} ${to}`)).size * 2,
    labels: associations.length * 2,
  }));
  expect(sizes).toEqual(
    sizedPortals(1).map(({ portalId, directions, labels }) => ({ portalId, directions, labels })),
  );
  expect(sizes.map(({ directions, labels }) => [directions, labels])).toEqual([
    [40, 400],
    [80, 800],
    [200, 2_000],
    [400, 4_000],
  ]);
  expect(TIMES.map((times) => labelsOfPairs(times, 1)[0])).toEqual(TIMES.map(() => MOST_LABELS));
});

test('a shrunk portal keeps the pair with the most labels', () => {
  expect(labelsOfPairs(1, 100)).toEqual([MOST_LABELS]);
  expect(sizedPortals(100).at(-1)?.labels).toBeLessThan(2 * (MOST_LABELS + 15));
});

const figure: Figure = {
  name: 'Read <much> & fast',
  unit: 's',
  better: 'lower',
  runs: 3,
  ours: 11,
  peer: 14,
  peerIs: 'somebody',
  bound: 10,
  boundIs: 'physics',
  aim: atMost(11, 9, 1.1, 'the bound'),
  note: 'Measured.',
};
const report: Report = {
  at: '2026-11-24T15:00:00.000Z',
  machine: 'two cores',
  notes: ['Medians.'],
  figures: [figure, { ...figure, peer: null, bound: null, aim: null }],
  growths: [
    growthOf({ name: 'Read <all>', counted: 'labels', unit: 'ms', note: 'Grown.' }, [
      { times: 1, size: 400, taken: [4, 2, 3] },
      { times: 10, size: 4_000, taken: [36, 33, 90] },
    ]),
  ],
};

test('table, page and picture say ours, the peer, the bound and a missed aim', () => {
  const shown = [tableLines(report).join('\n'), speedPage(report), picture(report)];
  for (const text of shown) {
    expect(text).toContain('11.0 s');
    expect(text).toContain('14.0 s');
    expect(text).toContain('10.0 s');
    expect(text).toContain('1.22 (at most 1.1 × the bound): MISSED');
  }
});

test('table, page and picture say how something grows, and whether worse than linear', () => {
  for (const text of [tableLines(report).join('\n'), speedPage(report), picture(report)]) {
    expect(text).toContain('labels');
    expect(text).toContain('3.00 ms');
    expect(text).toContain('36.0 ms');
    expect(text).toContain('1.20 (at most 1 × linear): MISSED');
  }
  expect(speedPage(report)).toContain('Grown.');
});

test('a growth is warmed up by every size but the largest, and each run has them all', async () => {
  const asked: number[] = [];
  const measure = (times: number) => {
    asked.push(times);
    return Promise.resolve({ size: times * 1_000, taken: times });
  };
  const bench = { runs: 2, say: () => undefined };
  const grown = { name: 'Sleep', counted: 'sheep', unit: 's', note: '' } as const;
  const { points } = await grow(bench, grown, 'once', measure);
  expect(asked).toEqual([1, 2, 5, ...TIMES, ...TIMES]);
  expect(points.at(-1)).toEqual({ times: 10, size: '10,000', ours: 10 });
});

test('at equal work a run has the smallest size ten times for the largest once', async () => {
  const work = new Map<number, number>();
  const measure = (times: number) => {
    work.set(times, (work.get(times) ?? 0) + times);
    return Promise.resolve({ size: times, taken: times });
  };
  const grown = { name: 'Sleep', counted: 'sheep', unit: 's', note: '' } as const;
  const { points } = await grow({ runs: 3, say: () => undefined }, grown, 'at equal work', measure);
  // Three runs, and once to warm up.
  expect([...work]).toEqual([
    [1, 31],
    [2, 32],
    [5, 35],
    [10, 30],
  ]);
  expect(points.map(({ ours }) => ours)).toEqual([...TIMES]);
});

test('the picture is well-formed where a name holds what XML would not', () => {
  expect(picture(report)).toContain('Read &lt;much&gt; &amp; fast');
  expect(picture(report)).toContain('Read &lt;all&gt;');
});
