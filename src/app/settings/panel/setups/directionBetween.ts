// The name of a direction whose object types are known by id.
import { directionName, namedIn } from '../words/limits.ts';

/** By the portal's own names; by the id where there is none. */
export const directionBetween = (
  types: Parameters<typeof namedIn>[0],
  from: string,
  to: string,
): string => directionName(namedIn(types, { from, to }));
