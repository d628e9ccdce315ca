// HubSpot's limits in memory, in every mood that its documents leave open: it refuses with and
// without naming anything, cancels, loses answers before and after a write took effect, and lies.
import { rowText, type LabelRow } from '#domain/association.ts';
import { failed, success, type Result } from '#domain/result.ts';
import type { Operation } from '#domain/steps.ts';
import type {
  Associations,
  BatchAnswer,
  LimitInput,
} from '../../../server/hubspot/associations.ts';
import type { HubSpotFailure } from '../../../server/hubspot/failure.ts';

export const writeMoods = [
  'ok',
  'names_nothing',
  'cancels_all',
  'lost_before',
  'lost_after',
  'pending',
  'lies',
  'rate_limited',
  'refuses_all',
  'missing_scope',
  'disconnected',
] as const;
export type WriteMood = (typeof writeMoods)[number];

export const readMoods = ['ok', 'unavailable', 'rate_limited', 'refused'] as const;
export type ReadMood = (typeof readMoods)[number];

export interface MoodyHubSpot extends Associations {
  /** The limit that a type really has. */
  limitOf(type: { category: LabelRow['category']; typeId: number }): number | null | undefined;
  /** Somebody else's change; undefined: the type is deleted, and whoever changes it is refused. */
  change(type: { category: LabelRow['category']; typeId: number }, limit: Changed): void;
  /** What reached HubSpot, in order: reads whole or of limits alone, and writes with the types' texts. */
  readonly calls: readonly Call[];
}

export type Changed = number | null | undefined;

export type Call =
  | { readonly kind: 'read' | 'limits'; readonly answered: boolean }
  | {
      readonly kind: 'write';
      readonly types: readonly string[];
      readonly answered: boolean;
      /** HubSpot took it or refused it, whatever it says became of it: nothing is gained by another. */
      readonly decided: boolean;
    };

const hubspot = { httpStatus: 400, message: 'No.' };
const failures = {
  unavailable: { code: 'unavailable', retryAfterMs: 2_000, hubspot: null },
  rate_limited: { code: 'rate_limited', retryAfterMs: 10_000, hubspot: null },
  refused: { code: 'refused', hubspot },
  missing_scope: { code: 'missing_scope', scopes: ['tickets'], hubspot },
  disconnected: { code: 'disconnected', hubspot: null },
} as const satisfies Record<string, HubSpotFailure>;

/**
 * One direction with `rows`. Each call takes the next mood of its list; when that is used up, HubSpot
 * is in a good mood. `refusing` are types whose every change it refuses.
 */
export function moodyHubSpot(
  rows: readonly LabelRow[],
  moods: { readonly writes: readonly WriteMood[]; readonly reads: readonly ReadMood[] },
  refusing: ReadonlySet<string>,
): MoodyHubSpot {
  const limits = new Map(rows.map((row) => [rowText(row), row.limit]));
  const isGone = (type: Parameters<typeof rowText>[0]): boolean => !limits.has(rowText(type));
  const calls: Call[] = [];
  const writes = [...moods.writes];
  const reads = [...moods.reads];

  const carryOut = (inputs: readonly LimitInput[]): void => {
    for (const input of inputs)
      if (!isGone(input)) limits.set(rowText(input), input.maxToObjectIds ?? null);
  };
  const isRefused = (input: LimitInput): boolean => refusing.has(rowText(input)) || isGone(input);

  const answerTo = (
    mood: WriteMood,
    operation: Operation,
    inputs: readonly LimitInput[],
  ): Result<BatchAnswer, HubSpotFailure> => {
    const good = inputs.filter((input) => !isRefused(input));
    const bad = inputs.filter(isRefused);
    switch (mood) {
      case 'ok':
      case 'names_nothing':
        carryOut(good);
        return success(batchAnswer(operation, good, bad, mood === 'ok'));
      case 'cancels_all':
        if (bad.length === 0) carryOut(good);
        return success(
          bad.length === 0
            ? batchAnswer(operation, good, [], true)
            : { status: 'CANCELED', results: [] },
        );
      case 'lost_after':
        carryOut(good);
        return failed(failures.unavailable);
      case 'pending':
        carryOut(good);
        return success({ status: 'PENDING', results: [] });
      case 'lies':
        return success(batchAnswer(operation, inputs, [], true));
      case 'lost_before':
        return failed(failures.unavailable);
      case 'refuses_all':
        return failed(failures.refused);
      case 'rate_limited':
      case 'missing_scope':
      case 'disconnected':
        return failed(failures[mood]);
    }
  };

  /** A read in the next mood; `rows` with their limits as they are. */
  const read = <Answer>(
    kind: 'read' | 'limits',
    answer: (rows: readonly LabelRow[]) => Answer,
  ): Promise<Result<Answer, HubSpotFailure>> => {
    const mood = reads.shift() ?? 'ok';
    calls.push({ kind, answered: mood === 'ok' });
    if (mood !== 'ok') return Promise.resolve(failed(failures[mood]));
    const now = rows.filter((row) => !isGone(row));
    return Promise.resolve(
      success(answer(now.map((row) => ({ ...row, limit: limits.get(rowText(row)) ?? null })))),
    );
  };

  return {
    calls,
    limitOf: (type) => limits.get(rowText(type)),
    change(type, limit) {
      if (limit === undefined) limits.delete(rowText(type));
      else limits.set(rowText(type), limit);
    },
    readDirection: () => read('read', (now) => now),
    readLimits: () =>
      read('limits', (now) =>
        now.flatMap(({ category, typeId, limit }) =>
          limit === null ? [] : [{ category, typeId, limit }],
        ),
      ),
    surveyDirection() {
      throw new RangeError('Applying reads directions whole.');
    },
    write(_portal, _from, _to, operation, inputs) {
      const answer = answerTo(writes.shift() ?? 'ok', operation, inputs);
      const lost = !answer.ok && answer.failure.code === 'unavailable';
      const decided = answer.ok || answer.failure.code === 'refused';
      calls.push({ kind: 'write', types: inputs.map(rowText), answered: !lost, decided });
      return Promise.resolve(
        answer.ok
          ? success({ httpStatus: 207, correlationId: 'corr-1', body: answer.value })
          : answer,
      );
    },
  };
}

function batchAnswer(
  operation: Operation,
  good: readonly LimitInput[],
  bad: readonly LimitInput[],
  names: boolean,
): BatchAnswer {
  const results =
    operation === 'purge'
      ? []
      : good.map(({ category, typeId, maxToObjectIds }) => ({
          category,
          typeId,
          userEnforcedMaxToObjectIds: maxToObjectIds,
        }));
  const errors = bad.map(({ typeId }) => ({
    status: 'error',
    message: 'Not that one.',
    ...(names ? { context: { typeId: [String(typeId)] } } : {}),
  }));
  return {
    status: 'COMPLETE',
    results,
    ...(errors.length > 0 ? { errors, numErrors: errors.length } : {}),
  };
}
