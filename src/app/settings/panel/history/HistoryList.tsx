// What happened, newest first, with search, pages and a copy as CSV. The field of the search stays
// where it is whatever becomes of the question, because somebody may be typing in it.
import { EmptyState, Flex, SearchInput, Text } from '@hubspot/ui-extensions';
import { useHistory } from '../../data/history.ts';
import { MAX_HISTORY_SEARCH, type HistoryPage } from '../../domain/history.ts';
import { useOwnText } from '../edit/useOwnText.ts';
import { Loaded } from '../status/Loaded.tsx';
import { useLastPage } from '../status/useLastPage.ts';
import { TYPING_MS, useSettled } from '../status/useSettled.ts';
import { foundText, historyWords, incompleteText } from '../words/history.ts';
import { CopyCsv } from './CopyCsv.tsx';
import { HistoryTable } from './HistoryTable.tsx';

export interface HistoryListProps {
  readonly search: string;
  /** Counted from 1. */
  readonly page: number;
  readonly onSearch: (text: string) => void;
  readonly onPage: (page: number) => void;
  readonly onOpen: (planId: string) => void;
}

export function HistoryList({ search, page, onSearch, onPage, onOpen }: HistoryListProps) {
  const wanted = useSettled(search.trim().slice(0, MAX_HISTORY_SEARCH), TYPING_MS);
  const query = useHistory(wanted, page);
  const { fieldKey, field } = useOwnText(search, onSearch);
  return (
    <Flex direction="column" gap="md">
      <SearchInput
        key={fieldKey}
        label={historyWords.search}
        name="history-search"
        placeholder={historyWords.searchPlaceholder}
        {...field}
        clearable
      />
      <Loaded query={query} data={useLastPage(query, wanted)} loading={historyWords.loading}>
        {(found) => (
          <Found
            found={found}
            wanted={wanted}
            isLoading={query.isPlaceholderData}
            onPage={onPage}
            onOpen={onOpen}
          />
        )}
      </Loaded>
    </Flex>
  );
}

interface FoundProps extends Pick<HistoryListProps, 'onPage' | 'onOpen'> {
  readonly found: HistoryPage;
  readonly wanted: string;
  /** What is on show was found before; what is wanted now is on its way. */
  readonly isLoading: boolean;
}

function Found({ found, wanted, isLoading, onPage, onOpen }: FoundProps) {
  if (found.total > 0) {
    return (
      <>
        <Text variant="microcopy">{isLoading ? historyWords.loading : foundText(found.total)}</Text>
        <HistoryTable found={found} onPage={onPage} onOpen={onOpen} />
        {/* What became of a copy is about what it was a copy of. */}
        <CopyCsv
          key={wanted}
          asked={{ search: wanted }}
          text={historyWords.copyAll}
          incomplete={incompleteText}
        />
        <Text variant="microcopy">{historyWords.copyHolds}</Text>
      </>
    );
  }
  return wanted === '' ? (
    <EmptyState title={historyWords.emptyTitle} imageName="task" layout="vertical">
      <Text>{historyWords.empty}</Text>
    </EmptyState>
  ) : (
    <EmptyState title={historyWords.nothingFoundTitle} imageName="missedGoal" layout="vertical">
      <Text>{historyWords.nothingFound}</Text>
    </EmptyState>
  );
}
