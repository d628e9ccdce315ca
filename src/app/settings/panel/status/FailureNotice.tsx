// Says that a request failed, beside the work that is still there.
import type { ReactNode } from 'react';
import { Alert, Flex, LoadingButton, Text } from '@hubspot/ui-extensions';
import type { ApiFailure } from '../../data/failure.ts';
import { failureWords, supportText } from '../words/failures.ts';
import { sessionWords } from '../words/session.ts';
import { ConnectButton } from './ConnectButton.tsx';

export interface FailureNoticeProps {
  readonly failure: ApiFailure;
  /** Asks once more; left out where the surface's own button does that. */
  readonly onAgain?: () => void;
  readonly asking?: boolean;
  readonly children?: ReactNode;
}

export function FailureNotice(props: FailureNoticeProps) {
  const { failure, onAgain, asking = false, children } = props;
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
          <LoadingButton size="sm" variant="secondary" loading={asking} onClick={onAgain}>
            {sessionWords.tryAgain}
          </LoadingButton>
        ) : null}
      </Flex>
    </Alert>
  );
}
