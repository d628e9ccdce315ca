// The portal's names for the object types of the overview, and keys of its rows.
import type { ObjectType, TypeKey } from '../../domain/association.ts';
import type { OverviewRow } from '../../domain/overview.ts';
import type { Named } from '../words/limits.ts';

/** Names of a direction; an id that is not listed is named by itself. */
export function namedIn(
  types: readonly ObjectType[],
  { from, to }: { readonly from: string; readonly to: string },
): Named {
  return { from: nameOf(types, from), to: nameOf(types, to) };
}

const nameOf = (types: readonly ObjectType[], id: string): Named['from'] =>
  types.find((type) => type.id === id) ?? { singular: id, plural: id };

/** The label that a row stands for; null where it stands for a direction without known labels. */
export function labelOfRow({ from, to, label }: OverviewRow): TypeKey | null {
  return label && { from, to, category: label.category, typeId: label.typeId };
}
