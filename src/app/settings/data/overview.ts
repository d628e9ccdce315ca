// What the panel asks about the whole portal, as react-query hooks.
import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { Blockers, Overview, OverviewGrid, Refresh } from '../domain/overview.ts';
import type { Presets } from '../domain/presets.ts';
import { ask } from './ask.ts';
import type { RequestFailed } from './failure.ts';
import { forget } from './forget.ts';
import { keys } from './keys.ts';
import { keepFound } from './pages.ts';
import { watchWhile } from './watchWhile.ts';

const WHILE_READING_MS = 1_500;

/** What is asked of the overview, by its name in the query. */
export type Asked = Readonly<Record<string, string>>;

export const overviewQuery = (asked: Asked) => ({
  queryKey: keys.overview(asked),
  queryFn: () => ask('overview', { query: asked }),
});

/** One page of rows, watched while the portal is read. The page before stays until it is there. */
export const useOverview = (asked: Asked): UseQueryResult<Overview> =>
  useQuery({
    ...overviewQuery(asked),
    placeholderData: keepFound,
    refetchInterval: watchWhile(
      WHILE_READING_MS,
      ({ refresh }: Overview) => refresh?.state === 'reading',
    ),
  });

export const useOverviewGrid = (): UseQueryResult<OverviewGrid> =>
  useQuery({
    queryKey: keys.overviewGrid,
    queryFn: () => ask('overviewGrid'),
  });

export const useBlockers = (type: string): UseQueryResult<Blockers> =>
  useQuery({
    queryKey: keys.blockers(type),
    queryFn: () => ask('blockers', { path: { from: type } }),
  });

/** Forgets what a finished reading has made old: every view of it, and how much was changed outside. */
export function useForgetAfterReading(): () => void {
  const client = useQueryClient();
  return () => {
    forget(client, keys.overviews, keys.session);
  };
}
export const usePresets = (): UseQueryResult<Presets> =>
  useQuery({
    queryKey: keys.presets,
    queryFn: () => ask('presets'),
  });

/** Asks for the portal to be read. Sending it again is safe: one reading is under way at a time. */
export function useRefreshOverview(): UseMutationResult<Refresh, RequestFailed, void> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => ask('refreshOverview'),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.overviews }),
  });
}
