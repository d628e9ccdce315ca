// What happened, newest first, with search, pages and a copy as CSV.
import { EmptyState, Flex, SearchInput, Text } from '@hubspot/ui-extensions';
import { useHistory } from '../../data/history.ts';
import { useOwnText } from '../edit/useOwnText.ts';
import { FailureNotice } from '../status/FailureNotice.tsx';
import { LoadState } from '../status/LoadState.tsx';
import { foundText, historyWords } from '../words/history.ts';
import { CopyHistory } from './CopyHistory.tsx';
import { HistoryTable } from './HistoryTable.tsx';
import { useSettled } from './useSettled.ts';

export interface HistoryListProps {
  readonly search: string;
  /** Counted from 1. */
  readonly page: number;
  readonly onSearch: (text: string) => void;
  readonly onPage: (page: number) => void;
  readonly onOpen: (planId: string) => void;
}

/** Long enough that a word is one request, short enough to feel immediate. */
const TYPING_MS = 300;

export function HistoryList({ search, page, onSearch, onPage, onOpen }: HistoryListProps) {
  const wanted = useSettled(search.trim(), TYPING_MS);
  const query = useHistory(wanted, page);
  const { fieldKey, defaultValue, onText } = useOwnText(search, onSearch);
  const found = query.data;
  if (!found) return <LoadState query={query} loading={historyWords.loading} />;
  if (found.total === 0 && wanted === '' && search === '') {
    return (
      <EmptyState title={historyWords.emptyTitle} imageName="task" layout="vertical">
        <Text>{historyWords.empty}</Text>
      </EmptyState>
    );
  }
  return (
    <Flex direction="column" gap="md">
      <SearchInput
        key={fieldKey}
        label={historyWords.search}
        name="history-search"
        placeholder={historyWords.searchPlaceholder}
        defaultValue={defaultValue}
        clearable
        onInput={onText}
        onChange={onText}
      />
      {query.error ? (
        <FailureNotice
          failure={query.error.failure}
          onAgain={() => {
            void query.refetch();
          }}
        />
      ) : null}
      <Text variant="microcopy">{foundText(found.total)}</Text>
      {found.total === 0 ? (
        <EmptyState title={historyWords.nothingFoundTitle} imageName="missedGoal" layout="vertical">
          <Text>{historyWords.nothingFound}</Text>
        </EmptyState>
      ) : (
        <HistoryTable found={found} onPage={onPage} onOpen={onOpen} />
      )}
      {found.total === 0 ? null : <CopyHistory search={wanted} />}
    </Flex>
  );
}
