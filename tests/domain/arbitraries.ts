// Random directions and changes for property tests: typeIds collide between categories and pairs,
// as live portals have it, and limits are valid states unless said otherwise.
import fc from 'fast-check';
import { categories, type Direction, type LabelRow } from '#domain/association.ts';
import { MAX_LIMIT, MIN_LIMIT, type Limit } from '#domain/limit.ts';
import type { Change } from '#domain/plan.ts';

export interface Scene {
  readonly directions: readonly Direction[];
  /** Changes of different types, each to a limit that makes the end state valid. */
  readonly changes: readonly Change[];
}

const objectTypeIds = ['0-1', '0-2', '0-3', '2-1234567'] as const;

const pairArbitrary = fc.record({
  from: fc.constantFrom(...objectTypeIds),
  to: fc.constantFrom(...objectTypeIds),
});

const typeArbitrary = fc.record({
  category: fc.constantFrom(...categories),
  typeId: fc.integer({ min: 1, max: 12 }),
});

/** Small numbers often, so that limits meet. */
const limitArbitrary = (highest: Limit): fc.Arbitrary<Limit> => {
  const most = highest ?? MAX_LIMIT;
  return fc.option(
    fc.oneof(
      fc.integer({ min: MIN_LIMIT, max: Math.min(3, most) }),
      fc.integer({ min: MIN_LIMIT, max: most }),
      fc.constant(most),
    ),
  );
};

type State = readonly Limit[];

/** Limits for `count` rows of which the first is the unlabelled one, none above its limit. */
const stateArbitrary = (count: number, mustBeStrict: boolean): fc.Arbitrary<State> =>
  fc.option(fc.integer({ min: mustBeStrict ? 2 : MIN_LIMIT, max: MAX_LIMIT })).chain((object) =>
    fc
      .array(limitArbitrary(object !== null && mustBeStrict ? object - 1 : object), {
        minLength: count - 1,
        maxLength: count - 1,
      })
      .map((labels) => [object, ...labels]),
  );

const rowsOf = (
  types: readonly { category: LabelRow['category']; typeId: number }[],
  state: State,
): LabelRow[] =>
  types.map((type, index) => ({
    ...type,
    label: index === 0 ? null : `label ${String(index)}`,
    limit: state[index] ?? null,
  }));

const directionScene = (
  pair: { readonly from: string; readonly to: string },
  mustBeStrict: boolean,
): fc.Arbitrary<Scene> =>
  fc
    .uniqueArray(typeArbitrary, {
      minLength: 1,
      maxLength: 12,
      selector: (type) => `${type.category}${String(type.typeId)}`,
    })
    .chain((types) =>
      fc
        .tuple(
          stateArbitrary(types.length, false),
          stateArbitrary(types.length, mustBeStrict),
          fc.shuffledSubarray([...types.keys()]),
        )
        .map(([start, end, order]) => ({
          directions: [
            {
              from: objectType(pair.from),
              to: objectType(pair.to),
              labels: rowsOf(types, start),
              readAt: '2026-11-23T00:00:00.000Z',
            },
          ],
          changes: changesOf(pair, types, end, order),
        })),
    );

/** The whole end state is asked for, in a random order: only then is it sure to be valid. */
function changesOf(
  pair: { readonly from: string; readonly to: string },
  types: readonly { category: LabelRow['category']; typeId: number }[],
  end: State,
  preferred: readonly number[],
): Change[] {
  const rest = [...types.keys()].filter((index) => !preferred.includes(index));
  return [...preferred, ...rest].flatMap((index) => {
    const type = types[index];
    return type ? [{ ...pair, ...type, limit: end[index] ?? null }] : [];
  });
}

const objectType = (id: string): Direction['from'] => ({
  id,
  singular: `One ${id}`,
  plural: `Many ${id}`,
  custom: id.startsWith('2-'),
});

/** Up to three directions whose start and end states are valid; strict: labels end below. */
export const sceneArbitrary = ({ mustBeStrict }: { mustBeStrict: boolean }): fc.Arbitrary<Scene> =>
  fc
    .uniqueArray(pairArbitrary, {
      minLength: 1,
      maxLength: 3,
      selector: ({ from, to }) => `${from}>${to}`,
    })
    .chain((pairs) => fc.tuple(...pairs.map((pair) => directionScene(pair, mustBeStrict))))
    .map((scenes) => ({
      directions: scenes.flatMap((scene) => scene.directions),
      changes: scenes.flatMap((scene) => scene.changes),
    }))
    .chain((scene) =>
      fc
        .shuffledSubarray([...scene.changes], {
          minLength: scene.changes.length,
          maxLength: scene.changes.length,
        })
        .map((changes) => ({ ...scene, changes })),
    );

/** Any changes against the scene's directions: unknown, repeated, wrongly categorised, too high. */
export const wildChanges = (scene: Scene): fc.Arbitrary<Change[]> =>
  fc.array(
    fc.oneof(
      fc.constantFrom(...scene.changes),
      fc
        .tuple(fc.constantFrom(...scene.changes), limitArbitrary(null))
        .map(([change, limit]) => ({ ...change, limit })),
      fc
        .tuple(pairArbitrary, typeArbitrary, limitArbitrary(null))
        .map(([pair, type, limit]) => ({ ...pair, ...type, limit })),
    ),
    { minLength: 1, maxLength: 20 },
  );
