// What an emulated HubSpot knows: portals with their users, object types, association types and
// limits. Everything is plain JSON data, so that a state file and a test can hold it.
import { z } from 'zod';
import {
  linkChangeSchema,
  linkPatternSchema,
  mostRecords,
  recordChangesSchema,
} from './record-data.ts';

export const categorySchema = z.enum([
  'HUBSPOT_DEFINED',
  'USER_DEFINED',
  'INTEGRATOR_DEFINED',
  'WORK',
]);
export type Category = z.infer<typeof categorySchema>;

export const userSchema = z.strictObject({
  id: z.int().positive(),
  email: z.string().min(3),
  firstName: z.string(),
  lastName: z.string(),
  superAdmin: z.boolean(),
  /** The permission "HubSpot Marketplace Access": may install apps, and nothing else of an admin. */
  marketplaceAccess: z.boolean().default(false),
});
export type User = z.infer<typeof userSchema>;

export const objectTypeSchema = z.strictObject({
  objectTypeId: z.string().regex(/^[02]-\d+$/),
  name: z.string().min(1),
  singular: z.string().min(1),
  plural: z.string().min(1),
  enabled: z.boolean(),
  /** Living records, archived ones not counted. */
  records: z.int().nonnegative().max(mostRecords),
  recordLimit: z.int().positive(),
});
export type ObjectType = z.infer<typeof objectTypeSchema>;

/**
 * One direction of one relation; `inverse` names its other direction (itself when it is its own).
 * Not strict: state files of older versions hold fields that are gone.
 */
export const associationTypeSchema = z.object({
  from: z.string(),
  to: z.string(),
  category: categorySchema,
  typeId: z.int(),
  label: z.string().nullable(),
  name: z.string(),
  inverseTypeId: z.int(),
  limit: z.int().nullable(),
  /** Milliseconds. */
  createdAt: z.number(),
  limitChangedAt: z.number(),
  /** HubSpot's schema read lags behind writes: what it may still show, oldest first. */
  pastLimits: z.array(z.strictObject({ limit: z.int().nullable(), until: z.number() })).default([]),
});
export type AssociationType = z.infer<typeof associationTypeSchema>;

/** A record close to its limit: `usage` associations from it to records of type `to`. */
export const busyRecordSchema = z.strictObject({
  from: z.string(),
  to: z.string(),
  objectId: z.int().positive(),
  label: z.string(),
  usage: z.int().nonnegative(),
});

export const installSchema = z.strictObject({
  userId: z.int(),
  scopes: z.array(z.string()),
  installedAt: z.number(),
});

export const accountSchema = z.strictObject({
  portalId: z.int().positive(),
  hubDomain: z.string(),
  accountName: z.string(),
  accountType: z.enum(['APP_DEVELOPER', 'DEVELOPER_TEST', 'SANDBOX', 'STANDARD']),
  uiDomain: z.string(),
  timeZone: z.string(),
  companyCurrency: z.string(),
  additionalCurrencies: z.array(z.string()),
  dataHostingLocation: z.string(),
  /** Scopes this portal's subscription cannot grant. */
  missingScopes: z.array(z.string()),
  /** What the subscription itself allows per record and association type. */
  subscriptionLimit: z.int().positive(),
  users: z.array(userSchema),
  objectTypes: z.array(objectTypeSchema),
  associationTypes: z.array(associationTypeSchema),
  /** The highest typeId that a label of this portal ever had: a deleted one is not given again. */
  lastTypeId: z.int().default(0),
  busyRecords: z.array(busyRecordSchema),
  // The defaults are for state files of older versions.
  linkPatterns: z.array(linkPatternSchema).default([]),
  recordChanges: z.array(recordChangesSchema).default([]),
  linkChanges: z.array(linkChangeSchema).default([]),
  install: installSchema.nullable(),
});
export type Account = z.infer<typeof accountSchema>;

export const worldSchema = z.strictObject({ accounts: z.array(accountSchema).min(1) });
export type World = z.infer<typeof worldSchema>;

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
