// HubSpot forbids a write in mid-direction: what was sent before is read back, what was not is not tried.
import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { LabelRow } from '#domain/association.ts';
import type { Limit } from '#domain/limit.ts';
import type { Outcome } from '#domain/outcome.ts';
import { planChanges } from '#domain/plan.ts';
import { portalIdSchema } from '../../../server/ids.ts';
import { applyPlan } from '../../../server/limits/apply.ts';
import { fakeClock } from '../fake-clock.ts';
import { memoryPlan } from './memory-plan.ts';
import { moodyHubSpot, type ReadMood, type WriteMood } from './moody-hubspot.ts';

const PORTAL = v.parse(portalIdSchema, 42);
const label = (typeId: number, limit: Limit): LabelRow => ({
  ...{ category: 'USER_DEFINED', typeId, label: `Label ${String(typeId)}`, limit },
});
const rows: readonly LabelRow[] = [
  { category: 'HUBSPOT_DEFINED', typeId: 341, label: null, limit: 3 },
  label(1, 2),
  label(2, 2),
];
const type = (id: string) => ({ id, singular: id, plural: id, custom: false });

/** Applies limits for the types of `rows`, in their order; as often as it is put off. */
async function outcomesOf(
  wanted: readonly Limit[],
  moods: { readonly writes: readonly WriteMood[]; readonly reads?: readonly ReadMood[] },
): Promise<readonly Outcome[]> {
  const direction = { from: type('0-3'), to: type('0-2'), labels: [...rows], readAt: '' };
  const changes = wanted.flatMap((limit, place) => {
    const row = rows[place];
    return row ? [{ from: '0-3', to: '0-2', ...row, limit }] : [];
  });
  const items = planChanges([direction], changes);
  if (!items.ok) throw new Error('The changes cannot be planned.');
  const plan = memoryPlan(items.value, []);
  const associations = moodyHubSpot(rows, { reads: [], ...moods }, new Set());
  const parts = { plans: plan.plans, associations, clock: fakeClock(), stopping: () => false };
  while ((await applyPlan(parts, PORTAL, plan.planId)).kind === 'paused');
  return plan.items().map(({ outcome }) => outcome);
}

const notTried = { kind: 'not_tried', reason: 'missing_scope' };

test('a limit that was sent before is read back', async () => {
  const outcomes = await outcomesOf([9, 5], { writes: ['ok', 'missing_scope'] });
  expect(outcomes).toMatchObject([{ kind: 'saved', before: 3, after: 9 }, notTried]);
});

test('a read-back that HubSpot puts off is made later', async () => {
  const outcomes = await outcomesOf([9, 5], {
    writes: ['ok', 'missing_scope', 'missing_scope'],
    reads: ['ok', 'rate_limited'],
  });
  expect(outcomes).toMatchObject([{ kind: 'saved', before: 3, after: 9 }, notTried]);
});

test('the half of a refused batch that was not sent again is not tried', async () => {
  const outcomes = await outcomesOf([3, 1, 1], { writes: ['refuses_all', 'missing_scope'] });
  expect(outcomes).toMatchObject([{ kind: 'unchanged' }, notTried, notTried]);
});
