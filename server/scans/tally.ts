// Counts what records are associated with, per association type of one direction.
import { rowText } from '#domain/association.ts';
import type { RecordLinks } from '../hubspot/records.ts';
import type { ScanStep } from '../storage/scans.ts';
import type { TypeOfScan } from '../storage/tables.ts';

/** The associations of one record so far, by the type's `rowText`. */
type RecordTally = ReadonlyMap<string, number>;

export interface Tally {
  /** Takes in a page of a record's associations; a record may have many pages. */
  add(links: RecordLinks): void;
  /** Leaves a record out of which not everything could be read. */
  drop(id: string): void;
  /** What the records taken in amount to. */
  result(): Pick<ScanStep, 'counts' | 'heavy'>;
}

/**
 * A tally over the direction's types. The type without a label counts every associated record,
 * whatever its labels, as HubSpot's limit for all associations does.
 */
export function createTally(types: readonly TypeOfScan[]): Tally {
  const byRecord = new Map<string, Map<string, number>>();
  const labelled = new Set(types.filter(({ label }) => label !== null).map(rowText));
  const unlabelled = types.filter(({ label }) => label === null).map(rowText);
  return {
    add({ id, to }) {
      const tally = byRecord.get(id) ?? new Map<string, number>();
      byRecord.set(id, tally);
      for (const associated of to) {
        const keys = new Set(associated.map(rowText).filter((key) => labelled.has(key)));
        for (const key of [...keys, ...unlabelled]) tally.set(key, (tally.get(key) ?? 0) + 1);
      }
    },

    drop(id) {
      byRecord.delete(id);
    },

    result() {
      const perType = types.map((type) => countType(type, byRecord));
      return {
        counts: perType.flatMap(({ counts }) => counts),
        heavy: perType.flatMap(({ heavy }) => heavy),
      };
    },
  };
}

function countType(
  { category, typeId }: TypeOfScan,
  byRecord: ReadonlyMap<string, RecordTally>,
): Pick<ScanStep, 'counts' | 'heavy'> {
  const key = rowText({ category, typeId });
  const counted = [...byRecord].flatMap(([id, tally]) => {
    const associations = tally.get(key);
    return associations === undefined ? [] : [{ recordId: Number(id), associations }];
  });
  const groups = Map.groupBy(counted, ({ associations }) => associations);
  return {
    counts: [...groups].map(([associations, { length }]) => ({
      ...{ category, typeId, associations },
      records: length,
    })),
    // No limit is below one, so nobody asks for records with a single association.
    heavy: counted
      .filter(({ associations }) => associations > 1)
      .map((record) => ({ category, typeId, ...record })),
  };
}
