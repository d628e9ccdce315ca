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

type Pair = readonly [from: string, to: string];

/** Two of so many custom objects, each pair once. */
const pairsOf = (objects: number): readonly Pair[] =>
  Array.from({ length: objects }, (_, from) =>
    Array.from({ length: from }, (_unused, to): Pair => [
      `2-${String(100 + from)}`,
      `2-${String(100 + to)}`,
    ]),
  ).flat();

const typeIdOf = (label: number, side: 0 | 1): number => 1_000 + 2 * label + side;

/** The labels of the first so many directions, direction by direction. */
export function benchTypes(directions: number): readonly BenchType[] {
  const pairs = pairsOf(CUSTOM_OBJECTS).slice(0, DIRECTIONS / 2);
  const both = pairs.flatMap(([from, to], pair) => [
    { from, to, pair, side: 0 as const },
    { from: to, to: from, pair, side: 1 as const },
  ]);
  return both.slice(0, directions).flatMap(({ from, to, pair, side }) =>
    Array.from({ length: LABELS_PER_DIRECTION }, (_, label) => ({
      from,
      to,
      typeId: typeIdOf(pair * LABELS_PER_DIRECTION + label, side),
    })),
  );
}

/** Every label has a limit, so that each run changes limits and creates none. */
const FIRST_LIMIT = 3;

/** So many labels each way; `first` is how many labels the pairs before have. */
function associationsOf([from, to]: Pair, first: number, labels: number): SeedAssociation[] {
  return Array.from({ length: labels }, (_, label) => ({
    from,
    to,
    name: `pair_${String(first)}_${String(label)}`,
    forward: {
      typeId: typeIdOf(first + label, 0),
      label: `Role ${String(label)}`,
      limit: FIRST_LIMIT,
    },
    inverse: {
      typeId: typeIdOf(first + label, 1),
      label: `Role ${String(label)} of`,
      limit: FIRST_LIMIT,
    },
  }));
}

/** The seed document for PORTAL_SEED. */
export const benchSeed = (): Seed => ({
  portals: [
    portalOf(
      BENCH_PORTAL.portalId,
      CUSTOM_OBJECTS,
      Array<number>(DIRECTIONS / 2).fill(LABELS_PER_DIRECTION),
    ),
  ],
});

/** A portal of contacts at companies and so many custom objects; `labels` each way, pair by pair. */
export function portalOf(
  portalId: number,
  objects: number,
  labels: readonly number[],
): Seed['portals'][number] {
  const custom = Array.from({ length: objects }, (_, index) => ({
    objectTypeId: `2-${String(100 + index)}`,
    name: `asset_${String(index)}`,
    singular: `Asset ${String(index)}`,
    plural: `Assets ${String(index)}`,
  }));
  return {
    portalId,
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
      ...pairsOf(objects)
        .slice(0, labels.length)
        .flatMap((pair, index) => {
          const first = labels.slice(0, index).reduce((sum, count) => sum + count, 0);
          return associationsOf(pair, first, labels[index] ?? 0);
        }),
    ],
  };
}
