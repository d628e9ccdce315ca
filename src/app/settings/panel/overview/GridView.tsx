// Object types by object types: each cell says how many limits are set, and opens the pair.
import { useState } from 'react';
import {
  Button,
  ButtonRow,
  Flex,
  Heading,
  Icon,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  Text,
} from '@hubspot/ui-extensions';
import { useOverviewGrid } from '../../data/overview.ts';
import type { OverviewGrid } from '../../domain/overview.ts';
import { pageOf } from '../state/labelRows.ts';
import type { Dispatch } from '../state/panelState.ts';
import { Loaded } from '../status/Loaded.tsx';
import { pagesOf } from '../status/pages.ts';
import { directionName } from '../words/limits.ts';
import { cellText, overviewWords, stateName } from '../words/overview.ts';

/** As many as fit beside each other; the rest is turned to. */
const COLUMNS = 8;

export const GridView = ({ dispatch }: { readonly dispatch: Dispatch }) => (
  <Loaded query={useOverviewGrid()} loading={overviewWords.loading}>
    {(grid) => <Grid grid={grid} dispatch={dispatch} />}
  </Loaded>
);

interface GridProps {
  readonly grid: OverviewGrid;
  readonly dispatch: Dispatch;
}

function Grid({ grid, dispatch }: GridProps) {
  const [wantedColumn, showFrom] = useState(0);
  const [wantedPage, turnTo] = useState(1);
  const cells = new Map(grid.cells.map((cell) => [`${cell.from}>${cell.to}`, cell]));
  const used = new Set(grid.cells.flatMap(({ from, to }) => [from, to]));
  const types = grid.objectTypes.filter(({ id }) => used.has(id));
  // A reading may leave fewer columns than there were.
  const firstColumn = wantedColumn < types.length ? wantedColumn : 0;
  const columns = types.slice(firstColumn, firstColumn + COLUMNS);
  const page = pageOf(types, wantedPage);
  return (
    <Flex direction="column" gap="sm">
      <Heading>{overviewWords.gridTitle}</Heading>
      <Text>{overviewWords.gridHelp}</Text>
      <ColumnButtons first={firstColumn} count={types.length} onShow={showFrom} />
      <Table bordered density="condensed" {...pagesOf(page, turnTo)}>
        <TableHead>
          <TableRow>
            <TableHeader>{overviewWords.gridFrom}</TableHeader>
            {columns.map(({ id, singular }) => (
              <TableHeader key={id}>{singular}</TableHeader>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {page.items.map((from) => (
            <TableRow key={from.id}>
              <TableCell>{from.singular}</TableCell>
              {columns.map((to) => (
                <TableCell key={to.id}>
                  <Cell
                    cell={cells.get(`${from.id}>${to.id}`)}
                    direction={directionName({ from, to })}
                    dispatch={dispatch}
                  />
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Flex>
  );
}

interface CellProps {
  readonly cell: OverviewGrid['cells'][number] | undefined;
  readonly direction: string;
  readonly dispatch: Dispatch;
}

const Cell = ({ cell, direction, dispatch }: CellProps) => {
  if (cell === undefined) return '–';
  const { from, to, state, limits, labels } = cell;
  const text = state === 'read' ? cellText(limits, labels) : stateName(state);
  return (
    <Button
      size="xs"
      variant="transparent"
      onClick={() => {
        dispatch({ type: 'openPair', from, to });
      }}
    >
      {text} <Icon name="right" screenReaderText={direction} />
    </Button>
  );
};

interface ColumnButtonsProps {
  readonly first: number;
  readonly count: number;
  readonly onShow: (first: number) => void;
}

const ColumnButtons = ({ first, count, onShow }: ColumnButtonsProps) =>
  count <= COLUMNS ? null : (
    <ButtonRow>
      <Button
        size="xs"
        variant="secondary"
        disabled={first === 0}
        onClick={() => {
          onShow(Math.max(0, first - COLUMNS));
        }}
      >
        {overviewWords.gridBack}
      </Button>
      <Button
        size="xs"
        variant="secondary"
        disabled={first + COLUMNS >= count}
        onClick={() => {
          onShow(first + COLUMNS);
        }}
      >
        {overviewWords.gridOn}
      </Button>
    </ButtonRow>
  );
