// What the limits worth comparing would be over, and the way to those records.
import {
  Button,
  Flex,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  Text,
} from '@hubspot/ui-extensions';
import { mostAssociations } from '../../domain/scan.ts';
import {
  limitRowText,
  nobodyOverFrom,
  overColumn,
  overShareText,
  scanWords,
} from '../words/scan.ts';
import type { LabelSpreadProps } from './LabelSpread.tsx';
import { limitsToCompare } from './spread.ts';

type LimitsTableProps = Omit<LabelSpreadProps, 'label'>;

export function LimitsTable(props: LimitsTableProps) {
  const { direction, type, distribution, counted, now, wanted, dispatch } = props;
  return (
    <Flex direction="column" gap="xs">
      <Table bordered density="compact">
        <TableHead>
          <TableRow>
            <TableHeader>{scanWords.columnLimit}</TableHeader>
            <TableHeader>{overColumn(direction)}</TableHeader>
            <TableHeader width="min">{scanWords.columnRecords}</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {limitsToCompare(distribution, [now, wanted]).map(({ limit, over }) => (
            <TableRow key={limit}>
              <TableCell>{limitRowText(limit, now, wanted ?? undefined)}</TableCell>
              <TableCell>{overShareText(over, counted)}</TableCell>
              <TableCell>
                {over === 0 ? (
                  ''
                ) : (
                  <Button
                    size="xs"
                    variant="secondary"
                    onClick={() => {
                      dispatch({ type: 'openRecords', target: type, over: limit });
                    }}
                  >
                    {scanWords.showRecords}
                  </Button>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <Text variant="microcopy">{nobodyOverFrom(mostAssociations(distribution))}</Text>
    </Flex>
  );
}
