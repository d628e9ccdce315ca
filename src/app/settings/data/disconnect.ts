// Disconnecting the portal. What the panel knows of it is forgotten then.
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { Disconnected } from '../domain/leaving.ts';
import type { DisconnectRequest } from '../domain/requests/leaving.ts';
import { ask } from './ask.ts';
import type { RequestFailed } from './failure.ts';
import { keys } from './keys.ts';

export function useDisconnect(
  onDone: (end: Disconnected) => void,
): UseMutationResult<Disconnected, RequestFailed, DisconnectRequest> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: DisconnectRequest) => ask('disconnect', { body }),
    onSuccess: async (end) => {
      onDone(end);
      // First, so that nothing that is still on show asks for what is forgotten.
      await client.invalidateQueries({ queryKey: keys.session });
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.session[0] });
    },
  });
}
