// Ids that must not be mixed up have types of their own, made only at the border that proved them:
// the signature check, the OAuth callback, and rows that one of these wrote.
import { z } from 'zod';

/** A HubSpot account. HubSpot's ids are safe integers. */
export const portalIdSchema = z.coerce.number().int().positive().brand<'PortalId'>();
export type PortalId = z.infer<typeof portalIdSchema>;

/** A HubSpot user, unique across portals. */
export const userIdSchema = z.coerce.number().int().positive().brand<'UserId'>();
export type UserId = z.infer<typeof userIdSchema>;
