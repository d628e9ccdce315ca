// The last look before anything is sent: each change, what stays, and what is risky.
import {
  Button,
  ButtonRow,
  EmptyState,
  Flex,
  Heading,
  LoadingButton,
  Text,
} from '@hubspot/ui-extensions';
import { useApplyPlan } from '../../data/queries.ts';
import type { PlanView } from '../../domain/wire.ts';
import type { Dispatch } from '../state/panelState.ts';
import { asChange, directionOf } from '../state/planItems.ts';
import { pairsOf } from '../state/useEdits.ts';
import { MutationState } from '../status/MutationState.tsx';
import { applyButton, reviewTitle, reviewWords } from '../words/review.ts';
import { ReviewRisks } from './ReviewRisks.tsx';
import { ReviewTable } from './ReviewTable.tsx';
import { WhatStays } from './WhatStays.tsx';

export interface ReviewPlanProps {
  readonly plan: PlanView;
  readonly canApply: boolean;
  readonly dispatch: Dispatch;
}

export function ReviewPlan({ plan, canApply, dispatch }: ReviewPlanProps) {
  const apply = useApplyPlan();
  const changing = plan.items.filter(({ action }) => action !== 'none');
  const pairs = pairsOf(changing);
  const only = pairs.length === 1 ? pairs[0] : undefined;
  if (changing.length === 0) return <NothingToApply plan={plan} dispatch={dispatch} />;
  return (
    <Flex direction="column" gap="md">
      <Heading>
        {reviewTitle(changing.length, only && directionOf(plan, only), pairs.length)}
      </Heading>
      <Text>{reviewWords.consequence}</Text>
      <ReviewRisks items={changing} />
      <ReviewTable plan={plan} items={changing} />
      <WhatStays plan={plan} />
      <MutationState mutation={apply} />
      <ButtonRow>
        {canApply ? (
          <LoadingButton
            variant="primary"
            loading={apply.isPending}
            onClick={() => {
              apply.mutate(plan.planId);
            }}
          >
            {applyButton(changing.length)}
          </LoadingButton>
        ) : null}
        <Button
          variant="secondary"
          onClick={() => {
            dispatch({ type: 'leavePlan', settled: [], wanted: changing.map(asChange) });
          }}
        >
          {reviewWords.back}
        </Button>
      </ButtonRow>
    </Flex>
  );
}

const NothingToApply = ({ plan, dispatch }: Omit<ReviewPlanProps, 'canApply'>) => (
  <EmptyState title={reviewWords.emptyTitle} imageName="task" layout="vertical">
    <Text>{reviewWords.empty}</Text>
    <Button
      variant="primary"
      onClick={() => {
        dispatch({ type: 'leavePlan', settled: plan.items.map(asChange), wanted: [] });
      }}
    >
      {reviewWords.backToLimits}
    </Button>
  </EmptyState>
);
