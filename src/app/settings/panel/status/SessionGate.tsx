// Lets the person in once the portal is connected; every other situation has its own state.
import type { ReactNode } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import { ButtonRow, EmptyState, ErrorState, LoadingButton, Text } from '@hubspot/ui-extensions';
import type { Session } from '../../domain/wire.ts';
import { erasedText } from '../words/connection.ts';
import { sessionWords } from '../words/session.ts';
import { ConnectButton } from './ConnectButton.tsx';
import { ConnectUrl } from './ConnectUrl.ts';
import { FailureNotice } from './FailureNotice.tsx';
import { LoadState } from './LoadState.tsx';

export interface SessionGateProps {
  readonly query: UseQueryResult<Session>;
  readonly children: (session: Session) => ReactNode;
}

export function SessionGate({ query, children }: SessionGateProps) {
  const session = query.data;
  if (!session) return <LoadState query={query} loading={sessionWords.loading} />;
  return (
    <ConnectUrl.Provider value={session.installUrl}>
      {session.connection === 'not_installed' ? <NotInstalled query={query} /> : null}
      {session.connection === 'disconnected' ? <Disconnected query={query} /> : null}
      {session.connection === 'connected' ? (
        children(session)
      ) : query.error ? (
        <FailureNotice failure={query.error.failure} />
      ) : null}
    </ConnectUrl.Provider>
  );
}

type AskingProps = Pick<SessionGateProps, 'query'>;

const NotInstalled = ({ query }: AskingProps) => (
  <EmptyState title={sessionWords.notInstalledTitle} imageName="integrations" layout="vertical">
    <Text>{sessionWords.notInstalled}</Text>
    <ConnectRow query={query} text={sessionWords.connect} />
  </EmptyState>
);

const Disconnected = ({ query }: AskingProps) => (
  <ErrorState title={sessionWords.disconnectedTitle} type="lock">
    <Text>{sessionWords.disconnected}</Text>
    {query.data?.erasedOn == null ? null : <Text>{erasedText(query.data.erasedOn)}</Text>}
    <ConnectRow query={query} text={sessionWords.connectAgain} />
  </ErrorState>
);

const ConnectRow = ({ query, text }: AskingProps & { readonly text: string }) => (
  <ButtonRow>
    <ConnectButton text={text} variant="primary" />
    <LoadingButton
      variant="secondary"
      loading={query.isFetching}
      onClick={() => {
        void query.refetch();
      }}
    >
      {sessionWords.checkAgain}
    </LoadingButton>
  </ButtonRow>
);
