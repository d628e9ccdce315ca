// Which of a batch's inputs HubSpot accepted and which it refused. No field links an error to its
// input, so nothing is guessed: what cannot be told apart is `unclear` and is sent again alone.
import { rowText } from '#domain/association.ts';
import type { HubSpotError } from '#domain/outcome.ts';
import type { Operation } from '#domain/steps.ts';
import { readConfiguredRow, type BatchAnswer, type LimitInput } from '../hubspot/associations.ts';
import type { Answered } from '../hubspot/client.ts';
import { toHubSpotError } from '../hubspot/error-body.ts';

export type InputVerdict =
  /** HubSpot says it did this; the read-back still decides. */
  | { readonly kind: 'accepted' }
  /** `hubspot` is null where HubSpot cancelled the change and gave no reason. */
  | { readonly kind: 'refused'; readonly hubspot: HubSpotError | null }
  | { readonly kind: 'unclear' };

/** One verdict per input, in the order of the inputs. */
export function matchAnswer(
  operation: Operation,
  inputs: readonly LimitInput[],
  answered: Answered<BatchAnswer>,
): readonly InputVerdict[] {
  const errors = (answered.body?.errors ?? []).map((error) =>
    toHubSpotError(error, answered.httpStatus, answered.correlationId),
  );
  const accepted = inputs.map((input) => isAccepted(operation, input, answered, errors.length));
  const missing = inputs.filter((_, index) => accepted[index] !== true);
  return inputs.map((input, index) => {
    if (accepted[index] === true) return { kind: 'accepted' };
    return missing.length === 1
      ? verdictOfOnlyMissing(answered, errors)
      : verdictByName(input, missing, errors);
  });
}

function isAccepted(
  operation: Operation,
  input: LimitInput,
  answered: Answered<BatchAnswer>,
  errorCount: number,
): boolean {
  const body = answered.body;
  const clean = errorCount === 0 && (body?.numErrors ?? 0) === 0;
  if (operation === 'purge')
    return clean && (body === null || (body.status ?? 'COMPLETE') === 'COMPLETE');
  return (body?.results ?? []).some((result) => {
    const row = readConfiguredRow(result);
    return (
      row !== null &&
      rowText(row) === rowText(input) &&
      row.userEnforcedMaxToObjectIds === input.maxToObjectIds
    );
  });
}

/** One input missing: the first error can only be its own, whatever it names. */
function verdictOfOnlyMissing(
  answered: Answered<BatchAnswer>,
  errors: readonly HubSpotError[],
): InputVerdict {
  const first = errors[0];
  if (first) return { kind: 'refused', hubspot: first };
  const canceled = answered.body?.status === 'CANCELED';
  return canceled ? { kind: 'refused', hubspot: withoutReason(answered) } : { kind: 'unclear' };
}

const withoutReason = (answered: Answered<BatchAnswer>): HubSpotError =>
  toHubSpotError({ status: answered.body?.status }, answered.httpStatus, answered.correlationId);

/** Several missing: an error counts only if it names this typeId, and no other missing input has it. */
function verdictByName(
  input: LimitInput,
  missing: readonly LimitInput[],
  errors: readonly HubSpotError[],
): InputVerdict {
  const sameId = missing.filter((other) => other.typeId === input.typeId);
  const naming = errors.filter((error) => namesType(error, input.typeId));
  const only = naming[0];
  if (sameId.length !== 1 || naming.length !== 1 || !only) return { kind: 'unclear' };
  const namesOthers = missing.some(
    (other) => other.typeId !== input.typeId && namesType(only, other.typeId),
  );
  return namesOthers ? { kind: 'unclear' } : { kind: 'refused', hubspot: only };
}

/** Names that contexts use for the type; a number elsewhere (a limit, a portal) proves nothing. */
const TYPE_CONTEXTS = ['typeId', 'associationTypeId', 'associationTypeIds', 'typeIds'];

function namesType(error: HubSpotError, typeId: number): boolean {
  const contexts = [error.context, ...(error.errors ?? []).map((detail) => detail.context)];
  return contexts.some((context) =>
    TYPE_CONTEXTS.some((name) => context?.[name]?.includes(String(typeId)) === true),
  );
}
