// What a plan could not contain, and why.
import { Alert, List, Text } from '@hubspot/ui-extensions';
import { reviewWords } from '../words/review.ts';

export const LeftOut = ({ notes }: { readonly notes: readonly string[] }) =>
  notes.length === 0 ? null : (
    <Alert title={reviewWords.leftOutTitle} variant="warning">
      <List>
        {[...new Set(notes)].map((note) => (
          <Text key={note}>{note}</Text>
        ))}
      </List>
    </Alert>
  );
