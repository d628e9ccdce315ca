// Asks the server for a plan and shows it. Each asking has an id of its own, so that however often
// HubSpot delivers the request, it is one plan.
import type { UseMutationResult } from '@tanstack/react-query';
import type { RequestFailed } from '../../data/failure.ts';
import { newPlanId } from '../../data/planId.ts';
import { useMakePlan, type PlanWish } from '../../data/queries.ts';
import type { Change } from '../../domain/plan.ts';
import type { PlanView } from '../../domain/wire.ts';
import type { Dispatch, PanelTab } from '../state/panelState.ts';
import { refusalsOf, type Refusal } from '../state/refusals.ts';

export interface Review {
  readonly planning: UseMutationResult<PlanView, RequestFailed, PlanWish>;
  /** What the server refused to plan, of the changes last sent. */
  readonly refusals: readonly Refusal[];
  readonly review: (changes: readonly Change[]) => void;
}

/** `tab`: where the review is asked for; left out: wherever the person is. */
export function useReview(dispatch: Dispatch, tab?: PanelTab): Review {
  const planning = useMakePlan((_, { planId, changes }) => {
    dispatch({ type: 'openPlan', planId, asked: changes, tab });
  });
  const { error, variables } = planning;
  return {
    planning,
    refusals: error ? refusalsOf(error.failure, variables.changes) : [],
    review: (changes) => {
      dispatch({ type: 'askPlan' });
      planning.mutate({ planId: newPlanId(), changes });
    },
  };
}
