// What panel and server say to each other about setups.
import * as z from 'zod/mini';
import { labelRowSchema, objectTypeIdSchema } from '../association.ts';
import { MAX_SETUP_LIMITS, setupDocumentSchema } from './document.ts';

/**
 * Most object types in one export: 6 have 36 directions, 72 reads, and HubSpot takes 10 to 19 reads
 * a second while hubspot.fetch waits 15 seconds.
 */
export const MAX_SETUP_TYPES = 6;

const unreadSchema = z.array(z.object({ from: z.string(), to: z.string(), why: z.string() }));

/** The object types whose limits are exported, in every direction between them. */
export const exportRequestSchema = z.strictObject({
  types: z.array(objectTypeIdSchema).check(z.minLength(1), z.maxLength(MAX_SETUP_TYPES)),
});

export const exportedSetupSchema = z.object({
  document: setupDocumentSchema,
  /** Directions that were read, those without a limit included. */
  read: z.int(),
  /** Directions about which the document says nothing because HubSpot did not. */
  unread: unreadSchema,
});
export type ExportedSetup = z.infer<typeof exportedSetupSchema>;

const nameSchema = z.string().check(z.minLength(1), z.maxLength(250));

/** The directions that a document names; only these are read. */
export const lookUpRequestSchema = z.strictObject({
  pairs: z
    .array(z.strictObject({ from: nameSchema, to: nameSchema }))
    .check(z.minLength(1), z.maxLength(MAX_SETUP_LIMITS)),
});
export type LookUpRequest = z.infer<typeof lookUpRequestSchema>;

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
