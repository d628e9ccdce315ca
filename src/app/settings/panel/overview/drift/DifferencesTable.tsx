// One table of differences: where, what it was and is, who set the last known limit, and choosing.
import { Checkbox, TableCell, TableRow, Text } from '@hubspot/ui-extensions';
import { typeKeyText, type NamedType, type ObjectType } from '../../../domain/association.ts';
import { PagedTable } from '../../status/PagedTable.tsx';
import { driftWords } from '../../words/drift.ts';
import { directionName, namedIn, nameAmong } from '../../words/limits.ts';
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
  const labels = rows.map(({ difference: { type, label } }) => ({ ...type, label }));
  const saysKnown = rows.some(({ known }) => known !== null);
  return (
    <PagedTable
      density="condensed"
      columns={[
        ...(chosen ? [{ title: overviewWords.columnChosen, width: 'min' } as const] : []),
        { title: overviewWords.columnDirection },
        { title: overviewWords.columnLabel },
        { title: columnChange },
        ...(saysKnown ? [{ title: driftWords.columnKnown }] : []),
      ]}
      items={rows}
      row={(row) => (
        <Row
          key={typeKeyText(row.difference.type)}
          types={types}
          labels={labels}
          chosen={chosen}
          row={row}
        />
      )}
    />
  );
}

interface RowProps {
  readonly types: readonly ObjectType[];
  /** Those of all rows. */
  readonly labels: readonly NamedType[];
  readonly chosen: ChosenRows | null;
  readonly row: DifferenceRow;
}

function Row({ types, labels, chosen, row }: RowProps) {
  const { difference, change, known } = row;
  const { type } = difference;
  const key = typeKeyText(type);
  const direction = directionName(namedIn(types, type));
  const label = nameAmong({ ...type, label: difference.label }, labels);
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
