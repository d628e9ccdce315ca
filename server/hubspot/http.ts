// One HTTP exchange with HubSpot, without rights or retries: an answer, or "no answer" and why.
import { failed, success, type Result } from '#domain/result.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly timeoutMs: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; null for an empty body. */
  readonly body: unknown;
  readonly correlationId: string | null;
}

/** `not_json`: HubSpot (or something between) answered a body that is no JSON, with this status. */
export type NoAnswer =
  | { readonly reason: 'timeout' | 'no_connection' | 'cut' }
  | {
      readonly reason: 'not_json';
      readonly status: number;
      readonly headers: Headers;
      readonly correlationId: string | null;
    };

export type SendHttp = (request: HttpRequest) => Promise<Result<HttpAnswer, NoAnswer>>;

/** Sends with Node's fetch. Redirects are not followed: they could carry a token elsewhere. */
export const sendHttp: SendHttp = async (request) => {
  const exchange = await exchangeTexts(request);
  if (!exchange.ok) return exchange;
  const { response, text } = exchange.value;
  const correlationId = response.headers.get('x-hubspot-correlation-id');
  const body = parseJson(text);
  if (body === undefined) {
    const { status, headers } = response;
    return failed({ reason: 'not_json', status, headers, correlationId });
  }
  return success({ status: response.status, headers: response.headers, body, correlationId });
};

async function exchangeTexts(
  request: HttpRequest,
): Promise<Result<{ readonly response: Response; readonly text: string }, NoAnswer>> {
  let response: Response | null = null;
  try {
    response = await fetch(request.url, {
      method: request.method,
      headers: request.headers,
      body: request.body,
      redirect: 'manual',
      signal: AbortSignal.timeout(request.timeoutMs),
    });
    return success({ response, text: await response.text() });
  } catch (cause) {
    // fetch fails in no other way than: the time is up, or the connection was not there or broke.
    if (cause instanceof DOMException && cause.name === 'TimeoutError') {
      return failed({ reason: 'timeout' });
    }
    return failed({ reason: response === null ? 'no_connection' : 'cut' });
  }
}

/** undefined: not JSON. */
function parseJson(text: string): unknown {
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
