// One page of the overview's rows.
import { Table, TableBody, TableHead, TableHeader, TableRow } from '@hubspot/ui-extensions';
import { useCanChange } from '../../data/rights.ts';
import { typeKeyText } from '../../domain/association.ts';
import { pagesOf } from '../status/pages.ts';
import { limitText } from '../../domain/limitText.ts';
import { directionName, labelName, namedIn } from '../words/limits.ts';
import { overviewWords, stateName } from '../words/overview.ts';
import { dateTimeText } from '../words/time.ts';
import { labelOfRow } from './names.ts';
import { OverviewTableRow } from './OverviewTableRow.tsx';
import type { RowsViewProps } from './RowsView.tsx';

export function OverviewTable({ data, overview, overviewDispatch, dispatch }: RowsViewProps) {
  const canChange = useCanChange();
  const turnTo = (page: number): void => {
    overviewDispatch({ type: 'turnTo', page });
  };
  const { page, pageCount, rows, objectTypes } = data;
  return (
    <Table bordered density="condensed" {...pagesOf({ items: rows, page, pageCount }, turnTo)}>
      <TableHead>
        <TableRow>
          {canChange ? <TableHeader width="min">{overviewWords.columnChosen}</TableHeader> : null}
          <TableHeader>{overviewWords.columnDirection}</TableHeader>
          <TableHeader>{overviewWords.columnLabel}</TableHeader>
          <TableHeader width={120}>{overviewWords.columnLimit}</TableHeader>
          <TableHeader width={190}>{overviewWords.columnRead}</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((row, place) => {
          const { from, to, label, state, problem, readAt } = row;
          const type = labelOfRow(row);
          const key = type ? typeKeyText(type) : `${from}>${to}`;
          const before = rows[place - 1];
          return (
            <OverviewTableRow
              key={key}
              from={from}
              to={to}
              category={label?.category}
              typeId={label?.typeId}
              direction={directionName(namedIn(objectTypes, row))}
              isFirst={before?.from !== from || before.to !== to}
              label={label ? labelName(label.label) : (problem ?? '')}
              limit={label ? limitText(label.limit) : stateName(state)}
              isKnown={label !== null}
              readAt={readAt === null ? '' : dateTimeText(readAt)}
              canChoose={canChange}
              isChosen={overview.chosen.has(key)}
              overviewDispatch={overviewDispatch}
              dispatch={dispatch}
            />
          );
        })}
      </TableBody>
    </Table>
  );
}
