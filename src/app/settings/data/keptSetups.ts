// The setups that the portal keeps, as the panel asks for them. Every answer is the whole list.
import {
  useMutation,
  useQuery,
  useQueryClient,
  type QueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { KeptDocument, KeptSetups } from '../domain/setup/kept.ts';
import type { KeepRequest, PinRequest } from '../domain/requests/setup.ts';
import { ask } from './ask.ts';
import type { RequestFailed } from './failure.ts';
import { forget } from './forget.ts';
import { keys } from './keys.ts';

export const useKeptSetups = (): UseQueryResult<KeptSetups> =>
  useQuery({
    queryKey: keys.keptSetups,
    queryFn: () => ask('keptSetups'),
  });

/** Loads one with its document, to be compared. */
export const useLoadKept = (
  onLoaded: (kept: KeptDocument) => void,
): UseMutationResult<KeptDocument, RequestFailed, string> =>
  useMutation({
    mutationFn: (setupId: string) => ask('keptSetup', { path: { setupId } }),
    onSuccess: onLoaded,
  });

export interface KeepWish extends KeepRequest {
  /** Made before the first request, so that however often it is sent, it is one setup. */
  readonly setupId: string;
}

/** Keeps a setup, or replaces the one of this id. */
export function useKeepSetup(
  onKept: (wish: KeepWish) => void,
): UseMutationResult<KeptSetups, RequestFailed, KeepWish> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ setupId, ...body }: KeepWish) => ask('keepSetup', { path: { setupId }, body }),
    onSuccess: (list, wish) => {
      takeOver(client, list);
      onKept(wish);
    },
    // Somebody may have taken the name, or only the answer was lost: the list tells.
    onError: () => {
      forget(client, keys.keptSetups);
    },
  });
}

export function useForgetSetup(
  onForgotten: (setupId: string) => void,
): UseMutationResult<KeptSetups, RequestFailed, string> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (setupId: string) => ask('forgetSetup', { path: { setupId } }),
    onSuccess: (list, setupId) => {
      takeOver(client, list);
      onForgotten(setupId);
    },
  });
}

export interface PinWish {
  readonly setupId: string;
  readonly pin: PinRequest;
}

export function usePinSetup(): UseMutationResult<KeptSetups, RequestFailed, PinWish> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ setupId, pin }: PinWish) => ask('pinSetup', { path: { setupId }, body: pin }),
    onSuccess: (list) => {
      takeOver(client, list);
    },
  });
}

/** Shown at once, and asked for again: a list that was asked for earlier may still arrive. */
function takeOver(client: QueryClient, list: KeptSetups): void {
  client.setQueryData(keys.keptSetups, list);
  forget(client, keys.keptSetups, keys.history);
}
