// The page on which limits leave the portal as a document and come in from one.
import { Divider, Flex, Text } from '@hubspot/ui-extensions';
import { useObjectTypes } from '../../data/queries.ts';
import type { Session } from '../../domain/wire.ts';
import type { Dispatch } from '../state/panelState.ts';
import { AccessNotice } from '../status/AccessNotice.tsx';
import { Introduction } from '../status/Introduction.tsx';
import { Loaded } from '../status/Loaded.tsx';
import { editWords } from '../words/edit.ts';
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
  return (
    <Flex direction="column" gap="lg">
      <Introduction words={setupWords}>
        <Text format={{ fontWeight: 'demibold' }}>{portalText(session)}</Text>
      </Introduction>
      <AccessNotice />
      <Loaded query={useObjectTypes()} loading={editWords.loadingTypes}>
        {({ objectTypes }) => (
          <ExportSetup
            session={session}
            types={objectTypes}
            held={setup.held}
            dispatchSetup={dispatchSetup}
          />
        )}
      </Loaded>
      <CodesMade />
      <Divider />
      <KeptSection {...props} />
      <Divider />
      <ImportSetup {...props} />
    </Flex>
  );
}
