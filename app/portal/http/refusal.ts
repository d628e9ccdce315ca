// HubSpot's error body for a request that failed as a whole (`Error` in its OpenAPI files).
import { jsonAnswer, type Answer } from './answer.ts';

export interface ErrorDetail {
  readonly message: string;
  readonly code?: string;
  readonly in?: string;
  readonly subCategory?: string;
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

export interface RefusalExtras {
  readonly subCategory?: string;
  readonly context?: Readonly<Record<string, readonly string[]>>;
  readonly errors?: readonly ErrorDetail[];
  readonly links?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A step's result: its value, or the answer that refuses the request. */
export type Checked<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'refused'; readonly answer: Answer };

export function ok<T>(value: T): Checked<T> {
  return { kind: 'ok', value };
}

export function refused<T>(answer: Answer): Checked<T> {
  return { kind: 'refused', answer };
}

export function refusal(
  correlationId: string,
  status: number,
  category: string,
  message: string,
  { headers, ...extras }: RefusalExtras = {},
): Answer {
  return jsonAnswer(
    status,
    { status: 'error', message, correlationId, category, ...extras },
    headers ?? {},
  );
}

export function validationError(
  correlationId: string,
  message: string,
  extras: RefusalExtras = {},
): Answer {
  return refusal(correlationId, 400, 'VALIDATION_ERROR', message, extras);
}

export function notFound(correlationId: string, message: string): Answer {
  return refusal(correlationId, 404, 'OBJECT_NOT_FOUND', message);
}
