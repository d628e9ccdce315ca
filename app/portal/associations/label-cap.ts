// HubSpot's cap on labels per object pair: a paired label counts once, the unlabelled type not.
import type { Account } from '../world/world.ts';

export const labelsPerPair = 50;

/** How many labels a pair has, seen from either side. */
export function labelsOfPair(account: Account, from: string, to: string): number {
  const rows = account.associationTypes.filter(
    (row) => row.from === from && row.to === to && row.label !== null,
  );
  const own = rows.filter((row) => row.category !== 'HUBSPOT_DEFINED');
  if (from !== to) return own.length;
  // Both directions of a same-object label are rows of one list.
  return new Set(own.map((row) => Math.min(row.typeId, row.inverseTypeId))).size;
}
