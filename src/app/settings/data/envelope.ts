// The wrappings in which an answer of the server may reach the extension. HubSpot does not document
// how far a status survives its proxy, so the plain form and the form of HubSpot's own development
// proxy (HTTP 200 around everything, the real status in `context`) are both read.
import * as v from 'valibot';
import { noList } from '../domain/noList.ts';

export interface Answered {
  readonly httpStatus: number;
  readonly body: unknown;
}

const wrappedSchema = v.object({
  status: v.picklist(['success', 'error']),
  category: v.optional(v.string()),
  context: v.pipe(noList, v.object({ appServerStatusCode: v.optional(v.array(v.string())) })),
  responseBody: v.optional(v.unknown()),
});

/** Status of a proxy failure that carries none of its own, by HubSpot's category. */
const statusByCategory: Readonly<Record<string, number>> = {
  RATE_LIMITS: 429,
  GATEWAY_TIMEOUT: 504,
};

const BAD_GATEWAY = 502;

/** Takes HubSpot's wrapping off an answer, if there is one. */
export function unwrap(httpStatus: number, body: unknown): Answered {
  const wrapped = v.safeParse(wrappedSchema, body);
  if (!wrapped.success) return { httpStatus, body };
  const { status, category, context, responseBody } = wrapped.output;
  const told = Number(context.appServerStatusCode?.[0]);
  const assumed =
    status === 'success' || httpStatus >= 400
      ? httpStatus
      : (statusByCategory[category ?? ''] ?? BAD_GATEWAY);
  return {
    httpStatus: Number.isInteger(told) ? told : assumed,
    body: typeof responseBody === 'string' ? readJson(responseBody) : responseBody,
  };
}

/** The value of a JSON text; undefined, which no schema accepts, where it is not JSON. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
