// What an emulated HubSpot knows: portals with their users, object types, association types and
// limits. Everything is plain JSON data, so that a state file and a test can hold it.
import * as v from 'valibot';
import { integer, nonNegativeInteger, positiveInteger } from '../../whole-numbers.ts';
import {
  linkChangeSchema,
  linkPatternSchema,
  recordChangesSchema,
  recordCountSchema,
} from './record-data.ts';

export const categorySchema = v.picklist([
  'HUBSPOT_DEFINED',
  'USER_DEFINED',
  'INTEGRATOR_DEFINED',
  'WORK',
]);
export type Category = v.InferOutput<typeof categorySchema>;

export const userSchema = v.strictObject({
  id: positiveInteger,
  email: v.pipe(v.string(), v.minLength(3)),
  firstName: v.string(),
  lastName: v.string(),
  superAdmin: v.boolean(),
  /** The permission "HubSpot Marketplace Access": may install apps, and nothing else of an admin. */
  marketplaceAccess: v.optional(v.boolean(), false),
});
export type User = v.InferOutput<typeof userSchema>;

export const objectTypeSchema = v.strictObject({
  objectTypeId: v.pipe(v.string(), v.regex(/^[02]-\d+$/)),
  name: v.pipe(v.string(), v.minLength(1)),
  singular: v.pipe(v.string(), v.minLength(1)),
  plural: v.pipe(v.string(), v.minLength(1)),
  enabled: v.boolean(),
  /** Living records, archived ones not counted. */
  records: recordCountSchema,
  recordLimit: positiveInteger,
});
export type ObjectType = v.InferOutput<typeof objectTypeSchema>;

/**
 * One direction of one relation; `inverse` names its other direction (itself when it is its own).
 * Not strict: state files of older versions hold fields that are gone.
 */
export const associationTypeSchema = v.object({
  from: v.string(),
  to: v.string(),
  category: categorySchema,
  typeId: integer,
  label: v.nullable(v.string()),
  name: v.string(),
  inverseTypeId: integer,
  limit: v.nullable(integer),
  /** Milliseconds. */
  createdAt: v.number(),
  limitChangedAt: v.number(),
  /** HubSpot's schema read lags behind writes: what it may still show, oldest first. */
  pastLimits: v.optional(
    v.array(v.strictObject({ limit: v.nullable(integer), until: v.number() })),
    [],
  ),
});
export type AssociationType = v.InferOutput<typeof associationTypeSchema>;

/** A record close to its limit: `usage` associations from it to records of type `to`. */
export const busyRecordSchema = v.strictObject({
  from: v.string(),
  to: v.string(),
  objectId: positiveInteger,
  label: v.string(),
  usage: nonNegativeInteger,
});

export const installSchema = v.strictObject({
  userId: integer,
  scopes: v.array(v.string()),
  installedAt: v.number(),
});

export const accountSchema = v.strictObject({
  portalId: positiveInteger,
  hubDomain: v.string(),
  accountName: v.string(),
  accountType: v.picklist(['APP_DEVELOPER', 'DEVELOPER_TEST', 'SANDBOX', 'STANDARD']),
  uiDomain: v.string(),
  timeZone: v.string(),
  companyCurrency: v.string(),
  additionalCurrencies: v.array(v.string()),
  dataHostingLocation: v.string(),
  /** Scopes this portal's subscription cannot grant. */
  missingScopes: v.array(v.string()),
  /** What the subscription itself allows per record and association type. */
  subscriptionLimit: positiveInteger,
  users: v.array(userSchema),
  objectTypes: v.array(objectTypeSchema),
  associationTypes: v.array(associationTypeSchema),
  /** The highest typeId that a label of this portal ever had: a deleted one is not given again. */
  lastTypeId: v.optional(integer, 0),
  busyRecords: v.array(busyRecordSchema),
  // The defaults are for state files of older versions.
  linkPatterns: v.optional(v.array(linkPatternSchema), []),
  recordChanges: v.optional(v.array(recordChangesSchema), []),
  linkChanges: v.optional(v.array(linkChangeSchema), []),
  install: v.nullable(installSchema),
});
export type Account = v.InferOutput<typeof accountSchema>;

export const worldSchema = v.strictObject({
  accounts: v.pipe(v.array(accountSchema), v.minLength(1)),
});
export type World = v.InferOutput<typeof worldSchema>;

export function accountOf(world: World, portalId: number): Account | undefined {
  return world.accounts.find((account) => account.portalId === portalId);
}

/** The highest typeId among the portal's own types. */
export function highestTypeId(types: readonly AssociationType[]): number {
  const own = types.filter((type) => type.category === 'USER_DEFINED');
  return Math.max(0, ...own.map((type) => type.typeId));
}

/** The types of one direction, in the portal's order. */
export function directionOf(account: Account, from: string, to: string): AssociationType[] {
  return account.associationTypes.filter((type) => type.from === from && type.to === to);
}

/** The row of the other direction; the row itself when a type is its own inverse. */
export function inverseOf(account: Account, type: AssociationType): AssociationType | undefined {
  return account.associationTypes.find(
    (other) =>
      other.from === type.to &&
      other.to === type.from &&
      other.category === type.category &&
      other.typeId === type.inverseTypeId,
  );
}

/** How far HubSpot's schema read lags behind writes. */
export const schemaLagMilliseconds = 5 * 60_000;

/** Sets or clears (null) a limit and remembers the values that a lagging read still shows. */
export function setLimit(type: AssociationType, limit: number | null, now: number): void {
  const shown = now - schemaLagMilliseconds;
  type.pastLimits = type.pastLimits.filter(({ until }) => until > shown);
  type.pastLimits.push({ limit: type.limit, until: now });
  type.limitChangedAt = now;
  type.limit = limit;
}

/** The limit that a lagging read shows: the one that was in force as long ago as it lags. */
export function laggingLimit({ pastLimits, limit }: AssociationType, now: number): number | null {
  const past = pastLimits.find(({ until }) => until > now - schemaLagMilliseconds);
  return past === undefined ? limit : past.limit;
}
