// The history: all applied plans, or one of them opened.
import { Flex } from '@hubspot/ui-extensions';
import type { Dispatch, HistoryView } from '../state/panelState.ts';
import { Introduction } from '../status/Introduction.tsx';
import { historyWords } from '../words/history.ts';
import { HistoryList } from './HistoryList.tsx';
import { PastPlan } from './PastPlan.tsx';

export interface HistoryPageProps {
  readonly view: HistoryView;
  readonly dispatch: Dispatch;
}

export function HistoryPage({ view, dispatch }: HistoryPageProps) {
  const lookAt = (at: Partial<HistoryView>): void => {
    dispatch({ type: 'lookAtHistory', at });
  };
  const open = (opened: string | null): void => {
    lookAt({ opened });
  };
  return (
    <Flex direction="column" gap="lg">
      <Introduction words={historyWords} />
      {view.opened === null ? (
        <HistoryList
          search={view.search}
          page={view.page}
          onSearch={(search) => {
            // A field that is left says its text once more.
            if (search !== view.search) lookAt({ search, page: 1 });
          }}
          onPage={(page) => {
            lookAt({ page });
          }}
          onOpen={open}
        />
      ) : (
        <PastPlan key={view.opened} planId={view.opened} dispatch={dispatch} onOpen={open} />
      )}
    </Flex>
  );
}
