// Directions are read a few at once, in any order, and told in theirs.
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Direction } from '#domain/association.ts';
import { failed, success } from '#domain/result.ts';
import type { ApiFailure } from '../../../server/failure.ts';
import { readDirections, type Pair } from '../../../server/limits/read-directions.ts';

const type = (id: string) => ({ id, singular: id, plural: id, custom: false });
const directionOf = ({ from, to }: Pair): Direction => ({
  from: type(from),
  to: type(to),
  labels: [],
  readAt: '2026-01-01T00:00:00.000Z',
});
const FAILURES = {
  left: { code: 'unknown_object_type', message: 'gone' },
  end: { code: 'hubspot_unavailable', message: 'away' },
} satisfies Record<string, ApiFailure>;

/** What becomes of a pair's reading, and how many turns of the event loop it takes. */
const readings = fc.array(
  fc.record({
    becomes: fc.constantFrom('read', 'read', 'read', 'left', 'end', 'thrown'),
    turns: fc.nat(4),
  }),
  { maxLength: 12 },
);

test('whatever becomes of each: nothing is under way afterwards, and nothing begins after an end', async () => {
  await fc.assert(
    fc.asyncProperty(readings, async (all) => {
      const pairs = all.map((_, place) => ({ from: `0-${String(place)}`, to: '0-1' }));
      const counted = { begun: 0, underWay: 0, begunAfterEnd: 0 };
      const end = { isThere: false, isKnown: false };
      const reading = readDirections(
        pairs,
        async (pair) => {
          counted.begun += 1;
          counted.underWay += 1;
          if (end.isKnown) counted.begunAfterEnd += 1;
          const { becomes, turns } = all[pairs.indexOf(pair)] ?? { becomes: 'read', turns: 0 };
          for (let each = 0; each < turns; each += 1) await turn();
          counted.underWay -= 1;
          if (becomes === 'end' || becomes === 'thrown') {
            end.isThere = true;
            void turn().then(() => (end.isKnown = true));
          }
          if (becomes === 'thrown') throw new Error('thrown');
          if (becomes === 'end' || becomes === 'left') return failed(FAILURES[becomes]);
          return success(directionOf(pair));
        },
        ({ code }) => code === FAILURES.left.code,
      );
      const told = await reading.catch((error: unknown) => error);
      expect(counted).toMatchObject({ underWay: 0, begunAfterEnd: 0 });
      if (told instanceof Error) {
        expect(told.message).toBe('thrown');
      } else if (end.isThere) {
        expect(told).toEqual(failed(FAILURES.end));
      } else {
        const read = pairs.filter((_, place) => all[place]?.becomes === 'read');
        expect(told).toEqual(success(read.map(directionOf)));
        expect(counted.begun).toBe(pairs.length);
      }
    }),
    { numRuns: 300 },
  );
});
