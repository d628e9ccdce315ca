// What the panel asks the server, as react-query hooks.
import { useEffect } from 'react';
import {
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { isFinal } from '../domain/outcome.ts';
import type { Change } from '../domain/plan.ts';
import { isRunning, withChanges } from '../domain/planChanges.ts';
import type { ObjectTypes, PlanView, Session } from '../domain/wire.ts';
import type { Direction } from '../domain/association.ts';
import { ask } from './ask.ts';
import type { RequestFailed } from './failure.ts';
import { forget } from './forget.ts';
import { keys } from './keys.ts';
import { takeTurns } from './turns.ts';

export interface Pair {
  readonly from: string;
  readonly to: string;
}

export interface PlanWish {
  readonly planId: string;
  readonly changes: readonly Change[];
}

export interface ApplyWish {
  readonly planId: string;
  /** Why; empty for no note. */
  readonly note: string;
}

export const sessionQuery = {
  queryKey: keys.session,
  queryFn: () => ask('session'),
};

export const useSession = (): UseQueryResult<Session> => useQuery(sessionQuery);

export const useObjectTypes = (): UseQueryResult<ObjectTypes> =>
  useQuery({
    queryKey: keys.objectTypes,
    queryFn: () => ask('objectTypes'),
  });

/**
 * Going back from a large plan asks for all of its directions: what is pressed then finds turns left,
 * and the direction that is opened then is read before those.
 */
const oneOfSeveral = takeTurns(6, 'last');

/** The labels of several directions, in the order asked. */
export const useDirections = (pairs: readonly Pair[]): UseQueryResult<Direction>[] =>
  useQueries({
    queries: pairs.map(({ from, to }) => ({
      queryKey: keys.direction(from, to),
      queryFn: () => oneOfSeveral(() => ask('direction', { path: { from, to } })),
    })),
  });

/** A plan, watched while the server works on it: all of it once, then what changes. */
export const usePlan = (planId: string): UseQueryResult<PlanView> =>
  useQuery({
    queryKey: keys.plan(planId),
    queryFn: async ({ client }) => {
      const known = client.getQueryData<PlanView>(keys.plan(planId));
      if (known === undefined || !isRunning(known)) {
        return ask('plan', { path: { planId } });
      }
      const asked = { path: { planId }, query: { since: known.mark } };
      return withChanges(known, await ask('planChanges', asked));
    },
    refetchInterval: ({ state }) => pollEvery(state.data, state.error !== null),
  });

/** What was asked for before the plan on show comes too late to take its place. */
export function useShownPlan(planId: string): void {
  const client = useQueryClient();
  useEffect(() => {
    client.setQueryData(keys.newestPlan, planId);
  }, [client, planId]);
}

/**
 * Hands a plan that was asked for on to be reviewed, unless another one was asked for or opened
 * since. The answer is also kept as the plan, so that the review needs no second request.
 */
export function useOpening<Wish extends { readonly planId: string }>(
  onPlanned: (plan: PlanView, wish: Wish) => void,
) {
  const client = useQueryClient();
  return {
    onMutate: ({ planId }: Wish) => void client.setQueryData(keys.newestPlan, planId),
    onSuccess: (plan: PlanView, wish: Wish) => {
      const { planId } = wish;
      client.setQueryData(keys.plan(planId), plan);
      if (client.getQueryData(keys.newestPlan) === planId) onPlanned(plan, wish);
    },
  };
}

/** Plans changes. */
export const useMakePlan = (
  onPlanned: (plan: PlanView, wish: PlanWish) => void,
): UseMutationResult<PlanView, RequestFailed, PlanWish> =>
  useMutation({
    mutationFn: ({ planId, changes }: PlanWish) =>
      ask('makePlan', { path: { planId }, body: { changes: [...changes] } }),
    ...useOpening(onPlanned),
  });

/**
 * Starts a plan, and says with which note. Sending the same id again is safe: the server starts a
 * plan once. Where the answer was lost, what became of the plan is asked for.
 */
export function useApplyPlan(
  onApplied: (note: string) => void,
): UseMutationResult<PlanView, RequestFailed, ApplyWish> {
  const client = useQueryClient();
  /** Nothing has begun of a plan that is still to be applied, or ended before because its portal left. */
  const told = (plan: PlanView | undefined, note: string): void => {
    if (!plan?.appliedAt) return;
    onApplied(note);
    // The session names the plan that was applied last.
    forget(client, keys.session, keys.history);
  };
  return useMutation({
    mutationFn: ({ planId, note }: ApplyWish) =>
      ask('applyPlan', {
        path: { planId },
        ...(note === '' ? {} : { body: { note } }),
      }),
    onSuccess: (plan, { note }) => {
      client.setQueryData(keys.plan(plan.planId), plan);
      told(plan, note);
    },
    onError: async (_, { planId, note }) => {
      await client.invalidateQueries({ queryKey: keys.plan(planId) });
      told(client.getQueryData<PlanView>(keys.plan(planId)), note);
    },
  });
}

/** Forgets what a finished plan has made old. */
export function useRefreshAfterPlan(): () => void {
  const client = useQueryClient();
  return () => {
    forget(client, keys.directions, keys.history, keys.session, keys.overviews);
  };
}

const POLL_MS = 700;
/** Until a sent plan has its first result: that one is waited for. */
const FIRST_POLL_MS = 300;
const SLOW_POLL_MS = 5_000;

/** Milliseconds until a plan is asked for again; false: nothing will change. */
export function pollEvery(
  plan: Pick<PlanView, 'state' | 'items'> | undefined,
  failing: boolean,
): number | false {
  if (plan === undefined) return false;
  const { state, items } = plan;
  if (state === 'ready' || state === 'refused' || state === 'done') return false;
  if (state === 'paused' || failing) return SLOW_POLL_MS;
  const hasResult = items.some(({ outcome }) => isFinal(outcome));
  return state === 'planning' || hasResult ? POLL_MS : FIRST_POLL_MS;
}
