// The records above a limit, in place of the tabs until it is left.
import { Button, ButtonRow, Flex, Heading, Text } from '@hubspot/ui-extensions';
import { useLatestScans } from '../../data/scans.ts';
import { rowText } from '../../domain/association.ts';
import type { Dispatch, PanelState } from '../state/panelState.ts';
import { LoadState } from '../status/LoadState.tsx';
import { recordsTitle, scanWords } from '../words/scan.ts';
import { RecordsOverLimit } from './RecordsOverLimit.tsx';

export interface RecordsPageProps {
  readonly asked: NonNullable<PanelState['records']>;
  readonly dispatch: Dispatch;
}

export function RecordsPage({ asked, dispatch }: RecordsPageProps) {
  const { type, over } = asked;
  const query = useLatestScans(type);
  const scan = query.data?.finished;
  const found = scan?.types.find((one) => rowText(one) === rowText(type));
  return (
    <Flex direction="column" gap="md">
      <ButtonRow>
        <Button
          size="sm"
          variant="secondary"
          onClick={() => {
            dispatch({ type: 'leaveRecords' });
          }}
        >
          {scanWords.back}
        </Button>
      </ButtonRow>
      {scan && found ? <Heading>{recordsTitle(scan, found.label, over)}</Heading> : null}
      {scan === undefined ? <LoadState query={query} loading={scanWords.loadingRecords} /> : null}
      {scan && found ? (
        <RecordsOverLimit key={scan.scanId} scan={scan} type={found} over={over} />
      ) : null}
      {scan !== undefined && !found ? <Text>{scanWords.notThere}</Text> : null}
    </Flex>
  );
}
