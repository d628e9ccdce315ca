// The server's reasons for refusing to plan, each with the direction that it is about.
import { List, Text } from '@hubspot/ui-extensions';
import { useObjectTypes } from '../../data/queries.ts';
import { typeKeyText } from '../../domain/association.ts';
import { directionBetween } from '../setups/directionBetween.ts';
import type { Refusal } from '../state/refusals.ts';
import { refusedLine } from '../words/review.ts';

export function RefusedMessages({ refusals }: { readonly refusals: readonly Refusal[] }) {
  const types = useObjectTypes().data?.objectTypes ?? [];
  return (
    <List>
      {refusals.map(({ change, message }) => (
        <Text key={typeKeyText(change)}>
          {refusedLine(directionBetween(types, change.from, change.to), message)}
        </Text>
      ))}
    </List>
  );
}
