// The overview as a list: what is looked for, the chosen labels, and one page of rows.
import { Button, EmptyState, Flex, Text } from '@hubspot/ui-extensions';
import { useCanChange } from '../../data/rights.ts';
import type { Overview } from '../../domain/overview.ts';
import type { Dispatch } from '../state/panelState.ts';
import { overviewWords, rowsText } from '../words/overview.ts';
import { ChosenBar } from './ChosenBar.tsx';
import { Finding } from './Finding.tsx';
import { OverviewTable } from './OverviewTable.tsx';
import type { OverviewDispatch, OverviewState } from './overviewState.ts';

export interface RowsViewProps {
  readonly data: Overview;
  readonly overview: OverviewState;
  readonly overviewDispatch: OverviewDispatch;
  readonly dispatch: Dispatch;
}

export function RowsView(props: RowsViewProps) {
  const { data, overview, overviewDispatch, dispatch } = props;
  const canChange = useCanChange();
  return (
    <Flex direction="column" gap="md">
      <Finding types={data.objectTypes} overview={overview} overviewDispatch={overviewDispatch} />
      {data.total === 0 ? (
        <NothingMatches
          onShowAll={() => {
            overviewDispatch({ type: 'showAll' });
          }}
        />
      ) : (
        <>
          <Text variant="microcopy">{rowsText(data.total)}</Text>
          {canChange ? (
            <ChosenBar
              data={data}
              overview={overview}
              overviewDispatch={overviewDispatch}
              dispatch={dispatch}
            />
          ) : null}
          <OverviewTable {...props} />
        </>
      )}
    </Flex>
  );
}

const NothingMatches = ({ onShowAll }: { readonly onShowAll: () => void }) => (
  <EmptyState title={overviewWords.nothingTitle} imageName="voteAndSearch" layout="vertical">
    <Text>{overviewWords.nothing}</Text>
    <Button variant="secondary" onClick={onShowAll}>
      {overviewWords.showAll}
    </Button>
  </EmptyState>
);
