// The records of one object type: made-up ones, and those that came or went since.
import type { Account, ObjectType } from '../world/world.ts';
import { idAt, positionAfter, positionOf } from './record-ids.ts';
import { seedOf } from './scramble.ts';

/** A view for the length of one request; it does not follow later changes. */
export class RecordSet {
  readonly #seed: number;
  /** How many records the pattern makes; `records` of the type counts living ones. */
  readonly madeUp: number;
  readonly #created: ReadonlySet<number>;
  readonly #archived: ReadonlySet<number>;

  constructor(account: Account, type: ObjectType) {
    const { created = [], archived = [] } =
      account.recordChanges.find((one) => one.objectTypeId === type.objectTypeId) ?? {};
    this.#seed = seedOf(`${account.portalId} ${type.objectTypeId}`);
    this.#created = new Set(created);
    this.#archived = new Set(archived);
    this.madeUp = type.records - created.length + archived.length;
  }

  /** Whether the record is there and not archived. */
  has(id: number): boolean {
    return this.#isKnown(id) && !this.#archived.has(id);
  }

  isArchived(id: number): boolean {
    return this.#archived.has(id);
  }

  /** The id of a made-up record, archived or not. */
  idAt(position: number): number {
    return idAt(this.#seed, position);
  }

  /** The position of a made-up record; undefined for every other id. */
  positionOf(id: number): number | undefined {
    const position = positionOf(this.#seed, id);
    return position !== undefined && position < this.madeUp ? position : undefined;
  }

  /** The next free id after all others. */
  nextId(): number {
    return 1 + Math.max(0, ...this.#created, this.madeUp > 0 ? this.idAt(this.madeUp - 1) : 0);
  }

  /** Ids above `after`, growing; at most `count` of them. */
  idsAfter(after: number, count: number): number[] {
    const created = [...this.#created].filter((id) => id > after).sort((one, other) => one - other);
    const ids: number[] = [];
    let position = positionAfter(this.#seed, after);
    while (ids.length < count) {
      const madeUp = position < this.madeUp ? this.idAt(position) : Infinity;
      const next = Math.min(madeUp, created[0] ?? Infinity);
      if (next === Infinity) break;
      if (next === madeUp) position += 1;
      else created.shift();
      if (!this.#archived.has(next)) ids.push(next);
    }
    return ids;
  }

  /** Archived ids above `after`, growing; at most `count` of them. */
  archivedAfter(after: number, count: number): number[] {
    const found = [...this.#archived].filter((id) => id > after);
    return found.sort((one, other) => one - other).slice(0, count);
  }

  #isKnown(id: number): boolean {
    return this.#created.has(id) || this.positionOf(id) !== undefined;
  }
}
