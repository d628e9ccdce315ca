// The seed document: what a person writes to describe portals, and the world made from it.
import { z } from 'zod';
import { linkPatternSchema, mostRecords } from './record-data.ts';
import {
  accountSchema,
  busyRecordSchema,
  categorySchema,
  objectTypeSchema,
  highestTypeId,
  userSchema,
  type Account,
  type AssociationType,
  type World,
} from './world.ts';

const directionSchema = z.strictObject({
  typeId: z.int(),
  label: z.string().min(1).nullable().default(null),
  name: z.string().optional(),
  limit: z.int().positive().nullable().default(null),
});

const associationSchema = z.strictObject({
  from: z.string(),
  to: z.string(),
  category: categorySchema.default('USER_DEFINED'),
  /** The definition's internal name, for both directions unless a direction has its own. */
  name: z.string().min(1),
  forward: directionSchema,
  /** Absent: a same-object type that is its own inverse. */
  inverse: directionSchema.optional(),
});
export type SeedAssociation = z.input<typeof associationSchema>;

const seedAccountSchema = accountSchema
  .pick({
    portalId: true,
    hubDomain: true,
    accountName: true,
    accountType: true,
    timeZone: true,
  })
  .extend({
    uiDomain: z.string().default('app.hubspot.com'),
    companyCurrency: z.string().default('EUR'),
    additionalCurrencies: z.array(z.string()).default([]),
    dataHostingLocation: z.string().default('eu1'),
    missingScopes: z.array(z.string()).default([]),
    subscriptionLimit: z.int().positive().default(500_000),
    users: z.array(userSchema).min(1),
    objectTypes: z.array(
      objectTypeSchema.extend({
        enabled: z.boolean().default(true),
        records: z.int().nonnegative().max(mostRecords).default(0),
        recordLimit: z.int().positive().default(1_000_000),
      }),
    ),
    associations: z.array(associationSchema),
    busyRecords: z.array(busyRecordSchema).default([]),
    linkPatterns: z.array(linkPatternSchema).default([]),
  })
  .superRefine((account, context) => {
    for (const message of contradictionsIn(account)) {
      context.addIssue({ code: 'custom', message: `portal ${account.portalId}: ${message}` });
    }
  });
type SeedAccount = z.output<typeof seedAccountSchema>;

export const seedSchema = z.strictObject({ portals: z.array(seedAccountSchema).min(1) });
export type Seed = z.input<typeof seedSchema>;

/** Turns a seed document into a world. Types are as old as the seed, so nothing lags at the start. */
export function worldFromSeed(seed: z.output<typeof seedSchema>): World {
  return {
    accounts: seed.portals.map(({ associations, ...account }) => {
      const associationTypes = associations.flatMap(rowsOf);
      return {
        ...account,
        associationTypes,
        lastTypeId: highestTypeId(associationTypes),
        recordChanges: [],
        linkChanges: [],
        install: null,
      };
    }) satisfies Account[],
  };
}

type SeedDirection = z.output<typeof directionSchema>;

function rowsOf(association: z.output<typeof associationSchema>): AssociationType[] {
  const { from, to, forward, inverse } = association;
  const row = (
    start: string,
    end: string,
    direction: SeedDirection,
    inverseTypeId: number,
  ): AssociationType => ({
    from: start,
    to: end,
    category: association.category,
    typeId: direction.typeId,
    label: direction.label,
    name: direction.name ?? association.name,
    inverseTypeId,
    limit: direction.limit,
    createdAt: 0,
    limitChangedAt: 0,
    pastLimits: [],
  });
  if (inverse === undefined) return [row(from, to, forward, forward.typeId)];
  return [row(from, to, forward, inverse.typeId), row(to, from, inverse, forward.typeId)];
}

/** What the field schemas cannot see: dangling object types, repeated keys, no Super Admin. */
function contradictionsIn(account: SeedAccount): string[] {
  const known = new Set(account.objectTypes.map((type) => type.objectTypeId));
  const seen = new Set<string>();
  const found: string[] = [];
  if (!account.users.some((user) => user.superAdmin)) found.push('no user is a Super Admin');
  for (const association of account.associations) {
    if (association.inverse === undefined && association.from !== association.to) {
      found.push(`"${association.name}" needs an inverse: it joins two different object types`);
    }
    for (const row of rowsOf(association)) {
      const key = `${row.from} ${row.to} ${row.category} ${row.typeId}`;
      if (seen.has(key)) found.push(`association type ${key} is there twice`);
      seen.add(key);
      if (!known.has(row.from)) found.push(`object type ${row.from} is not in objectTypes`);
    }
  }
  return [...found, ...wrongPatterns(account)];
}

/** Each pair has one pattern, and a pattern needs association types to draw from. */
function wrongPatterns({ linkPatterns, associations }: SeedAccount): string[] {
  const seen = new Set<string>();
  const directions = new Set(associations.flatMap(rowsOf).map((row) => `${row.from} ${row.to}`));
  return linkPatterns.flatMap(({ from, to }) => {
    const found: string[] = [];
    if (seen.has(`${from} ${to}`)) found.push(`the pair ${from} ${to} has two link patterns`);
    if (!directions.has(`${from} ${to}`)) {
      found.push(`no association type for the link pattern from ${from} to ${to}`);
    }
    seen.add(`${from} ${to}`).add(`${to} ${from}`);
    return found;
  });
}
