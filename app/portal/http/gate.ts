// The checks before a token call is handled, in HubSpot's order: who calls, how often, with which
// scopes.
import { jsonAnswer, type Answer } from './answer.ts';
import { ok, refusal, refused, type Checked } from './refusal.ts';
import { windowMilliseconds } from './rate-windows.ts';
import type { ApiRoute, Call, OpenCall } from './route.ts';
import { findAccessToken, type AccessToken } from '../oauth/grants.ts';
import { accountOf } from '../world/world.ts';

/** Names the caller by the bearer token; 401 in HubSpot's words otherwise. */
export function authenticate(call: OpenCall, token: AccessToken | undefined): Checked<Call> {
  const account = token && accountOf(call.memory.world, token.portalId);
  if (token === undefined || account === undefined) return refused(unauthenticated(call));
  if (token.expiresAt <= call.now) return refused(expired(call, token));
  return ok({ ...call, account, token });
}

/** Why a call that only the app itself may make is refused; undefined: it is not. */
export function appRefusal(
  call: OpenCall,
  authorization: string | undefined,
  scopes: readonly string[],
): Answer | undefined {
  const value = bearerValue(authorization);
  const own = call.memory.journal.tokens.find(({ token }) => token === value);
  const found = own ?? bearerToken(call, authorization);
  if (found === undefined) return unauthenticated(call);
  if (found.expiresAt <= call.now) return expired(call, found);
  if (own !== undefined && scopes.some((scope) => own.scopes.includes(scope))) return undefined;
  return scopesRefused(call, scopes);
}

const bearerValue = (authorization: string | undefined): string | undefined =>
  /^Bearer (\S+)$/iu.exec(authorization ?? '')?.[1];

/** The token an Authorization header carries, alive or not. */
export function bearerToken(
  call: Pick<OpenCall, 'memory'>,
  authorization: string | undefined,
): AccessToken | undefined {
  const value = bearerValue(authorization);
  return value === undefined ? undefined : findAccessToken(call.memory.grants, value);
}

/** Counts the call in the portal's window; answers the headers to send, or the 429. */
export function admit(call: Call, route: ApiRoute): Checked<Readonly<Record<string, string>>> {
  const { windows, settings, scenarios } = call.memory;
  if (route.exempt && scenarios.limitCallsExempt === 'yes') return ok({});
  const policy = {
    limit: settings.rateLimit,
    windowMilliseconds: windowMilliseconds(settings.timeScale),
  };
  const admission = windows.admit(call.account.portalId, policy, call.now);
  const remaining = admission.kind === 'admitted' ? admission.remaining : 0;
  const headers = {
    'x-hubspot-ratelimit-max': String(settings.rateLimit),
    'x-hubspot-ratelimit-remaining': String(remaining),
    'x-hubspot-ratelimit-interval-milliseconds': String(policy.windowMilliseconds),
  };
  if (admission.kind === 'admitted') return ok(headers);
  // A header of whole seconds: scaled time makes it smaller, but never less than one.
  const seconds = Math.ceil(admission.freeInMilliseconds / 1000);
  const retryAfter = scenarios.retryAfter === 'present' ? seconds : undefined;
  const answer = rateLimited(call.correlationId, 'TEN_SECONDLY_ROLLING', retryAfter);
  return refused({ ...answer, headers: { ...answer.headers, ...headers } });
}

/** HubSpot's 429; `policyName` says which window is full. */
export function rateLimited(
  correlationId: string,
  policyName: 'TEN_SECONDLY_ROLLING' | 'SECONDLY' | 'DAILY',
  retryAfterSeconds: number | undefined,
): Answer {
  return jsonAnswer(
    429,
    {
      status: 'error',
      message: `You have reached your ${policyName.toLowerCase()} limit.`,
      errorType: 'RATE_LIMIT',
      correlationId,
      policyName,
      category: 'RATE_LIMITS',
    },
    retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) },
  );
}

/** 403 when the token holds none of `scopes`; undefined when the door is open. */
export function missingScopes(call: Call, scopes: readonly string[]): Answer | undefined {
  if (scopes.some((scope) => call.token.scopes.includes(scope))) return undefined;
  return scopesRefused(call, scopes);
}

/** HubSpot's 403 for an app that lacks scopes, or for a portal whose plan lacks them. */
export function scopesRefused(call: OpenCall, scopes: readonly string[]): Answer {
  const context =
    call.memory.scenarios.scopeErrors === 'named' ? { requiredGranularScopes: scopes } : {};
  return refusal(
    call.correlationId,
    403,
    'MISSING_SCOPES',
    "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.",
    {
      errors: [{ message: 'One or more of the following scopes are required.', context }],
      links: { scopes: 'https://developers.hubspot.com/scopes' },
    },
  );
}

function unauthenticated(call: OpenCall): Answer {
  return refusal(
    call.correlationId,
    401,
    'INVALID_AUTHENTICATION',
    'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview',
  );
}

function expired(call: OpenCall, token: Pick<AccessToken, 'expiresAt'>): Answer {
  const seconds = Math.floor((call.now - token.expiresAt) / 1000);
  return refusal(
    call.correlationId,
    401,
    'EXPIRED_AUTHENTICATION',
    `The OAuth token used to make this call expired ${seconds} second(s) ago.`,
    { context: { 'expire time': [new Date(token.expiresAt).toISOString()] } },
  );
}
