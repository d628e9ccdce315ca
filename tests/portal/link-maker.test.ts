// Made-up links: the same from both ends, and shaped as asked.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LinkMaker } from '../../app/portal/records/link-maker.ts';

describe('the maker of links', () => {
  const circle = fc.record({
    seed: fc.nat({ max: 2 ** 32 - 1 }),
    from: fc.integer({ min: 1, max: 120 }),
    to: fc.integer({ min: 1, max: 120 }),
    mean: fc.double({ min: 0, max: 6, noNaN: true }),
    heaviest: fc.integer({ min: 0, max: 200 }),
    heavyRecords: fc.integer({ min: 0, max: 9 }),
  });
  const positions = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

  test('gives the same links from both ends, and none twice', () => {
    fc.assert(
      fc.property(circle, ({ seed, from, to, ...shape }) => {
        const maker = new LinkMaker(seed, shape, from, to);
        const forwards = positions(from).flatMap((one) => maker.linksFrom(one));
        const backwards = positions(to).flatMap((one) => maker.linksTo(one));
        const keys = (links: typeof forwards): string[] =>
          links.map((link) => `${link.from} ${link.to} ${link.slot}`).sort();
        expect(keys(backwards)).toEqual(keys(forwards));
        expect(new Set(forwards.map((link) => `${link.from} ${link.to}`)).size).toBe(
          forwards.length,
        );
        expect(forwards.every((link) => link.to >= 0 && link.to < to)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('keeps the mean that was asked for, and lets the heaviest stand out', () => {
    const shape = { mean: 1.5, heaviest: 900, heavyRecords: 3 };
    const maker = new LinkMaker(99, shape, 20_000, 5000);
    const counts = positions(20_000).map((one) => maker.linksFrom(one).length);
    const [first, second, third, ...others] = counts.sort((one, other) => other - one);
    expect([first, second, third]).toEqual([900, 450, 300]);
    const mean = others.reduce((sum, count) => sum + count, 0) / others.length;
    expect(mean).toBeGreaterThan(1.4);
    expect(mean).toBeLessThan(1.6);
    expect(others[0]).toBeGreaterThan(12);
  });
});
