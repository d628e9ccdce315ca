// What a portal holds of many directions is asked for in parts, and is one answer again here.
import { directionText } from '../association.ts';
import type { PortalLimits } from './wire.ts';

/** All that the parts say; what several of them say is there once. */
export function joinLimits(parts: readonly PortalLimits[]): PortalLimits {
  const once = <One>(all: readonly One[], key: (one: One) => string): One[] => [
    ...new Map(all.map((one) => [key(one), one])).values(),
  ];
  return {
    // The last one counts, and a name that was told counts more than one that was not.
    objects: once(
      parts
        .flatMap(({ objects }) => objects)
        .toSorted((one, other) => Number(one.name !== null) - Number(other.name !== null)),
      ({ id }) => id,
    ),
    directions: once(
      parts.flatMap(({ directions }) => directions),
      directionText,
    ),
    unread: once(
      parts.flatMap(({ unread }) => unread),
      directionText,
    ),
  };
}
