// From a checked setup to the ordinary review.
import { Alert, Flex, LoadingButton, Text } from '@hubspot/ui-extensions';
import { useCanChange } from '../../data/rights.ts';
import type { SetupMatch } from '../../domain/setup/match.ts';
import { ReviewState } from '../edit/ReviewState.tsx';
import { blockOf, TooMany } from '../edit/TooMany.tsx';
import { useReview } from '../edit/useReview.ts';
import { nothingToSet, portalText, setupWords } from '../words/setups.ts';
import type { SetupsPageProps } from './SetupsPage.tsx';

export interface SetupReviewProps extends SetupsPageProps {
  readonly match: SetupMatch;
}

export function SetupReview({ session, match, setup, dispatchSetup, dispatch }: SetupReviewProps) {
  const canChange = useCanChange();
  const review = useReview(dispatch, 'setups');
  const { changes, findings } = match;
  const block = blockOf(changes);
  if (!canChange) return null;
  const ask = (): void => {
    dispatchSetup({ type: 'askReview' });
    if (changes.length > 0 && block === null) review.review(changes);
  };
  const undecided = findings.some(
    ({ verdict }) => verdict.kind !== 'set' && verdict.kind !== 'already',
  );
  return (
    <Flex direction="column" gap="sm">
      {setup.reviewAsked && changes.length === 0 ? (
        <Alert title={setupWords.nothingToSetTitle} variant="info">
          {nothingToSet(undecided)}
        </Alert>
      ) : null}
      <TooMany block={block} />
      <ReviewState review={review} />
      <Flex direction="row" gap="md" align="center" wrap="wrap">
        <LoadingButton variant="primary" loading={review.planning.isPending} onClick={ask}>
          {setupWords.review}
        </LoadingButton>
        <Text>{portalText(session)}</Text>
      </Flex>
    </Flex>
  );
}
