// What drafts amount to, judged by the same rules as on the server.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Direction, LabelRow, TypeKey } from '#domain/association.ts';
import { planChanges } from '#domain/plan.ts';
import { changesOf, editsOf, type RowEdit } from '../../src/app/settings/panel/state/edits.ts';
import { noDrafts, withRemoved, withTyped } from '../../src/app/settings/panel/state/drafts.ts';
import { companyToDeal, dealToCompany, row } from './portal.ts';

const keyIn = (direction: Direction, { category, typeId }: LabelRow): TypeKey => ({
  from: direction.from.id,
  to: direction.to.id,
  category,
  typeId,
});

const labelled = (label: string | null, direction = dealToCompany): LabelRow => {
  const found = direction.labels.find((one) => one.label === label);
  if (!found) throw new Error(`No label ${String(label)}`);
  return found;
};

/** The edits after typing these texts at these labels of Deal → Company. */
function typing(texts: Readonly<Record<string, string>>, object?: string): RowEdit[] {
  const rows = Object.entries(texts).map(([label, text]) => [labelled(label), text] as const);
  const all = object === undefined ? rows : [...rows, [labelled(null), object] as const];
  const drafts = all.reduce(
    (known, [one, text]) => withTyped(known, keyIn(dealToCompany, one), text, one.limit),
    noDrafts,
  );
  return [...editsOf(drafts, [dealToCompany]).values()];
}

test.each([
  ['', 'Type a number from 1 to 10,000, or choose Remove limit.'],
  ['two', 'Type a whole number, in digits only.'],
  ['1.5', 'Type a whole number, in digits only.'],
  ['1e3', 'Type a whole number, in digits only.'],
  ['0', 'The lowest limit is 1.'],
  ['-4', 'The lowest limit is 1.'],
  ['10001', 'The highest limit is 10,000.'],
])('typing “%s” is answered with what to do', (typed, sentence) => {
  expect(typing({ Primary: typed })).toMatchObject([{ problem: sentence, wanted: undefined }]);
});

test('a label above the object limit is refused before anything is sent', () => {
  const [edit] = typing({ Partner: '11' });
  expect(edit?.problem).toContain('limited to 10');
});

test('the end state counts: raising both at once is fine', () => {
  expect(typing({ Partner: '11' }, '12').map(({ problem }) => problem)).toEqual([null, null]);
});

test('lowering the object limit below a label is refused, naming the label', () => {
  const [edit] = typing({}, '2');
  expect(edit?.problem).toContain('“Biller” has 4');
});

test('equality and lowering are warnings, not problems', () => {
  expect(typing({ Partner: '10' })).toMatchObject([
    { problem: null, risks: ['lowers', 'equal_to_object_limit'] },
  ]);
  expect(typing({ Biller: '2' })).toMatchObject([{ problem: null, risks: ['lowers'] }]);
});

test('a problem in one row silences no warning in another', () => {
  const edits = typing({ Partner: '11', Biller: '2' });
  expect(edits).toMatchObject([{ problem: expect.any(String) as string }, { risks: ['lowers'] }]);
});

test('what equals the limit now is no edit, however it is written', () => {
  expect(typing({ Biller: '04' })).toEqual([]);
});

test('an edit of a label that is gone has nothing to set', () => {
  const gone = keyIn(dealToCompany, row(999, 'Gone'));
  expect(editsOf(withTyped(noDrafts, gone, '3', null), [dealToCompany]).size).toBe(0);
});

test('an edit of a direction that is not loaded is kept and sent', () => {
  const partner = labelled('Partner', companyToDeal);
  const drafts = withTyped(noDrafts, keyIn(companyToDeal, partner), '3', null);
  expect(changesOf(editsOf(drafts, [dealToCompany]))).toMatchObject([{ typeId: 32, limit: 3 }]);
});

test('edits without problems are planned by the server without problems, and the other way round', () => {
  const anyLimit = fc.option(fc.integer({ min: 1, max: 12 }));
  const anyRows = fc
    .array(anyLimit, { minLength: 1, maxLength: 6 })
    .map((limits) =>
      limits.map((limit, index) => row(index, index === 0 ? null : `Label ${index}`, limit)),
    );
  fc.assert(
    fc.property(anyRows, fc.array(anyLimit, { minLength: 6, maxLength: 6 }), (labels, wanted) => {
      const direction = { ...dealToCompany, labels };
      const drafts = labels.reduce((known, one, index) => {
        const limit = wanted[index] ?? null;
        const key = keyIn(direction, one);
        return limit === null
          ? withRemoved(known, key, one.limit)
          : withTyped(known, key, String(limit), one.limit);
      }, noDrafts);
      const edits = editsOf(drafts, [direction]);
      const planned = planChanges([direction], changesOf(edits));
      expect([...edits.values()].some(({ problem }) => problem !== null)).toBe(!planned.ok);
      if (planned.ok) {
        expect(planned.value.map(({ risks }) => risks)).toEqual(
          [...edits.values()].map(({ risks }) => risks),
        );
      }
    }),
  );
});
