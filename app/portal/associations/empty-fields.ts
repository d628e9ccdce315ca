// What becomes of the optional fields of an association type that have no value.
import type { Scenarios } from '../control/scenarios.ts';

/** The row as an answer shows it: with null for what it lacks, or without. */
export function shownRow(
  row: Readonly<Record<string, unknown>>,
  { emptyFields }: Scenarios,
): Readonly<Record<string, unknown>> {
  if (emptyFields === 'null') return row;
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
}
