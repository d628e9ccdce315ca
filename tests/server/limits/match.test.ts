// Which inputs of a batch HubSpot accepted: nothing is ever guessed.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { categories } from '#domain/association.ts';
import type { Operation } from '#domain/steps.ts';
import { matchAnswer, type InputVerdict } from '../../../server/limits/match.ts';
import type { BatchAnswer, LimitInput } from '../../../server/hubspot/associations.ts';

const input = (typeId: number, limit = 3): LimitInput => ({
  category: 'USER_DEFINED',
  typeId,
  maxToObjectIds: limit,
});
const saved = (typeId: number, limit = 3) => ({
  category: 'USER_DEFINED',
  typeId,
  userEnforcedMaxToObjectIds: limit,
});
const naming = (...typeIds: number[]) => ({
  status: 'error',
  message: `refused ${typeIds.join()}`,
  context: { typeId: typeIds.map(String) },
});

function match(operation: Operation, inputs: readonly LimitInput[], body: BatchAnswer) {
  return matchAnswer(operation, inputs, { httpStatus: 207, correlationId: 'corr-1', body });
}

const kinds = (verdicts: readonly InputVerdict[]): string[] => verdicts.map(({ kind }) => kind);

const messages = (verdicts: readonly InputVerdict[]): unknown[] =>
  verdicts.map((verdict) => (verdict.kind === 'refused' ? verdict.hubspot?.message : verdict.kind));

describe('an input counts as accepted', () => {
  test('where the results hold its category and id with its limit', () => {
    const results = [saved(2, 9), { ...saved(1), label: null, extra: true }];
    expect(kinds(match('create', [input(1), input(2, 9)], { results }))).toEqual([
      'accepted',
      'accepted',
    ]);
  });

  test('but not where only its id, only its key, or a text stands there', () => {
    for (const result of [
      { ...saved(1), category: 'HUBSPOT_DEFINED' },
      saved(1, 4),
      { ...saved(1), userEnforcedMaxToObjectIds: null },
      { category: 'USER_DEFINED', typeId: 1 },
      { ...saved(1), typeId: '1' },
      'USER_DEFINED 1',
      null,
    ]) {
      expect(kinds(match('update', [input(1)], { results: [result] }))).toEqual(['unclear']);
    }
  });

  test('by a purge only where nothing is wrong with the whole answer', () => {
    const inputs = [input(1), input(2)];
    const both = (kind: string): string[] => [kind, kind];
    expect(kinds(match('purge', inputs, null))).toEqual(both('accepted'));
    expect(kinds(match('purge', inputs, {}))).toEqual(both('accepted'));
    expect(kinds(match('purge', inputs, { status: 'COMPLETE' }))).toEqual(both('accepted'));
    for (const status of ['PENDING', 'PROCESSING', 'CANCELED', 'NEW']) {
      expect(kinds(match('purge', inputs, { status })), status).toEqual(both('unclear'));
    }
    expect(kinds(match('purge', inputs, { status: 'COMPLETE', numErrors: 1 }))).toEqual(
      both('unclear'),
    );
    expect(messages(match('purge', inputs, { errors: [naming(2)] }))).toEqual([
      'unclear',
      'refused 2',
    ]);
  });
});

describe('an input counts as refused', () => {
  test('where it alone is missing and there is an error, whatever that names', () => {
    const body = { results: [saved(1)], errors: [{ message: 'no', context: { typeId: ['99'] } }] };
    expect(messages(match('create', [input(1), input(2)], body))).toEqual(['accepted', 'no']);
  });

  test('where it alone is missing and the batch was canceled without a reason', () => {
    const canceled = match('create', [input(1)], { status: 'CANCELED', results: [] });
    expect(canceled).toEqual([
      {
        kind: 'refused',
        hubspot: { httpStatus: 207, status: 'CANCELED', correlationId: 'corr-1' },
      },
    ]);
  });

  test.each(['typeId', 'associationTypeId', 'associationTypeIds', 'typeIds'])(
    'among several missing where one error names it by %s',
    (name) => {
      const errors = [
        { message: 'first', context: { [name]: ['2'] } },
        { message: 'second', errors: [{ message: 'x', context: { [name]: [1] } }] },
      ];
      const inputs = [input(1), input(2), input(3)];
      expect(messages(match('create', inputs, { errors }))).toEqual(['second', 'first', 'unclear']);
    },
  );
});

describe('an input stays unclear', () => {
  test('where several are missing and nothing names any of them', () => {
    const errors = [{ message: 'no' }, { message: 'type 1 is wrong', context: { limit: ['1'] } }];
    expect(kinds(match('create', [input(1), input(2)], { errors }))).toEqual([
      'unclear',
      'unclear',
    ]);
  });

  test('where an error names two missing inputs, or two errors name it', () => {
    const inputs = [input(1), input(2)];
    expect(kinds(match('create', inputs, { errors: [naming(1, 2)] }))).toEqual([
      'unclear',
      'unclear',
    ]);
    expect(kinds(match('create', inputs, { errors: [naming(1), naming(1)] }))).toEqual([
      'unclear',
      'unclear',
    ]);
  });

  test('where another missing input has the same id in another category', () => {
    const inputs: LimitInput[] = [input(1), { ...input(1), category: 'HUBSPOT_DEFINED' }];
    expect(kinds(match('create', inputs, { errors: [naming(1)] }))).toEqual(['unclear', 'unclear']);
  });

  test('where an id is only part of the one named', () => {
    const body = { errors: [naming(12)] };
    expect(kinds(match('create', [input(1), input(2)], body))).toEqual(['unclear', 'unclear']);
  });

  test('where the batch was canceled without saying because of whom', () => {
    const body = { status: 'CANCELED', results: [] };
    expect(kinds(match('create', [input(1), input(2)], body))).toEqual(['unclear', 'unclear']);
  });

  test.each(['PENDING', 'PROCESSING', 'COMPLETE', undefined])(
    'where the answer is %s and names neither it nor an error',
    (status) => {
      const body = { results: [], ...(status === undefined ? {} : { status }) };
      expect(kinds(match('update', [input(1)], body))).toEqual(['unclear']);
    },
  );
});

const typeId = fc.integer({ min: 1, max: 6 });
const limit = fc.integer({ min: 1, max: 3 });
const category = fc.constantFrom(...categories);
const anyInputs = fc.uniqueArray(fc.record({ category, typeId, maxToObjectIds: limit }), {
  minLength: 1,
  maxLength: 8,
  selector: (one) => `${one.category}${String(one.typeId)}`,
});
const anyResult = fc.oneof(
  fc.record({ category, typeId, userEnforcedMaxToObjectIds: fc.option(limit) }),
  fc.record({ category, typeId }),
  fc.jsonValue(),
);
const anyError = fc.oneof(
  fc.record({ message: fc.string() }),
  fc.record({ context: fc.record({ typeId: fc.array(typeId.map(String)) }) }),
  fc.record({ errors: fc.array(fc.record({ context: fc.record({ typeIds: typeId }) })) }),
  fc.jsonValue(),
);
const anyBody = fc.record(
  {
    status: fc.constantFrom('COMPLETE', 'CANCELED', 'PENDING', 'PROCESSING'),
    results: fc.array(anyResult, { maxLength: 8 }),
    errors: fc.array(anyError, { maxLength: 4 }),
    numErrors: fc.nat({ max: 3 }),
  },
  { requiredKeys: [] },
);
const anyWrite = fc.constantFrom<Operation>('create', 'update');

const holds = (body: { results?: unknown[] }, wanted: LimitInput): boolean =>
  (body.results ?? []).some((row) => {
    if (typeof row !== 'object' || row === null) return false;
    const text = JSON.stringify([
      'category' in row && row.category,
      'typeId' in row && row.typeId,
      'userEnforcedMaxToObjectIds' in row && row.userEnforcedMaxToObjectIds,
    ]);
    return text === JSON.stringify([wanted.category, wanted.typeId, wanted.maxToObjectIds]);
  });

describe('whatever HubSpot answers', () => {
  test('there is one verdict per input, and “accepted” only where the answer holds it', () => {
    fc.assert(
      fc.property(anyWrite, anyInputs, anyBody, (operation, inputs, body) => {
        const verdicts = match(operation, inputs, body);
        expect(verdicts).toHaveLength(inputs.length);
        for (const [at, wanted] of inputs.entries()) {
          expect(verdicts[at]?.kind === 'accepted').toBe(holds(body, wanted));
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test('no input is refused unless there is an error or a cancellation', () => {
    fc.assert(
      fc.property(anyWrite, anyInputs, anyBody, (operation, inputs, body) => {
        fc.pre((body.errors ?? []).length === 0 && body.status !== 'CANCELED');
        expect(kinds(match(operation, inputs, body))).not.toContain('refused');
      }),
    );
  });

  test('a purge is accepted for all inputs or for none', () => {
    fc.assert(
      fc.property(anyInputs, fc.option(anyBody), (inputs, body) => {
        const accepted = kinds(match('purge', inputs, body)).filter((kind) => kind === 'accepted');
        expect([0, inputs.length]).toContain(accepted.length);
      }),
    );
  });

  test('the order of inputs, results and errors does not matter', () => {
    const shuffled = <Item>(items: readonly Item[]): fc.Arbitrary<Item[]> =>
      fc.shuffledSubarray([...items], { minLength: items.length });
    const cases = fc
      .tuple(fc.constantFrom<Operation>('create', 'update', 'purge'), anyInputs, anyBody)
      .chain(([operation, inputs, body]) =>
        fc.tuple(
          fc.constant({ operation, inputs, body }),
          shuffled(inputs),
          shuffled(body.results ?? []),
          shuffled(body.errors ?? []),
        ),
      );
    const byInput = (operation: Operation, inputs: readonly LimitInput[], body: BatchAnswer) =>
      match(operation, inputs, body)
        .map(({ kind }, at) => `${JSON.stringify(inputs[at])} ${kind}`)
        .sort();
    fc.assert(
      fc.property(cases, ([{ operation, inputs, body }, otherInputs, results, errors]) => {
        const otherBody = {
          ...body,
          ...(body.results ? { results } : {}),
          ...(body.errors ? { errors } : {}),
        };
        expect(byInput(operation, otherInputs, otherBody)).toEqual(
          byInput(operation, inputs, body),
        );
      }),
      { numRuns: 1_000 },
    );
  });
});
