// What the panel asks about limits that were changed outside the app, as react-query hooks.
import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { Drift, KeptDrift } from '../domain/drift.ts';
import type { KeepDriftRequest } from '../domain/requests/drift.ts';
import { ask } from './ask.ts';
import type { RequestFailed } from './failure.ts';
import { forget } from './forget.ts';
import { keys } from './keys.ts';
import { watchWhile } from './watchWhile.ts';

const WHILE_CHECKING_MS = 1_500;

/** All that differs, watched while the portal is read. */
export const useDrift = (): UseQueryResult<Drift> =>
  useQuery({
    queryKey: keys.drift,
    queryFn: () => ask('drift'),
    // What was changed may have been changed again: it is asked for whenever it comes on show.
    refetchOnMount: 'always',
    refetchInterval: watchWhile(WHILE_CHECKING_MS, ({ checking }: Drift) => checking),
  });

/** Accepts limits as they are. Sending the same id again is safe: it is done once. */
export function useKeepDrift(
  onKept: () => void,
): UseMutationResult<KeptDrift, RequestFailed, KeepDriftRequest> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: KeepDriftRequest) => ask('keepDrift', { body: request }),
    onSuccess: () => {
      forget(client, keys.overviews, keys.session, keys.history);
      onKept();
    },
  });
}
