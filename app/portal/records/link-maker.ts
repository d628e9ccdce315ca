// Makes up which records are associated, for any number of records and without storing one link.
//
// Every from-record has a start on the circle of to-records; its links are the to-records at
// start, start + step, start + 2 step … Starts are a permutation and the step shares no divisor
// with the circle, so the same rule, read backwards, finds all from-records of a to-record: both
// directions agree by construction.
import { coprimeFrom, inverseOn, wrap } from './arithmetic.ts';
import { chance, scramble } from './scramble.ts';

export interface LinkShape {
  /** Links of an average from-record, the heavy ones apart. */
  readonly mean: number;
  /** Links of the record with the most; the next heavy one has half, the next a third … */
  readonly heaviest: number;
  readonly heavyRecords: number;
}

/** One link: positions of both records, and the how-manieth of the from-record it is. */
export interface Link {
  readonly from: number;
  readonly to: number;
  readonly slot: number;
}

/** Chances below this are no longer told apart. */
const smallestChance = 2 ** -32;

export class LinkMaker {
  readonly #seed: number;
  readonly #fromCount: number;
  readonly #toCount: number;
  readonly #factor: number;
  readonly #unfactor: number;
  readonly #spread: number;
  readonly #step: number;
  readonly #unstep: number;
  /** At index k the share of from-records with more than k links. */
  readonly #shares: readonly number[];
  readonly #heavy: ReadonlyMap<number, number>;

  constructor(seed: number, shape: LinkShape, fromCount: number, toCount: number) {
    this.#seed = seed;
    this.#fromCount = fromCount;
    this.#toCount = toCount;
    const [from, to] = [Math.max(1, fromCount), Math.max(1, toCount)];
    this.#factor = coprimeFrom(scramble(seed, 1), from);
    this.#unfactor = inverseOn(this.#factor, from);
    this.#spread = Math.max(1, Math.floor(to / from));
    this.#step = coprimeFrom(scramble(seed, 2), to);
    this.#unstep = inverseOn(this.#step, to);
    this.#shares = sharesOf(shape.mean, toCount);
    this.#heavy = heavyOf(shape, fromCount, toCount);
  }

  /** The links of one from-record, in no order. */
  linksFrom(from: number): Link[] {
    const count = this.#countOf(from);
    const start = this.#startOf(from);
    return Array.from({ length: count }, (_, slot) => ({
      from,
      to: (start + slot * this.#step) % this.#toCount,
      slot,
    }));
  }

  /** The links of one to-record, in no order. */
  linksTo(to: number): Link[] {
    const links: Link[] = [];
    for (let slot = 0; slot < this.#shares.length; slot += 1) {
      const start = wrap(to - slot * this.#step, this.#toCount);
      for (let place = start; place < this.#fromCount * this.#spread; place += this.#toCount) {
        if (place % this.#spread !== 0) continue;
        const from = this.#fromAt(place / this.#spread);
        if (!this.#heavy.has(from) && this.#countOf(from) > slot) links.push({ from, to, slot });
      }
    }
    for (const [from, count] of this.#heavy) {
      const distance = wrap(to - (this.#startOf(from) % this.#toCount), this.#toCount);
      const slot = (distance * this.#unstep) % this.#toCount;
      if (slot < count) links.push({ from, to, slot });
    }
    return links;
  }

  #countOf(from: number): number {
    const heavy = this.#heavy.get(from);
    if (heavy !== undefined) return heavy;
    const drawn = chance(this.#seed, from);
    let count = 0;
    while (count < this.#shares.length && drawn < (this.#shares[count] ?? 0)) count += 1;
    return count;
  }

  #startOf(from: number): number {
    return ((from * this.#factor) % this.#fromCount) * this.#spread;
  }

  #fromAt(place: number): number {
    return (place * this.#unfactor) % this.#fromCount;
  }
}

/** A geometric distribution: most records have few links, a thin tail has many. */
function sharesOf(mean: number, toCount: number): number[] {
  const ratio = mean / (1 + mean);
  const shares: number[] = [];
  for (let share = ratio; share > smallestChance && shares.length < toCount; share *= ratio) {
    shares.push(share);
  }
  return shares;
}

function heavyOf(
  { heaviest, heavyRecords }: LinkShape,
  fromCount: number,
  toCount: number,
): Map<number, number> {
  const heavy = new Map<number, number>();
  const count = heaviest === 0 ? 0 : Math.min(heavyRecords, fromCount);
  for (let rank = 0; rank < count; rank += 1) {
    const from = Math.floor(((rank + 0.5) * fromCount) / count);
    heavy.set(from, Math.min(toCount, Math.ceil(heaviest / (rank + 1))));
  }
  return heavy;
}
