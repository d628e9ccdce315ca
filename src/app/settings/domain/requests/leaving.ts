// What the panel asks about leaving.
import * as v from 'valibot';

export const disconnectRequestSchema = v.strictObject({
  /** The connection that is meant: one that came since is not ended. */
  connectedAt: v.pipe(v.string(), v.maxLength(40)),
  /** Erase everything now instead of after some time. */
  eraseNow: v.boolean(),
  /** Disconnect here even if HubSpot does not take the app out of the portal. */
  anyway: v.boolean(),
});
export type DisconnectRequest = v.InferOutput<typeof disconnectRequestSchema>;
