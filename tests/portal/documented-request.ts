// One documented request as data for the contract test. `path` is spelled as in the OpenAPI files,
// `at` fills its parameters.
import type { Sent, Tokens } from './hubspot.ts';

export interface DocumentedRequest {
  readonly title: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly at?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly status: number;
  readonly sent?: (tokens: Tokens) => Sent;
}
