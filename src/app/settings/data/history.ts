// The history as the panel asks for it, and the way back from a plan.
import {
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { HistoryExport, HistoryPage } from '../domain/history.ts';
import type { HistoryPlan, PlanView } from '../domain/wire.ts';
import { ask } from './ask.ts';
import type { RequestFailed } from './failure.ts';
import { forget } from './forget.ts';
import { keys } from './keys.ts';
import { keepFound } from './pages.ts';
import { pollEvery, useOpening } from './queries.ts';
import { watchWhile } from './watchWhile.ts';

/** While a plan of the page is being applied, its numbers change. */
const RUNNING_POLL_MS = 5_000;

/** One page of what happened; the one before stays on show until it is there. */
export const useHistory = (search: string, page: number): UseQueryResult<HistoryPage> =>
  useQuery({
    queryKey: keys.historyPage(search, page),
    queryFn: () => ask('history', { query: { search, page: String(page) } }),
    placeholderData: keepFound,
    refetchInterval: watchWhile(RUNNING_POLL_MS, ({ entries }: HistoryPage) =>
      entries.some((entry) => entry.kind === 'plan' && entry.state !== 'done'),
    ),
  });

/** One applied plan with its items. */
export const useHistoryPlan = (planId: string): UseQueryResult<HistoryPlan> =>
  useQuery({
    queryKey: keys.historyPlan(planId),
    queryFn: () => ask('historyPlan', { path: { planId } }),
    refetchInterval: ({ state }) => pollEvery(state.data?.plan, state.error !== null),
  });

export interface UndoWish {
  readonly planId: string;
  readonly undoOf: string;
}

/**
 * Plans the way back, and hands it on to be reviewed like every plan. (react-query drops a callback
 * of a single call that is made before the component listens; this one it always calls.)
 */
export function useUndo(
  onPlanned: (plan: PlanView) => void,
): UseMutationResult<PlanView, RequestFailed, UndoWish> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ planId, undoOf }: UndoWish) =>
      ask('makePlan', { path: { planId }, body: { undoOf } }),
    ...useOpening<UndoWish>((plan) => {
      // The server has just read these limits, perhaps newer ones than the panel shows.
      forget(client, keys.directions);
      onPlanned(plan);
    }),
  });
}

/** What is exported: all that a search finds, or one plan. */
export type ExportWish = { readonly search: string } | { readonly planId: string };

/** Limits of the history, as CSV. (Handed on as the way back is, and for the same reason.) */
export const useHistoryExport = (
  onSuccess: (exported: HistoryExport) => void,
): UseMutationResult<HistoryExport, RequestFailed, ExportWish> =>
  useMutation({
    mutationFn: (query: ExportWish) => ask('historyExport', { query }),
    onSuccess,
  });
