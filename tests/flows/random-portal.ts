// Portals of any kind for the emulator: object types, labels, records, how they are associated, and
// what HubSpot's documents leave open about reading them.
import fc from 'fast-check';
import type { Seed } from '../../app/portal/world/seed.ts';

type SeedPortal = Seed['portals'][number];
type SeedAssociation = SeedPortal['associations'][number];
type SeedPattern = NonNullable<SeedPortal['linkPatterns']>[number];

export interface Pair {
  readonly from: string;
  readonly to: string;
}

export interface RandomPortal {
  readonly objectTypes: readonly { readonly id: string; readonly records: number }[];
  readonly associations: readonly SeedAssociation[];
  readonly linkPatterns: readonly SeedPattern[];
  /** Pairs that have an association type, each once. */
  readonly pairs: readonly Pair[];
  readonly scenarios: Readonly<Record<string, string>>;
}

const NAMES: Readonly<Record<string, string>> = {
  '0-1': 'contact',
  '0-2': 'company',
  '0-3': 'deal',
  '2-900001': 'instrument',
};

/** Around the thousand that one read of associations takes. */
const records = fc.oneof(
  fc.constantFrom(0, 1, 100, 1_000, 1_001),
  fc.integer({ min: 2, max: 300 }),
  fc.integer({ min: 1_002, max: 1_400 }),
);

const scenarios = fc.record({
  readPageSize: fc.constantFrom('500', '1000', '100', '5'),
  emptyRead: fc.constantFrom('error', 'absent', 'empty'),
  unknownRecordRead: fc.constantFrom('no-associations', 'not-found'),
  toObjectId: fc.constantFrom('string', 'number'),
  errorFields: fc.constantFrom('all', 'message-only'),
  errorSubCategory: fc.constantFrom('string', 'object', 'absent'),
  limitCallsExempt: fc.constantFrom('no', 'yes'),
});

const shape = fc.record({
  mean: fc.constantFrom(0, 0.3, 1.5, 4),
  heaviest: fc.constantFrom(0, 6, 101, 600),
  heavyRecords: fc.integer({ min: 1, max: 3 }),
  labelShare: fc.constantFrom(0, 0.4, 1),
});

/** Of one pair: whether it has an unlabelled type, its labels, and its links where it has any. */
const joined = fc.record({
  bare: fc.boolean(),
  labels: fc.array(fc.constantFrom('one-sided', 'two-sided', 'Primary'), { maxLength: 3 }),
  shape: fc.option(shape, { freq: 8 }),
});

/** A portal of two or three object types, of whose pairs at least one has association types. */
export const randomPortal: fc.Arbitrary<RandomPortal> = fc
  .uniqueArray(fc.constantFrom(...Object.keys(NAMES)), { minLength: 2, maxLength: 3 })
  .chain((ids) => {
    const pairs = ids.flatMap((from, at) => ids.slice(at).map((to) => ({ from, to })));
    return fc
      .record({
        counts: fc.tuple(...ids.map(() => records)),
        // Not more pairs than a run has time for.
        chosen: fc.shuffledSubarray(pairs, { minLength: 1, maxLength: 2 }),
        kinds: fc.tuple(joined, joined),
        scenarios,
      })
      .map((drawn) => ({
        objectTypes: ids.map((id, at) => ({ id, records: drawn.counts[at] ?? 0 })),
        ...joinedPairs(drawn.chosen, drawn.kinds),
        pairs: drawn.chosen,
        scenarios: drawn.scenarios,
      }));
  });

interface Joined {
  readonly bare: boolean;
  readonly labels: readonly string[];
  readonly shape: Omit<SeedPattern, 'from' | 'to'> | null;
}

function joinedPairs(
  pairs: readonly Pair[],
  kinds: readonly Joined[],
): Pick<RandomPortal, 'associations' | 'linkPatterns'> {
  const associations: SeedAssociation[] = [];
  const linkPatterns: SeedPattern[] = [];
  for (const [at, pair] of pairs.entries()) {
    const { bare = true, labels = [], shape: links = null } = kinds[at] ?? {};
    // A pair without any type would be no pair.
    const types = bare || labels.length === 0 ? [null, ...labels] : labels;
    for (const label of types) associations.push(associationOf(pair, label, associations.length));
    if (links) linkPatterns.push({ ...pair, ...links });
  }
  return { associations, linkPatterns };
}

/** Ids collide between categories, as live portals have it, and never within one. */
function associationOf(pair: Pair, label: string | null, at: number): SeedAssociation {
  const typeId = 1 + 2 * Math.floor(at / 2);
  const text = label === null || label === 'Primary' ? label : `${label} ${String(at)}`;
  const back = label === 'two-sided' ? `back ${String(at)}` : text;
  return {
    ...pair,
    category: at % 2 === 0 ? 'USER_DEFINED' : 'HUBSPOT_DEFINED',
    name: `association_${String(at)}`,
    forward: { typeId, label: text },
    inverse: { typeId: typeId + 1, label: back },
  };
}

/** The portal as the emulator takes it. */
export const seedOf = (portal: RandomPortal, who: { portalId: number; userId: number }): Seed => ({
  portals: [
    {
      portalId: who.portalId,
      hubDomain: 'random.example.com',
      accountName: 'A random portal',
      accountType: 'STANDARD',
      timeZone: 'UTC',
      users: [
        {
          id: who.userId,
          email: 'ana@example.com',
          firstName: 'Ana',
          lastName: 'Ops',
          superAdmin: true,
        },
      ],
      objectTypes: portal.objectTypes.map(({ id, records: count }) => ({
        objectTypeId: id,
        name: NAMES[id] ?? id,
        singular: NAMES[id] ?? id,
        plural: `${NAMES[id] ?? id}s`,
        records: count,
      })),
      associations: [...portal.associations],
      linkPatterns: [...portal.linkPatterns],
    },
  ],
});
