// Table and its parts.
import type { CSSProperties } from 'react';
import type {
  TableCellProps,
  TableElementProps,
  TableHeaderProps,
  TableProps,
} from '@hubspot/ui-extensions';
import { useRemoteCall } from '../../engine/host-context.ts';
import { classNames } from '../class-names.ts';
import { LabelsHidden } from '../field/Field.tsx';
import { Pager } from './Pager.tsx';

export function Table(props: TableProps) {
  const { children, bordered = true, flush = false, density = 'default', testId } = props;
  const className = classNames(
    'table',
    `table-${density}`,
    bordered && 'bordered',
    flush && 'flush',
  );
  return (
    <div className={className} data-testid={testId}>
      <div className="table-scroll">
        <table>{children}</table>
      </div>
      {props.paginated === true && <Pager {...props} />}
    </div>
  );
}

export function TableHead({ children, testId }: TableElementProps) {
  return <thead data-testid={testId}>{children}</thead>;
}

export function TableBody({ children, testId }: TableElementProps) {
  return <tbody data-testid={testId}>{children}</tbody>;
}

export function TableFooter({ children, testId }: TableElementProps) {
  return <tfoot data-testid={testId}>{children}</tfoot>;
}

export function TableRow({ children, testId }: TableElementProps) {
  return <tr data-testid={testId}>{children}</tr>;
}

export function TableCell({ children, align, width, colSpan, testId }: TableCellProps) {
  return (
    <LabelsHidden.Provider value>
      <td style={cellStyle(align, width)} colSpan={colSpan} data-testid={testId}>
        {children}
      </td>
    </LabelsHidden.Provider>
  );
}

export function TableHeader(props: TableHeaderProps) {
  const { children, align, width, testId } = props;
  const call = useRemoteCall();
  const style = cellStyle(align, width);
  if (props.sortDirection === undefined || !('onSortChange' in props)) {
    return (
      <th scope="col" style={style} data-testid={testId}>
        {children}
      </th>
    );
  }
  const { sortDirection, onSortChange, disabled = false } = props;
  const next = sortDirection === 'ascending' ? 'descending' : 'ascending';
  const arrow = { ascending: '▲', descending: '▼', none: '↕' }[sortDirection];
  return (
    <th scope="col" aria-sort={sortDirection} style={style} data-testid={testId}>
      <button
        type="button"
        className="sort"
        disabled={disabled}
        onClick={() => {
          void call(onSortChange, next);
        }}
      >
        {children} <span aria-hidden="true">{arrow}</span>
      </button>
    </th>
  );
}

function cellStyle(align: TableCellProps['align'], width: TableCellProps['width']): CSSProperties {
  const widths = { min: '1%', max: '100%', auto: 'auto' } as const;
  return {
    ...(align !== undefined && { textAlign: align }),
    ...(width !== undefined && { width: typeof width === 'number' ? width : widths[width] }),
    ...(width === 'min' && { whiteSpace: 'nowrap' }),
  };
}
