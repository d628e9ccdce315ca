// Which differences can be put back by a plan, and what that plan changes.
import * as v from 'valibot';
import { limitSchema, type Limit } from '../../../domain/limit.ts';
import type { ChangedLimit, PinnedDifference } from '../../../domain/drift.ts';
import type { TypeKey } from '../../../domain/association.ts';
import type { Change } from '../../../domain/plan.ts';
import { driftWords } from '../../words/drift.ts';

/** One row of a table of differences, whatever the limits are compared with. */
export interface Difference {
  readonly type: TypeKey;
  readonly label: string | null;
  readonly now: Limit;
  readonly gone: boolean;
  /** What restoring sets. */
  readonly wanted: Limit;
}

export const changedDifference = (row: ChangedLimit): Difference => ({
  ...differenceOf(row),
  // A label that was not there had no limit.
  wanted: row.known?.limit ?? null,
});

export const pinnedDifference = (row: PinnedDifference): Difference => ({
  ...differenceOf(row),
  wanted: row.wanted,
});

const differenceOf = ({ from, to, category, typeId, label, now, gone }: Common) => ({
  type: { from, to, category, typeId },
  label,
  now,
  gone,
});

type Common = TypeKey & Pick<Difference, 'label' | 'now' | 'gone'>;

/** Why a difference cannot be put back; null: it can. */
export function obstacleOf({ gone, wanted }: Difference): string | null {
  if (gone) return driftWords.labelGone;
  return v.is(limitSchema, wanted) ? null : driftWords.cannotBeSet;
}

export const changesToRestore = (differences: readonly Difference[]): readonly Change[] =>
  differences
    .filter((one) => obstacleOf(one) === null)
    .map(({ type, wanted }) => ({ ...type, limit: wanted }));
