// A plan that is watched: once it has finished, what it has made old is read again, and a full
// success is announced.
import { useEffect, useRef } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import { useExtensionActions } from '@hubspot/ui-extensions';
import { usePlan, useRefreshAfterPlan } from '../../data/queries.ts';
import type { PlanView } from '../../domain/wire.ts';
import { allSaved } from '../words/progress.ts';

/** `isOpen`: it was under way when it was heard of, so it may have finished before the first look. */
export function useWatchedPlan(planId: string, isOpen = false): UseQueryResult<PlanView> {
  const query = usePlan(planId);
  const { addAlert } = useExtensionActions<'settings'>();
  const refresh = useRefreshAfterPlan();
  const plan = query.data;
  // It may be done at the first look after it was sent: where that answer was lost. What was looked
  // at before is known to whoever looked.
  const wasOpen = useRef(isOpen && plan === undefined);
  useEffect(() => {
    if (!plan) return;
    const hasFinished = wasOpen.current && plan.state === 'done';
    wasOpen.current = plan.state !== 'done';
    if (!hasFinished) return;
    refresh();
    const isAllSaved = plan.items.every(({ outcome }) => outcome.kind === 'saved');
    if (isAllSaved) addAlert({ type: 'success', message: allSaved(plan.items.length) });
  }, [plan, refresh, addAlert]);
  return query;
}
