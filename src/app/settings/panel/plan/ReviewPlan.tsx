// The last look before anything is sent: each change, what stays, what is risky, and why it is done.
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
import { useCanChange } from '../../data/rights.ts';
import { MAX_NOTE } from '../../domain/history.ts';
import type { PlanView } from '../../domain/wire.ts';
import type { Dispatch } from '../state/panelState.ts';
import { asChange, changingItems, directionOf } from '../state/planItems.ts';
import { pairsOf } from '../state/useEdits.ts';
import { MutationState } from '../status/MutationState.tsx';
import { QueryState } from '../status/QueryState.tsx';
import { applyButton, backFromPlan, reviewTitle, reviewWords } from '../words/review.ts';
import { scanWords } from '../words/scan.ts';
import { LeftOut } from './LeftOut.tsx';
import { NoteField } from './NoteField.tsx';
import { ReviewRisks } from './ReviewRisks.tsx';
import { ReviewTable } from './ReviewTable.tsx';
import { useReviewCounts, type ReviewCounts } from './useReviewCounts.ts';
import { WhatStays } from './WhatStays.tsx';

export interface ReviewPlanProps {
  readonly plan: PlanView;
  /** As typed so far. */
  readonly note: string;
  readonly dispatch: Dispatch;
}

export function ReviewPlan({ plan, note, dispatch }: ReviewPlanProps) {
  const canChange = useCanChange();
  const apply = useApplyPlan((note) => {
    dispatch({ type: 'applied', note, changes: plan.items.map(asChange) });
  });
  const changing = changingItems(plan);
  const { query, counts } = useReviewCounts(plan);
  const pairs = pairsOf(changing);
  const only = pairs.length === 1 ? pairs[0] : undefined;
  if (changing.length === 0) return <NothingToApply plan={plan} dispatch={dispatch} />;
  return (
    <Flex direction="column" gap="md">
      <Heading>
        {reviewTitle(changing.length, only && directionOf(plan, only), pairs.length)}
      </Heading>
      {plan.undoOf === null ? null : <Text>{reviewWords.undo}</Text>}
      <Text>{reviewWords.consequence}</Text>
      <LeftOut notes={plan.notes} />
      <ReviewRisks items={changing} />
      <CountsState query={query} />
      <ReviewTable plan={plan} items={changing} counts={counts} />
      <WhatStays plan={plan} />
      {canChange ? <NoteField note={note} dispatch={dispatch} /> : null}
      <MutationState mutation={apply} />
      <ButtonRow>
        {canChange ? (
          <LoadingButton
            variant="primary"
            loading={apply.isPending}
            onClick={() => {
              // The field says that the note is too long.
              if (note.trim().length > MAX_NOTE) return;
              apply.mutate({ planId: plan.planId, note: note.trim() });
            }}
          >
            {applyButton(changing.length)}
          </LoadingButton>
        ) : null}
        <Button
          variant="secondary"
          onClick={() => {
            const wanted = plan.undoOf === null ? changing.map(asChange) : [];
            dispatch({ type: 'leaveReview', wanted });
          }}
        >
          {backFromPlan(plan.undoOf !== null)}
        </Button>
      </ButtonRow>
    </Flex>
  );
}

/** The counts are on their way, or could not be looked up; the rows then say nothing about them. */
const CountsState = ({ query }: Pick<ReviewCounts, 'query'>) =>
  query.isLoading && !query.failureReason ? (
    <Text variant="microcopy">{scanWords.judging}</Text>
  ) : (
    <QueryState query={query} />
  );

const NothingToApply = ({ plan, dispatch }: Omit<ReviewPlanProps, 'note'>) => (
  <EmptyState title={reviewWords.emptyTitle} imageName="task" layout="vertical">
    <Text>{reviewWords.empty}</Text>
    <LeftOut notes={plan.notes} />
    <Button
      variant="primary"
      onClick={() => {
        dispatch({ type: 'leavePlan', settled: plan.items.map(asChange) });
      }}
    >
      {plan.undoOf === null ? reviewWords.backToLimits : reviewWords.backToHistory}
    </Button>
  </EmptyState>
);
