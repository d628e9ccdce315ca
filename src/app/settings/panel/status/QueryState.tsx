// What became of asking once more, beside what was read before: waiting to ask again, or failed. What
// is on show is old then, and is not to pass for new.
import type { UseQueryResult } from '@tanstack/react-query';
import { Alert, Text } from '@hubspot/ui-extensions';
import { sessionWords } from '../words/session.ts';
import { RequestState } from './RequestState.tsx';

export interface QueryStateProps {
  readonly query: UseQueryResult;
  /** Said instead where what is watched goes on by itself, and is asked for again by itself. */
  readonly goesOn?: string | undefined;
  /** There is something on show that was read before. */
  readonly isOld?: boolean;
}

export function QueryState({ query, goesOn, isOld = query.data !== undefined }: QueryStateProps) {
  // Whether it is being asked for matters after a failure only: nothing is drawn again for it before.
  if (!(query.failureReason ?? query.error)) return null;
  return goesOn === undefined ? (
    <RequestState
      request={query}
      asking={query.isFetching}
      onAgain={() => {
        void query.refetch();
      }}
    >
      {isOld ? <Text>{sessionWords.readBefore}</Text> : null}
    </RequestState>
  ) : (
    <Alert title={sessionWords.lostTitle} variant="warning">
      {goesOn}
    </Alert>
  );
}
