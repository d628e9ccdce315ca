// What the panel asks the server about setups, as react-query hooks.
import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { SetupDocument } from '../domain/setup/document.ts';
import type { ExportedSetup, LookUpRequest, PortalLimits } from '../domain/setup/wire.ts';
import { callRoute } from './api.ts';
import { RequestFailed } from './failure.ts';
import { keys } from './keys.ts';

/** Reads the limits between these object types, as a document. */
export const useExportSetup = (): UseMutationResult<
  ExportedSetup,
  RequestFailed,
  readonly string[]
> =>
  useMutation({
    mutationFn: async (typeIds: readonly string[]) => {
      const result = await callRoute('exportSetup', { body: { types: typeIds } });
      if (result.ok) return result.value;
      throw new RequestFailed(result.failure);
    },
  });

/**
 * What the portal holds of the directions that the document names. Kept among the directions, so
 * that what makes those old makes this old.
 */
export const usePortalLimits = (document: SetupDocument): UseQueryResult<PortalLimits> => {
  const pairs = pairsOf(document);
  return useQuery({
    queryKey: [...lookedUp, pairs],
    enabled: pairs.length > 0,
    queryFn: async () => {
      const result = await callRoute('lookUpSetup', { body: { pairs } });
      if (result.ok) return result.value;
      throw new RequestFailed(result.failure);
    },
  });
};

/** Asks HubSpot again at the next check: a label may have been made meanwhile. */
export function useForgetPortalLimits(): () => void {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: lookedUp });
  };
}

const lookedUp = [...keys.directions, 'setup'] as const;

function pairsOf({ limits }: SetupDocument): LookUpRequest['pairs'] {
  const pairs = limits.map(({ from, to }) => ({ from, to }));
  const texts = pairs.map((pair) => [JSON.stringify([pair.from, pair.to]), pair] as const);
  return [...new Map(texts).values()];
}
