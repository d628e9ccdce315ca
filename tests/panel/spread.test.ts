// Bars, limits worth comparing, and the time left: small sums that people act on.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recordsOver, type Distribution } from '#domain/scan.ts';
import { secondsLeft } from '../../src/app/settings/panel/scan/secondsLeft.ts';
import { barsOf, limitsToCompare } from '../../src/app/settings/panel/scan/spread.ts';

const distributions = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 1, max: 900 })), {
    selector: ([associations]) => associations,
  })
  .map((rows): Distribution => rows.sort(([one], [other]) => one - other));

test('every record is in exactly one bar, and there are never more than eleven', () => {
  fc.assert(
    fc.property(distributions, fc.nat(5_000), (distribution, without) => {
      const counted = recordsOver(distribution, 0) + without;
      const bars = barsOf(distribution, counted);
      expect(bars.reduce((sum, { records }) => sum + records, 0)).toBe(counted);
      expect(bars[0]?.records).toBe(without);
      expect(bars.length).toBeLessThanOrEqual(11);
    }),
  );
});

test('the last bar says “or more” only where some record has more', () => {
  const last = (most: number) => barsOf([[most, 3]], 3).at(-1);
  expect(last(10)).toEqual({ associations: 10, orMore: false, records: 3 });
  expect(last(11)).toEqual({ associations: 10, orMore: true, records: 3 });
});

test('each limit to compare has the number that the distribution gives, the lowest one first', () => {
  fc.assert(
    fc.property(distributions, fc.integer({ min: 1, max: 10_000 }), (distribution, asked) => {
      const compared = limitsToCompare(distribution, [asked, null, undefined, asked]);
      for (const { limit, over } of compared) expect(over).toBe(recordsOver(distribution, limit));
      const limits = compared.map(({ limit }) => limit);
      expect(limits).toContain(asked);
      expect(limits).toEqual([...new Set(limits)].sort((one, other) => one - other));
    }),
  );
});

test('limits with the same number are shown once', () => {
  const limits = limitsToCompare([[700, 2]], []).map(({ limit }) => limit);
  expect(limits).toEqual([1]);
});

test('the time left follows the pace that was seen, and is not told where it is not known', () => {
  const first = { read: 1_000, at: 5_000 };
  expect(secondsLeft(first, { read: 3_000, at: 15_000 }, 9_000)).toBe(30);
  expect(secondsLeft(first, first, 9_000)).toBeNull();
  expect(secondsLeft(first, { read: 3_000, at: 15_000 }, null)).toBeNull();
  expect(secondsLeft(first, { read: 3_000, at: 15_000 }, 2_500)).toBeNull();
});
