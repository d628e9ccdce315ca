// HubSpot is away at a write and asks for an hour: the plan is paused for it, and then read back first.
import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { LabelRow } from '#domain/association.ts';
import { planChanges } from '#domain/plan.ts';
import { failed } from '#domain/result.ts';
import type { Associations } from '../../../server/hubspot/associations.ts';
import { portalIdSchema } from '../../../server/ids.ts';
import { applyPlan } from '../../../server/limits/apply.ts';
import { fakeClock, START } from '../fake-clock.ts';
import { memoryPlan } from './memory-plan.ts';
import { moodyHubSpot } from './moody-hubspot.ts';

const PORTAL = v.parse(portalIdSchema, 42);
const HOUR_MS = 3_600_000;
const row: LabelRow = { category: 'USER_DEFINED', typeId: 1, label: 'Partner', limit: 2 };
const type = (id: string) => ({ id, singular: id, plural: id, custom: false });

test.each(['lost_before', 'lost_after'] as const)(
  'a write whose answer is %s the change',
  async (mood) => {
    const pair = { from: type('0-3'), to: type('0-2') };
    const changes = [{ from: '0-3', to: '0-2', ...row, limit: 4 }];
    const items = planChanges([{ ...pair, labels: [row], readAt: '' }], changes);
    if (!items.ok) throw new Error('The change cannot be planned.');
    const plan = memoryPlan(items.value, []);
    const hubspot = moodyHubSpot([row], { writes: [mood], reads: [] }, new Set());
    const associations: Associations = {
      ...hubspot,
      async write(...call) {
        const answer = await hubspot.write(...call);
        return answer.ok
          ? answer
          : failed({ code: 'unavailable', retryAfterMs: HOUR_MS, hubspot: null });
      },
    };
    const clock = fakeClock();
    const parts = { plans: plan.plans, associations, clock, stopping: () => false };
    expect(await applyPlan(parts, PORTAL, plan.planId)).toEqual({
      kind: 'paused',
      afterMs: HOUR_MS,
    });
    expect([plan.state(), clock.now() - START]).toEqual(['paused', 0]);
    const paused = await plan.plans.find(PORTAL, plan.planId);
    expect(paused?.resumesAt).toBe(START + HOUR_MS);
    clock.advance(HOUR_MS);
    expect(await applyPlan(parts, PORTAL, plan.planId)).toEqual({ kind: 'done' });
    expect(plan.items()[0]?.outcome).toEqual({ kind: 'saved', before: 2, after: 4 });
    const writes = hubspot.calls.filter(({ kind }) => kind === 'write');
    expect(writes).toHaveLength(mood === 'lost_before' ? 2 : 1);
  },
);
