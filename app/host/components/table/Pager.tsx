// The page buttons under a table; pages count from 1.
import type { TableProps } from '@hubspot/ui-extensions';
import { useRemoteCall } from '../../engine/host-context.ts';
import { useLocalValue } from '../local-value.ts';

type PagerProps = Extract<TableProps, { paginated: true }>;

export function Pager(props: PagerProps) {
  const { pageCount, showButtonLabels = true, showFirstLastButtons = false } = props;
  const [page, setPage] = useLocalValue(props.page ?? 1);
  const call = useRemoteCall();
  const go = (target: number): void => {
    setPage(target);
    void call(props.onPageChange, target);
  };
  const step = (label: string, text: string, target: number) => (
    <button
      type="button"
      className="page-step"
      aria-label={label}
      disabled={target === page || target < 1 || target > pageCount}
      onClick={() => {
        go(target);
      }}
    >
      <span aria-hidden="true">{showButtonLabels ? text : text.replace(label, '').trim()}</span>
    </button>
  );
  return (
    <nav className="pager" aria-label="Pages">
      {showFirstLastButtons && step('First', '« First', 1)}
      {step('Prev', '‹ Prev', page - 1)}
      {visiblePages(page, pageCount, props.maxVisiblePageButtons ?? 10).map((number) => (
        <button
          key={number}
          type="button"
          className="page-number"
          aria-label={`Page ${number}`}
          aria-current={number === page ? 'page' : undefined}
          onClick={() => {
            go(number);
          }}
        >
          {number}
        </button>
      ))}
      {step('Next', 'Next ›', page + 1)}
      {showFirstLastButtons && step('Last', 'Last »', pageCount)}
    </nav>
  );
}

/** At most `most` page numbers around the current one. */
function visiblePages(page: number, pageCount: number, most: number): readonly number[] {
  const count = Math.min(most, pageCount);
  const first = Math.max(1, Math.min(page - Math.floor(count / 2), pageCount - count + 1));
  return Array.from({ length: count }, (_, index) => first + index);
}
