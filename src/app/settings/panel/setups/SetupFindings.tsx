// What a setup would do in this portal, and the way to its review.
import { useMemo } from 'react';
import { Flex, Text } from '@hubspot/ui-extensions';
import { useCanChange } from '../../data/rights.ts';
import { useLookUpProgress, usePortalLimits } from '../../data/lookUp.ts';
import { matchSetup } from '../../domain/setup/match.ts';
import type { ReadSetup } from '../../domain/setup/read.ts';
import type { PortalLimits } from '../../domain/setup/wire.ts';
import { Loaded } from '../status/Loaded.tsx';
import { Loading } from '../status/Loading.tsx';
import { differText } from '../words/kept.ts';
import { findingsText, loadingText } from '../words/setups.ts';
import { FindingsTable } from './FindingsTable.tsx';
import { KeepSetup } from './kept/KeepSetup.tsx';
import { PinSetup } from './kept/PinSetup.tsx';
import { SetupReview } from './SetupReview.tsx';
import type { SetupsPageProps } from './SetupsPage.tsx';
import { UnlistedLimits } from './UnlistedLimits.tsx';

export interface SetupFindingsProps extends SetupsPageProps {
  readonly read: ReadSetup;
}

export function SetupFindings(props: SetupFindingsProps) {
  const query = usePortalLimits(props.read.setup);
  const loading = loadingText(useLookUpProgress());
  return (
    <Loaded query={query} loading={loading}>
      {(portal) => (
        <>
          {/* What is read again takes long, after an apply or a new check, and is said to be. */}
          {query.isFetching ? <Loading what={loading} /> : null}
          <Findings {...props} portal={portal} />
        </>
      )}
    </Loaded>
  );
}

interface FindingsProps extends SetupFindingsProps {
  readonly portal: PortalLimits;
}

function Findings({ session, read, portal, setup, dispatchSetup, dispatch }: FindingsProps) {
  const { choices, removeUnlisted, kept } = setup;
  const canChange = useCanChange();
  const match = useMemo(
    () => matchSetup(read.entries, portal, { choices, removeUnlisted }),
    [read, portal, choices, removeUnlisted],
  );
  return (
    <Flex direction="column" gap="md">
      <Text format={{ fontWeight: 'demibold' }}>
        {kept ? `${differText(match)} ${findingsText(match)}` : findingsText(match)}
      </Text>
      <FindingsTable match={match} portal={portal} setup={setup} dispatchSetup={dispatchSetup} />
      {match.unlisted.length > 0 ? (
        <UnlistedLimits
          unlisted={match.unlisted}
          portal={portal}
          remove={removeUnlisted}
          dispatchSetup={dispatchSetup}
        />
      ) : null}
      <SetupReview
        session={session}
        match={match}
        setup={setup}
        dispatchSetup={dispatchSetup}
        dispatch={dispatch}
      />
      {kept ? null : (
        <KeepSetup
          setup={read.setup}
          name={setup.held.readName}
          onName={(readName) => {
            dispatchSetup({ type: 'hold', held: { readName } });
          }}
        />
      )}
      {kept && canChange ? <PinSetup kept={kept} match={match} /> : null}
    </Flex>
  );
}
