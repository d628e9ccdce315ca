// How many associations the records of the chosen direction have: counted on demand, because a
// limit leaves the records above it as they are.
import type { UseQueryResult } from '@tanstack/react-query';
import { Alert, Divider, Flex, Heading, LoadingButton, Text } from '@hubspot/ui-extensions';
import { newScan, useChangeScan, useSessionAskedAgain, useStartScan } from '../../data/scans.ts';
import type { Direction } from '../../domain/association.ts';
import type { LatestScans, Scan } from '../../domain/scan.ts';
import type { Edits } from '../state/edits.ts';
import type { Dispatch } from '../state/panelState.ts';
import { ConnectButton } from '../status/ConnectButton.tsx';
import { Loaded } from '../status/Loaded.tsx';
import { MutationState } from '../status/MutationState.tsx';
import { cancelledText, goOnButton, scanWords } from '../words/scan.ts';
import { sessionWords } from '../words/session.ts';
import { ScanProgress } from './ScanProgress.tsx';
import { ScanResult } from './ScanResult.tsx';

export interface ScanSectionProps {
  readonly direction: Direction;
  readonly query: UseQueryResult<LatestScans>;
  /** Whether the person may start a count and cancel one. */
  readonly canCount: boolean;
  /** The label on show, by its `rowText`. */
  readonly counted: string | null;
  readonly edits: Edits;
  readonly dispatch: Dispatch;
}

export function ScanSection(props: ScanSectionProps) {
  return (
    <Flex direction="column" gap="md">
      <Divider />
      <Heading>{scanWords.title}</Heading>
      <Loaded
        query={props.query}
        loading={scanWords.loading}
        goesOn={({ unfinished }) => (unfinished?.state === 'reading' ? scanWords.lost : undefined)}
      >
        {(scans) => <Counted {...props} scans={scans} />}
      </Loaded>
    </Flex>
  );
}

/** The newer count on top, and below it what is known until it ends. */
function Counted(props: ScanSectionProps & { readonly scans: LatestScans }) {
  const { scans, query, canCount } = props;
  const { finished, unfinished } = scans;
  const result = finished ? <ScanResult {...props} scan={finished} /> : null;
  if (unfinished?.state === 'reading') {
    return (
      <>
        <ScanProgress
          key={unfinished.scanId}
          scan={unfinished}
          seenAt={query.dataUpdatedAt}
          canCancel={canCount}
        />
        {result}
      </>
    );
  }
  return (
    <>
      {result ?? <Text>{scanWords.why}</Text>}
      {unfinished?.state === 'stopped' ? <Stopped problem={unfinished.problem} /> : null}
      {unfinished?.state === 'cancelled' ? (
        <Text>{cancelledText(unfinished, finished !== null)}</Text>
      ) : null}
      {canCount ? (
        <>
          {unfinished?.resumable ? <GoOnButton scan={unfinished} /> : null}
          <StartButton
            direction={props.direction}
            again={finished !== null || unfinished !== null}
          />
        </>
      ) : (
        <Text variant="microcopy">{scanWords.whoMayCount}</Text>
      )}
    </>
  );
}

function Stopped({ problem }: { readonly problem: string | null }) {
  useSessionAskedAgain();
  return (
    <Alert title={scanWords.stoppedTitle} variant="warning">
      <Flex direction="column" gap="sm" align="start">
        {problem === null ? null : <Text>{problem}</Text>}
        <Text>{scanWords.stopped}</Text>
        <ConnectButton text={sessionWords.connectAgain} variant="secondary" />
      </Flex>
    </Alert>
  );
}

function GoOnButton({ scan }: { readonly scan: Scan }) {
  const resuming = useChangeScan('resumeScan');
  return (
    <Flex direction="column" gap="sm" align="start">
      <MutationState mutation={resuming} />
      <LoadingButton
        variant="secondary"
        size="sm"
        loading={resuming.isPending}
        onClick={() => {
          resuming.mutate(scan.scanId);
        }}
      >
        {goOnButton(scan)}
      </LoadingButton>
    </Flex>
  );
}

interface StartButtonProps {
  readonly direction: Direction;
  readonly again: boolean;
}

function StartButton({ direction, again }: StartButtonProps) {
  const starting = useStartScan();
  return (
    <Flex direction="column" gap="sm" align="start">
      <MutationState mutation={starting} />
      <LoadingButton
        variant="secondary"
        size={again ? 'sm' : 'md'}
        loading={starting.isPending}
        onClick={() => {
          starting.mutate(newScan({ from: direction.from.id, to: direction.to.id }));
        }}
      >
        {again ? scanWords.countAgain : scanWords.count}
      </LoadingButton>
    </Flex>
  );
}
