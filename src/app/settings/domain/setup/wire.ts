// What panel and server say to each other about setups.
import * as v from 'valibot';
import { integerSchema } from '../integer.ts';
import { labelRowSchema, objectTypeIdSchema } from '../association.ts';
import { setupDocumentSchema } from './document.ts';

/**
 * Most object types in one export: 6 have 36 directions, 72 reads, and HubSpot takes 10 to 19 reads
 * a second while hubspot.fetch waits 15 seconds.
 */
export const MAX_SETUP_TYPES = 6;

const unreadSchema = v.array(v.object({ from: v.string(), to: v.string(), why: v.string() }));

/**
 * Most directions in one look-up: each costs two reads, and hubspot.fetch waits 15 seconds. How many
 * a plan may hold is another matter: the panel asks in parts.
 */
export const MAX_LOOK_UP_DIRECTIONS = 20;

/** Most unread directions that an export names; the others are counted. */
export const MAX_UNREAD_NAMED = 20;

export const exportedSetupSchema = v.object({
  document: setupDocumentSchema,
  /** When the oldest of the directions was read; null: all of them just now. */
  readAt: v.nullable(v.string()),
  /** Directions that were read, those without a limit included. */
  read: integerSchema,
  /** How many directions the document says nothing about, because their limits are not known. */
  unreadCount: integerSchema,
  /** The first of them, with the reason. */
  unread: unreadSchema,
  /** Object types that the document calls by their names on the screen, for want of internal ones. */
  namedByText: v.array(v.string()),
  /** What could not be listed or held and why, as sentences for the person. */
  notes: v.array(v.string()),
});
export type ExportedSetup = v.InferOutput<typeof exportedSetupSchema>;

/** What the portal holds of these directions. */
export const portalLimitsSchema = v.object({
  objects: v.array(
    v.object({
      id: objectTypeIdSchema,
      /** null: HubSpot did not tell it. */
      name: v.nullable(v.string()),
      singular: v.string(),
      plural: v.string(),
    }),
  ),
  directions: v.array(
    v.object({
      from: objectTypeIdSchema,
      to: objectTypeIdSchema,
      rows: v.array(v.object({ ...labelRowSchema.entries, name: v.nullable(v.string()) })),
    }),
  ),
  unread: unreadSchema,
});
export type PortalLimits = v.InferOutput<typeof portalLimitsSchema>;
export type PortalObject = PortalLimits['objects'][number];
export type PortalDirection = PortalLimits['directions'][number];
