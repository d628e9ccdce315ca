// Asking once more has failed: what was read before stays on show beside it.
import type { UseQueryResult } from '@tanstack/react-query';
import { FailureNotice } from './FailureNotice.tsx';

export const QueryFailure = ({ query }: { readonly query: UseQueryResult }) =>
  query.error ? (
    <FailureNotice
      failure={query.error.failure}
      onAgain={() => {
        void query.refetch();
      }}
    />
  ) : null;
