// One page of records above a limit, as links into HubSpot.
import { useState } from 'react';
import {
  EmptyState,
  Flex,
  Link,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  Text,
} from '@hubspot/ui-extensions';
import { useRecordsOver } from '../../data/scans.ts';
import {
  recordsOver,
  SCAN_PAGE_ROWS,
  type RecordsOver,
  type Scan,
  type ScannedType,
} from '../../domain/scan.ts';
import { LoadState } from '../status/LoadState.tsx';
import { pagesOf } from '../status/pages.ts';
import { numberText } from '../../domain/limitText.ts';
import {
  deletedText,
  firstPagesText,
  recordName,
  recordsFound,
  scanWords,
  xAxisText,
} from '../words/scan.ts';
import { dateTimeText } from '../words/time.ts';
import { CsvOfRecords } from './CsvOfRecords.tsx';

export interface RecordsOverLimitProps {
  readonly scan: Scan;
  readonly type: ScannedType;
  readonly over: number;
}

export function RecordsOverLimit({ scan, type, over }: RecordsOverLimitProps) {
  const [page, turnTo] = useState(1);
  const { category, typeId } = type;
  const asked = { scanId: scan.scanId, category, typeId, over };
  const query = useRecordsOver(asked, page);
  if (!query.data) return <LoadState query={query} loading={scanWords.loadingRecords} />;
  const { deletedAt, total } = query.data;
  if (deletedAt !== null) {
    const many = recordsOver(type.distribution, over);
    return (
      <EmptyState title={scanWords.deletedTitle} imageName="emptyStateCharts" layout="vertical">
        <Text>{deletedText(many, scan, dateTimeText(deletedAt))}</Text>
      </EmptyState>
    );
  }
  if (total === 0) return <Text>{scanWords.noRecords}</Text>;
  const shown = query.data.pageCount * SCAN_PAGE_ROWS;
  return (
    <Flex direction="column" gap="md">
      <Text>{recordsFound(total, scan, dateTimeText(scan.finishedAt ?? scan.startedAt))}</Text>
      {total > shown && <Text>{firstPagesText(shown)}</Text>}
      <CsvOfRecords asked={asked} />
      <RecordsTable scan={scan} found={query.data} onPage={turnTo} />
    </Flex>
  );
}

interface RecordsTableProps {
  readonly scan: Scan;
  readonly found: RecordsOver;
  readonly onPage: (page: number) => void;
}

function RecordsTable({ scan, found, onPage }: RecordsTableProps) {
  const { records, page, pageCount } = found;
  return (
    <Table bordered density="condensed" {...pagesOf({ items: records, page, pageCount }, onPage)}>
      <TableHead>
        <TableRow>
          <TableHeader>{scan.from.singular}</TableHeader>
          <TableHeader>{xAxisText(scan)}</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {records.map(({ id, associations, url }) => (
          <TableRow key={id}>
            <TableCell>
              {url === null ? (
                recordName(scan, id)
              ) : (
                <Link href={{ url, external: true }}>{recordName(scan, id)}</Link>
              )}
            </TableCell>
            <TableCell>{numberText(associations)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
