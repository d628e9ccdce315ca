// Leaving: a portal is disconnected from Atmost, and what becomes of what Atmost keeps of it.
import * as z from 'zod/mini';

/** What is kept of a portal is erased so many days after it left. */
export const ERASED_AFTER_DAYS = 30;

/** When what is kept of a portal that left then is erased. */
export const erasedOn = (leftAt: number): string =>
  new Date(leftAt + ERASED_AFTER_DAYS * 24 * 3_600_000).toISOString();

/** A person disconnected in the panel, or HubSpot no longer accepted the app's access. */
export const leavingReasonSchema = z.enum(['panel', 'access_ended']);
export type LeavingReason = z.infer<typeof leavingReasonSchema>;

export const disconnectRequestSchema = z.strictObject({
  /** The connection that is meant: one that came since is not ended. */
  connectedAt: z.string().check(z.maxLength(40)),
  /** Erase everything now instead of after `ERASED_AFTER_DAYS`. */
  eraseNow: z.boolean(),
  /** Disconnect here even if HubSpot does not take the app out of the portal. */
  anyway: z.boolean(),
});
export type DisconnectRequest = z.infer<typeof disconnectRequestSchema>;

export const disconnectedSchema = z.object({
  /** When everything else will be erased; null: it is. */
  erasedOn: z.nullable(z.string()),
  /** Whether HubSpot took the app out of the portal; null: the connection had ended already. */
  removedInHubSpot: z.nullable(z.boolean()),
});
export type Disconnected = z.infer<typeof disconnectedSchema>;
