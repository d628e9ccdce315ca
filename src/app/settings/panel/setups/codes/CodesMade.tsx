// The codes that this portal made lately, and what became of each.
import {
  Flex,
  Heading,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  Text,
} from '@hubspot/ui-extensions';
import { useSetupCodes } from '../../../data/codes.ts';
import { useCanChange } from '../../../data/rights.ts';
import type { SetupCode } from '../../../domain/setup/code.ts';
import { QueryFailure } from '../../status/QueryFailure.tsx';
import { carriesText, codeWords } from '../../words/codes.ts';
import { dateTimeText } from '../../words/time.ts';
import { CodeState } from './CodeState.tsx';
import { WithdrawCode } from './WithdrawCode.tsx';

export function CodesMade() {
  const canWithdraw = useCanChange();
  const query = useSetupCodes();
  const { data, error, dataUpdatedAt } = query;
  const codes = data?.codes ?? [];
  if (codes.length === 0 && error === null) return null;
  return (
    <Flex direction="column" gap="sm">
      <Heading>{codeWords.listTitle}</Heading>
      <QueryFailure query={query} />
      {codes.length === 0 ? null : (
        <CodeTable codes={codes} now={dataUpdatedAt} canWithdraw={canWithdraw} />
      )}
    </Flex>
  );
}

interface CodeTableProps {
  readonly codes: readonly SetupCode[];
  readonly now: number;
  readonly canWithdraw: boolean;
}

const CodeTable = ({ codes, now, canWithdraw }: CodeTableProps) => (
  <Table bordered>
    <TableHead>
      <TableRow>
        <TableHeader>{codeWords.columnMade}</TableHeader>
        <TableHeader>{codeWords.columnSetup}</TableHeader>
        <TableHeader>{codeWords.columnCode}</TableHeader>
        <TableHeader>{codeWords.columnState}</TableHeader>
        <TableHeader>{codeWords.columnWithdraw}</TableHeader>
      </TableRow>
    </TableHead>
    <TableBody>
      {codes.map((code) => (
        <TableRow key={code.codeId}>
          <TableCell>{dateTimeText(code.madeAt)}</TableCell>
          <TableCell>
            <Text>{code.title ?? codeWords.noTitle}</Text>
            <Text variant="microcopy">{carriesText(code)}</Text>
          </TableCell>
          <TableCell>{code.code ?? hiddenText(code)}</TableCell>
          <TableCell>
            <CodeState code={code} now={now} />
          </TableCell>
          <TableCell>
            {canWithdraw && code.state === 'waiting' ? (
              <WithdrawCode codeId={code.codeId} size="xs" />
            ) : null}
          </TableCell>
        </TableRow>
      ))}
    </TableBody>
  </Table>
);

const hiddenText = ({ state }: SetupCode): string =>
  state === 'waiting' ? codeWords.onlySuperAdmins : codeWords.gone;
