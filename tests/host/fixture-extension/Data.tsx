// Tables, statistics and charts.
import { useState } from 'react';
import {
  BarChart,
  Flex,
  Heading,
  LineChart,
  NumberInput,
  Statistics,
  StatisticsItem,
  StatisticsTrend,
  StatusTag,
  Table,
  TableBody,
  TableCell,
  TableFooter,
  TableHead,
  TableHeader,
  TableRow,
  Text,
} from '@hubspot/ui-extensions';

const labels = ['Billing', 'Partner', 'Parent company', 'Reseller', 'Supplier', 'Franchise'];
const pageSize = 3;

export function Data() {
  return (
    <Flex direction="column" gap="md">
      <Heading>Data</Heading>
      <Statistics>
        <StatisticsItem label="Saved" number={12}>
          <StatisticsTrend value="20 %" direction="increase" />
        </StatisticsItem>
        <StatisticsItem label="Refused" number="3" />
      </Statistics>
      <Labels />
      <Charts />
    </Flex>
  );
}

function Labels() {
  const [page, setPage] = useState(1);
  const [direction, setDirection] = useState<'ascending' | 'descending' | 'none'>('none');
  const sorted = [...labels].sort((a, b) => a.localeCompare(b));
  const rows =
    direction === 'none' ? labels : direction === 'ascending' ? sorted : sorted.reverse();
  return (
    <Table paginated pageCount={2} page={page} onPageChange={setPage} showFirstLastButtons>
      <TableHead>
        <TableRow>
          <TableHeader sortDirection={direction} onSortChange={setDirection}>
            Label
          </TableHeader>
          <TableHeader>Kind</TableHeader>
          <TableHeader width="min" align="right">
            New limit
          </TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.slice((page - 1) * pageSize, page * pageSize).map((label, index) => (
          <TableRow key={label}>
            <TableCell>
              <Text>{label}</Text>
            </TableCell>
            <TableCell>
              <StatusTag variant="info">Custom</StatusTag>
            </TableCell>
            <TableCell width="min">
              <NumberInput label={`New limit of ${label}`} name={label} defaultValue={index} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
      <TableFooter>
        <TableRow>
          <TableCell colSpan={3}>6 labels</TableCell>
        </TableRow>
      </TableFooter>
    </Table>
  );
}

function Charts() {
  return (
    <Flex gap="md">
      <BarChart
        data={[
          { day: 'Mon', count: 4, kind: 'saved' },
          { day: 'Mon', count: 1, kind: 'refused' },
          { day: 'Tue', count: 6, kind: 'saved' },
        ]}
        axes={{
          x: { field: 'day', fieldType: 'category', label: 'Day' },
          y: { field: 'count', fieldType: 'linear', label: 'Changes' },
          options: { groupFieldByColor: 'kind', stacking: true },
        }}
        options={{ title: 'Changes by day', showLegend: true, showDataLabels: true }}
      />
      <LineChart
        data={[
          { month: 'Jan', limits: 2 },
          { month: 'Feb', limits: 5 },
          { month: 'Mar', limits: 4 },
        ]}
        axes={{
          x: { field: 'month', fieldType: 'category', label: 'Month' },
          y: { field: 'limits', fieldType: 'linear', label: 'Limits' },
        }}
      />
    </Flex>
  );
}
