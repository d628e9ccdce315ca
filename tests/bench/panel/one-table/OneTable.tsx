// What the panel is measured against: the smallest extension that draws one table of the same rows,
// and one field that repeats what is typed into it.
import { useEffect, useState } from 'react';
import {
  hubspot,
  Input,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  Text,
} from '@hubspot/ui-extensions';
import { BACKEND_URL } from '../../../../src/app/settings/data/backend.ts';
import type { Overview } from '../../../../src/app/settings/domain/overview.ts';

hubspot.extend<'settings'>(() => (
  <>
    <Repeated />
    <OneTable />
  </>
));

function Repeated() {
  const [typed, type] = useState('');
  return (
    <>
      <Input label="Field" name="field" onInput={type} />
      <Text>{typed}</Text>
    </>
  );
}

function OneTable() {
  const [overview, show] = useState<Overview | null>(null);
  useEffect(() => {
    void ask().then(show);
  }, []);
  if (overview === null) return null;
  const names = new Map(overview.objectTypes.map(({ id, singular }) => [id, singular]));
  return (
    <Table>
      <TableHead>
        <TableRow>
          <TableHeader>Direction</TableHeader>
          <TableHeader>Label</TableHeader>
          <TableHeader>Limit</TableHeader>
          <TableHeader>Read</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {overview.rows.map(({ from, to, label, readAt }) => (
          <TableRow key={`${from} ${to} ${String(label?.typeId)}`}>
            <TableCell>{`${String(names.get(from))} → ${String(names.get(to))}`}</TableCell>
            <TableCell>{label?.label}</TableCell>
            <TableCell>{label?.limit}</TableCell>
            <TableCell>{readAt}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

async function ask(): Promise<Overview> {
  const response = await hubspot.fetch(`${BACKEND_URL}/api/overview`, { method: 'GET' });
  return (await response.json()) as Overview;
}
