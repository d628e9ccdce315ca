// Which of HubSpot's internal names belongs to which label of a direction. The list of names has no
// category, and live portals use one typeId in several categories of one direction.
import type { LabelRow } from '../association.ts';

export interface LabelDefinition {
  readonly from: string;
  readonly to: string;
  readonly typeId: number;
  /** Missing for labels that are only minutes old. */
  readonly name: string | null;
}

export interface NamedRow extends LabelRow {
  /** The internal name; null where HubSpot does not tell it, or not for sure. */
  readonly name: string | null;
}

/** The direction's rows with their internal names, as far as they can be told. */
export function nameRows(
  rows: readonly LabelRow[],
  definitions: readonly LabelDefinition[],
): readonly NamedRow[] {
  return rows.map((row) => ({ ...row, name: nameOf(row, rows, definitions) }));
}

function nameOf(
  row: LabelRow,
  rows: readonly LabelRow[],
  definitions: readonly LabelDefinition[],
): string | null {
  const names = definitions
    .filter(({ typeId }) => typeId === row.typeId)
    .flatMap(({ name }) => name ?? []);
  const rivals = rows.filter(({ typeId }) => typeId === row.typeId);
  if (rivals.length === 1) return names.length === 1 ? (names[0] ?? null) : null;
  // Labels made on HubSpot's screen are named after their text: that tells rivals apart.
  const own = names.filter((name) => name === madeOf(row.label));
  const same = rivals.filter(({ label }) => madeOf(label) === madeOf(row.label));
  return own.length === 1 && same.length === 1 ? (own[0] ?? null) : null;
}

const madeOf = (label: string | null): string | null =>
  label === null ? null : label.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '_');
