// The frame of a table: the names of its columns, and its pages.
import type { ReactNode } from 'react';
import { Table, TableBody, TableHead, TableHeader, TableRow } from '@hubspot/ui-extensions';
import type { PagerProps } from './pages.ts';

export interface Column {
  readonly title: string;
  readonly width?: 'min' | number;
}

export interface TableFrameProps {
  readonly columns: readonly Column[];
  readonly density?: 'default' | 'condensed' | 'compact';
  readonly pages?: PagerProps;
  /** Its rows. */
  readonly children: ReactNode;
}

export const TableFrame = ({ columns, density = 'default', pages, children }: TableFrameProps) => (
  <Table bordered density={density} {...pages}>
    <TableHead>
      <TableRow>
        {columns.map(({ title, ...width }) => (
          <TableHeader key={title} {...width}>
            {title}
          </TableHeader>
        ))}
      </TableRow>
    </TableHead>
    <TableBody>{children}</TableBody>
  </Table>
);
