// Says that a request failed, beside the work that is still there.
import type { ReactNode } from 'react';
import { Alert, Button, Flex, Text } from '@hubspot/ui-extensions';
import type { ApiFailure } from '../../data/failure.ts';
import { failureWords, supportText } from '../words/failures.ts';
import { sessionWords } from '../words/session.ts';
import { ConnectButton } from './ConnectButton.tsx';

export interface FailureNoticeProps {
  readonly failure: ApiFailure;
  /** Asks once more; left out where the surface's own button does that. */
  readonly onAgain?: () => void;
  readonly children?: ReactNode;
}

export function FailureNotice({ failure, onAgain, children }: FailureNoticeProps) {
  const { title, text, wayOut } = failureWords(failure);
  const support = supportText(failure);
  return (
    <Alert title={title} variant="danger">
      <Flex direction="column" gap="sm" align="start">
        <Text>{text}</Text>
        {children}
        {support === '' ? null : <Text variant="microcopy">{support}</Text>}
        {wayOut === 'connect' ? (
          <ConnectButton text={sessionWords.connectAgain} variant="secondary" />
        ) : null}
        {onAgain && wayOut !== 'none' ? (
          <Button size="sm" variant="secondary" onClick={onAgain}>
            {sessionWords.tryAgain}
          </Button>
        ) : null}
      </Flex>
    </Alert>
  );
}
