// The read-back decides: what an item's outcome is once its direction was read again.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LabelRow } from '#domain/association.ts';
import { isFinal, type Outcome } from '#domain/outcome.ts';
import { outcomeWords } from '#domain/outcomeWords.ts';
import { limitNow, verdictOf } from '../../../server/limits/verdict.ts';
import { storedItem } from './stored-item.ts';
import type { StoredItem } from '../../../server/storage/plan-items.ts';

const row = (limit: number | null, change: Partial<LabelRow> = {}): LabelRow => ({
  category: 'USER_DEFINED',
  typeId: 5,
  label: 'Partner',
  limit,
  ...change,
});

const refused = (message?: string): Outcome => ({
  kind: 'refused',
  reason: 'other',
  hubspot: { httpStatus: 207, ...(message === undefined ? {} : { message }) },
});
const object = (limit: number | null): LabelRow => row(limit, { typeId: 1, label: null });

test('the limit now is that of the same category and id, and unknown where the row is gone', () => {
  const rows = [row(7, { category: 'HUBSPOT_DEFINED' }), row(3)];
  expect(limitNow(rows, storedItem({ kind: 'checking' }))).toBe(3);
  expect(limitNow([row(null)], storedItem({ kind: 'checking' }))).toBe(null);
  expect(limitNow([], storedItem({ kind: 'checking' }))).toBe(undefined);
});

describe('an item', () => {
  const sentOutcomes: Outcome[] = [
    { kind: 'checking' },
    { kind: 'sending' },
    refused('no'),
    { kind: 'unknown', reason: 'answer_lost', hubspot: null },
  ];

  test('is saved where the limit shows the wanted value, whatever was answered', () => {
    for (const outcome of sentOutcomes) {
      expect(verdictOf(storedItem(outcome), [row(4)])).toEqual({
        kind: 'saved',
        before: 2,
        after: 4,
      });
    }
  });

  test('that removes a limit is saved where the row shows none, not where the row is gone', () => {
    const removed = storedItem({ kind: 'checking' }, { action: 'purge', after: null });
    expect(verdictOf(removed, [row(null)])).toEqual({ kind: 'saved', before: 2, after: null });
    expect(verdictOf(removed, []).kind).toBe('unknown');
  });

  test('whose label is gone after HubSpot accepted it is not told with a value that nobody saw', () => {
    const gone = verdictOf(storedItem({ kind: 'checking' }), []);
    expect(gone).toEqual({ kind: 'unknown', reason: 'not_shown_yet', hubspot: null });
    expect(outcomeWords(gone)?.why).not.toMatch(/another value|still/);
  });

  test('that HubSpot accepted and does not show is unknown, with what it shows', () => {
    expect(verdictOf(storedItem({ kind: 'checking' }), [row(2)])).toEqual({
      kind: 'unknown',
      reason: 'not_shown_yet',
      hubspot: null,
      now: 2,
    });
  });

  test('that was not sent, or needed no change, stays what it is', () => {
    const untouched: Outcome[] = [
      { kind: 'not_tried', reason: 'portal_changed', hubspot: null, now: 4 },
      { kind: 'unchanged', limit: 4 },
    ];
    for (const outcome of untouched)
      expect(verdictOf(storedItem(outcome), [row(4)])).toEqual(outcome);
  });

  test('is saved only where the read-back shows what was wanted', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...sentOutcomes),
        fc.option(fc.integer({ min: 1, max: 4 })),
        fc.option(fc.integer({ min: 1, max: 4 })),
        fc.array(
          fc.record({
            limit: fc.option(fc.integer({ min: 1, max: 4 })),
            typeId: fc.integer({ min: 4, max: 6 }),
          }),
        ),
        (outcome, before, after, others) => {
          const rows = others.map(({ limit, typeId }) => row(limit, { typeId }));
          const verdict = verdictOf(storedItem(outcome, { before, after }), rows);
          const shown = rows.find(({ typeId }) => typeId === 5)?.limit;
          expect(verdict.kind === 'saved').toBe(shown === after);
          expect(isFinal(verdict)).toBe(true);
        },
      ),
    );
  });
});

describe('a refusal is explained', () => {
  const reason = (change: Partial<StoredItem>, rows: LabelRow[], message?: string): string => {
    const verdict = verdictOf(storedItem(refused(message), change), rows);
    return verdict.kind === 'refused' ? verdict.reason : verdict.kind;
  };

  test('by the object limit that the label meets or passes', () => {
    expect(reason({}, [row(2), object(4)])).toBe('label_limit_meets_object_limit');
    expect(reason({}, [row(2), object(3)])).toBe('label_limit_meets_object_limit');
    expect(reason({}, [row(2), object(5)], 'no')).toBe('other');
    expect(reason({}, [row(2), object(null)], 'no')).toBe('other');
  });

  test('by the label limit that the object limit meets or undercuts', () => {
    const change = { label: null };
    expect(reason(change, [row(2, { label: null }), row(4, { typeId: 6 })])).toBe(
      'object_limit_meets_label_limit',
    );
    expect(reason(change, [row(2, { label: null }), row(3, { typeId: 6 })], 'no')).toBe('other');
  });

  test('by the highest of the labels that are in the way, which is named with its limit', () => {
    const change = { label: null };
    const labels = [
      row(4, { typeId: 6, label: 'Buyer' }),
      row(9, { typeId: 7, label: 'Payer' }),
      row(5, { typeId: 8, label: 'Owner' }),
    ];
    const verdict = verdictOf(storedItem(refused(), change), [row(2, { label: null }), ...labels]);
    expect(verdict).toMatchObject({ against: { label: 'Payer', limit: 9 } });
  });

  test('by a scope that HubSpot asks for', () => {
    const hubspot = { httpStatus: 403, category: 'MISSING_SCOPES', message: 'No.' };
    const outcome: Outcome = { kind: 'refused', reason: 'other', hubspot };
    // With HubSpot's words and the limit as it is, both kept.
    expect(verdictOf(storedItem(outcome), [row(2), object(4)])).toEqual({
      ...{ kind: 'refused', reason: 'missing_scope', hubspot },
      now: 2,
    });
  });

  test('by a type that is gone, or a limit that somebody else changed', () => {
    expect(reason({}, [object(4)], 'no')).toBe('type_not_found');
    expect(reason({}, [row(3)], 'no')).toBe('changed_meanwhile');
  });

  test('by HubSpot’s own words where nothing else is known, or by saying that there are none', () => {
    expect(reason({}, [row(2)], 'Quota')).toBe('other');
    expect(reason({}, [row(2)])).toBe('no_reason_given');
  });

  test('by what was found out before the read-back, which stays', () => {
    const outcome: Outcome = { kind: 'refused', reason: 'changed_meanwhile', hubspot: null };
    expect(verdictOf(storedItem(outcome), [row(2), object(3)])).toEqual({ ...outcome, now: 2 });
  });
});
