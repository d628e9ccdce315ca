// What is shown while data is not there yet: loading, waiting to ask again, or failed.
import type { UseQueryResult } from '@tanstack/react-query';
import { LoadingSpinner } from '@hubspot/ui-extensions';
import { FailureState } from './FailureState.tsx';
import { Waiting } from './Waiting.tsx';

export interface LoadStateProps {
  readonly query: UseQueryResult;
  /** What is being loaded, for the spinner. */
  readonly loading: string;
}

export function LoadState({ query, loading }: LoadStateProps) {
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
  return <LoadingSpinner label={loading} showLabel layout="centered" />;
}
