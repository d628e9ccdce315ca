// One table of differences: where, what it was and is, who set the last known limit, and choosing.
import { useState } from 'react';
import {
  Checkbox,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  Text,
} from '@hubspot/ui-extensions';
import { typeKeyText, type ObjectType } from '../../../domain/association.ts';
import { pageOf } from '../../state/labelRows.ts';
import { pagesOf } from '../../status/pages.ts';
import { driftWords } from '../../words/drift.ts';
import { directionName, labelName, namedIn } from '../../words/limits.ts';
import { chooseRow, overviewWords } from '../../words/overview.ts';
import { obstacleOf, type Difference } from './restorable.ts';
import type { ChosenRows } from './useChosen.ts';

export interface DifferenceRow {
  readonly difference: Difference;
  readonly change: string;
  /** Who set the last known limit; null: the table does not say. */
  readonly known: string | null;
}

export interface DifferencesTableProps {
  readonly types: readonly ObjectType[];
  /** null: nothing can be chosen. */
  readonly chosen: ChosenRows | null;
  readonly columnChange: string;
  readonly rows: readonly DifferenceRow[];
}

export function DifferencesTable({ types, chosen, columnChange, rows }: DifferencesTableProps) {
  const [wantedPage, turnTo] = useState(1);
  const page = pageOf(rows, wantedPage);
  const saysKnown = rows.some(({ known }) => known !== null);
  return (
    <Table bordered density="condensed" {...pagesOf(page, turnTo)}>
      <TableHead>
        <TableRow>
          {chosen ? <TableHeader width="min">{overviewWords.columnChosen}</TableHeader> : null}
          <TableHeader>{overviewWords.columnDirection}</TableHeader>
          <TableHeader>{overviewWords.columnLabel}</TableHeader>
          <TableHeader>{columnChange}</TableHeader>
          {saysKnown ? <TableHeader>{driftWords.columnKnown}</TableHeader> : null}
        </TableRow>
      </TableHead>
      <TableBody>
        {page.items.map((row) => (
          <Row key={typeKeyText(row.difference.type)} types={types} chosen={chosen} row={row} />
        ))}
      </TableBody>
    </Table>
  );
}

interface RowProps {
  readonly types: readonly ObjectType[];
  readonly chosen: ChosenRows | null;
  readonly row: DifferenceRow;
}

function Row({ types, chosen, row }: RowProps) {
  const { difference, change, known } = row;
  const key = typeKeyText(difference.type);
  const direction = directionName(namedIn(types, difference.type));
  const label = labelName(difference.label);
  const obstacle = obstacleOf(difference);
  return (
    <TableRow>
      {chosen ? (
        <TableCell>
          <Checkbox
            name={`choose ${key}`}
            aria-label={chooseRow(direction, label)}
            checked={chosen.has(key)}
            onChange={(isOn) => {
              chosen.choose(key, isOn);
            }}
          />
        </TableCell>
      ) : null}
      <TableCell>{direction}</TableCell>
      <TableCell>{label}</TableCell>
      <TableCell>
        {change}
        {obstacle === null ? null : <Text variant="microcopy">{obstacle}</Text>}
      </TableCell>
      {known === null ? null : <TableCell>{known}</TableCell>}
    </TableRow>
  );
}
