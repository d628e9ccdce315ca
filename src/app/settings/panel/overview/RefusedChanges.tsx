// Why the server would not plan some of the changes that it was asked for.
import { List, Text } from '@hubspot/ui-extensions';
import { typeKeyText } from '../../domain/association.ts';
import type { Refusal } from '../state/refusals.ts';

export const RefusedChanges = ({ refusals }: { readonly refusals: readonly Refusal[] }) => (
  <List>
    {refusals.map(({ change, message }) => (
      <Text key={typeKeyText(change)}>{message}</Text>
    ))}
  </List>
);
