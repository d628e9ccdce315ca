// The last page of a list that was read. It stays on show while another one is asked for, and where
// that cannot be read, so that there is a way back from it. What is asked of another list it does not
// answer.
import { useRef } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';

/** `list`: what tells one list from another, such as what is searched for. */
export function useLastPage<Page>(query: UseQueryResult<Page>, list: string): Page | undefined {
  const { data, isPlaceholderData } = query;
  const read = isPlaceholderData ? undefined : data;
  const last = useRef({ list, page: read });
  if (read !== undefined || last.current.list !== list) last.current = { list, page: read };
  return data ?? last.current.page;
}
