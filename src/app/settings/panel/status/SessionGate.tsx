// Lets the person in once the portal is connected; every other situation has its own state.
import type { ReactNode } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import { ButtonRow, EmptyState, ErrorState, LoadingButton, Text } from '@hubspot/ui-extensions';
import type { Session } from '../../domain/wire.ts';
import { erasedText } from '../words/connection.ts';
import { sessionWords } from '../words/session.ts';
import { ConnectButton } from './ConnectButton.tsx';
import { ConnectUrl } from './ConnectUrl.ts';
import { Loaded } from './Loaded.tsx';

export interface SessionGateProps {
  readonly query: UseQueryResult<Session>;
  readonly children: (session: Session) => ReactNode;
}

export const SessionGate = ({ query, children }: SessionGateProps) => (
  <Loaded query={query} loading={sessionWords.loading}>
    {(session) => (
      <ConnectUrl.Provider value={session.installUrl}>
        {session.connection === 'not_installed' ? <NotInstalled query={query} /> : null}
        {session.connection === 'disconnected' ? <Disconnected query={query} /> : null}
        {session.connection === 'connected' ? children(session) : null}
      </ConnectUrl.Provider>
    )}
  </Loaded>
);

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
