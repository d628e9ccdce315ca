// The forms in which limits tracking names an object type and a share.
import type { ObjectType } from '../world/world.ts';

export interface ObjectNames {
  readonly objectTypeId: string;
  readonly singularLabel: string;
  readonly pluralLabel: string;
}

export function namesOf({ objectTypeId, singular, plural }: ObjectType): ObjectNames {
  return { objectTypeId, singularLabel: singular, pluralLabel: plural };
}

/** Two decimals: 12.34 for 1234 of 10,000. */
export function percentage(usage: number, limit: number): number {
  return limit === 0 ? 0 : Math.round((usage / limit) * 10_000) / 100;
}
