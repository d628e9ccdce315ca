// Reads a JSON body as strictly as HubSpot's deserializer: wrong JSON, missing, mistyped and
// unknown fields are a 400 whose errors[] name each field.
import type { z } from 'zod';
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
  readonly contentType: string;
  readonly body: Buffer;
}

/** Decodes the body by `schema`; 415 for another content type, 400 for anything else wrong. */
export function readJson<T>(call: Incoming, schema: z.ZodType<T>): Checked<T> {
  if (!call.contentType.startsWith('application/json')) {
    const message = `Content-Type '${call.contentType}' is not supported; use application/json`;
    return refused(refusal(call.correlationId, 415, 'UNSUPPORTED_MEDIA_TYPE', message));
  }
  const parsed = parse(call.body.toString('utf8'));
  if (parsed.kind === 'broken') {
    return refused(validationError(call.correlationId, `Invalid input JSON: ${parsed.why}`));
  }
  const decoded = schema.safeParse(parsed.value);
  if (decoded.success) return ok(decoded.data);
  const errors = decoded.error.issues.flatMap(detailsOf);
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

function detailsOf(issue: z.core.$ZodIssue): ErrorDetail[] {
  const where = nameOf(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      message: `Unrecognized field "${key}"`,
      code: 'UNKNOWN_FIELD',
      in: nameOf([...issue.path, key]),
    }));
  }
  if (issue.code === 'invalid_type' && issue.message.includes('received undefined')) {
    return [
      {
        message: `Some required fields were not set: [${where}]`,
        code: 'REQUIRED_FIELD',
        in: where,
      },
    ];
  }
  return [{ message: `${where}: ${issue.message}`, code: 'INVALID_FIELD', in: where }];
}

function nameOf(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`,
    )
    .join('');
}
