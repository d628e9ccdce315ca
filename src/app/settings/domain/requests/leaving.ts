// What the panel asks about leaving.
import * as z from 'zod/mini';

export const disconnectRequestSchema = z.strictObject({
  /** The connection that is meant: one that came since is not ended. */
  connectedAt: z.string().check(z.maxLength(40)),
  /** Erase everything now instead of after some time. */
  eraseNow: z.boolean(),
  /** Disconnect here even if HubSpot does not take the app out of the portal. */
  anyway: z.boolean(),
});
export type DisconnectRequest = z.infer<typeof disconnectRequestSchema>;
