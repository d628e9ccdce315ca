// Signs requests as HubSpot does; written from the documentation page, not from the server's check.
import { createHmac } from 'node:crypto';

export interface Signing {
  readonly publicBaseUrl: string;
  readonly clientSecret: string;
  readonly portalId: number;
  readonly userId: number;
  /** Milliseconds that the signer's clock is off. */
  readonly skewMs?: number;
}

export interface SignedRequest {
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Path with HubSpot's query appended, and the headers that prove it. */
export function signRequest(
  signing: Signing,
  method: string,
  path: string,
  body: string,
): SignedRequest {
  const email = encodeURIComponent('ana+ops@northwind.example');
  const joint = path.includes('?') ? '&' : '?';
  const target = `${path}${joint}userId=${String(signing.userId)}&portalId=${String(signing.portalId)}&userEmail=${email}&appId=77`;
  const timestamp = String(Date.now() + (signing.skewMs ?? 0));
  const address = (signing.publicBaseUrl + target).replaceAll('%40', '@');
  const signature = createHmac('sha256', signing.clientSecret)
    .update(method + address + body + timestamp)
    .digest('base64');
  return {
    target,
    headers: {
      'content-type': 'application/json',
      'x-hubspot-signature-v3': signature,
      'x-hubspot-request-timestamp': timestamp,
    },
  };
}

/** Signs and sends to the server at `url`, as HubSpot's proxy does; '' sends no body. */
export async function sendSigned(
  url: string,
  signing: Signing,
  method: string,
  path: string,
  body: string,
): Promise<{ readonly status: number; readonly text: string }> {
  const signed = signRequest(signing, method, path, body);
  const response = await fetch(url + signed.target, {
    method,
    headers: signed.headers,
    ...(body === '' ? {} : { body }),
  });
  return { status: response.status, text: await response.text() };
}
