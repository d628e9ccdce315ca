// What panel and server say to each other about setups.
import * as z from 'zod/mini';
import { labelRowSchema, objectTypeIdSchema } from '../association.ts';
import { setupDocumentSchema } from './document.ts';

/**
 * Most object types in one export: 6 have 36 directions, 72 reads, and HubSpot takes 10 to 19 reads
 * a second while hubspot.fetch waits 15 seconds.
 */
export const MAX_SETUP_TYPES = 6;

const unreadSchema = z.array(z.object({ from: z.string(), to: z.string(), why: z.string() }));

/**
 * Most directions in one look-up: each costs two reads, and hubspot.fetch waits 15 seconds. How many
 * a plan may hold is another matter: the panel asks in parts.
 */
export const MAX_LOOK_UP_DIRECTIONS = 20;

/** Most unread directions that an export names; the others are counted. */
export const MAX_UNREAD_NAMED = 20;

export const exportedSetupSchema = z.object({
  document: setupDocumentSchema,
  /** When the oldest of the directions was read; null: all of them just now. */
  readAt: z.nullable(z.string()),
  /** Directions that were read, those without a limit included. */
  read: z.int(),
  /** How many directions the document says nothing about, because their limits are not known. */
  unreadCount: z.int(),
  /** The first of them, with the reason. */
  unread: unreadSchema,
  /** Object types that the document calls by their names on the screen, for want of internal ones. */
  namedByText: z.array(z.string()),
  /** What could not be listed or held and why, as sentences for the person. */
  notes: z.array(z.string()),
});
export type ExportedSetup = z.infer<typeof exportedSetupSchema>;

/** What the portal holds of these directions. */
export const portalLimitsSchema = z.object({
  objects: z.array(
    z.object({
      id: objectTypeIdSchema,
      /** null: HubSpot did not tell it. */
      name: z.nullable(z.string()),
      singular: z.string(),
      plural: z.string(),
    }),
  ),
  directions: z.array(
    z.object({
      from: objectTypeIdSchema,
      to: objectTypeIdSchema,
      rows: z.array(z.object({ ...labelRowSchema.shape, name: z.nullable(z.string()) })),
    }),
  ),
  unread: unreadSchema,
});
export type PortalLimits = z.infer<typeof portalLimitsSchema>;
export type PortalObject = PortalLimits['objects'][number];
export type PortalDirection = PortalLimits['directions'][number];
