// Ids that must not be mixed up have types of their own, made only at the border that proved them:
// the signature check, the OAuth callback, and rows that one of these wrote.
import { z } from 'zod';

/** HubSpot's ids are safe integers; queries, jobs and the database's bigints write them as digits. */
const idSchema = z
  .union([
    z.int(),
    z
      .string()
      .regex(/^\d{1,16}$/)
      .transform(Number),
  ])
  .pipe(z.int().positive());

/** A HubSpot account. */
export const portalIdSchema = idSchema.brand<'PortalId'>();
export type PortalId = z.infer<typeof portalIdSchema>;

/** A HubSpot user, unique across portals. */
export const userIdSchema = idSchema.brand<'UserId'>();
export type UserId = z.infer<typeof userIdSchema>;
