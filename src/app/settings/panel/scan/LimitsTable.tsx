// What the limits worth comparing would be over, and the way to those records.
import { Flex, TableCell, TableRow, Text } from '@hubspot/ui-extensions';
import { mostAssociations } from '../../domain/scan.ts';
import { TableFrame } from '../status/TableFrame.tsx';
import {
  limitRowText,
  nobodyOverFrom,
  overColumn,
  overShareText,
  scanWords,
} from '../words/scan.ts';
import type { LabelSpreadProps } from './LabelSpread.tsx';
import { ShowRecords } from './ShowRecords.tsx';
import { limitsToCompare } from './spread.ts';

type LimitsTableProps = Omit<LabelSpreadProps, 'label'>;

export function LimitsTable(props: LimitsTableProps) {
  const { direction, type, distribution, counted, now, wanted, dispatch } = props;
  return (
    <Flex direction="column" gap="xs">
      <TableFrame
        density="compact"
        columns={[
          { title: scanWords.columnLimit },
          { title: overColumn(direction) },
          { title: scanWords.columnRecords },
        ]}
      >
        {limitsToCompare(distribution, [now, wanted]).map(({ limit, over }) => (
          <TableRow key={limit}>
            <TableCell>{limitRowText(limit, now, wanted ?? undefined)}</TableCell>
            <TableCell>{overShareText(over, counted)}</TableCell>
            <TableCell>
              {over === 0 ? (
                ''
              ) : (
                <ShowRecords
                  type={type}
                  name={limitRowText(limit, now, wanted ?? undefined)}
                  over={limit}
                  dispatch={dispatch}
                />
              )}
            </TableCell>
          </TableRow>
        ))}
      </TableFrame>
      <Text variant="microcopy">{nobodyOverFrom(mostAssociations(distribution))}</Text>
    </Flex>
  );
}
