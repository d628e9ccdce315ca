// The truth about a direction, counted record by record: what a scan should find.
import {
  directionOf,
  type Account,
  type AssociationType,
  type ObjectType,
} from '../world/world.ts';
import { LinkedRecords } from './linked-records.ts';

export interface TypeDistribution {
  readonly category: string;
  readonly typeId: number;
  readonly label: string | null;
  /** How many records have so many associations of the type; those without any are missing. */
  readonly recordsByCount: Readonly<Record<string, number>>;
  /** Records with more than was asked about, those with the most first. */
  readonly above?: readonly { readonly id: string; readonly count: number }[];
}

export interface Distribution {
  readonly records: number;
  /** Records by how many others they are associated with, whatever the type; 0 included. */
  readonly recordsByCount: Readonly<Record<string, number>>;
  readonly types: readonly TypeDistribution[];
}

type Tally = Map<number, number>;

/** Counts a whole direction. A million records take seconds, during which nothing else answers. */
export function distributionOf(
  account: Account,
  from: ObjectType,
  to: ObjectType,
  above: number | undefined,
): Distribution {
  const linked = new LinkedRecords(account, from, to);
  const rows = directionOf(account, from.objectTypeId, to.objectTypeId);
  const counted = new Map(rows.map((row) => [row, newCount()]));
  const all: Tally = new Map();
  let records = 0;
  for (const id of idsOf(linked)) {
    const found = linked.of(id);
    records += 1;
    raise(all, found.length);
    const perType = new Map<AssociationType, number>();
    for (const { types } of found) {
      for (const type of types) perType.set(type, (perType.get(type) ?? 0) + 1);
    }
    for (const [type, count] of perType) {
      const entry = counted.get(type);
      if (entry === undefined) continue;
      raise(entry.tally, count);
      if (above !== undefined && count > above) entry.above.push({ id: String(id), count });
    }
  }
  const types = [...counted].map(([row, entry]) => typeDistribution(row, entry, above));
  return { records, recordsByCount: Object.fromEntries(all), types };
}

interface Count {
  readonly tally: Tally;
  readonly above: { id: string; count: number }[];
}

function newCount(): Count {
  return { tally: new Map(), above: [] };
}

function typeDistribution(
  { category, typeId, label }: AssociationType,
  { tally, above }: Count,
  asked: number | undefined,
): TypeDistribution {
  const recordsByCount = Object.fromEntries(tally);
  const base = { category, typeId, label, recordsByCount };
  if (asked === undefined) return base;
  return { ...base, above: above.sort((one, other) => other.count - one.count) };
}

function raise(tally: Tally, count: number): void {
  tally.set(count, (tally.get(count) ?? 0) + 1);
}

function* idsOf({ from }: LinkedRecords): Generator<number> {
  for (let after = 0; ;) {
    const ids = from.idsAfter(after, 1000);
    yield* ids;
    const last = ids.at(-1);
    if (last === undefined) return;
    after = last;
  }
}
