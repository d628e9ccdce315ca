// What an answer for many tells of the errors in it.
import type { Scenarios } from '../control/scenarios.ts';

/** `numErrors` and `errors`, as far as they are told: both are optional in the specification. */
export function toldErrors(
  errors: readonly object[],
  { errorList }: Scenarios,
): Record<string, unknown> {
  if (errors.length === 0 || errorList === 'absent') return {};
  const numErrors = errors.length;
  return errorList === 'counted' ? { numErrors } : { numErrors, errors };
}
