// A request as react-query knows it: what failed is thrown.
import type { Result } from '../domain/result.ts';
import type { AnswerOf, RouteName } from '../domain/wire.ts';
import { callRoute, type CallInput } from './api.ts';
import { RequestFailed, type ApiFailure } from './failure.ts';

/** Calls a route, and throws what react-query has to know as a failure. */
export const ask = async <Name extends RouteName>(
  name: Name,
  input?: CallInput,
): Promise<AnswerOf<Name>> => value(await callRoute(name, input));

/** What was answered; throws the failure where there is one. */
export function value<Value>(result: Result<Value, ApiFailure>): Value {
  if (result.ok) return result.value;
  throw new RequestFailed(result.failure);
}
