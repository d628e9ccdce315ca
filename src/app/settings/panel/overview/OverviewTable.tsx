// One page of the overview's rows.
import { useCanChange } from '../../data/rights.ts';
import { typeKeyText } from '../../domain/association.ts';
import { pagesOf } from '../status/pages.ts';
import { TableFrame } from '../status/TableFrame.tsx';
import { limitText } from '../../domain/limitText.ts';
import { directionName, namedIn, nameAmong } from '../words/limits.ts';
import { overviewWords, stateName } from '../words/overview.ts';
import { dateTimeText } from '../words/time.ts';
import type { ChosenBarProps } from './ChosenBar.tsx';
import { labelOfRow } from './names.ts';
import { OverviewTableRow } from './OverviewTableRow.tsx';

export function OverviewTable({ data, overview, overviewDispatch, dispatch }: ChosenBarProps) {
  const canChange = useCanChange();
  const turnTo = (page: number): void => {
    overviewDispatch({ type: 'turnTo', page });
  };
  const { page, pageCount, rows, objectTypes } = data;
  const labels = rows.flatMap(({ from, to, label }) => (label ? [{ from, to, ...label }] : []));
  return (
    <TableFrame
      density="condensed"
      columns={[
        ...(canChange ? [{ title: overviewWords.columnChosen, width: 'min' } as const] : []),
        { title: overviewWords.columnDirection },
        { title: overviewWords.columnLabel },
        { title: overviewWords.columnLimit, width: 120 },
        { title: overviewWords.columnRead, width: 190 },
      ]}
      pages={pagesOf({ items: rows, page, pageCount }, turnTo)}
    >
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
            label={label ? nameAmong({ from, to, ...label }, labels) : (problem ?? '')}
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
    </TableFrame>
  );
}
