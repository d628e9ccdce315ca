// HubSpot's answer -> success or a failure that says what may be done.
import { failed, success, type Result } from '#domain/result.ts';
import { readErrorBody, toHubSpotError } from './error-body.ts';
import type { HubSpotFailure } from './failure.ts';
import type { HttpAnswer, NoAnswer } from './http.ts';

/** HubSpot's ten-second window rolls: after this long it is surely open again. */
const TEN_SECONDLY_WAIT_MS = 10_000;
const SECONDLY_WAIT_MS = 1_000;
/** A spent daily budget returns at the portal's midnight; an hour is a sensible time to look again. */
const DAILY_WAIT_MS = 3_600_000;
/** HubSpot: a 423 lock lasts two seconds. */
const LOCK_WAIT_MS = 2_000;
const MIGRATION_WAIT_MS = 60_000;
/** HubSpot: "wait a few seconds" after 502 and 504. */
const SERVER_WAIT_MS = 2_000;

/** `unauthorized` (401) is the caller's to handle: it may refresh the token once. */
export type Unanswered =
  HubSpotFailure | { readonly code: 'unauthorized'; readonly answer: HttpAnswer };

/** Sorts one exchange. Success is any 2xx with a body that could be read. */
export function classify(exchange: Result<HttpAnswer, NoAnswer>): Result<HttpAnswer, Unanswered> {
  if (!exchange.ok) return failed(noAnswer(exchange.failure));
  const answer = exchange.value;
  if (answer.status >= 200 && answer.status < 300) return success(answer);
  return failed(refusal(answer));
}

function refusal(answer: HttpAnswer): Unanswered {
  const hubspot = toHubSpotError(answer.body, answer.status, answer.correlationId);
  const asked = retryAfterHeader(answer.headers);
  switch (answer.status) {
    case 401:
      return { code: 'unauthorized', answer };
    case 403:
      return { code: 'missing_scope', scopes: scopesAskedFor(answer.body), hubspot };
    case 423:
      return { code: 'locked', retryAfterMs: Math.max(asked ?? 0, LOCK_WAIT_MS), hubspot };
    case 429:
      return { code: 'rate_limited', retryAfterMs: asked ?? policyWait(answer.body), hubspot };
    case 477:
      return { code: 'migrating', retryAfterMs: asked ?? MIGRATION_WAIT_MS, hubspot };
    default:
      // 408 is no "no": whoever gave up waiting does not say how far the request came.
      if (answer.status < 400 || answer.status >= 500 || answer.status === 408) {
        return { code: 'unavailable', retryAfterMs: asked ?? SERVER_WAIT_MS, hubspot };
      }
      return { code: 'refused', hubspot };
  }
}

function noAnswer(failure: NoAnswer): HubSpotFailure {
  if (failure.reason !== 'not_json') {
    return { code: 'unavailable', retryAfterMs: SERVER_WAIT_MS, hubspot: null };
  }
  const { status, headers, correlationId } = failure;
  const hubspot = toHubSpotError(null, status, correlationId);
  const unanswered = refusal({ status, headers, body: null, correlationId });
  // A 4xx page of HTML is still a clear no; a 2xx that cannot be read is no answer at all.
  if (unanswered.code === 'unauthorized' || status < 400) {
    return { code: 'unavailable', retryAfterMs: SERVER_WAIT_MS, hubspot };
  }
  return unanswered;
}

function policyWait(body: unknown): number {
  const policy = readErrorBody(body).policyName;
  if (policy === 'SECONDLY') return SECONDLY_WAIT_MS;
  return policy === 'DAILY' ? DAILY_WAIT_MS : TEN_SECONDLY_WAIT_MS;
}

/** “Retry-After: 0” is what is left of a second: who asks again at once is refused again, at any pace. */
const SHORTEST_ASKED_MS = 1_000;
/** Longer than anything waits for; what is asked beyond it is no number to reckon with. */
const LONGEST_ASKED_MS = 7 * 24 * 3_600_000;

/** Date.parse takes “1.5” or “-5” for a day of 2001, long over; each date of RFC 9110 begins with its weekday. */
const DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)/;

/** Retry-After as seconds or as a date (RFC 9110), a second to a week; null where absent or unreadable. */
function retryAfterHeader(headers: Headers): number | null {
  const text = headers.get('retry-after') ?? '';
  const isSeconds = /^\d+$/.test(text);
  if (!isSeconds && !DATE.test(text)) return null;
  const asked = isSeconds
    ? Number(text) * 1_000
    : Date.parse(text) - Date.parse(headers.get('date') ?? '');
  return Number.isNaN(asked)
    ? null
    : Math.min(LONGEST_ASKED_MS, Math.max(SHORTEST_ASKED_MS, asked));
}

/** 403 bodies name the scopes in errors[].context.requiredGranularScopes, or nowhere. */
function scopesAskedFor(body: unknown): string[] {
  const read = readErrorBody(body);
  const contexts = [read.context, ...(read.errors ?? []).map((detail) => detail.context)];
  const named = contexts.flatMap((context) => [
    ...(context?.['requiredGranularScopes'] ?? []),
    ...(context?.['requiredScopes'] ?? []),
    ...(context?.['missingScopes'] ?? []),
  ]);
  return [...new Set(named)];
}
