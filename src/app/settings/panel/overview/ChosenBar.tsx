// The chosen labels, and the one limit that they are to have: the way to the review.
import { useState } from 'react';
import { Button, ButtonRow, Flex, Input, LoadingButton, Text } from '@hubspot/ui-extensions';
import { parseLimit, type Limit } from '../../domain/limit.ts';
import type { Overview } from '../../domain/overview.ts';
import { ReviewState } from '../edit/ReviewState.tsx';
import { blockOf, TooMany } from '../edit/TooMany.tsx';
import { useOwnText } from '../edit/useOwnText.ts';
import { useReview, type Review } from '../edit/useReview.ts';
import type { Dispatch } from '../state/panelState.ts';
import { limitProblemSentence } from '../words/limits.ts';
import { chosenText, limitForChosen, overviewWords } from '../words/overview.ts';
import { labelOfRow } from './names.ts';
import { changesOfChosen, type OverviewDispatch, type OverviewState } from './overviewState.ts';

export interface ChosenBarProps {
  readonly data: Overview;
  readonly overview: OverviewState;
  readonly overviewDispatch: OverviewDispatch;
  readonly dispatch: Dispatch;
}

export function ChosenBar({ data, overview, overviewDispatch, dispatch }: ChosenBarProps) {
  const { chosen } = overview;
  const review = useReview((action) => {
    // From here on the limits are the plan's; whoever goes back finds them as unsaved limits. What
    // was chosen since then stays chosen.
    if ('asked' in action) overviewDispatch({ type: 'unchoose', labels: action.asked ?? [] });
    dispatch(action);
  }, 'overview');
  const labels = data.rows.flatMap((row) => labelOfRow(row) ?? []);
  if (labels.length + chosen.size === 0) return null;
  return (
    <Flex direction="column" gap="sm">
      <ButtonRow>
        {labels.length === 0 ? null : (
          <Button
            size="sm"
            variant="secondary"
            onClick={() => {
              overviewDispatch({ type: 'choose', labels });
            }}
          >
            {overviewWords.choosePage}
          </Button>
        )}
        {/* Also where none is chosen: who pressed it keeps the focus. */}
        <Button
          size="sm"
          variant="secondary"
          onClick={() => {
            overviewDispatch({ type: 'unchooseAll' });
          }}
        >
          {overviewWords.unchooseAll}
        </Button>
      </ButtonRow>
      {chosen.size === 0 ? null : (
        <LimitForChosen overview={overview} overviewDispatch={overviewDispatch} review={review} />
      )}
    </Flex>
  );
}

interface LimitForChosenProps extends Pick<ChosenBarProps, 'overview' | 'overviewDispatch'> {
  readonly review: Review;
}

function LimitForChosen({ overview, overviewDispatch, review }: LimitForChosenProps) {
  const { chosen } = overview;
  const { fieldKey, field, typed } = useOwnText(overview.limit, (text) => {
    overviewDispatch({ type: 'typeLimit', typed: text });
  });
  const [problem, say] = useState('');
  const block = blockOf([...chosen.values()]);
  const ask = (limit: Limit): void => {
    if (block === null) review.review(changesOfChosen(chosen, limit));
  };
  const askForTyped = (): void => {
    const limit = parseLimit(typed());
    say(limit.ok ? '' : limitProblemSentence(limit.failure));
    if (limit.ok) ask(limit.value);
  };
  return (
    <Flex direction="column" gap="sm">
      <Text format={{ fontWeight: 'demibold' }}>{chosenText(chosen.size)}</Text>
      <TooMany block={block} />
      <ReviewState review={review} />
      <Flex direction="row" gap="sm" align="end" wrap="wrap">
        <Input
          key={fieldKey}
          label={limitForChosen(chosen.size)}
          name="limit for chosen"
          description={overviewWords.newLimitHelp}
          {...field}
          error={problem !== ''}
          validationMessage={problem}
        />
        <LoadingButton variant="primary" loading={review.planning.isPending} onClick={askForTyped}>
          {overviewWords.review}
        </LoadingButton>
        <Button
          variant="secondary"
          onClick={() => {
            ask(null);
          }}
        >
          {overviewWords.reviewNone}
        </Button>
      </Flex>
    </Flex>
  );
}
