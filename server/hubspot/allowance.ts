// How many calls a portal allows, as HubSpot's X-HubSpot-RateLimit headers tell it.

export interface Allowance {
  /** Most calls within any `spanUs`. */
  readonly calls: number;
  /** HubSpot's window and a margin: one call may be longer on its way than the next. */
  readonly spanUs: number;
  /** Between two calls where they go evenly. */
  readonly everyUs: number;
  /**
   * How far ahead of the even pace who goes evenly may come, so that what was late is made up for:
   * less than a moment, which is what others may wait for it.
   */
  readonly leadUs: number;
  /** Places that jobs leave to people, unless as many come free within a moment anyway. */
  readonly kept: number;
  /** What a person may wait for a place while jobs run. */
  readonly momentUs: number;
}

/** HubSpot's window where a header is missing. */
const WINDOW_MS = 10_000;

/** Moments that are kept of a portal, each written anew at every call. HubSpot allows 250 at most. */
export const MOST_KEPT = 500;

/**
 * One call in 110 is never made, so that HubSpot tells of a window with nothing left only where
 * somebody else calls as well. A larger allowance is cut into equal parts of the window.
 */
export function allowanceOf(allowed: number, windowMs: number): Allowance {
  const most = Math.max(1, allowed - Math.ceil(allowed / 110));
  const parts = Math.ceil(most / MOST_KEPT);
  const calls = Math.floor(most / parts);
  const spanUs = Math.ceil((windowMs * 1_020) / parts);
  const everyUs = Math.ceil(spanUs / calls);
  return {
    ...{ calls, spanUs, everyUs },
    leadUs: Math.floor(calls / 12) * everyUs,
    kept: Math.floor(calls / 18),
    momentUs: Math.ceil(spanUs / 10),
  };
}

/** A marketplace app's 110 calls in ten seconds, until headers say how many this portal allows. */
export const USUAL_ALLOWANCE = allowanceOf(110, WINDOW_MS);

/** What the headers tell; null where they say nothing. */
export function readAllowance(
  headers: Headers,
): { readonly allowance: Allowance; readonly remaining: number | null } | null {
  const max = numberHeader(headers, 'x-hubspot-ratelimit-max');
  if (max === null) return null;
  const windowMs = numberHeader(headers, 'x-hubspot-ratelimit-interval-milliseconds') ?? WINDOW_MS;
  return {
    allowance: allowanceOf(max, Math.max(1, windowMs)),
    remaining: numberHeader(headers, 'x-hubspot-ratelimit-remaining'),
  };
}

/** Part of the window that HubSpot says is left, 0 to 1; null where it says nothing. */
export function readRateLeft(headers: Headers): number | null {
  const max = numberHeader(headers, 'x-hubspot-ratelimit-max');
  const remaining = numberHeader(headers, 'x-hubspot-ratelimit-remaining');
  return max === null || max === 0 || remaining === null ? null : Math.min(1, remaining / max);
}

function numberHeader(headers: Headers, name: string): number | null {
  const text = headers.get(name);
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}
