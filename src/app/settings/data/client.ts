// The query client: when a request is repeated by itself, and when data counts as old.
import { QueryClient } from '@tanstack/react-query';
import { retryAfterMs, type RequestFailed } from './failure.ts';

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: RequestFailed;
  }
}

/** Waiting longer than this by itself would look like hanging; the person may still ask again. */
const LONGEST_WAIT_MS = 120_000;
const MOST_RETRIES = 4;

const waitOf = (error: RequestFailed): number | null => retryAfterMs(error.failure);

/** Whether a failed request is repeated: only where the failure says that waiting helps. */
export function isRetried(failureCount: number, error: RequestFailed): boolean {
  const wait = waitOf(error);
  return wait !== null && wait <= LONGEST_WAIT_MS && failureCount < MOST_RETRIES;
}

const retry = {
  retry: isRetried,
  retryDelay: (_: number, error: RequestFailed) => waitOf(error) ?? 0,
};

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { ...retry, staleTime: 30_000, refetchOnWindowFocus: false, gcTime: Infinity },
      mutations: retry,
    },
  });
}
