// What a person may type into a limit field, and what it is taken for.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { checkLimit, isLowered, limitSchema, MAX_LIMIT, parseLimit } from '#domain/limit.ts';

const problemOf = (typed: string): string => {
  const parsed = parseLimit(typed);
  return parsed.ok ? `limit ${String(parsed.value)}` : parsed.failure;
};

describe('what is typed into a limit field', () => {
  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['\u00a0\t', 'empty'],
    ['1', 'limit 1'],
    [' 7 ', 'limit 7'],
    ['+5', 'limit 5'],
    ['007', 'limit 7'],
    ['3.0', 'limit 3'],
    ['10000', 'limit 10000'],
    ['10001', 'above_maximum'],
    ['9'.repeat(400), 'above_maximum'],
    ['0', 'below_minimum'],
    ['-0', 'below_minimum'],
    ['-1', 'below_minimum'],
    [`-${'9'.repeat(400)}`, 'below_minimum'],
    ['1.5', 'not_whole'],
    ['0.5', 'not_whole'],
    ['1.00000000000000000001', 'not_whole'],
    ['0.99999999999999999999', 'not_whole'],
    ['1e3', 'not_whole'],
    ['0x10', 'not_whole'],
    ['1,000', 'not_whole'],
    ['1 000', 'not_whole'],
    ['1_000', 'not_whole'],
    ['.5', 'not_whole'],
    ['5.', 'not_whole'],
    ['--5', 'not_whole'],
    ['five', 'not_whole'],
    ['NaN', 'not_whole'],
    ['Infinity', 'not_whole'],
    ['٣', 'not_whole'],
    ['３', 'not_whole'],
    ['²', 'not_whole'],
  ])('%j is %s', (typed, expected) => {
    expect(problemOf(typed)).toBe(expected);
  });

  test('every whole number from 1 to 10,000 is taken for itself, however padded', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: MAX_LIMIT }),
        fc.constantFrom('', ' ', '\t', '\u2009'),
        fc.nat({ max: 5 }),
        (limit, space, zeros) => {
          const typed = `${space}${'0'.repeat(zeros)}${String(limit)}${space}`;
          expect(problemOf(typed)).toBe(`limit ${String(limit)}`);
        },
      ),
    );
  });

  test('no text whatever throws or becomes anything but a whole number in range', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.double().map(String), fc.bigInt().map(String)),
        (typed) => {
          const parsed = parseLimit(typed);
          if (parsed.ok) expect(v.safeParse(limitSchema, parsed.value).success).toBe(true);
        },
      ),
    );
  });
});

test('a number passes the check exactly where the schema of requests takes it', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.integer({ min: -5, max: MAX_LIMIT + 5 }), fc.double(), fc.integer()),
      (value) => {
        expect(checkLimit(value).ok).toBe(v.safeParse(limitSchema, value).success);
      },
    ),
    { examples: [[Number.NaN], [Number.POSITIVE_INFINITY], [Number.NEGATIVE_INFINITY], [0.5]] },
  );
});

test.each([
  [null, 5, true],
  [5, 4, true],
  [5, 5, false],
  [4, 5, false],
  [5, null, false],
  [null, null, false],
])('going from %s to %s is lowering: %s', (before, after, lowered) => {
  expect(isLowered(before, after)).toBe(lowered);
});
