// How many limits are unsaved, and the way to the review. Review can always be pressed: it says
// what is missing instead of being grey.
import { Alert, Button, Flex, LoadingButton, Text } from '@hubspot/ui-extensions';
import { changesOf, type Edits } from '../state/edits.ts';
import type { Dispatch, PanelState } from '../state/panelState.ts';
import { placesOf } from '../state/places.ts';
import { MutationState } from '../status/MutationState.tsx';
import { bringBackButton, editWords, unsavedIn, unsavedText } from '../words/edit.ts';
import { BlockedReview } from './BlockedReview.tsx';
import { RefusedLines } from './RefusedLines.tsx';
import { blockOf, TooMany } from './TooMany.tsx';
import type { Review } from './useReview.ts';

export interface UnsavedBarProps {
  readonly state: PanelState;
  readonly edits: Edits;
  readonly review: Review;
  readonly dispatch: Dispatch;
}

export function UnsavedBar({ state, edits, review, dispatch }: UnsavedBarProps) {
  const isElsewhere = [...edits.values()].some(
    ({ draft: { type } }) => type.from !== state.from || type.to !== state.to,
  );
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
        {isElsewhere ? <Text>{unsavedIn(placesOf(edits))}</Text> : null}
        <LoadingButton variant="primary" loading={review.planning.isPending} onClick={ask}>
          {editWords.review}
        </LoadingButton>
        <DiscardButton state={state} edits={edits} dispatch={dispatch} />
      </Flex>
    </Flex>
  );
}

function canReview(edits: Edits): boolean {
  return edits.size > 0 && blockOfEdits(edits) === null && problemsOf(edits).length === 0;
}

const problemsOf = (edits: Edits) => [...edits.values()].filter(({ problem }) => problem !== null);

/** Those that need a correction count too. */
const blockOfEdits = (edits: Edits) => blockOf([...edits.values()].map(({ draft }) => draft.type));

function Blocked({ edits, dispatch }: Pick<UnsavedBarProps, 'edits' | 'dispatch'>) {
  const block = blockOfEdits(edits);
  const problems = problemsOf(edits);
  if (edits.size === 0) {
    return (
      <Alert title={editWords.nothingToReviewTitle} variant="info">
        {editWords.nothingToReview}
      </Alert>
    );
  }
  if (block !== null) return <TooMany block={block} />;
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
