// The codes that this portal made lately, and what became of each.
import { Flex, Heading, TableCell, TableRow, Text } from '@hubspot/ui-extensions';
import { useSetupCodes } from '../../../data/codes.ts';
import { useCanChange } from '../../../data/rights.ts';
import type { SetupCode } from '../../../domain/setup/code.ts';
import { Loaded } from '../../status/Loaded.tsx';
import { TableFrame } from '../../status/TableFrame.tsx';
import { carriesText, codeWords } from '../../words/codes.ts';
import { dateTimeText } from '../../words/time.ts';
import { CodeState } from './CodeState.tsx';
import { WithdrawCode } from './WithdrawCode.tsx';

export function CodesMade() {
  const canWithdraw = useCanChange();
  const query = useSetupCodes();
  const { data, error, failureReason, dataUpdatedAt } = query;
  // Mostly there are none, so nothing is said while they are asked for.
  if (!data?.codes.length && !(failureReason ?? error)) return null;
  return (
    <Flex direction="column" gap="sm">
      <Heading>{codeWords.listTitle}</Heading>
      <Loaded query={query} loading={codeWords.listTitle}>
        {({ codes }) =>
          codes.length === 0 ? null : (
            <CodeTable codes={codes} now={dataUpdatedAt} canWithdraw={canWithdraw} />
          )
        }
      </Loaded>
    </Flex>
  );
}

interface CodeTableProps {
  readonly codes: readonly SetupCode[];
  readonly now: number;
  readonly canWithdraw: boolean;
}

const columns = [
  { title: codeWords.columnMade },
  { title: codeWords.columnSetup },
  { title: codeWords.columnCode },
  { title: codeWords.columnState },
  { title: codeWords.columnWithdraw },
];

const CodeTable = ({ codes, now, canWithdraw }: CodeTableProps) => (
  <TableFrame columns={columns}>
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
            <WithdrawCode codeId={code.codeId} code={code.code ?? ''} size="xs" />
          ) : null}
        </TableCell>
      </TableRow>
    ))}
  </TableFrame>
);

const hiddenText = ({ state }: SetupCode): string =>
  state === 'waiting' ? codeWords.onlySuperAdmins : codeWords.gone;
