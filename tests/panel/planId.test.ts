// Plan ids: UUIDs that the server accepts, with or without randomUUID in the worker.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { planIdSchema } from '#domain/wire.ts';
import { newPlanId } from '../../src/app/settings/data/planId.ts';

test('two plan ids are never the same', () => {
  expect(newPlanId()).not.toBe(newPlanId());
});

test('without randomUUID every sixteen bytes make a UUID of version 4', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (random) => {
      const id = newPlanId({ getRandomValues: () => random });
      expect(v.safeParse(planIdSchema, id).success).toBe(true);
      expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    }),
  );
});
