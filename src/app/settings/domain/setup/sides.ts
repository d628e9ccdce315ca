// Labels between records of one object type have two sides, which may share name, text and
// category: no document can tell these apart. Where that does not matter, nobody is asked.
import type { Limit } from '../limit.ts';
import { typeKeyText } from '../association.ts';
import type { Candidate } from './candidates.ts';

export interface Undecided {
  /** The entry's position in the document. */
  readonly position: number;
  readonly limit: number;
  readonly candidates: readonly Candidate[];
}

/** Types for those entries that mean sides of one label with limits that leave no question open. */
export function decideSides(undecided: readonly Undecided[]): ReadonlyMap<number, Candidate> {
  const groups = Map.groupBy(
    undecided.filter(({ candidates }) => areAlike(candidates)),
    ({ candidates }) => candidates.map(typeKeyText).join(),
  );
  return new Map([...groups.values()].flatMap(decideGroup));
}

function decideGroup(group: readonly Undecided[]): readonly (readonly [number, Candidate])[] {
  const sides = group[0]?.candidates ?? [];
  const wanted = group.map(({ limit }) => limit);
  const held = sides.flatMap(({ limit }) => limit ?? []);
  if (isSameSet(wanted, held)) {
    const left = [...sides];
    return group.flatMap(({ position, limit }) => {
      const index = left.findIndex((side) => side.limit === limit);
      return left.splice(index, 1).map((side) => [position, side] as const);
    });
  }
  const isEveryone = group.length === sides.length && new Set<Limit>(wanted).size === 1;
  if (!isEveryone) return [];
  return group.flatMap(({ position }, index) => {
    const side = sides[index];
    return side ? [[position, side] as const] : [];
  });
}

function areAlike(candidates: readonly Candidate[]): boolean {
  const looks = candidates.map(({ from, to, category, label }) =>
    JSON.stringify([from, to, category, label]),
  );
  return new Set(looks).size === 1;
}

const isSameSet = (one: readonly number[], other: readonly number[]): boolean =>
  inOrder(one) === inOrder(other);

const inOrder = (numbers: readonly number[]): string =>
  numbers.toSorted((one, other) => one - other).join();
