// How the records of the built-in portals are associated, by pair of internal names.
import type { Seed } from './seed.ts';
import type { SeedObject } from './standard-objects.ts';

type SeedPattern = NonNullable<Seed['portals'][number]['linkPatterns']>[number];

const patterns: readonly SeedPattern[] = [
  { from: 'contact', to: 'company', mean: 1.2, heaviest: 40, heavyRecords: 8 },
  { from: 'deal', to: 'contact', mean: 2.4, heaviest: 180, heavyRecords: 6 },
  { from: 'deal', to: 'company', mean: 1.1, heaviest: 12, heavyRecords: 4 },
  { from: 'ticket', to: 'contact', mean: 1.3, heaviest: 25, heavyRecords: 5 },
  { from: 'ticket', to: 'company', mean: 0.9 },
  { from: 'contact', to: 'contact', mean: 0.4, heaviest: 60, heavyRecords: 3 },
  { from: 'deal', to: 'line_item', mean: 3.1 },
  { from: 'order', to: 'company', mean: 1 },
  { from: 'instrument', to: 'company', mean: 1.1, heaviest: 9, heavyRecords: 3 },
  { from: 'instrument', to: 'site', mean: 0.9 },
  { from: 'site', to: 'contact', mean: 2 },
  { from: 'warranty', to: 'instrument', mean: 1.6, heaviest: 14, heavyRecords: 4 },
];

/** The patterns among a portal's objects, under its object type ids. */
export function seedLinkPatterns(objects: readonly SeedObject[]): SeedPattern[] {
  const ids = new Map(objects.map((object) => [object.name, object.objectTypeId]));
  return patterns.flatMap((pattern) => {
    const [from, to] = [ids.get(pattern.from), ids.get(pattern.to)];
    return from === undefined || to === undefined ? [] : { ...pattern, from, to };
  });
}
