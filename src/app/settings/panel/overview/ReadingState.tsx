// How old the overview is, how far a reading is, and the button that starts one.
import { Alert, EmptyState, Flex, LoadingButton, ProgressBar, Text } from '@hubspot/ui-extensions';
import { useRefreshOverview } from '../../data/overview.ts';
import type { Overview, Refresh } from '../../domain/overview.ts';
import { Lines } from '../status/Lines.tsx';
import { MutationState } from '../status/MutationState.tsx';
import { ageText, countsText, overviewWords, progressText } from '../words/overview.ts';
import { dateTimeText } from '../words/time.ts';
import { useWatchedReading } from './useWatchedReading.ts';

export function ReadingState({ data }: { readonly data: Overview }) {
  const refreshing = useRefreshOverview();
  const start = (): void => {
    refreshing.mutate();
  };
  const { refresh } = data;
  useWatchedReading(refresh);
  return (
    <Flex direction="column" gap="sm">
      <MutationState mutation={refreshing} />
      {refresh === null ? (
        <NeverRead starting={refreshing.isPending} onStart={start} />
      ) : (
        <>
          <Run refresh={refresh} />
          {data.objectTypes.length > 0 ? <Text>{countsText(data.counts)}</Text> : null}
          {refresh.state === 'reading' ? null : (
            <Flex direction="row" gap="sm" align="center">
              {data.oldestReadAt === null ? null : (
                <Text variant="microcopy">{ageText(dateTimeText(data.oldestReadAt))}</Text>
              )}
              <LoadingButton
                size="xs"
                variant="secondary"
                loading={refreshing.isPending}
                onClick={start}
              >
                {overviewWords.readAgain}
              </LoadingButton>
            </Flex>
          )}
        </>
      )}
    </Flex>
  );
}

interface NeverReadProps {
  readonly starting: boolean;
  readonly onStart: () => void;
}

const NeverRead = ({ starting, onStart }: NeverReadProps) => (
  <EmptyState title={overviewWords.neverTitle} imageName="multipleObjects" layout="vertical">
    <Text>{overviewWords.never}</Text>
    <LoadingButton variant="primary" loading={starting} onClick={onStart}>
      {overviewWords.read}
    </LoadingButton>
  </EmptyState>
);

function Run({ refresh }: { readonly refresh: Refresh }) {
  const { state, read, total, problem, notes } = refresh;
  return (
    <>
      {state === 'reading' ? (
        <ProgressBar
          title={overviewWords.readingTitle}
          value={read}
          maxValue={Math.max(total, 1)}
          valueDescription={progressText(refresh)}
        />
      ) : null}
      {state === 'stopped' ? (
        <Alert title={overviewWords.stoppedTitle} variant="warning">
          {problem ?? ''}
        </Alert>
      ) : null}
      {notes.length > 0 ? (
        <Alert title={overviewWords.notesTitle} variant="info">
          <Lines lines={notes} />
        </Alert>
      ) : null}
    </>
  );
}
