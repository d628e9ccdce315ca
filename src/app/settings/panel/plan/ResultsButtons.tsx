// Where to go from the results: try again, edit, or be done.
import { Button, ButtonRow, Flex, LoadingButton } from '@hubspot/ui-extensions';
import { useCanChange } from '../../data/rights.ts';
import { isRetryable } from '../../domain/outcome.ts';
import { ReviewState } from '../edit/ReviewState.tsx';
import { useReview } from '../edit/useReview.ts';
import { retryableChanges, savedChanges } from '../state/planItems.ts';
import { progressWords, tryAgainButton } from '../words/progress.ts';
import type { ResultsProps } from './Results.tsx';

export function ResultsButtons({ plan, dispatch }: ResultsProps) {
  const canChange = useCanChange();
  const review = useReview(dispatch);
  const wanted = canChange ? retryableChanges(plan) : [];
  const canRetry = wanted.length > 0;
  return (
    <Flex direction="column" gap="sm">
      <ReviewState review={review} />
      <ButtonRow>
        {canRetry ? (
          <LoadingButton
            variant="primary"
            loading={review.planning.isPending}
            onClick={() => {
              review.review(wanted);
            }}
          >
            {tryAgainButton(wanted.length, isOnlyRefused(plan))}
          </LoadingButton>
        ) : null}
        {canRetry ? (
          <Button
            variant="secondary"
            onClick={() => {
              dispatch({ type: 'editAgain', wanted });
            }}
          >
            {progressWords.editThese}
          </Button>
        ) : null}
        <Button
          variant={canRetry ? 'secondary' : 'primary'}
          onClick={() => {
            dispatch({ type: 'leavePlan', settled: savedChanges(plan) });
          }}
        >
          {progressWords.done}
        </Button>
      </ButtonRow>
    </Flex>
  );
}

const isOnlyRefused = ({ items }: ResultsProps['plan']): boolean =>
  items.every(({ outcome }) => outcome.kind === 'refused' || !isRetryable(outcome));
