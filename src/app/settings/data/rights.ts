// What the person may do. Unlike the session this needs HubSpot, so nothing that can be shown waits for it.
import { useQuery, type QueryFunctionContext, type UseQueryResult } from '@tanstack/react-query';
import type { Rights } from '../domain/wire.ts';
import { callRoute } from './api.ts';
import { value } from './ask.ts';
import type { ApiFailure } from './failure.ts';
import { forget } from './forget.ts';
import { keys } from './keys.ts';

export const rightsQuery = {
  queryKey: keys.rights,
  async queryFn({ client }: QueryFunctionContext) {
    const answer = await callRoute('rights');
    // The first to notice that the portal has left; only the session says so to the whole panel.
    if (!answer.ok && hasLeft(answer.failure)) {
      forget(client, keys.session);
    }
    return value(answer);
  },
};

const hasLeft = (failure: ApiFailure): boolean =>
  failure.kind === 'answered' &&
  (failure.error.code === 'disconnected' || failure.error.code === 'not_installed');

export const useRights = (): UseQueryResult<Rights> => useQuery(rightsQuery);

/**
 * Whether what changes something is offered. It is while HubSpot is asked, so that nothing moves once
 * it has answered: the server asks HubSpot again before it does anything.
 */
export function useCanChange(): boolean {
  const { data, isError } = useRights();
  return data ? data.superAdmin === true : !isError;
}
