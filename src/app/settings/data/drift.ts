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
import { callRoute } from './api.ts';
import type { RequestFailed } from './failure.ts';
import { keys } from './keys.ts';
import { value } from './queries.ts';

const WHILE_CHECKING_MS = 1_500;

/** All that differs, watched while the portal is read. */
export const useDrift = (): UseQueryResult<Drift> =>
  useQuery({
    queryKey: keys.drift,
    queryFn: async () => value(await callRoute('drift')),
    // What was changed may have been changed again: it is asked for whenever it comes on show.
    refetchOnMount: 'always',
    refetchInterval: ({ state }) => (state.data?.checking === true ? WHILE_CHECKING_MS : false),
  });

/** Accepts limits as they are. Sending the same id again is safe: it is done once. */
export function useKeepDrift(
  onKept: () => void,
): UseMutationResult<KeptDrift, RequestFailed, KeepDriftRequest> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (request: KeepDriftRequest) =>
      value(await callRoute('keepDrift', { body: request })),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.overviews });
      void client.invalidateQueries({ queryKey: keys.session });
      void client.invalidateQueries({ queryKey: keys.history });
      onKept();
    },
  });
}
