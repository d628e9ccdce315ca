// The HTTP answer of a batch write: which status each API version documents, and the body.
import { emptyAnswer, jsonAnswer, type Answer } from '../http/answer.ts';
import { validationError } from '../http/refusal.ts';
import type { Call } from '../http/route.ts';
import type { AssociationType } from '../world/world.ts';
import type { BatchResult } from './batch.ts';
import { shownRow } from './empty-fields.ts';
import { standardError } from './item-error.ts';
import { toldErrors } from './told-errors.ts';

type Write = 'create' | 'update' | 'purge';

/** The answer to batch/create and batch/update. */
export function limitsAnswer(
  call: Call,
  version: string,
  kind: 'create' | 'update',
  result: BatchResult,
): Answer {
  const rows = result.saved.map((row) => shownRow(resultOf(row, kind), call.memory.scenarios));
  return jsonAnswer(statusOf(call, version, kind, result), bodyOf(call, result, rows));
}

/** The answer to batch/purge: with a body, or 204 without. */
export function purgeAnswer(call: Call, version: string, result: BatchResult): Answer {
  const empty = purgeIsAllOrNothing(call, version);
  const [first] = result.failed;
  if (empty && first === undefined) return emptyAnswer(204);
  // A 204 has no room for item errors, so the request as a whole is refused.
  if (empty && first !== undefined) {
    return validationError(call.correlationId, first.breach.message, {
      errors: result.failed.map(({ breach }) => ({ message: breach.message })),
    });
  }
  const withResults = call.memory.scenarios.purgeAnswer === '200-with-results';
  const rows = withResults
    ? result.saved.map(({ category, typeId }) => ({ category, typeId }))
    : [];
  return jsonAnswer(statusOf(call, version, 'purge', result), bodyOf(call, result, rows));
}

/** Whether a purge with item errors must leave everything as it was (see purgeAnswer). */
export function purgeIsAllOrNothing(call: Call, version: string): boolean {
  const mode = call.memory.scenarios.purgeAnswer;
  return mode === '204' || (mode === 'declared' && version === 'v4');
}

function statusOf(call: Call, version: string, kind: Write, { failed }: BatchResult): number {
  const { batchStatus } = call.memory.scenarios;
  // The specifications know no 207 for purge, and none at all in 2026-09.
  const multiple = kind === 'purge' || version === '2026-09' ? 200 : 207;
  const success = kind === 'create' && version !== '2026-09' ? 201 : 200;
  switch (batchStatus) {
    case '207':
      return 207;
    case '200-with-errors':
      return 200;
    case '200':
    case '201':
      return failed.length > 0 ? multiple : Number(batchStatus);
    case 'declared':
      return failed.length > 0 ? multiple : success;
  }
}

function bodyOf(
  call: Call,
  result: BatchResult,
  rows: readonly Record<string, unknown>[],
): Record<string, unknown> {
  const at = new Date(call.now).toISOString();
  const { scenarios } = call.memory;
  const { batchState } = scenarios;
  const unfinished = batchState !== 'complete' && !result.canceled;
  const state = batchState === 'processing' ? 'PROCESSING' : 'PENDING';
  const done = result.canceled ? 'CANCELED' : 'COMPLETE';
  return {
    status: unfinished ? state : done,
    results: unfinished ? [] : rows,
    requestedAt: at,
    startedAt: at,
    completedAt: at,
    links: {},
    ...toldErrors(
      result.failed.map((one) => standardError(one, scenarios)),
      scenarios,
    ),
  };
}

function resultOf(row: AssociationType, kind: 'create' | 'update'): Record<string, unknown> {
  const { category, typeId, label, limit } = row;
  const base = { category, typeId, userEnforcedMaxToObjectIds: limit };
  return kind === 'create' ? { ...base, label } : base;
}
