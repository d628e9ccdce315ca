// HubSpot's request signature, version 3 (developers.hubspot.com, "request validation"):
// base64(HMAC-SHA256(client secret, method + address + raw body + timestamp)).
import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import * as v from 'valibot';
import { failed, success, type Result } from '#domain/result.ts';
import { portalIdSchema, userIdSchema, type PortalId, type UserId } from '../ids.ts';
import type { Secret } from '../secret.ts';
import { queryOf } from './query.ts';

export interface SignedRequest {
  readonly method: string;
  /** Path and query exactly as received. */
  readonly target: string;
  readonly rawBody: Buffer;
  readonly signature: string | undefined;
  readonly timestamp: string | undefined;
}

/** What HubSpot vouches for. */
export interface Signed {
  readonly portal: PortalId;
  readonly user: UserId;
  readonly query: URLSearchParams;
}

export type SignatureProblem =
  /** No signature, another one, or no portal and user in the signed query. */
  | 'unsigned'
  /** Signed more than five minutes ago, or dated in the future. */
  | 'stale_request';

/** HubSpot: refuse what is older than five minutes. The future is refused alike. */
export const MAX_AGE_MS = 300_000;

/** The only escapes that HubSpot decodes in the address before it signs. */
const DECODED: Readonly<Record<string, string>> = {
  '%3A': ':',
  '%2F': '/',
  '%3F': '?',
  '%40': '@',
  '%21': '!',
  '%24': '$',
  '%27': "'",
  '%28': '(',
  '%29': ')',
  '%2A': '*',
  '%2C': ',',
  '%3B': ';',
};

/**
 * Checks a request and says which portal and user it is from. `publicBaseUrl` is the configured
 * origin; the Host header is never trusted. The decoded form of the address is tried first (the
 * documentation), then the address as received (HubSpot's own helpers do not decode).
 */
export function checkSignature(
  request: SignedRequest,
  publicBaseUrl: string,
  clientSecret: Secret,
  now: number,
): Result<Signed, SignatureProblem> {
  const { signature, timestamp } = request;
  if (signature === undefined || timestamp === undefined || !isFramed(request.target, timestamp)) {
    return failed('unsigned');
  }
  if (Math.abs(now - Number(timestamp)) > MAX_AGE_MS) return failed('stale_request');
  if (!isSignedByHubSpot(request, publicBaseUrl, clientSecret)) return failed('unsigned');
  return signedIdentity(request.target);
}

/**
 * What is signed has no marks between address, body and time, so a digit or a whole body could change
 * sides under one signature. No time begins with 0, and an address holds no bare brace, with which
 * each body begins.
 */
const isFramed = (target: string, timestamp: string): boolean =>
  /^[1-9]\d{0,14}$/.test(timestamp) && !target.includes('{');

/** Whether the signature is the one that HubSpot makes with this secret, at whatever time. */
export function isSignedByHubSpot(
  request: SignedRequest,
  publicBaseUrl: string,
  clientSecret: Secret,
): boolean {
  const address = publicBaseUrl + request.target;
  return [decodedAddress(address), address].some((form) =>
    isEqual(request.signature ?? '', sign(request, form, clientSecret)),
  );
}

/** The signature of a request whose address is given in the form to sign. */
function sign(request: SignedRequest, address: string, secret: Secret): string {
  const { method, rawBody, timestamp = '' } = request;
  const hmac = createHmac('sha256', keyOf(secret));
  // Most requests have no body, and one piece is signed faster than three.
  if (rawBody.length === 0) hmac.update(method + address + timestamp, 'utf8');
  else
    hmac
      .update(method + address, 'utf8')
      .update(rawBody)
      .update(timestamp, 'utf8');
  return hmac.digest('base64');
}

const keys = new WeakMap<Secret, KeyObject>();

/** The secret as a key, made once. */
function keyOf(secret: Secret): KeyObject {
  const known = keys.get(secret);
  if (known) return known;
  const key = createSecretKey(secret.reveal(), 'utf8');
  keys.set(secret, key);
  return key;
}

const decodedAddress = (address: string): string =>
  address.replace(/%[0-9A-Fa-f]{2}/g, (escape) => DECODED[escape.toUpperCase()] ?? escape);

/** Compared as text: decoding would forgive stray characters. */
function isEqual(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** HubSpot appends portalId and userId; a parameter that stands there twice proves nothing. */
function signedIdentity(target: string): Result<Signed, SignatureProblem> {
  const query = queryOf(target);
  const portal = v.safeParse(portalIdSchema, single(query, 'portalId'));
  const user = v.safeParse(userIdSchema, single(query, 'userId'));
  if (!portal.success || !user.success) return failed('unsigned');
  return success({ portal: portal.output, user: user.output, query });
}

function single(query: URLSearchParams, name: string): number | null {
  const values = query.getAll(name);
  const value = values[0];
  return values.length === 1 && value !== undefined && /^\d{1,16}$/.test(value)
    ? Number(value)
    : null;
}
