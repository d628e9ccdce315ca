// A plan over one direction, beside a HubSpot in moods, applied to its end.
import * as v from 'valibot';
import type { Direction, LabelRow, ObjectType } from '#domain/association.ts';
import type { Limit } from '#domain/limit.ts';
import type { Outcome } from '#domain/outcome.ts';
import { planChanges, type Change, type PlanItem } from '#domain/plan.ts';
import type { Associations } from '../../../server/hubspot/associations.ts';
import { portalIdSchema } from '../../../server/ids.ts';
import { applyPlan } from '../../../server/limits/apply.ts';
import { fakeClock } from '../fake-clock.ts';
import { Killed, memoryPlan, type MemoryPlan } from './memory-plan.ts';
import { moodyHubSpot, type MoodyHubSpot, type ReadMood, type WriteMood } from './moody-hubspot.ts';

const PORTAL = v.parse(portalIdSchema, 42);
export const type = (id: string): ObjectType => ({ id, singular: id, plural: id, custom: false });
export const label = (typeId: number, limit: Limit): LabelRow => ({
  ...{ category: 'USER_DEFINED', typeId, label: `Label ${String(typeId)}`, limit },
});
/** The object limit of the direction, and two labels. */
export const rowsWith = (limit: Limit): readonly [LabelRow, LabelRow, LabelRow] => [
  { category: 'HUBSPOT_DEFINED', typeId: 341, label: null, limit },
  label(1, 2),
  label(2, 2),
];
export const directionOf = (rows: readonly LabelRow[]): Direction => ({
  ...{ from: type('0-3'), to: type('0-2'), labels: [...rows], readAt: '' },
});
export const changeOf = (row: LabelRow, limit: Limit): Change => ({
  ...{ from: '0-3', to: '0-2', ...row, limit },
});

export function planOf(
  directions: readonly Direction[],
  changes: readonly Change[],
): readonly PlanItem[] {
  const items = planChanges(directions, changes);
  if (!items.ok) throw new Error('The changes cannot be planned.');
  return items.value;
}

export interface Moods {
  readonly writes?: readonly WriteMood[];
  readonly reads?: readonly ReadMood[];
}

export interface ApplyWorld {
  readonly hubspot: MoodyHubSpot;
  readonly clock: ReturnType<typeof fakeClock>;
  readonly plan: MemoryPlan;
  /** Applies to the end, as often as the plan is put off or the server killed; the outcomes. */
  readonly apply: (associations?: Associations) => Promise<readonly Outcome[]>;
}

/** The plan of these items, and a HubSpot that holds the rows. */
export function applyWorld(
  rows: readonly LabelRow[],
  items: readonly PlanItem[],
  moods: Moods = {},
  killedAt: readonly number[] = [],
): ApplyWorld {
  const hubspot = moodyHubSpot(rows, { writes: [], reads: [], ...moods }, new Set());
  const plan = memoryPlan(items, killedAt);
  const clock = fakeClock();
  return {
    ...{ hubspot, clock, plan },
    async apply(associations = hubspot) {
      const parts = { plans: plan.plans, associations, clock, stopping: () => false };
      for (let run = 1; run <= 20; run += 1) {
        try {
          const end = await applyPlan(parts, PORTAL, plan.planId);
          if (end.kind === 'done') return plan.items().map(({ outcome }) => outcome);
        } catch (error) {
          if (!(error instanceof Killed)) throw error;
        }
      }
      throw new Error('The plan did not end.');
    },
  };
}
