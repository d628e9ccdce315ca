// Labels between records of one object type have two sides, which may share name, text and
// category: no document can tell these apart. Where that does not matter, nobody is asked.
import type { Limit } from '../limit.ts';
import { typeKeyText } from '../association.ts';
import type { Candidate } from './candidates.ts';

export interface SeveralFit {
  /** The entry's position in the document. */
  readonly position: number;
  readonly limit: number;
  readonly candidates: readonly Candidate[];
  /** What the person chose of them. */
  readonly chosen: Candidate | null;
}

export interface Decided {
  readonly side: Candidate;
  /** The person chose another side of the label: this one follows from it and can be changed. */
  readonly follows: boolean;
}

/** Types for those entries that mean sides of one label with limits that leave no question open. */
export function decideSides(entries: readonly SeveralFit[]): ReadonlyMap<number, Decided> {
  const groups = Map.groupBy(
    entries.filter(({ candidates }) => areAlike(candidates)),
    ({ candidates }) => candidates.map(typeKeyText).join(),
  );
  return new Map([...groups.values()].flatMap(decideGroup));
}

function decideGroup(group: readonly SeveralFit[]): readonly (readonly [number, Decided])[] {
  const taken = new Set(group.flatMap(({ chosen }) => (chosen ? [typeKeyText(chosen)] : [])));
  const sides = (group[0]?.candidates ?? []).filter((side) => !taken.has(typeKeyText(side)));
  const open = group.filter(({ chosen }) => chosen === null);
  const wanted = open.map(({ limit }) => limit);
  const isHeld = isSameSet(
    wanted,
    sides.flatMap(({ limit }) => limit ?? []),
  );
  const isOneForAll = open.length === sides.length && new Set<Limit>(wanted).size === 1;
  if (!isHeld && !isOneForAll) return [];
  return open.flatMap(({ position, limit }) => {
    const index = isHeld ? sides.findIndex((side) => side.limit === limit) : 0;
    const follows = taken.size > 0;
    return sides.splice(index, 1).map((side) => [position, { side, follows }] as const);
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
