// HubSpot's request signature, version 3, made from its documentation ("request validation").
import { createHmac } from 'node:crypto';

/** The only escapes the documentation decodes in the address before it is signed. */
const decodedEscapes = new Map([
  ['%3A', ':'],
  ['%2F', '/'],
  ['%3F', '?'],
  ['%40', '@'],
  ['%21', '!'],
  ['%24', '$'],
  ['%27', "'"],
  ['%28', '('],
  ['%29', ')'],
  ['%2A', '*'],
  ['%2C', ','],
  ['%3B', ';'],
]);

export interface SignedParts {
  readonly method: string;
  /** The address in the form that is signed. */
  readonly uri: string;
  readonly body: Buffer;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
}

/** `uri` with the documented escapes decoded, everything else as it is. */
export function signableUri(uri: string): string {
  return uri.replace(
    /%[0-9a-f]{2}/giu,
    (escape) => decodedEscapes.get(escape.toUpperCase()) ?? escape,
  );
}

/** Base64 of HMAC-SHA256 over method, address, body and timestamp. */
export function signatureV3(clientSecret: string, parts: SignedParts): string {
  return createHmac('sha256', clientSecret)
    .update(parts.method + parts.uri)
    .update(parts.body)
    .update(String(parts.timestamp))
    .digest('base64');
}

export function signatureHeaders(clientSecret: string, parts: SignedParts): Record<string, string> {
  return {
    'X-HubSpot-Signature-v3': signatureV3(clientSecret, parts),
    'X-HubSpot-Request-Timestamp': String(parts.timestamp),
  };
}
