// A row per applied plan: who, when, where, why, and what became of it; and one per other event.
import { StatusTag, TableCell, TableRow, Text } from '@hubspot/ui-extensions';
import type { HistoryEventEntry, HistoryPage, HistoryPlanEntry } from '../../domain/history.ts';
import { personText } from '../../domain/personText.ts';
import { pagesOf } from '../status/pages.ts';
import { RowButton } from '../status/RowButton.tsx';
import { TableFrame } from '../status/TableFrame.tsx';
import { directionsText, historyWords, outcomeText } from '../words/history.ts';
import { dateTimeText } from '../words/time.ts';

export interface HistoryTableProps {
  readonly found: HistoryPage;
  readonly onPage: (page: number) => void;
  readonly onOpen: (planId: string) => void;
}

const columns = [
  { title: historyWords.columnWhen },
  { title: historyWords.columnWhere },
  { title: historyWords.columnWhy },
  { title: historyWords.columnOutcome },
  { title: historyWords.columnOpen, width: 'min' },
] as const;

export function HistoryTable({ found, onPage, onOpen }: HistoryTableProps) {
  const { entries, page, pageCount } = found;
  return (
    <TableFrame columns={columns} pages={pagesOf({ items: entries, page, pageCount }, onPage)}>
      {entries.map((entry) =>
        entry.kind === 'plan' ? (
          <PlanRow key={entry.planId} entry={entry} onOpen={onOpen} />
        ) : (
          <EventRow key={entry.eventId} entry={entry} />
        ),
      )}
    </TableFrame>
  );
}

interface PlanRowProps extends Pick<HistoryTableProps, 'onOpen'> {
  readonly entry: HistoryPlanEntry;
}

const PlanRow = ({ entry, onOpen }: PlanRowProps) => (
  <TableRow>
    <TableCell>
      <Text format={{ fontWeight: 'demibold' }}>{dateTimeText(entry.appliedAt)}</Text>
      <Text variant="microcopy">{personText(entry.appliedBy)}</Text>
    </TableCell>
    <TableCell>{directionsText(entry.directions)}</TableCell>
    <TableCell>
      <Text>{entry.note ?? historyWords.noNote}</Text>
      {entry.undoOf === null ? null : <StatusTag variant="info">{historyWords.undo}</StatusTag>}
    </TableCell>
    <TableCell>
      <Text>{outcomeText(entry)}</Text>
      {entry.undoneBy.length === 0 ? null : (
        <StatusTag variant="default">{historyWords.undone}</StatusTag>
      )}
    </TableCell>
    <TableCell>
      <RowButton
        of={dateTimeText(entry.appliedAt)}
        onClick={() => {
          onOpen(entry.planId);
        }}
      >
        {historyWords.open}
      </RowButton>
    </TableCell>
  </TableRow>
);

const EventRow = ({ entry }: { readonly entry: HistoryEventEntry }) => (
  <TableRow>
    <TableCell>
      <Text format={{ fontWeight: 'demibold' }}>{dateTimeText(entry.at)}</Text>
      <Text variant="microcopy">{entry.who}</Text>
    </TableCell>
    <TableCell>{entry.subject}</TableCell>
    <TableCell>{entry.title}</TableCell>
    <TableCell>{entry.text}</TableCell>
    <TableCell>{null}</TableCell>
  </TableRow>
);
