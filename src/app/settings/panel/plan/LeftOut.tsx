// What a plan could not contain, and why.
import { Alert } from '@hubspot/ui-extensions';
import { Lines } from '../status/Lines.tsx';
import { reviewWords } from '../words/review.ts';

export const LeftOut = ({ notes }: { readonly notes: readonly string[] }) =>
  notes.length === 0 ? null : (
    <Alert title={reviewWords.leftOutTitle} variant="warning">
      <Lines lines={[...new Set(notes)]} />
    </Alert>
  );
