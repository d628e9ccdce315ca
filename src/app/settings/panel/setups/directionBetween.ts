// The name of a direction whose object types are known by id.
import { directionName, type Named } from '../words/limits.ts';

interface NamedType {
  readonly id: string;
  readonly singular: string;
  readonly plural: string;
}

/** By the portal's own names; by the id where there is none. */
export function directionBetween(types: readonly NamedType[], from: string, to: string): string {
  const nameOf = (id: string): Named['from'] =>
    types.find((type) => type.id === id) ?? { singular: id, plural: id };
  return directionName({ from: nameOf(from), to: nameOf(to) });
}
