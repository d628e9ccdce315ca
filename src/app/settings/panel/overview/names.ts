// Keys of the overview's rows.
import type { TypeKey } from '../../domain/association.ts';
import type { OverviewRow } from '../../domain/overview.ts';

/** The label that a row stands for; null where it stands for a direction without known labels. */
export function labelOfRow({ from, to, label }: OverviewRow): TypeKey | null {
  return label && { from, to, category: label.category, typeId: label.typeId };
}
