// Which records one record is associated with in one direction, and by which types.
import {
  directionOf,
  inverseOf,
  type Account,
  type AssociationType,
  type ObjectType,
} from '../world/world.ts';
import type { LinkChange, LinkPattern } from '../world/record-data.ts';
import { LinkMaker } from './link-maker.ts';
import { LinkTypes } from './link-types.ts';
import { RecordSet } from './record-set.ts';
import { seedOf } from './scramble.ts';

export interface LinkedRecord {
  readonly id: number;
  readonly types: readonly AssociationType[];
}

type Found = Map<number, AssociationType[]>;

interface MadeUp {
  readonly maker: LinkMaker;
  readonly types: LinkTypes;
  /** Whether the asked direction, or its reverse, or both (same object) is the pattern's. */
  readonly forwards: boolean;
  readonly backwards: boolean;
}

/** A view of one direction for the length of one request. */
export class LinkedRecords {
  readonly from: RecordSet;
  readonly #to: RecordSet;
  readonly #sameObject: boolean;
  readonly #madeUp: MadeUp | undefined;
  readonly #changed: ReadonlyMap<number, Found>;

  constructor(account: Account, from: ObjectType, to: ObjectType) {
    this.from = new RecordSet(account, from);
    this.#to = new RecordSet(account, to);
    this.#sameObject = from.objectTypeId === to.objectTypeId;
    this.#madeUp = this.#makerOf(account, from.objectTypeId, to.objectTypeId);
    this.#changed = changesOf(account, from.objectTypeId, to.objectTypeId);
  }

  /** The associated records of a living record, by growing id. */
  of(id: number): LinkedRecord[] {
    const found: Found = new Map();
    const position = this.from.positionOf(id);
    if (position !== undefined) this.#addMadeUp(found, position);
    for (const [other, types] of this.#changed.get(id) ?? []) {
      found.set(other, this.#to.has(other) ? types : []);
    }
    const linked: LinkedRecord[] = [];
    for (const [other, types] of found) {
      if (types.length > 0 && !this.#to.isArchived(other)) linked.push({ id: other, types });
    }
    return linked.length < 2 ? linked : linked.sort((one, other) => one.id - other.id);
  }

  #addMadeUp(found: Found, position: number): void {
    if (this.#madeUp === undefined) return;
    const { maker, types, forwards, backwards } = this.#madeUp;
    if (forwards) {
      for (const { from, to, slot } of maker.linksFrom(position)) {
        this.#add(found, position, to, types.of(from, slot, false));
      }
    }
    if (backwards) {
      for (const { from, slot } of maker.linksTo(position)) {
        this.#add(found, position, from, types.of(from, slot, true));
      }
    }
  }

  #add(found: Found, own: number, other: number, types: AssociationType[]): void {
    // No record is associated with itself.
    if (this.#sameObject && own === other) return;
    const id = this.#to.idAt(other);
    const known = found.get(id);
    if (known === undefined) found.set(id, types);
    else known.push(...types.filter((type) => !known.includes(type)));
  }

  #makerOf(account: Account, from: string, to: string): MadeUp | undefined {
    const pattern = linkPatternOf(account, from, to);
    if (pattern === undefined) return undefined;
    const rows = directionOf(account, pattern.from, pattern.to);
    if (rows.length === 0) return undefined;
    const forwards = pattern.from === from && pattern.to === to;
    const seed = seedOf(`${account.portalId} ${pattern.from} ${pattern.to}`);
    const counts = [this.from.madeUp, this.#to.madeUp] as const;
    const [fromCount, toCount] = forwards ? counts : [counts[1], counts[0]];
    return {
      maker: new LinkMaker(seed, pattern, fromCount, toCount),
      types: new LinkTypes(account, rows, pattern.labelShare),
      forwards,
      backwards: pattern.from === to && pattern.to === from,
    };
  }
}

/** The pattern of a pair, in whichever direction it is written. */
export function linkPatternOf(account: Account, from: string, to: string): LinkPattern | undefined {
  return account.linkPatterns.find(
    (one) => (one.from === from && one.to === to) || (one.from === to && one.to === from),
  );
}

/** What was changed by hand, by from-record and to-record of the asked direction. */
function changesOf(account: Account, from: string, to: string): Map<number, Found> {
  const changed = new Map<number, Found>();
  const put = (own: number, other: number, types: AssociationType[]): void => {
    const found = changed.get(own) ?? new Map<number, AssociationType[]>();
    changed.set(own, found.set(other, types));
  };
  for (const change of account.linkChanges) {
    const rows = rowsOf(account, change);
    if (change.from === from && change.to === to) put(change.fromId, change.toId, rows);
    if (change.from === to && change.to === from) {
      put(
        change.toId,
        change.fromId,
        rows.map((row) => inverseOf(account, row) ?? row),
      );
    }
  }
  return changed;
}

/** Types that were deleted since are left out. */
function rowsOf(account: Account, { from, to, types }: LinkChange): AssociationType[] {
  return directionOf(account, from, to).filter((row) =>
    types.some((type) => type.category === row.category && type.typeId === row.typeId),
  );
}
