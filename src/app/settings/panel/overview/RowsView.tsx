// The overview as a list: what is looked for, the chosen labels, and one page of rows.
import { Button, EmptyState, Flex, Text } from '@hubspot/ui-extensions';
import { useCanChange } from '../../data/rights.ts';
import type { ObjectType } from '../../domain/association.ts';
import type { Overview } from '../../domain/overview.ts';
import type { Dispatch } from '../state/panelState.ts';
import { Loading } from '../status/Loading.tsx';
import { overviewWords, rowsText } from '../words/overview.ts';
import { ChosenBar } from './ChosenBar.tsx';
import { Finding } from './Finding.tsx';
import { OverviewTable } from './OverviewTable.tsx';
import type { OverviewDispatch, OverviewState } from './overviewState.ts';

export interface RowsViewProps {
  readonly types: readonly ObjectType[];
  /** undefined: what is looked for could not be read, or was not yet. */
  readonly found: Overview | undefined;
  /** What is looked for is on its way; what was found before stays on show until then. */
  readonly isLoading: boolean;
  readonly overview: OverviewState;
  readonly overviewDispatch: OverviewDispatch;
  readonly dispatch: Dispatch;
}

export function RowsView(props: RowsViewProps) {
  const { types, overview, overviewDispatch } = props;
  return (
    <Flex direction="column" gap="md">
      {/* It stays where it is whatever becomes of the question: somebody may be typing in it. */}
      <Finding types={types} overview={overview} overviewDispatch={overviewDispatch} />
      <Found {...props} />
    </Flex>
  );
}

function Found({ found, isLoading, overview, overviewDispatch, dispatch }: RowsViewProps) {
  const canChange = useCanChange();
  if (found === undefined) {
    return isLoading ? <Loading what={overviewWords.loading} /> : null;
  }
  if (found.total === 0) {
    return (
      <NothingMatches
        onShowAll={() => {
          overviewDispatch({ type: 'showAll' });
        }}
      />
    );
  }
  const props = { data: found, overview, overviewDispatch, dispatch };
  return (
    <>
      <Text variant="microcopy">{isLoading ? overviewWords.loading : rowsText(found.total)}</Text>
      {canChange ? <ChosenBar {...props} /> : null}
      <OverviewTable {...props} />
    </>
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
