// The records above a limit, in place of the tabs until it is left.
import { Button, ButtonRow, Flex, Heading, Text } from '@hubspot/ui-extensions';
import { useLatestScans } from '../../data/scans.ts';
import { rowText } from '../../domain/association.ts';
import type { Dispatch, PanelState } from '../state/panelState.ts';
import { Loaded } from '../status/Loaded.tsx';
import { recordsTitle, scanWords } from '../words/scan.ts';
import { RecordsOverLimit } from './RecordsOverLimit.tsx';

export interface RecordsPageProps {
  readonly asked: NonNullable<PanelState['records']>;
  readonly dispatch: Dispatch;
}

export function RecordsPage({ asked, dispatch }: RecordsPageProps) {
  const { type, over } = asked;
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
      <Loaded query={useLatestScans(type)} loading={scanWords.loadingRecords}>
        {({ finished: scan }) => {
          const found = scan?.types.find((one) => rowText(one) === rowText(type));
          return scan && found ? (
            <>
              <Heading>{recordsTitle(scan, found.label, over)}</Heading>
              <RecordsOverLimit key={scan.scanId} scan={scan} type={found} over={over} />
            </>
          ) : (
            <Text>{scanWords.notThere}</Text>
          );
        }}
      </Loaded>
    </Flex>
  );
}
