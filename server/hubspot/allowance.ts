// How many calls a portal allows, as HubSpot's X-HubSpot-RateLimit headers tell it.

export interface Allowance {
  /** Microseconds between two calls. */
  readonly everyUs: number;
  /** Calls that may go at once after a rest. */
  readonly burst: number;
}

/** HubSpot's window where a header is missing. */
const WINDOW_MS = 10_000;

/**
 * Of HubSpot's calls per window a small part may go at once, so that a person waits for nothing, and
 * a smaller part is left free, because calls arrive less evenly than they are sent. What remains is
 * spread over the window: any window holds at most burst + spread calls.
 */
export function allowanceOf(calls: number, windowMs: number): Allowance {
  const burst = Math.max(1, Math.floor(calls / 22));
  const free = Math.ceil(calls / 55);
  const spread = Math.max(1, calls - burst - free);
  return { everyUs: Math.ceil((windowMs * 1_000) / spread), burst };
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
