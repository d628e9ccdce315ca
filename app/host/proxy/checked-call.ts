// The rules HubSpot sets for a hubspot.fetch before it is sent anywhere.
import { validateHeaderValue } from 'node:http';
import * as v from 'valibot';
import { fetchCallSchema, type FetchAnswer } from '../fetch-wire.ts';
import { isPermitted } from './address.ts';
import { refusal } from './refusal.ts';

export interface CheckedCall {
  readonly uri: URL;
  readonly method: string;
  readonly body: Buffer;
  readonly timeoutMs: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** HubSpot says "1 MB"; the smaller reading is the stricter one. */
export const megabyte = 1_000_000;
export const bodyTooLarge = 'The request body is larger than 1 MB.';
export const notACall = 'The call is not one that hubspot.fetch makes.';
const defaultTimeoutMs = 15_000;
const longestTimeoutMs = 120_000;
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

export type CallCheck =
  | { readonly kind: 'good'; readonly call: CheckedCall }
  | { readonly kind: 'refused'; readonly answer: FetchAnswer };

/** Checks what the page posted against the permitted addresses and HubSpot's limits. */
export function checkCall(posted: unknown, permitted: readonly string[]): CallCheck {
  const parsed = v.safeParse(fetchCallSchema, posted);
  if (!parsed.success) return refused(notACall);
  const { requestUri, timeout = defaultTimeoutMs, headers } = parsed.output;
  const method = parsed.output.method.toUpperCase();
  const uri = URL.parse(requestUri);
  if (uri === null) return refused(`URL is malformed: ${requestUri} is not an absolute address.`);
  if (!isPermitted(uri, permitted)) {
    return refused(`${uri.origin}${uri.pathname} is not in permittedUrls.fetch of the app.`);
  }
  if (!methods.includes(method)) return refused(`${method} is not one of ${methods.join(', ')}.`);
  if (!Number.isInteger(timeout) || timeout < 1 || timeout > longestTimeoutMs) {
    return refused(`timeout must be between 1 and ${longestTimeoutMs} whole milliseconds.`);
  }
  if (Object.keys(headers).some((name) => name.toLowerCase() !== 'authorization')) {
    return refused(
      "Invalid Request Headers provided. Only 'Authorization' header is allowed from hubspot.fetch()",
    );
  }
  if (!Object.entries(headers).every(isSendable)) {
    return refused('The Authorization header holds a character that no header may hold.');
  }
  const body = bodyOf(method, parsed.output.body);
  if (body === undefined) return refused('body must be a plain object.');
  if (body.length > megabyte) return refused(bodyTooLarge);
  return { kind: 'good', call: { uri, method, body, timeoutMs: timeout, headers } };
}

/** A GET has no body: HubSpot's proxy leaves it out. Undefined for what is no plain object. */
function bodyOf(method: string, body: unknown): Buffer | undefined {
  if (method === 'GET' || body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body !== 'object' || Array.isArray(body)) return undefined;
  return Buffer.from(JSON.stringify(body));
}

/** Node throws for a value that cannot be sent, with a line break for one. */
function isSendable([name, value]: readonly [string, string]): boolean {
  try {
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}

function refused(message: string): CallCheck {
  return { kind: 'refused', answer: refusal('VALIDATION_ERROR', message) };
}
