// The page on which limits leave the portal as a document and come in from one.
import { Divider, Flex, Heading, Text } from '@hubspot/ui-extensions';
import { useObjectTypes } from '../../data/queries.ts';
import type { Session } from '../../domain/wire.ts';
import type { Dispatch } from '../state/panelState.ts';
import { AccessNotice } from '../status/AccessNotice.tsx';
import { LoadState } from '../status/LoadState.tsx';
import { portalText, setupWords } from '../words/setups.ts';
import { CodesMade } from './codes/CodesMade.tsx';
import { ExportSetup } from './ExportSetup.tsx';
import { ImportSetup } from './ImportSetup.tsx';
import { KeptSection } from './kept/KeptSection.tsx';
import type { SetupDispatch, SetupState } from './setupState.ts';

export interface SetupsPageProps {
  readonly session: Session;
  readonly setup: SetupState;
  readonly dispatchSetup: SetupDispatch;
  readonly dispatch: Dispatch;
}

export function SetupsPage(props: SetupsPageProps) {
  const { session, setup, dispatchSetup } = props;
  const types = useObjectTypes();
  return (
    <Flex direction="column" gap="lg">
      <Flex direction="column" gap="xs">
        <Heading>{setupWords.title}</Heading>
        <Text>{setupWords.intro}</Text>
        <Text format={{ fontWeight: 'demibold' }}>{portalText(session)}</Text>
      </Flex>
      <AccessNotice />
      {types.data ? (
        <ExportSetup
          session={session}
          types={types.data.objectTypes}
          held={setup.held}
          dispatchSetup={dispatchSetup}
        />
      ) : (
        <LoadState query={types} loading={setupWords.loadingTypes} />
      )}
      <CodesMade />
      <Divider />
      <KeptSection {...props} />
      <Divider />
      <ImportSetup {...props} />
    </Flex>
  );
}
