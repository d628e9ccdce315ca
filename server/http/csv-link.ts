// Short-lived signed links to a list of records as CSV: a browser opens them without HubSpot's
// signature, so everything that they may show is in the link, and the link is signed by us.
import { createHmac, timingSafeEqual } from 'node:crypto';
import * as v from 'valibot';
import { categorySchema } from '#domain/association.ts';
import { integerSchema } from '#domain/integer.ts';
import { portalIdSchema, type PortalId } from '../ids.ts';
import type { Secret } from '../secret.ts';
import type { TypeAsked } from '../storage/scan-views.ts';

export const CSV_PATH = '/scans/csv';

/** Long enough to click, short enough to be worthless when found later. */
export const CSV_LINK_MS = 5 * 60_000;

export interface CsvGrant {
  readonly portal: PortalId;
  readonly scanId: string;
  readonly type: TypeAsked;
}

export type CsvLinkCheck =
  | { readonly kind: 'good'; readonly grant: CsvGrant }
  | { readonly kind: 'altered' }
  | { readonly kind: 'expired' };

const grantSchema = v.object({
  portal: portalIdSchema,
  scanId: v.pipe(v.string(), v.uuid()),
  type: v.object({ category: categorySchema, typeId: integerSchema, over: integerSchema }),
  until: integerSchema,
});

/** The token of a link that is good until `until` (milliseconds since 1970). */
export function signCsvGrant(secret: Secret, grant: CsvGrant, until: number): string {
  return signed(secret, Buffer.from(JSON.stringify({ ...grant, until })).toString('base64url'));
}

/** What a token allows now. */
export function checkCsvToken(secret: Secret, token: string, now: number): CsvLinkCheck {
  const [text = ''] = token.split('.');
  // The whole token is compared as it is written: two texts may decode to the same bytes.
  const given = Buffer.from(token);
  const expected = Buffer.from(signed(secret, text));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return { kind: 'altered' };
  }
  // Signed by us, so its form is ours.
  const { until, ...grant } = v.parse(
    grantSchema,
    JSON.parse(Buffer.from(text, 'base64url').toString()),
  );
  return until > now ? { kind: 'good', grant } : { kind: 'expired' };
}

/** A key of its own for each purpose: HubSpot signs with the same secret. */
function signed(secret: Secret, text: string): string {
  const key = createHmac('sha256', secret.reveal()).update('atmost csv link v1').digest();
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
}
