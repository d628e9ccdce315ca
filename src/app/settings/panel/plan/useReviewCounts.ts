// How many records would be over each limit that a plan lowers: one request for the whole plan.
import type { UseQueryResult } from '@tanstack/react-query';
import { useJudgements } from '../../data/scans.ts';
import { isLowered } from '../../domain/limit.ts';
import type { Judgement } from '../../domain/scan.ts';
import type { PlanView } from '../../domain/wire.ts';
import { asChange, itemKey, namesOf } from '../state/planItems.ts';
import { reviewText } from '../words/scan.ts';
import { dateTimeText } from '../words/time.ts';

export interface ReviewCounts {
  readonly query: UseQueryResult<readonly Judgement[]>;
  /** A sentence for each lowered limit, by the item's key. */
  readonly counts: ReadonlyMap<string, string>;
}

export function useReviewCounts(plan: PlanView): ReviewCounts {
  const lowered = plan.items.filter(({ before, after }) => isLowered(before, after));
  const query = useJudgements(plan.planId, lowered.map(asChange));
  const counts = lowered.flatMap((item, index): [string, string][] => {
    const judged = query.data?.[index];
    if (!judged) return [];
    return [[itemKey(item), reviewText(judged, namesOf(plan, item).from.plural, dateTimeText)]];
  });
  return { query, counts: new Map(counts) };
}
