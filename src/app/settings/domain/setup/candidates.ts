// Which association types of a portal an entry of a setup can mean. Internal names come first,
// because they are the same in a portal and its sandbox; texts are the fallback.
import type { TypeKey } from '../association.ts';
import type { Limit } from '../limit.ts';
import type { SetupEntry } from './document.ts';
import type { NamedRow } from './label-names.ts';
import type { PortalLimits, PortalObject } from './wire.ts';

/** One association type of the portal, as the person is shown it. */
export interface Candidate extends TypeKey {
  readonly label: string | null;
  readonly limit: Limit;
}

export type MatchedBy = 'name' | 'text';

export interface Candidates {
  readonly found: readonly Candidate[];
  readonly by: MatchedBy;
}

export type Pair = Pick<TypeKey, 'from' | 'to'>;

/** The portal's object types that a document calls so. */
export function objectsNamed(
  objects: readonly PortalObject[],
  name: string,
): readonly PortalObject[] {
  const wanted = folded(name);
  const byName = objects.filter((one) => one.name !== null && folded(one.name) === wanted);
  if (byName.length > 0) return byName;
  return objects.filter(({ singular, plural }) =>
    [singular, plural].some((text) => folded(text) === wanted),
  );
}

/** Those of the directions that the entry's names can mean. */
export function directionsNamed<One extends Pair>(
  directions: readonly One[],
  entry: SetupEntry,
  { objects }: PortalLimits,
): readonly One[] {
  const idsOf = (name: string): readonly string[] =>
    objectsNamed(objects, name).map(({ id }) => id);
  const [from, to] = [idsOf(entry.from), idsOf(entry.to)];
  return directions.filter((one) => from.includes(one.from) && to.includes(one.to));
}

/** A row of a direction, as the person is shown it. */
export const candidateOf = (
  { from, to }: Pair,
  { category, typeId, label, limit }: NamedRow,
): Candidate => ({ from, to, category, typeId, label, limit });

/** All types that the entry can mean in the directions that were read; several need a choice. */
export function candidatesOf(entry: SetupEntry, portal: PortalLimits): Candidates {
  const rows = directionsNamed(portal.directions, entry, portal).flatMap((direction) =>
    direction.rows.map((row) => ({ direction, row })),
  );
  const byName = rows.filter(({ row }) => entry.label !== null && row.name === entry.label);
  const found = byName.length > 0 ? byName : rows.filter(({ row }) => hasText(row, entry));
  const narrowed = orAll(
    orAll(found, ({ row }) => row.label === entry.labelText),
    ({ row }) => row.category === entry.category,
  );
  return {
    found: narrowed.map(({ direction, row }) => candidateOf(direction, row)),
    by: byName.length > 0 || entry.label === null ? 'name' : 'text',
  };
}

/** The rows that fit, or all of them where none does. */
function orAll<Row>(rows: readonly Row[], fits: (row: Row) => boolean): readonly Row[] {
  const fitting = rows.filter(fits);
  return fitting.length > 0 ? fitting : rows;
}

function hasText(row: NamedRow, entry: SetupEntry): boolean {
  if (entry.label === null && entry.labelText === null) return row.label === null;
  return (
    row.label !== null && entry.labelText !== null && folded(row.label) === folded(entry.labelText)
  );
}

const folded = (text: string): string => text.normalize('NFC').trim().toLowerCase();
