// The seed document: what a person writes to describe portals, and the world made from it.
import * as v from 'valibot';
import { integer, positiveInteger } from '../../whole-numbers.ts';
import { linkPatternSchema, recordCountSchema } from './record-data.ts';
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

const directionSchema = v.strictObject({
  typeId: integer,
  label: v.optional(v.nullable(v.pipe(v.string(), v.minLength(1))), null),
  name: v.optional(v.string()),
  limit: v.optional(v.nullable(positiveInteger), null),
});

const associationSchema = v.strictObject({
  from: v.string(),
  to: v.string(),
  category: v.optional(categorySchema, 'USER_DEFINED'),
  /** The definition's internal name, for both directions unless a direction has its own. */
  name: v.pipe(v.string(), v.minLength(1)),
  forward: directionSchema,
  /** Absent: a same-object type that is its own inverse. */
  inverse: v.optional(directionSchema),
});
export type SeedAssociation = v.InferInput<typeof associationSchema>;

const seedObjectTypeSchema = v.strictObject({
  ...objectTypeSchema.entries,
  enabled: v.optional(v.boolean(), true),
  records: v.optional(recordCountSchema, 0),
  recordLimit: v.optional(positiveInteger, 1_000_000),
});

const seedAccountSchema = v.strictObject({
  ...v.pick(accountSchema, ['portalId', 'hubDomain', 'accountName', 'accountType', 'timeZone'])
    .entries,
  uiDomain: v.optional(v.string(), 'app.hubspot.com'),
  companyCurrency: v.optional(v.string(), 'EUR'),
  additionalCurrencies: v.optional(v.array(v.string()), []),
  dataHostingLocation: v.optional(v.string(), 'eu1'),
  missingScopes: v.optional(v.array(v.string()), []),
  subscriptionLimit: v.optional(positiveInteger, 500_000),
  users: v.pipe(v.array(userSchema), v.minLength(1)),
  objectTypes: v.array(seedObjectTypeSchema),
  associations: v.array(associationSchema),
  busyRecords: v.optional(v.array(busyRecordSchema), []),
  linkPatterns: v.optional(v.array(linkPatternSchema), []),
});
type SeedAccount = v.InferOutput<typeof seedAccountSchema>;

const consistentAccountSchema = v.pipe(
  seedAccountSchema,
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    for (const message of contradictionsIn(dataset.value)) {
      addIssue({ message: `portal ${dataset.value.portalId}: ${message}` });
    }
  }),
);

export const seedSchema = v.strictObject({
  portals: v.pipe(v.array(consistentAccountSchema), v.minLength(1)),
});
export type Seed = v.InferInput<typeof seedSchema>;

/** Turns a seed document into a world. Types are as old as the seed, so nothing lags at the start. */
export function worldFromSeed(seed: v.InferOutput<typeof seedSchema>): World {
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

type SeedDirection = v.InferOutput<typeof directionSchema>;

function rowsOf(association: v.InferOutput<typeof associationSchema>): AssociationType[] {
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
