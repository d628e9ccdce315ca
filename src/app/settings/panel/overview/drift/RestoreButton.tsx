// Plans the way back for the chosen differences, or for all where none is chosen, and hands it on to
// the ordinary review.
import { useState, type ReactNode } from 'react';
import { Alert, Flex, LoadingButton, Text } from '@hubspot/ui-extensions';
import { typeKeyText } from '../../../domain/association.ts';
import { ReviewState } from '../../edit/ReviewState.tsx';
import { useReview } from '../../edit/useReview.ts';
import type { Dispatch } from '../../state/panelState.ts';
import { driftWords, notRestorable, restoreAll, restoreChosen } from '../../words/drift.ts';
import { changesToRestore, type Difference } from './restorable.ts';
import type { ChosenRows } from './useChosen.ts';

export interface RestoreButtonProps {
  readonly variant: 'primary' | 'secondary';
  readonly rows: readonly Difference[];
  readonly chosen: ChosenRows;
  readonly dispatch: Dispatch;
  /** Buttons beside this one. */
  readonly children?: ReactNode;
}

export function RestoreButton({ variant, rows, chosen, dispatch, children }: RestoreButtonProps) {
  const [isAsked, ask] = useState(false);
  const review = useReview(dispatch, 'overview');
  const selected = rows.filter(({ type }) => chosen.size === 0 || chosen.has(typeKeyText(type)));
  const changes = changesToRestore(selected);
  const left = selected.length - changes.length;
  const restore = (): void => {
    ask(true);
    if (changes.length > 0) review.review(changes);
  };
  return (
    <Flex direction="column" gap="sm">
      <ReviewState review={review} />
      {isAsked && changes.length === 0 ? (
        <Alert title={driftWords.nothingToRestore} variant="info" />
      ) : null}
      {left > 0 && changes.length > 0 ? (
        <Text variant="microcopy">{notRestorable(left)}</Text>
      ) : null}
      <Flex direction="row" gap="sm" align="center" wrap="wrap">
        <LoadingButton variant={variant} loading={review.planning.isPending} onClick={restore}>
          {chosen.size === 0 ? restoreAll(changes.length) : restoreChosen(changes.length)}
        </LoadingButton>
        {children}
      </Flex>
    </Flex>
  );
}
