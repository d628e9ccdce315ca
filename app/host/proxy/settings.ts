// The test modes of the signing proxy, read and changed at /_host/settings.
import * as v from 'valibot';
import { integer } from '../../whole-numbers.ts';

export const proxySettingsSchema = v.strictObject({
  /** Which address is signed: HubSpot signs the public one, its development proxy the local one. */
  signAs: v.picklist(['public', 'local']),
  /** HubSpot documents some escapes as decoded; its own helpers check the address as it is. */
  signedForm: v.picklist(['decoded', 'verbatim']),
  /** HubSpot may deliver a write twice; the first answer is lost then. */
  deliverTwice: v.picklist(['no', 'afterwards', 'at-once']),
  /** Added to the timestamp that is signed, in milliseconds. */
  clockSkewMs: integer,
  /**
   * Whether the extension sees the server's error status, or 200 around a wrapped body, or each answer
   * in such a wrapping.
   */
  errorStatus: v.picklist(['kept', 'wrapped', 'all-wrapped']),
});

export type ProxySettings = v.InferOutput<typeof proxySettingsSchema>;

export const defaultProxySettings: ProxySettings = {
  signAs: 'public',
  signedForm: 'decoded',
  deliverTwice: 'no',
  clockSkewMs: 0,
  errorStatus: 'kept',
};
