// A distribution as a person looks at it: a few bars, and the limits worth comparing.
import { mostAssociations, recordsOver, type Distribution } from '../../domain/scan.ts';

export interface Bar {
  readonly associations: number;
  /** The last bar holds every record with more, too. */
  readonly orMore: boolean;
  readonly records: number;
}

/** More bars than these say less. */
const LAST_BAR = 10;

/** How many records have none, one, two, and so on; what is beyond ten is one bar. */
export function barsOf(distribution: Distribution, counted: number): readonly Bar[] {
  const most = mostAssociations(distribution);
  const last = Math.min(most, LAST_BAR);
  const recordsOf = new Map(distribution);
  return Array.from({ length: last + 1 }, (_, associations) => {
    const orMore = associations === last && most > last;
    const records =
      associations === 0
        ? counted - recordsOver(distribution, 0)
        : orMore
          ? recordsOver(distribution, associations - 1)
          : (recordsOf.get(associations) ?? 0);
    return { associations, orMore, records };
  });
}

const STEPS = [1, 2, 3, 4, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000];

export interface LimitOver {
  readonly limit: number;
  readonly over: number;
}

/** Limits that some record is over, each with a number of its own, and those that are asked for. */
export function limitsToCompare(
  distribution: Distribution,
  asked: readonly (number | null | undefined)[],
): readonly LimitOver[] {
  const wanted = asked.filter((limit) => typeof limit === 'number');
  const counted = (limit: number): LimitOver => ({
    limit,
    over: recordsOver(distribution, limit),
  });
  const steps = STEPS.map(counted).filter(
    ({ over }, index, all) => over > 0 && over !== all[index - 1]?.over,
  );
  const all = new Map([...steps, ...wanted.map(counted)].map((one) => [one.limit, one]));
  return [...all.values()].sort((one, other) => one.limit - other.limit);
}
