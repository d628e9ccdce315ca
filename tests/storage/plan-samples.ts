// Plans for tests of the store.
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { PlanItem } from '#domain/plan.ts';
import { userIdSchema } from '../../server/ids.ts';
import type { NewPlan } from '../../server/storage/plans.ts';

export const USER = v.parse(userIdSchema, 7);

export const sampleItem = (typeId: number, change: Partial<PlanItem> = {}): PlanItem => ({
  from: '0-3',
  to: '0-2',
  category: 'USER_DEFINED',
  typeId,
  label: `Partner “${String(typeId)}” 🤝`,
  action: 'update',
  before: 2,
  after: 4,
  risks: [],
  ...change,
});

/** A plan of `count` items under a new id. */
export function samplePlan(count: number, change: Partial<NewPlan> = {}): NewPlan {
  return {
    planId: randomUUID(),
    requestHash: 'hash',
    objectTypes: [{ id: '0-3', singular: 'Deal', plural: 'Deals', custom: false }],
    createdAt: 1_700_000_000_000,
    createdBy: USER,
    items: Array.from({ length: count }, (_, index) => sampleItem(index + 1)),
    ...change,
  };
}
