// Leaving: a portal is disconnected from Atmost, and what becomes of what Atmost keeps of it.
import * as v from 'valibot';

/** What is kept of a portal is erased so many days after it left. */
export const ERASED_AFTER_DAYS = 30;

/** When what is kept of a portal that left then is erased. */
export const erasedOn = (leftAt: number): string =>
  new Date(leftAt + ERASED_AFTER_DAYS * 24 * 3_600_000).toISOString();

/** A person disconnected in the panel, or HubSpot no longer accepted the app's access. */
export type LeavingReason = 'panel' | 'access_ended';

export const disconnectedSchema = v.object({
  /** When everything else will be erased; null: it is. */
  erasedOn: v.nullable(v.string()),
  /** Whether HubSpot took the app out of the portal; null: the connection had ended already. */
  removedInHubSpot: v.nullable(v.boolean()),
});
export type Disconnected = v.InferOutput<typeof disconnectedSchema>;
