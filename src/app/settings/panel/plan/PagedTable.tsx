// The frame of a plan's tables: the columns' names and one page of rows.
import { useState, type ReactNode } from 'react';
import { Table, TableBody, TableHead, TableHeader, TableRow } from '@hubspot/ui-extensions';
import { pageOf } from '../state/labelRows.ts';
import { pagesOf } from '../status/pages.ts';

export interface PagedTableProps<Item> {
  readonly columns: readonly { readonly title: string; readonly width?: 'min' }[];
  readonly items: readonly Item[];
  readonly row: (item: Item) => ReactNode;
}

export function PagedTable<Item>({ columns, items, row }: PagedTableProps<Item>) {
  const [wantedPage, turnTo] = useState(1);
  const page = pageOf(items, wantedPage);
  return (
    <Table bordered {...pagesOf(page, turnTo)}>
      <TableHead>
        <TableRow>
          {columns.map(({ title, ...width }) => (
            <TableHeader key={title} {...width}>
              {title}
            </TableHeader>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>{page.items.map(row)}</TableBody>
    </Table>
  );
}
