// What a query has read: the one way in which the panel shows it. While there is nothing to show, it
// is said why. What was read stays on show whatever becomes of asking for it again, and above it is
// said where that did not succeed.
import type { ReactNode } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import { Flex } from '@hubspot/ui-extensions';
import { FailureState } from './FailureState.tsx';
import { Loading } from './Loading.tsx';
import { QueryState } from './QueryState.tsx';
import { Waiting } from './Waiting.tsx';

export interface LoadedProps<Data> {
  readonly query: UseQueryResult<Data>;
  /** What is shown, where that is not only what the query has (see useLastPage). */
  readonly data?: Data | undefined;
  /** What is being loaded, for the spinner. */
  readonly loading: string;
  /** What QueryState says of work that goes on by itself. */
  readonly goesOn?: (data: Data) => string | undefined;
  readonly children: (data: Data) => ReactNode;
}

export function Loaded<Data>(props: LoadedProps<Data>) {
  const { query, data = query.data, loading, goesOn, children } = props;
  if (data === undefined) return <NotLoaded query={query} loading={loading} />;
  return (
    <Flex direction="column" gap="md">
      <QueryState query={query} goesOn={goesOn?.(data)} isOld />
      {children(data)}
    </Flex>
  );
}

interface NotLoadedProps {
  readonly query: UseQueryResult;
  readonly loading: string;
}

/** Loading, waiting to ask again, or failed. Never looks like "empty". */
function NotLoaded({ query, loading }: NotLoadedProps) {
  if (query.isError) {
    return (
      <FailureState
        failure={query.error.failure}
        asking={query.isFetching}
        onAgain={() => {
          void query.refetch();
        }}
      />
    );
  }
  if (query.failureReason) {
    return <Waiting failure={query.failureReason.failure} attempt={query.failureCount} />;
  }
  return <Loading what={loading} />;
}
