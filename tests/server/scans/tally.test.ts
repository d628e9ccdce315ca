// A tally is a brute-force count: whatever the order of records and pages, and however a scan is
// cut into stretches.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { categories, rowText } from '#domain/association.ts';
import type { RecordLinks } from '../../../server/hubspot/records.ts';
import { createTally, type Tally } from '../../../server/scans/tally.ts';
import type { TypeOfScan } from '../../../server/storage/tables.ts';

type Link = RecordLinks['to'][number];

interface Scene {
  readonly types: readonly TypeOfScan[];
  /** By place in the list: the links of each record, in the pages in which HubSpot gives them. */
  readonly records: readonly (readonly (readonly Link[])[])[];
}

/** Ids collide between categories, as live portals have it. */
const typeKey = fc.record({
  category: fc.constantFrom(...categories),
  typeId: fc.integer({ min: 1, max: 4 }),
});

const scene: fc.Arbitrary<Scene> = fc
  .uniqueArray(typeKey, { minLength: 1, maxLength: 6, selector: rowText })
  .chain((keys) =>
    fc.record({
      types: fc.tuple(
        ...keys.map((key, index) =>
          fc.boolean().map((bare): TypeOfScan => ({
            ...key,
            label: bare ? null : `label ${String(index)}`,
          })),
        ),
      ),
      records: fc.array(
        // A link may carry types that the direction did not have when the scan began, or none.
        fc.array(
          fc.array(fc.array(fc.oneof(fc.constantFrom(...keys), typeKey), { maxLength: 4 })),
          {
            minLength: 1,
            maxLength: 3,
          },
        ),
        { maxLength: 12 },
      ),
    }),
  );

const idOf = (place: number): number => 1_000 + place;

const pagesOf = (records: Scene['records']): RecordLinks[] =>
  records.flatMap((pages, place) =>
    pages.map((to) => ({ id: String(idOf(place)), to, after: null })),
  );

function tallied(types: Scene['types'], pages: readonly RecordLinks[]): Tally {
  const tally = createTally(types);
  for (const page of pages) tally.add(page);
  return tally;
}

type Counts = Readonly<Record<string, number>>;

/** "type/associations" -> records, summed over results. */
function sumCounts(results: readonly ReturnType<Tally['result']>[]): Counts {
  const sums: Record<string, number> = {};
  for (const { counts } of results) {
    for (const count of counts) {
      const key = `${rowText(count)}/${String(count.associations)}`;
      sums[key] = (sums[key] ?? 0) + count.records;
    }
  }
  return sums;
}

const heavyTexts = (results: readonly ReturnType<Tally['result']>[]): readonly string[] =>
  results
    .flatMap(({ heavy }) => heavy)
    .map((one) => `${rowText(one)}/${String(one.recordId)}/${String(one.associations)}`)
    .sort();

/** Record by record and type by type, as a person would count. */
function bruteForce({ types, records }: Scene): { counts: Counts; heavy: readonly string[] } {
  const counts: Record<string, number> = {};
  const heavy: string[] = [];
  for (const type of types) {
    for (const [place, pages] of records.entries()) {
      const links = pages.flat();
      const carries = (link: Link): boolean =>
        type.label === null || link.some((one) => rowText(one) === rowText(type));
      const associations = links.filter(carries).length;
      if (associations === 0) continue;
      const key = `${rowText(type)}/${String(associations)}`;
      counts[key] = (counts[key] ?? 0) + 1;
      if (associations > 1) {
        heavy.push(`${rowText(type)}/${String(idOf(place))}/${String(associations)}`);
      }
    }
  }
  return { counts, heavy: heavy.sort() };
}

test('it equals a brute-force count', () => {
  fc.assert(
    fc.property(scene, ({ types, records }) => {
      const result = tallied(types, pagesOf(records)).result();
      const expected = bruteForce({ types, records });
      expect(sumCounts([result])).toEqual(expected.counts);
      expect(heavyTexts([result])).toEqual(expected.heavy);
    }),
    { numRuns: 500 },
  );
});

test('the order of records and pages makes no difference', () => {
  const shuffled = scene.chain(({ types, records }) => {
    const pages = pagesOf(records);
    const all = { minLength: pages.length, maxLength: pages.length };
    return fc.tuple(fc.constant({ types, pages }), fc.shuffledSubarray(pages, all));
  });
  fc.assert(
    fc.property(shuffled, ([{ types, pages }, inOtherOrder]) => {
      const [one, other] = [tallied(types, pages).result(), tallied(types, inOtherOrder).result()];
      expect(sumCounts([other])).toEqual(sumCounts([one]));
      expect(heavyTexts([other])).toEqual(heavyTexts([one]));
    }),
  );
});

test('counts add up over stretches, wherever a scan is cut', () => {
  fc.assert(
    fc.property(scene, fc.nat({ max: 12 }), ({ types, records }, cut) => {
      const pages = pagesOf(records);
      const isFirst = ({ id }: RecordLinks): boolean => Number(id) < idOf(cut);
      const stretches = [
        tallied(types, pages.filter(isFirst)).result(),
        tallied(
          types,
          pages.filter((page) => !isFirst(page)),
        ).result(),
      ];
      const whole = [tallied(types, pages).result()];
      expect(sumCounts(stretches)).toEqual(sumCounts(whole));
      expect(heavyTexts(stretches)).toEqual(heavyTexts(whole));
    }),
  );
});

test('a record that is left out is as if it had not been there', () => {
  fc.assert(
    fc.property(scene, fc.nat({ max: 11 }), ({ types, records }, place) => {
      const pages = pagesOf(records);
      const tally = tallied(types, pages);
      tally.drop(String(idOf(place)));
      const others = pages.filter(({ id }) => Number(id) !== idOf(place));
      const expected = tallied(types, others).result();
      expect(sumCounts([tally.result()])).toEqual(sumCounts([expected]));
      expect(heavyTexts([tally.result()])).toEqual(heavyTexts([expected]));
    }),
  );
});

test('the type without a label counts every associated record, a label its own', () => {
  const key = (typeId: number) => ({ category: 'USER_DEFINED', typeId }) as const;
  const types = [
    { ...key(1), label: null },
    { ...key(2), label: 'Billing' },
  ];
  const to = [[key(1)], [key(1), key(2)], [key(2)], [key(9)]];
  const { counts, heavy } = tallied(types, [{ id: '7', to, after: null }]).result();
  expect(counts).toEqual([
    { ...key(1), associations: 4, records: 1 },
    { ...key(2), associations: 2, records: 1 },
  ]);
  expect(heavy).toEqual([
    { ...key(1), recordId: 7, associations: 4 },
    { ...key(2), recordId: 7, associations: 2 },
  ]);
});
