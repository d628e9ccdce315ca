// Disconnecting the portal. What the panel knows of it is forgotten then.
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { Disconnected, DisconnectRequest } from '../domain/leaving.ts';
import { callRoute } from './api.ts';
import type { RequestFailed } from './failure.ts';
import { keys } from './keys.ts';
import { value } from './queries.ts';

export function useDisconnect(
  onDone: (end: Disconnected) => void,
): UseMutationResult<Disconnected, RequestFailed, DisconnectRequest> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: DisconnectRequest) => value(await callRoute('disconnect', { body })),
    onSuccess: async (end) => {
      onDone(end);
      // First, so that nothing that is still on show asks for what is forgotten.
      await client.invalidateQueries({ queryKey: keys.session });
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.session[0] });
    },
  });
}
