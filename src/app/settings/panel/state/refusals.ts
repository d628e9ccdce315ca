// Which of the sent changes the server refused to plan, and why.
import { typeKeyText } from '../../domain/association.ts';
import type { Limit } from '../../domain/limit.ts';
import type { Change } from '../../domain/plan.ts';
import type { ApiFailure } from '../../data/failure.ts';

export interface Refusal {
  readonly change: Change;
  readonly message: string;
}

/** The refused changes, in the order sent. */
export function refusalsOf(failure: ApiFailure, sent: readonly Change[]): readonly Refusal[] {
  if (failure.kind !== 'answered') return [];
  return (failure.error.problems ?? []).flatMap(({ position, message }) => {
    const change = sent[position];
    return change ? [{ change, message }] : [];
  });
}

/** Why a limit was refused; null where another limit is wanted by now. */
export function refusalOf(
  refusals: readonly Refusal[],
  key: string,
  wanted: Limit | undefined,
): string | null {
  const refusal = refusals.find(({ change }) => typeKeyText(change) === key);
  return refusal?.change.limit === wanted ? (refusal?.message ?? null) : null;
}
