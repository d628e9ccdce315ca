// How many limits are unsaved, and the way to the review. Review can always be pressed: it says
// what is missing instead of being grey.
import { Alert, Button, Flex, LoadingButton, Text } from '@hubspot/ui-extensions';
import { MAX_CHANGES, MAX_DIRECTIONS } from '../../domain/wire.ts';
import { changesOf, type Edits } from '../state/edits.ts';
import type { Dispatch, PanelState } from '../state/panelState.ts';
import { placesOf } from '../state/places.ts';
import { MutationState } from '../status/MutationState.tsx';
import {
  bringBackButton,
  editWords,
  tooManyChanges,
  tooManyDirections,
  unsavedIn,
  unsavedText,
} from '../words/edit.ts';
import { BlockedReview } from './BlockedReview.tsx';
import { RefusedLines } from './RefusedLines.tsx';
import type { Review } from './useReview.ts';

export interface UnsavedBarProps {
  readonly state: PanelState;
  readonly edits: Edits;
  readonly review: Review;
  readonly dispatch: Dispatch;
}

export function UnsavedBar({ state, edits, review, dispatch }: UnsavedBarProps) {
  const places = placesOf(edits);
  const ask = (): void => {
    dispatch({ type: 'askReview' });
    if (canReview(edits)) review.review(changesOf(edits));
  };
  return (
    <Flex direction="column" gap="sm">
      {state.reviewAsked ? <Blocked edits={edits} dispatch={dispatch} /> : null}
      <MutationState mutation={review.planning}>
        <RefusedLines edits={edits} refusals={review.refusals} />
      </MutationState>
      <Flex direction="row" gap="md" align="center" wrap="wrap">
        <Text format={{ fontWeight: 'demibold' }}>
          {edits.size === 0 ? editWords.noUnsaved : unsavedText(edits.size)}
        </Text>
        {places.length > 1 ? <Text>{unsavedIn(places)}</Text> : null}
        <LoadingButton variant="primary" loading={review.planning.isPending} onClick={ask}>
          {editWords.review}
        </LoadingButton>
        <DiscardButton state={state} edits={edits} dispatch={dispatch} />
      </Flex>
    </Flex>
  );
}

function canReview(edits: Edits): boolean {
  return edits.size > 0 && blockOf(edits) === null && problemsOf(edits).length === 0;
}

const problemsOf = (edits: Edits) => [...edits.values()].filter(({ problem }) => problem !== null);

/** Why the edits are too many for one plan; null where they are not. */
function blockOf(edits: Edits): string | null {
  const places = placesOf(edits).length;
  if (edits.size > MAX_CHANGES) return tooManyChanges(edits.size, MAX_CHANGES);
  return places > MAX_DIRECTIONS ? tooManyDirections(places, MAX_DIRECTIONS) : null;
}

function Blocked({ edits, dispatch }: Pick<UnsavedBarProps, 'edits' | 'dispatch'>) {
  const block = blockOf(edits);
  const problems = problemsOf(edits);
  if (edits.size === 0) {
    return (
      <Alert title={editWords.nothingToReviewTitle} variant="info">
        {editWords.nothingToReview}
      </Alert>
    );
  }
  if (block !== null) {
    return (
      <Alert title={editWords.tooManyTitle} variant="danger">
        {block}
      </Alert>
    );
  }
  return problems.length === 0 ? null : <BlockedReview problems={problems} dispatch={dispatch} />;
}

function DiscardButton({ state, edits, dispatch }: Omit<UnsavedBarProps, 'review'>) {
  if (edits.size > 0) {
    return (
      <Button
        variant="secondary"
        onClick={() => {
          dispatch({ type: 'discard' });
        }}
      >
        {editWords.discard}
      </Button>
    );
  }
  if (state.discarded.size === 0) return null;
  return (
    <Button
      variant="secondary"
      onClick={() => {
        dispatch({ type: 'bringBack' });
      }}
    >
      {bringBackButton(state.discarded.size)}
    </Button>
  );
}
