// Why a request failed as a whole, in the forms that can be told apart.
import type { ErrorBody } from '../domain/wire.ts';

export type ApiFailure =
  /** Atmost's server said why. */
  | { readonly kind: 'answered'; readonly error: ErrorBody['error'] }
  /** The request or its answer was lost on the way (also: took too long). */
  | { readonly kind: 'lost' }
  /** HubSpot takes 20 requests of one app at once and answers 429 beyond that. */
  | { readonly kind: 'crowded' }
  /** Something answered that is not Atmost's server, or a version of it that speaks otherwise. */
  | { readonly kind: 'unexpected'; readonly httpStatus: number };

/** 20 requests at once clear within seconds; the same request may then go through. */
const CROWDED_WAIT_MS = 3_000;

/** Milliseconds after which the same request may succeed; null where waiting promises nothing. */
export function retryAfterMs(failure: ApiFailure): number | null {
  if (failure.kind === 'crowded') return CROWDED_WAIT_MS;
  if (failure.kind === 'answered') return failure.error.retryAfterMs ?? null;
  return null;
}

/** Carries a failure through react-query, which knows failures only as thrown errors. */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed';
  readonly failure: ApiFailure;

  constructor(failure: ApiFailure) {
    super(failure.kind === 'answered' ? failure.error.message : failure.kind);
    this.failure = failure;
  }
}
