// The portal that everything is measured against: fifteen custom objects, fifty pairs of them with
// twenty labels each way, and contacts at companies for the scan.
import type { Seed, SeedAssociation } from '../../app/portal/world/seed.ts';

export const BENCH_PORTAL = { portalId: 4_711_001, userId: 7001 };
/** What a scan reads: HubSpot's own types and no label. */
export const SCANNED = { from: '0-1', to: '0-2' } as const;
export const LABELS_PER_DIRECTION = 20;
export const DIRECTIONS = 100;

const CUSTOM_OBJECTS = 15;

export interface BenchType {
  readonly from: string;
  readonly to: string;
  readonly typeId: number;
}

const pairs: readonly (readonly [string, string])[] = Array.from(
  { length: CUSTOM_OBJECTS },
  (_, from) =>
    Array.from(
      { length: from },
      (_unused, to) => [`2-${String(100 + from)}`, `2-${String(100 + to)}`] as const,
    ),
)
  .flat()
  .slice(0, DIRECTIONS / 2);

const typeIdOf = (pair: number, label: number, side: 0 | 1): number =>
  1_000 + 2 * (pair * LABELS_PER_DIRECTION + label) + side;

/** The labels of the first so many directions, direction by direction. */
export function benchTypes(directions: number): readonly BenchType[] {
  const both = pairs.flatMap(([from, to], pair) => [
    { from, to, pair, side: 0 as const },
    { from: to, to: from, pair, side: 1 as const },
  ]);
  return both.slice(0, directions).flatMap(({ from, to, pair, side }) =>
    Array.from({ length: LABELS_PER_DIRECTION }, (_, label) => ({
      from,
      to,
      typeId: typeIdOf(pair, label, side),
    })),
  );
}

/** Every label has a limit, so that each run changes limits and creates none. */
const FIRST_LIMIT = 3;

function associationsOf([from, to]: readonly [string, string], pair: number): SeedAssociation[] {
  return Array.from({ length: LABELS_PER_DIRECTION }, (_, label) => ({
    from,
    to,
    name: `pair_${String(pair)}_${String(label)}`,
    forward: {
      typeId: typeIdOf(pair, label, 0),
      label: `Role ${String(label)}`,
      limit: FIRST_LIMIT,
    },
    inverse: {
      typeId: typeIdOf(pair, label, 1),
      label: `Role ${String(label)} of`,
      limit: FIRST_LIMIT,
    },
  }));
}

/** The seed document for PORTAL_SEED. */
export function benchSeed(): Seed {
  const custom = Array.from({ length: CUSTOM_OBJECTS }, (_, index) => ({
    objectTypeId: `2-${String(100 + index)}`,
    name: `asset_${String(index)}`,
    singular: `Asset ${String(index)}`,
    plural: `Assets ${String(index)}`,
  }));
  return {
    portals: [
      {
        portalId: BENCH_PORTAL.portalId,
        hubDomain: 'bench.example',
        accountName: 'Bench',
        accountType: 'STANDARD',
        timeZone: 'Europe/Berlin',
        users: [
          {
            id: BENCH_PORTAL.userId,
            email: 'ana@bench.example',
            firstName: 'Ana',
            lastName: 'Bench',
            superAdmin: true,
          },
        ],
        objectTypes: [
          { objectTypeId: '0-1', name: 'contact', singular: 'Contact', plural: 'Contacts' },
          { objectTypeId: '0-2', name: 'company', singular: 'Company', plural: 'Companies' },
          ...custom,
        ],
        associations: [
          {
            ...SCANNED,
            category: 'HUBSPOT_DEFINED',
            name: 'contact_to_company',
            forward: { typeId: 279 },
            inverse: { typeId: 280 },
          },
          ...pairs.flatMap(associationsOf),
        ],
      },
    ],
  };
}
