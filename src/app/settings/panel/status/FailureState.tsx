// A surface that could not be loaded at all. Never looks like "empty".
import { ButtonRow, ErrorState, LoadingButton, Text } from '@hubspot/ui-extensions';
import type { ApiFailure } from '../../data/failure.ts';
import { failureWords, supportText } from '../words/failures.ts';
import { sessionWords } from '../words/session.ts';
import { ConnectButton } from './ConnectButton.tsx';

export interface FailureStateProps {
  readonly failure: ApiFailure;
  readonly asking: boolean;
  readonly onAgain: () => void;
}

export function FailureState({ failure, asking, onAgain }: FailureStateProps) {
  const { title, text, wayOut } = failureWords(failure);
  const support = supportText(failure);
  return (
    <ErrorState title={title} type={wayOut === 'connect' ? 'lock' : 'error'}>
      <Text>{text}</Text>
      {support === '' ? null : <Text variant="microcopy">{support}</Text>}
      <ButtonRow>
        {wayOut === 'connect' ? (
          <ConnectButton text={sessionWords.connectAgain} variant="primary" />
        ) : null}
        <LoadingButton variant="secondary" loading={asking} onClick={onAgain}>
          {sessionWords.tryAgain}
        </LoadingButton>
      </ButtonRow>
    </ErrorState>
  );
}
