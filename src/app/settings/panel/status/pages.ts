// HubSpot's table props for a list in pages; a single page shows no pager.
import type { Page } from '../state/labelRows.ts';

export type PagerProps =
  | { readonly paginated?: false }
  | {
      readonly paginated: true;
      readonly page: number;
      readonly pageCount: number;
      readonly onPageChange: (page: number) => void;
    };

export function pagesOf(
  { page, pageCount }: Page<unknown>,
  onPageChange: (page: number) => void,
): PagerProps {
  return pageCount === 1 ? {} : { paginated: true, page, pageCount, onPageChange };
}
