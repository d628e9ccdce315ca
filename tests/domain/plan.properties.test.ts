// What must hold for every plan and its steps, whatever portal and changes they are made from.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowText, typeKeyText, type Direction } from '#domain/association.ts';
import type { Limit } from '#domain/limit.ts';
import { planChanges, type Change, type PlanItem } from '#domain/plan.ts';
import { BATCH_SIZE, stepsOf, type Step } from '#domain/steps.ts';
import { sceneArbitrary, wildChanges, type Scene } from './arbitraries.ts';

const anyScene = sceneArbitrary({ mustBeStrict: false });
const strictEndScene = sceneArbitrary({ mustBeStrict: true });

function planned({ directions, changes }: Scene): readonly PlanItem[] {
  const plan = planChanges(directions, changes);
  if (!plan.ok) throw new Error(plan.failure.map((problem) => problem.message).join(' '));
  return plan.value;
}

/** The portal's limits by type, as a simulator keeps them. */
type Portal = Map<string, { limit: Limit; readonly labelled: boolean; readonly pair: string }>;

function portalOf(directions: readonly Direction[]): Portal {
  return new Map(
    directions.flatMap(({ from, to, labels }) =>
      labels.map((row) => [
        typeKeyText({ from: from.id, to: to.id, ...row }),
        { limit: row.limit, labelled: row.label !== null, pair: `${from.id}>${to.id}` },
      ]),
    ),
  );
}

function carryOut(portal: Portal, step: Step, items: readonly PlanItem[]): void {
  for (const position of step.positions) {
    const item = items[position];
    const row = item && portal.get(typeKeyText(item));
    if (!row) throw new Error('A step names an item that is not there.');
    row.limit = item.after;
  }
}

/** Pairs of a label and its object limit in which the label is too high by the given reading. */
function offences(portal: Portal, tooHigh: (label: number, object: number) => boolean): string[] {
  const rows = [...portal.entries()];
  return rows.flatMap(([key, label]) =>
    rows
      .filter(([, object]) => label.labelled && !object.labelled && label.pair === object.pair)
      .filter(([, object]) => {
        if (label.limit === null || object.limit === null) return false;
        return tooHigh(label.limit, object.limit);
      })
      .map(([objectKey]) => `${key} above ${objectKey}`),
  );
}

test('a plan of valid wishes holds every wish once, in order, and nothing else', () => {
  fc.assert(
    fc.property(anyScene, (scene) => {
      const wishes = planned(scene).map((item) => [typeKeyText(item), item.after]);
      expect(wishes).toEqual(scene.changes.map((change) => [typeKeyText(change), change.limit]));
    }),
  );
});

test('any list of changes is either planned whole or refused with a problem for a change', () => {
  fc.assert(
    fc.property(
      anyScene.chain((scene) => fc.tuple(fc.constant(scene), wildChanges(scene))),
      ([{ directions }, changes]) => {
        const plan = planChanges(directions, changes);
        if (plan.ok) expect(plan.value.map(typeKeyText)).toEqual(changes.map(typeKeyText));
        else {
          expect(plan.failure.length).toBeGreaterThan(0);
          for (const { position } of plan.failure) expect(changes[position]).toBeDefined();
        }
      },
    ),
  );
});

test('every item that changes anything is in exactly one step, and no other item is', () => {
  fc.assert(
    fc.property(anyScene, (scene) => {
      const items = planned(scene);
      const sent = stepsOf(items).flatMap((step) => step.positions);
      const changing = [...items.keys()].filter((at) => items[at]?.action !== 'none');
      expect([...sent].sort((a, b) => a - b)).toEqual(changing);
    }),
  );
});

test('a step holds one direction, one operation and no more than a batch', () => {
  fc.assert(
    fc.property(anyScene, (scene) => {
      const items = planned(scene);
      for (const { from, to, operation, positions } of stepsOf(items)) {
        expect(positions.length).toBeGreaterThan(0);
        expect(positions.length).toBeLessThanOrEqual(BATCH_SIZE);
        for (const position of positions) {
          expect(items[position]).toMatchObject({ from, to, action: operation });
        }
      }
    }),
  );
});

test('the steps lead to the wished state, and a plan of that changes nothing', () => {
  fc.assert(
    fc.property(anyScene, (scene) => {
      const items = planned(scene);
      const portal = portalOf(scene.directions);
      for (const step of stepsOf(items)) carryOut(portal, step, items);
      const applied = scene.directions.map((direction) => ({
        ...direction,
        labels: direction.labels.map((row) => ({
          ...row,
          limit: limitOf(portal, direction, row),
        })),
      }));
      const again = planned({ ...scene, directions: applied });
      expect(again.map((item) => item.action)).toEqual(scene.changes.map(() => 'none'));
      expect(stepsOf(again)).toEqual([]);
    }),
  );
});

function limitOf(portal: Portal, { from, to }: Direction, row: Direction['labels'][number]): Limit {
  const kept = portal.get(typeKeyText({ from: from.id, to: to.id, ...row }));
  if (!kept) throw new Error(`${rowText(row)} got lost.`);
  return kept.limit;
}

test('between two valid states no step leaves a label above its object limit', () => {
  fc.assert(
    fc.property(anyScene, (scene) => {
      const items = planned(scene);
      const portal = portalOf(scene.directions);
      for (const step of stepsOf(items)) {
        carryOut(portal, step, items);
        expect(offences(portal, (label, object) => label > object)).toEqual([]);
      }
    }),
  );
});

test('where every label ends below its object limit, no step sends one that meets it', () => {
  fc.assert(
    fc.property(strictEndScene, (scene) => {
      const items = planned(scene);
      const portal = portalOf(scene.directions);
      const meets = (label: number, object: number): boolean => label >= object;
      for (const step of stepsOf(items)) {
        const met = offences(portal, meets);
        carryOut(portal, step, items);
        // What already met its object limit at the start may wait for its step; nothing may join it.
        expect(met).toEqual(expect.arrayContaining(offences(portal, meets)));
      }
      expect(offences(portal, meets)).toEqual([]);
    }),
  );
});

test('the order of the wishes changes neither what is planned nor what each step holds', () => {
  fc.assert(
    fc.property(
      anyScene.chain((scene) =>
        fc.tuple(fc.constant(scene), shuffled(scene.changes), shuffled(scene.directions)),
      ),
      ([scene, changes, directions]) => {
        const one = planned(scene);
        const other = planned({ directions, changes });
        expect(byType(other)).toEqual(byType(one));
        expect(contents(stepsOf(other), other)).toEqual(contents(stepsOf(one), one));
      },
    ),
  );
});

test('the order of wild changes does not decide whether they are planned', () => {
  fc.assert(
    fc.property(
      anyScene.chain((scene) =>
        wildChanges(scene).chain((changes) =>
          fc.tuple(fc.constant(scene), fc.constant(changes), shuffled(changes)),
        ),
      ),
      ([{ directions }, changes, otherwise]) => {
        const kinds = (list: readonly Change[]): boolean => planChanges(directions, list).ok;
        expect(kinds(otherwise)).toBe(kinds(changes));
      },
    ),
  );
});

const shuffled = <Item>(items: readonly Item[]): fc.Arbitrary<Item[]> =>
  fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });

const byType = (items: readonly PlanItem[]): PlanItem[] =>
  [...items].sort((a, b) => typeKeyText(a).localeCompare(typeKeyText(b)));

const contents = (steps: readonly Step[], items: readonly PlanItem[]): string[] =>
  steps
    .map((step) => {
      const types = step.positions.map((at) => {
        const item = items[at];
        return item ? typeKeyText(item) : 'lost';
      });
      return `${step.operation}: ${types.sort().join(', ')}`;
    })
    .sort();

test('2,000 changes are planned and ordered within a second', () => {
  const labels = Array.from({ length: 100 }, (_, index) => ({
    category: 'USER_DEFINED' as const,
    typeId: index + 1,
    label: `label ${String(index)}`,
    limit: null,
  }));
  const objectType = (id: string) => ({ id, singular: id, plural: id, custom: true });
  const directions: Direction[] = Array.from({ length: 20 }, (_, index) => ({
    from: objectType(`2-${String(index)}`),
    to: objectType('0-1'),
    labels,
    readAt: '2026-11-23T00:00:00.000Z',
  }));
  const changes: Change[] = directions.flatMap(({ from, to }) =>
    labels.map(({ category, typeId }) => ({
      from: from.id,
      to: to.id,
      category,
      typeId,
      limit: 3,
    })),
  );
  const startedAt = performance.now();
  const steps = stepsOf(planned({ directions, changes }));
  expect(performance.now() - startedAt).toBeLessThan(1_000);
  expect(steps).toHaveLength(40);
  expect(steps.every((step) => step.positions.length === BATCH_SIZE)).toBe(true);
});
