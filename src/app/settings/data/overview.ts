// What the panel asks about the whole portal, as react-query hooks.
import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { Blockers, Overview, OverviewGrid, Refresh } from '../domain/overview.ts';
import type { Presets } from '../domain/presets.ts';
import { callRoute } from './api.ts';
import type { RequestFailed } from './failure.ts';
import { keys } from './keys.ts';
import { value } from './queries.ts';

const WHILE_READING_MS = 1_500;

/** What is asked of the overview, by its name in the query. */
export type Asked = Readonly<Record<string, string>>;

export const overviewQuery = (asked: Asked) => ({
  queryKey: keys.overview(asked),
  queryFn: async () => value(await callRoute('overview', { query: asked })),
});

/** One page of rows, watched while the portal is read. The page before stays until it is there. */
export const useOverview = (asked: Asked): UseQueryResult<Overview> =>
  useQuery({
    ...overviewQuery(asked),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.refresh?.state === 'reading' ? WHILE_READING_MS : false,
  });

export const useOverviewGrid = (): UseQueryResult<OverviewGrid> =>
  useQuery({
    queryKey: keys.overviewGrid,
    queryFn: async () => value(await callRoute('overviewGrid')),
  });

export const useBlockers = (type: string): UseQueryResult<Blockers> =>
  useQuery({
    queryKey: keys.blockers(type),
    queryFn: async () => value(await callRoute('blockers', { path: { from: type } })),
  });

/** Forgets what a finished reading has made old: every view of it, and how much was changed outside. */
export function useForgetAfterReading(): () => void {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: keys.overviews });
    void client.invalidateQueries({ queryKey: keys.session });
  };
}
export const usePresets = (): UseQueryResult<Presets> =>
  useQuery({
    queryKey: keys.presets,
    queryFn: async () => value(await callRoute('presets')),
  });

/** Asks for the portal to be read. Sending it again is safe: one reading is under way at a time. */
export function useRefreshOverview(): UseMutationResult<Refresh, RequestFailed, void> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => value(await callRoute('refreshOverview')),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.overviews }),
  });
}
