// A request of the panel that failed as a whole: code, safe sentence, and when to try again.
import type { PlanProblem } from '#domain/plan.ts';
import type { ErrorCode, Failure } from '#domain/wire.ts';
import type { HubSpotFailure } from './hubspot/failure.ts';
import type { StoreTrouble } from './storage/trouble.ts';

export interface ApiFailure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly retryAfterMs?: number;
  readonly correlationId?: string;
  readonly scopes?: readonly string[];
  readonly problems?: readonly PlanProblem[];
}

/** A failure in the form that is kept with a plan and answered. */
export function toFailure({ scopes, problems, ...rest }: ApiFailure): Failure {
  return {
    ...rest,
    ...(scopes ? { scopes: [...scopes] } : {}),
    ...(problems ? { problems: [...problems] } : {}),
  };
}

/** A failed call to HubSpot, as the panel is told it. */
export function failureOf(failure: HubSpotFailure): ApiFailure {
  const correlationId = failure.hubspot?.correlationId;
  return { ...told(failure), ...(correlationId === undefined ? {} : { correlationId }) };
}

/** A stopped PostgreSQL is often back in seconds; a full disk costs the same question to be asked again. */
const STORE_AGAIN_MS = 5_000;

/**
 * The store could not be used. No request writes limits itself, jobs do; whether a plan was started by
 * a request whose answer is lost is not known, but the same request asks for the same plan.
 */
export const storeFailure = (trouble: StoreTrouble): ApiFailure => ({
  code: 'store_unavailable',
  message:
    trouble === 'disk_full'
      ? 'The disk that Atmost keeps its data on is full. This request changed no limit; a plan that was started goes on by itself once there is space. Whoever runs the server has to free some.'
      : 'Atmost’s database does not answer. This request changed no limit; a plan that was started goes on by itself once the database is back. If this stays, tell the person who runs the server.',
  retryAfterMs: STORE_AGAIN_MS,
});

function told(failure: HubSpotFailure): ApiFailure {
  switch (failure.code) {
    case 'rate_limited':
    case 'locked':
      return {
        code: 'rate_limited',
        message: 'HubSpot takes no more calls for this portal right now.',
        retryAfterMs: Math.ceil(failure.retryAfterMs),
      };
    case 'migrating':
      return {
        code: 'hubspot_unavailable',
        message: 'HubSpot is moving this portal to another data centre and answers again later.',
        retryAfterMs: Math.ceil(failure.retryAfterMs),
      };
    case 'unavailable':
      return {
        code: 'hubspot_unavailable',
        message: 'HubSpot did not answer, or its answer could not be read.',
        retryAfterMs: Math.ceil(failure.retryAfterMs),
      };
    case 'missing_scope':
      return {
        code: 'missing_scope',
        message:
          failure.hubspot?.message ??
          'HubSpot refused: this portal has not granted the app what this needs.',
        scopes: failure.scopes,
      };
    case 'refused':
      return {
        code: 'hubspot_refused',
        message: failure.hubspot.message ?? 'HubSpot refused without a reason.',
      };
    case 'not_installed':
      return { code: 'not_installed', message: 'Atmost is not installed in this portal.' };
    case 'disconnected':
      return {
        code: 'disconnected',
        message: 'HubSpot no longer accepts the app’s access to this portal. Install Atmost again.',
      };
    case 'app_misconfigured':
      return {
        code: 'app_misconfigured',
        message:
          'The Atmost server is not set up correctly. Your data is safe; whoever runs the server has to look at its log.',
      };
  }
}
