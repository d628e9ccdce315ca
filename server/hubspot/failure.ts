// How a call to HubSpot can fail, with what may be done about it.
import type { HubSpotError } from '#domain/outcome.ts';

export type HubSpotFailure =
  /** Over the rate limit; nothing was executed. */
  | {
      readonly code: 'rate_limited';
      readonly retryAfterMs: number;
      readonly hubspot: HubSpotError | null;
    }
  /** 423; HubSpot says a lock lasts two seconds. Nothing was executed. */
  | {
      readonly code: 'locked';
      readonly retryAfterMs: number;
      readonly hubspot: HubSpotError | null;
    }
  /** 477; the portal moves to another data centre, for up to 24 hours. Nothing was executed. */
  | {
      readonly code: 'migrating';
      readonly retryAfterMs: number;
      readonly hubspot: HubSpotError | null;
    }
  /** 5xx, no connection, time-out, cut or unreadable answer: a write may have taken effect. */
  | {
      readonly code: 'unavailable';
      readonly retryAfterMs: number;
      readonly hubspot: HubSpotError | null;
    }
  /** 403: a scope that this portal did not grant, or its subscription or user lacks the right. */
  | {
      readonly code: 'missing_scope';
      readonly scopes: readonly string[];
      readonly hubspot: HubSpotError | null;
    }
  /** Another 4xx: HubSpot understood and said no. */
  | { readonly code: 'refused'; readonly hubspot: HubSpotError }
  /** No install of this portal is known. */
  | { readonly code: 'not_installed'; readonly hubspot: null }
  /** The grant is gone: the app must be installed again. */
  | { readonly code: 'disconnected'; readonly hubspot: HubSpotError | null }
  /** Client id, secret or keys of this server are wrong: the operator's problem, nobody disconnects. */
  | { readonly code: 'app_misconfigured'; readonly hubspot: HubSpotError | null };

export type HubSpotFailureCode = HubSpotFailure['code'];

/** Milliseconds after which the same call may work, or null where waiting does not help. */
export function retryAfterMs(failure: HubSpotFailure): number | null {
  switch (failure.code) {
    case 'rate_limited':
    case 'locked':
    case 'migrating':
    case 'unavailable':
      return failure.retryAfterMs;
    case 'missing_scope':
    case 'refused':
    case 'not_installed':
    case 'disconnected':
    case 'app_misconfigured':
      return null;
  }
}

/** Whether HubSpot surely did nothing, so that even a write may be sent again. */
export function surelyNotExecuted(failure: HubSpotFailure): boolean {
  return failure.code !== 'unavailable';
}
