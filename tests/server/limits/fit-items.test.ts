// What a plan tells the panel fits into what HubSpot passes on, whatever HubSpot said.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PlanView } from '#domain/wire.ts';
import { fitItems } from '../../../server/limits/fit-items.ts';
import { sampleItem } from '../../storage/plan-samples.ts';

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
