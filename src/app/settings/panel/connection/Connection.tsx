// Since when the portal is connected, and the way out.
import { useState } from 'react';
import { Flex, Heading, Text } from '@hubspot/ui-extensions';
import { useCanChange } from '../../data/rights.ts';
import type { Session } from '../../domain/wire.ts';
import { connectedSince, connectionWords } from '../words/connection.ts';
import { Disconnect } from './Disconnect.tsx';

export function Connection({ session }: { readonly session: Session }) {
  const [asking, setAsking] = useState(false);
  const canChange = useCanChange();
  const { connectedAt } = session;
  if (connectedAt === null) return null;
  return (
    <Flex direction="column" gap="sm" align="start">
      <Heading>{connectionWords.title}</Heading>
      <Text>{connectedSince(connectedAt)}</Text>
      {canChange ? null : <Text>{connectionWords.onlyAdmins}</Text>}
      {canChange || asking ? (
        <Disconnect connectedAt={connectedAt} asking={asking} onAsk={setAsking} />
      ) : null}
    </Flex>
  );
}
