// Values and failures as HTTP: always JSON, a failure of the shape { error: { code, message, words, … } }.
import type { Response } from 'express';
import { sayFailure } from '#domain/failureWords.ts';
import type { ErrorBody, ErrorCode } from '#domain/wire.ts';
import { toFailure, type ApiFailure } from '../failure.ts';
import { sendTogether } from './send-together.ts';

/**
 * HubSpot's proxy repeats a request that is answered with 5xx, so a failure of HubSpot, of the set-up
 * or of the store (424) is none; only a bug is.
 */
const STATUS: Readonly<Record<ErrorCode, number>> = {
  unsigned: 401,
  stale_request: 401,
  bad_request: 400,
  too_large: 413,
  not_found: 404,
  not_installed: 409,
  disconnected: 409,
  not_super_admin: 403,
  missing_scope: 403,
  unknown_object_type: 404,
  changes_refused: 422,
  plan_id_taken: 409,
  cannot_undo: 422,
  id_taken: 409,
  code_unknown: 404,
  code_used: 410,
  code_expired: 410,
  code_withdrawn: 410,
  code_own_portal: 409,
  too_many_attempts: 429,
  too_many_directions: 422,
  cannot_export: 422,
  name_taken: 409,
  cannot_keep: 422,
  cannot_pin: 409,
  rate_limited: 429,
  cannot_disconnect: 424,
  hubspot_refused: 422,
  hubspot_unavailable: 424,
  app_misconfigured: 424,
  store_unavailable: 424,
  internal: 500,
};

/** A JSON answer that is sent as it is. */
export class JsonBytes {
  readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }
}

/** A value as JSON. */
export const jsonBytes = (value: unknown): JsonBytes =>
  new JsonBytes(Buffer.from(JSON.stringify(value)));

/** An object as JSON; what lies ready of it is not read and written again. */
export function jsonObject(values: Readonly<Record<string, unknown>>): JsonBytes {
  const parts = Object.entries(values).flatMap(([key, value], place) => [
    Buffer.from(`${place === 0 ? '{' : ','}${JSON.stringify(key)}:`),
    (value instanceof JsonBytes ? value : jsonBytes(value)).bytes,
  ]);
  return new JsonBytes(Buffer.concat([...parts, Buffer.from('}')]));
}

/** Answers with a value. */
export function answerValue(response: Response, value: unknown): void {
  if (value instanceof JsonBytes) {
    // Without Express, which would look what kind of answer it is and whether it is needed at all.
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.setHeader('content-length', value.bytes.length);
    sendTogether(response, value.bytes);
  } else response.json(value);
}

/** Answers a failure. */
export function answerFailure(response: Response, failure: ApiFailure, requestId: string): void {
  const body: ErrorBody = { error: sayFailure({ ...toFailure(failure), requestId }) };
  if (failure.retryAfterMs !== undefined) {
    response.set('retry-after', String(Math.ceil(failure.retryAfterMs / 1_000)));
  }
  response.status(STATUS[failure.code]).json(body);
}
