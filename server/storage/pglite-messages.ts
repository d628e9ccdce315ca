// What the thread of PGlite is asked and answers. Both sides are of one version: nothing is parsed.
import type { QueryOptions } from '@electric-sql/pglite';

export type Asked =
  /** Answered once the store is open. */
  | { readonly kind: 'open' | 'begin' | 'close' }
  | {
      readonly kind: 'query';
      readonly text: string;
      readonly values: unknown[] | undefined;
      readonly options: Pick<QueryOptions, 'rowMode'> | undefined;
      /** null: outside of all transactions. */
      readonly transaction: number | null;
    }
  | { readonly kind: 'exec'; readonly text: string }
  | { readonly kind: 'end'; readonly transaction: number; readonly commit: boolean };

export interface Numbered {
  readonly id: number;
  readonly asked: Asked;
}

export type Answer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly failure: Failure };

/** An error on its way: a copy of one as such would lose its code. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly fields: Readonly<Record<string, string | number | boolean>>;
}

/** What is sent of an error. */
export function failureFrom(error: unknown): Failure {
  if (!(error instanceof Error)) {
    return { name: 'Error', message: String(error), stack: undefined, fields: {} };
  }
  const { name, message, stack } = error;
  const fields = Object.fromEntries(
    Object.entries(error).filter(([, value]) =>
      ['string', 'number', 'boolean'].includes(typeof value),
    ),
  ) as Failure['fields'];
  return { name, message, stack, fields };
}

/** The error that was sent. */
export function errorFrom({ name, message, stack, fields }: Failure): Error {
  const error = Object.assign(new Error(message), fields);
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}
