// The history: all applied plans, or one of them opened.
import { useState } from 'react';
import { Flex, Heading, Text } from '@hubspot/ui-extensions';
import type { Dispatch } from '../state/panelState.ts';
import { historyWords } from '../words/history.ts';
import { HistoryList } from './HistoryList.tsx';
import { PastPlan } from './PastPlan.tsx';

export interface HistoryPageProps {
  readonly dispatch: Dispatch;
}

/** What of the history is on show; the search outlives a look at one plan. */
interface View {
  readonly search: string;
  readonly page: number;
  readonly opened: string | null;
}

export function HistoryPage({ dispatch }: HistoryPageProps) {
  const [view, setView] = useState<View>({ search: '', page: 1, opened: null });
  const open = (opened: string | null): void => {
    setView((before) => ({ ...before, opened }));
  };
  return (
    <Flex direction="column" gap="lg">
      <Flex direction="column" gap="xs">
        <Heading>{historyWords.title}</Heading>
        <Text>{historyWords.intro}</Text>
      </Flex>
      {view.opened === null ? (
        <HistoryList
          search={view.search}
          page={view.page}
          onSearch={(search) => {
            setView((before) =>
              before.search === search ? before : { ...before, search, page: 1 },
            );
          }}
          onPage={(page) => {
            setView((before) => ({ ...before, page }));
          }}
          onOpen={open}
        />
      ) : (
        <PastPlan key={view.opened} planId={view.opened} dispatch={dispatch} onOpen={open} />
      )}
    </Flex>
  );
}
