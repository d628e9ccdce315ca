// One page of records above a limit, as links into HubSpot.
import { useState } from 'react';
import { EmptyState, Flex, Link, TableCell, TableRow, Text } from '@hubspot/ui-extensions';
import { useRecordsOver, type OverAsked } from '../../data/scans.ts';
import {
  recordsOver,
  SCAN_PAGE_ROWS,
  type RecordsOver,
  type Scan,
  type ScannedType,
} from '../../domain/scan.ts';
import { Loaded } from '../status/Loaded.tsx';
import { pagesOf } from '../status/pages.ts';
import { TableFrame } from '../status/TableFrame.tsx';
import { useLastPage } from '../status/useLastPage.ts';
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
  return (
    <Loaded query={query} data={useLastPage(query, '')} loading={scanWords.loadingRecords}>
      {(found) => (
        <Records scan={scan} type={type} over={over} asked={asked} found={found} onPage={turnTo} />
      )}
    </Loaded>
  );
}

interface RecordsProps extends RecordsOverLimitProps, RecordsTableProps {
  readonly asked: OverAsked;
}

function Records({ scan, type, over, asked, found, onPage }: RecordsProps) {
  const { deletedAt, total, pageCount } = found;
  if (deletedAt !== null) {
    const many = recordsOver(type.distribution, over);
    return (
      <EmptyState title={scanWords.deletedTitle} imageName="emptyStateCharts" layout="vertical">
        <Text>{deletedText(many, scan, dateTimeText(deletedAt))}</Text>
      </EmptyState>
    );
  }
  if (total === 0) return <Text>{scanWords.noRecords}</Text>;
  const shown = pageCount * SCAN_PAGE_ROWS;
  return (
    <Flex direction="column" gap="md">
      <Text>{recordsFound(total, scan, dateTimeText(scan.finishedAt ?? scan.startedAt))}</Text>
      {total > shown && <Text>{firstPagesText(shown)}</Text>}
      <CsvOfRecords asked={asked} />
      <RecordsTable scan={scan} found={found} onPage={onPage} />
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
    <TableFrame
      density="condensed"
      columns={[{ title: scan.from.singular }, { title: xAxisText(scan) }]}
      pages={pagesOf({ items: records, page, pageCount }, onPage)}
    >
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
    </TableFrame>
  );
}
