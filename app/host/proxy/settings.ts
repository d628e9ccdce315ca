// The test modes of the signing proxy, read and changed at /_host/settings.
import { z } from 'zod';

export const proxySettingsSchema = z.strictObject({
  /** Which address is signed: HubSpot signs the public one, its development proxy the local one. */
  signAs: z.enum(['public', 'local']),
  /** HubSpot may deliver a POST twice; the first answer is lost then. */
  deliverTwice: z.enum(['no', 'afterwards', 'at-once']),
  /** Added to the timestamp that is signed, in milliseconds. */
  clockSkewMs: z.int(),
  /** Whether the extension sees the server's error status, or 200 around a wrapped body. */
  errorStatus: z.enum(['kept', 'wrapped']),
});

export type ProxySettings = z.infer<typeof proxySettingsSchema>;

export const defaultProxySettings: ProxySettings = {
  signAs: 'public',
  deliverTwice: 'no',
  clockSkewMs: 0,
  errorStatus: 'kept',
};
