// Ids that must not be mixed up have types of their own, made only at the border that proved them:
// the signature check, the OAuth callback, and rows that one of these wrote.
import * as v from 'valibot';

/** HubSpot's ids are safe integers; queries, jobs and the database's bigints write them as digits. */
const idSchema = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^\d{1,16}$/), v.transform(Number))]),
  v.safeInteger(),
  v.minValue(1),
);

/** A HubSpot account. */
export const portalIdSchema = v.pipe(idSchema, v.brand('PortalId'));
export type PortalId = v.InferOutput<typeof portalIdSchema>;

/** A HubSpot user, unique across portals. */
export const userIdSchema = v.pipe(idSchema, v.brand('UserId'));
export type UserId = v.InferOutput<typeof userIdSchema>;
