// HubSpot's cap on labels per object pair: a paired label counts once, the unlabelled type not.
import type { Account } from '../world/world.ts';

export const labelsPerPair = 50;

/** How many labels a pair has, seen from either side. */
export function labelsOfPair(account: Account, from: string, to: string): number {
  const own = account.associationTypes.filter(
    (row) =>
      row.from === from &&
      row.to === to &&
      row.label !== null &&
      row.category !== 'HUBSPOT_DEFINED',
  );
  // The two directions of a same-object label are two rows of one list.
  const pairs = own.map((row) => `${row.category} ${Math.min(row.typeId, row.inverseTypeId)}`);
  return new Set(pairs).size;
}
