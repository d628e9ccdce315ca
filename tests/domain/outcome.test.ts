// Counting outcomes, and which of them are final or may be tried again.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as v from 'valibot';
import {
  countOutcomes,
  isFinal,
  isRetryable,
  outcomeSchema,
  type Outcome,
  type OutcomeKind,
} from '#domain/outcome.ts';

const oneOfEach: Readonly<Record<OutcomeKind, Outcome>> = {
  waiting: { kind: 'waiting' },
  sending: { kind: 'sending' },
  checking: { kind: 'checking' },
  saved: { kind: 'saved', before: null, after: 3 },
  unchanged: { kind: 'unchanged', limit: 3 },
  refused: { kind: 'refused', reason: 'other', hubspot: null, now: 2 },
  not_tried: { kind: 'not_tried', reason: 'portal_changed', hubspot: null },
  unknown: { kind: 'unknown', reason: 'answer_lost', hubspot: { httpStatus: 502 } },
};

test('an outcome of each kind survives the way to the panel unchanged', () => {
  for (const outcome of Object.values(oneOfEach)) {
    expect(v.parse(outcomeSchema, JSON.parse(JSON.stringify(outcome)))).toEqual(outcome);
  }
});

test('the counts of all kinds add up to the number of items', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...Object.values(oneOfEach))), (outcomes) => {
      const counts = countOutcomes(outcomes);
      expect(Object.keys(counts).sort()).toEqual(Object.keys(oneOfEach).sort());
      const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
      expect(total).toBe(outcomes.length);
      for (const { kind } of outcomes) {
        expect(counts[kind]).toBe(outcomes.filter((one) => one.kind === kind).length);
      }
    }),
  );
});

test('only what further work may still change is not final', () => {
  const open = Object.values(oneOfEach).filter((outcome) => !isFinal(outcome));
  expect(open.map(({ kind }) => kind)).toEqual(['waiting', 'sending', 'checking']);
});

test('trying again acts on what was wanted and is not known to be there', () => {
  const retryable = Object.values(oneOfEach).filter(isRetryable);
  expect(retryable.map(({ kind }) => kind)).toEqual(['refused', 'not_tried', 'unknown']);
  expect(retryable.every(isFinal)).toBe(true);
});
