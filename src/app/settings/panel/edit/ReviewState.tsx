// What became of asking for a review that has not come: why not, and for which directions.
import { MutationState } from '../status/MutationState.tsx';
import { RefusedMessages } from './RefusedMessages.tsx';
import type { Review } from './useReview.ts';

export const ReviewState = ({ review: { planning, refusals } }: { readonly review: Review }) => (
  <MutationState mutation={planning}>
    <RefusedMessages refusals={refusals} />
  </MutationState>
);
