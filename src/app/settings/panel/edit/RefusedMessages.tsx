// The server's reasons for refusing to plan, where the limits that they are about need no names.
import { List, Text } from '@hubspot/ui-extensions';
import { typeKeyText } from '../../domain/association.ts';
import type { Refusal } from '../state/refusals.ts';

export const RefusedMessages = ({ refusals }: { readonly refusals: readonly Refusal[] }) => (
  <List>
    {refusals.map(({ change, message }) => (
      <Text key={typeKeyText(change)}>{message}</Text>
    ))}
  </List>
);
