// The way back to the limits that were applied last, also while HubSpot is still working on them.
import { Alert, Button, Flex, Text } from '@hubspot/ui-extensions';
import { countOutcomes, isFinal } from '../../domain/outcome.ts';
import type { Session } from '../../domain/wire.ts';
import { useWatchedPlan } from '../plan/useWatchedPlan.ts';
import type { Dispatch } from '../state/panelState.ts';
import { changingItems } from '../state/planItems.ts';
import { QueryState } from '../status/QueryState.tsx';
import { doneOf, lastAppliedText, progressWords, runningTitle } from '../words/progress.ts';
import { dateTimeText } from '../words/time.ts';

type Latest = NonNullable<Session['latestPlan']>;

export interface LatestPlanProps {
  readonly latest: Latest;
  readonly dispatch: Dispatch;
}

export function LatestPlan({ latest, dispatch }: LatestPlanProps) {
  const open = (): void => {
    dispatch({ type: 'openPlan', planId: latest.planId });
  };
  return latest.state === 'done' ? (
    <Finished time={latest.appliedAt} saved={latest.saved} total={latest.total} onOpen={open} />
  ) : (
    <Running latest={latest} onOpen={open} />
  );
}

interface FinishedProps {
  readonly time: string;
  readonly saved: number;
  readonly total: number;
  readonly onOpen: () => void;
}

const Finished = ({ time, saved, total, onOpen }: FinishedProps) => (
  <Flex direction="row" gap="sm" align="center" wrap="wrap">
    <Text>{lastAppliedText(dateTimeText(time), saved, total)}</Text>
    <Button size="xs" variant="secondary" onClick={onOpen}>
      {progressWords.showResults}
    </Button>
  </Flex>
);

function Running({ latest, onOpen }: { readonly latest: Latest; readonly onOpen: () => void }) {
  const query = useWatchedPlan(latest.planId, true);
  const plan = query.data;
  const outcomes = plan ? changingItems(plan).map(({ outcome }) => outcome) : [];
  if (plan?.state === 'done') {
    const { saved } = countOutcomes(outcomes);
    const total = outcomes.length;
    return <Finished time={latest.appliedAt} saved={saved} total={total} onOpen={onOpen} />;
  }
  const done = plan ? outcomes.filter(isFinal).length : latest.saved;
  return (
    <>
      {/* Before the first look succeeded, nothing is asked for again by itself. */}
      <QueryState query={query} goesOn={plan && progressWords.lost} />
      <Alert title={runningTitle(latest.total)} variant="info">
        <Flex direction="row" gap="sm" align="center">
          <Text>{doneOf(done, latest.total)}</Text>
          <Button size="sm" variant="secondary" onClick={onOpen}>
            {progressWords.watch}
          </Button>
        </Flex>
      </Alert>
    </>
  );
}
