// A stored plan as the panel sees it.
import { sayFailure } from '#domain/failureWords.ts';
import type { PlanChanges, PlanView } from '#domain/wire.ts';
import type { PlanHead, StoredChange, StoredPlan } from '../storage/plans.ts';
import { fitItems } from './fit-items.ts';

const time = (milliseconds: number): string => new Date(milliseconds).toISOString();
const timeOrNull = (milliseconds: number | null): string | null =>
  milliseconds === null ? null : time(milliseconds);

/** The view of a plan; refusals and "unknown" count as final here only once the plan is done. */
export function viewPlan(plan: StoredPlan): PlanView {
  return {
    ...viewHead(plan),
    notes: [...plan.notes],
    asked: plan.request !== null && 'changes' in plan.request ? plan.request.changes : [],
    objectTypes: [...plan.objectTypes],
    items: fitItems(
      plan.items.map((item) => ({ ...item, risks: [...item.risks] })),
      plan.notes,
    ),
  };
}

/** What became of a plan since an earlier look. */
export const viewChanges = (head: PlanHead, changed: readonly StoredChange[]): PlanChanges => ({
  ...viewHead(head),
  changed: fitItems(changed),
});

const viewHead = (plan: PlanHead): Omit<PlanChanges, 'changed'> => ({
  planId: plan.planId,
  mark: plan.mark,
  state: plan.state,
  createdAt: time(plan.createdAt),
  createdBy: String(plan.createdBy),
  appliedAt: timeOrNull(plan.appliedAt),
  finishedAt: timeOrNull(plan.finishedAt),
  resumesAt: timeOrNull(plan.resumesAt),
  note: plan.note,
  undoOf: plan.undoOf,
  progress:
    plan.state === 'planning' ? { read: plan.directionsRead, total: plan.directionsTotal } : null,
  refusal: plan.refusal && sayFailure(plan.refusal),
});
