// Reads a JSON body as strictly as HubSpot's deserializer: wrong JSON, missing, mistyped and
// unknown fields are a 400 whose errors[] name each field.
import * as v from 'valibot';
import { isMissing, placeOf } from '../../problems.ts';
import {
  ok,
  refusal,
  refused,
  validationError,
  type Checked,
  type ErrorDetail,
} from './refusal.ts';

interface Incoming {
  readonly correlationId: string;
  readonly mediaType: string;
  readonly body: Buffer;
}

/** Decodes the body by `schema`; 415 for another content type, 400 for anything else wrong. */
export function readJson<T>(call: Incoming, schema: v.GenericSchema<unknown, T>): Checked<T> {
  if (call.mediaType !== 'application/json') {
    const message = `Content-Type '${call.mediaType}' is not supported; use application/json`;
    return refused(refusal(call.correlationId, 415, 'UNSUPPORTED_MEDIA_TYPE', message));
  }
  const parsed = parse(call.body.toString('utf8'));
  if (parsed.kind === 'broken') {
    return refused(validationError(call.correlationId, `Invalid input JSON: ${parsed.why}`));
  }
  const decoded = v.safeParse(schema, parsed.value, { abortPipeEarly: true });
  if (decoded.success) return ok(decoded.output);
  const errors = decoded.issues.map(detailOf);
  return refused(validationError(call.correlationId, summaryOf(errors), { errors }));
}

type Parsed =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'broken'; readonly why: string };

function parse(text: string): Parsed {
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch (cause) {
    return { kind: 'broken', why: cause instanceof Error ? cause.message : 'unreadable' };
  }
}

function summaryOf(errors: readonly ErrorDetail[]): string {
  return `Invalid input JSON: ${errors.map((error) => error.message).join('; ')}`;
}

function detailOf(issue: v.BaseIssue<unknown>): ErrorDetail {
  const where = placeOf(issue);
  if (issue.type === 'never') {
    const message = `Unrecognized field "${String(issue.path?.at(-1)?.key)}"`;
    return { message, code: 'UNKNOWN_FIELD', in: where };
  }
  if (isMissing(issue)) {
    const message = `Some required fields were not set: [${where}]`;
    return { message, code: 'REQUIRED_FIELD', in: where };
  }
  return { message: `${where}: ${issue.message}`, code: 'INVALID_FIELD', in: where };
}
