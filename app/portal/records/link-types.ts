// Which association types a made-up link carries.
import { inverseOf, type Account, type AssociationType } from '../world/world.ts';
import { chance, scramble, seedOf } from './scramble.ts';

interface Candidate {
  readonly row: AssociationType;
  /** The row that the same link carries when it is read from its other end. */
  readonly inverse: AssociationType;
  readonly seed: number;
}

export class LinkTypes {
  readonly #always: readonly Candidate[];
  readonly #primary: readonly Candidate[];
  readonly #labelled: readonly Candidate[];
  readonly #labelShare: number;

  /** `rows` are the types of the direction in which the pattern is written. */
  constructor(account: Account, rows: readonly AssociationType[], labelShare: number) {
    // A label that was made while the portal runs has no associations yet.
    const candidates = rows
      .filter((row) => row.createdAt === 0)
      .map((row) => ({
        row,
        inverse: inverseOf(account, row) ?? row,
        seed: seedOf(`${row.category} ${row.typeId}`),
      }));
    const unlabelled = candidates.filter(({ row }) => row.label === null);
    const labelled = candidates.filter(({ row }) => row.label !== null);
    // Every labelled association is an unlabelled one too, where the pair has such a type.
    this.#always = unlabelled.length > 0 ? unlabelled : labelled.slice(0, 1);
    const sometimes = labelled.filter((one) => !this.#always.includes(one));
    this.#primary = sometimes.filter(({ row }) => isPrimary(row));
    this.#labelled = sometimes.filter(({ row }) => !isPrimary(row));
    this.#labelShare = labelShare;
  }

  /** The types of a link; `backwards` as its to-record sees them. */
  of(from: number, slot: number, backwards: boolean): AssociationType[] {
    const types = this.#always.map((one) => side(one, backwards));
    // A record has one primary partner at most.
    if (slot === 0) for (const one of this.#primary) types.push(side(one, backwards));
    if (this.#labelled.length > 0 && this.#labelShare > 0) {
      const link = scramble(from, slot);
      for (const one of this.#labelled) {
        if (chance(one.seed, link) < this.#labelShare) types.push(side(one, backwards));
      }
    }
    return types;
  }
}

function isPrimary({ category, label }: AssociationType): boolean {
  return category === 'HUBSPOT_DEFINED' && label === 'Primary';
}

function side({ row, inverse }: Candidate, backwards: boolean): AssociationType {
  return backwards ? inverse : row;
}
