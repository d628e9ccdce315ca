// A table that is all there, a page at a time.
import { useState, type ReactNode } from 'react';
import { pageOf } from '../state/labelRows.ts';
import { pagesOf } from './pages.ts';
import { TableFrame, type TableFrameProps } from './TableFrame.tsx';

export interface PagedTableProps<Item> extends Omit<TableFrameProps, 'pages' | 'children'> {
  readonly items: readonly Item[];
  readonly row: (item: Item) => ReactNode;
}

export function PagedTable<Item>({ items, row, ...frame }: PagedTableProps<Item>) {
  const [wantedPage, turnTo] = useState(1);
  const page = pageOf(items, wantedPage);
  return (
    <TableFrame {...frame} pages={pagesOf(page, turnTo)}>
      {page.items.map(row)}
    </TableFrame>
  );
}
