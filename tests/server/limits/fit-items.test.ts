// What a plan tells the panel fits into what HubSpot passes on, whatever HubSpot said.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PlanView } from '#domain/wire.ts';
import { fitItems } from '../../../server/limits/fit-items.ts';
import { viewPlan } from '../../../server/limits/plan-view.ts';
import { sampleItem, samplePlan, USER } from '../../storage/plan-samples.ts';

type Item = PlanView['items'][number];

const refused = (typeId: number, words: number): Item => ({
  ...sampleItem(typeId),
  risks: ['lowers'],
  outcome: {
    kind: 'refused',
    reason: 'other',
    now: 2,
    hubspot: {
      httpStatus: 400,
      status: 'error',
      category: 'VALIDATION_ERROR',
      message: 'ü'.repeat(words),
      correlationId: '2c3f5b0e-6d7a-4c1b-9d57-000000000000',
      context: { typeId: [String(typeId)] },
    },
  },
});

const bytesOf = (items: readonly Item[]): number => Buffer.byteLength(JSON.stringify(items));

test('a small plan is told in HubSpot’s full words', () => {
  const items = Array.from({ length: 200 }, (_, index) => refused(index, 300));
  expect(fitItems(items)).toEqual(items);
});

test('2,000 refused limits fit, each with its outcome, in order, and as many words as there is room for', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3_000 }), (words) => {
      const items = Array.from({ length: 2_000 }, (_, index) => refused(index, words));
      const fitted = fitItems(items);
      expect(bytesOf(fitted)).toBeLessThan(1_000_000);
      expect(fitted.map(({ typeId }) => typeId)).toEqual(items.map(({ typeId }) => typeId));
      expect(fitted.every(({ outcome }) => outcome.kind === 'refused')).toBe(true);
      const [first] = fitted;
      expect(first?.outcome).toMatchObject({
        hubspot: { correlationId: '2c3f5b0e-6d7a-4c1b-9d57-000000000000' },
      });
    }),
    { numRuns: 15 },
  );
});

test('an undo that leaves out half of its limits fits with the sentences that say so', () => {
  const items = Array.from({ length: 1_000 }, (_, index) => refused(index, 3_000));
  const note = `The label “${'ü'.repeat(50)}” of Contact → Company no longer exists, so its limit went with it.`;
  const notes = items.map(() => note);
  const plan = { ...samplePlan(0), notes, items, state: 'done', mark: '1', request: null } as const;
  const applied = { appliedAt: 0, appliedBy: USER, finishedAt: 0, resumesAt: null, putOff: 0 };
  const rest = { note: null, undoOf: null, directionsRead: 0, directionsTotal: 0, refusal: null };
  const view = viewPlan({ ...plan, ...applied, ...rest });
  expect(view.notes).toEqual(notes);
  expect(Buffer.byteLength(JSON.stringify(view))).toBeLessThan(1_000_000);
});
