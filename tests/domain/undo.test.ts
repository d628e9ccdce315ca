// What an undo cannot put back: it says so, and puts the rest back.
import { expect, test } from 'vitest';
import type { Direction, LabelRow } from '#domain/association.ts';
import type { Limit } from '#domain/limit.ts';
import { planChanges, type PlanItem } from '#domain/plan.ts';
import { planUndo } from '#domain/undo.ts';

const type = (id: string, singular: string) => ({ id, singular, plural: singular, custom: false });
const TYPES = [type('0-3', 'Deal'), type('0-2', 'Company')] as const;
const row = (typeId: number, label: string | null, limit: Limit): LabelRow => ({
  ...{ category: 'USER_DEFINED', typeId, label, limit },
});
const directionOf = (...labels: LabelRow[]): Direction => ({
  ...{ from: TYPES[0], to: TYPES[1], labels, readAt: '' },
});

/** What a plan saved that set these limits, in the order of the rows. */
function saved(before: Direction, ...limits: readonly Limit[]): readonly PlanItem[] {
  const changes = before.labels.flatMap((one, at) => {
    const limit = limits[at];
    return limit === undefined ? [] : [{ from: '0-3', to: '0-2', ...one, limit }];
  });
  const items = planChanges([before], changes);
  if (!items.ok) throw new Error('The changes cannot be planned.');
  return items.value;
}

test('a limit that is another by now is put back with that said, and no other limit', () => {
  const items = saved(directionOf(row(1, 'A', 2), row(2, 'B', 2)), 5, 6);
  const now = directionOf(row(1, 'A', 7), row(2, 'B', 6));
  expect(planUndo(items, [now], TYPES)).toMatchObject({
    items: [
      { typeId: 1, before: 7, after: 2, risks: ['lowers', 'changed_since'] },
      { typeId: 2, before: 6, after: 2, risks: ['lowers'] },
    ],
    notes: [],
  });
});

test('a limit that is put back already carries no risk', () => {
  const items = saved(directionOf(row(1, 'A', 2)), 5);
  const undo = planUndo(items, [directionOf(row(1, 'A', 2))], TYPES);
  expect(undo).toMatchObject({ items: [{ action: 'none', risks: [] }], notes: [] });
});

test('a label that is gone is told, with the limit that it cannot get back', () => {
  const items = saved(directionOf(row(1, 'A', 2), row(2, 'B', null), row(3, null, 6)), 5, 5, 7);
  const undo = planUndo(items, [directionOf(row(1, 'A', 5))], TYPES);
  expect(undo.items).toMatchObject([{ typeId: 1, before: 5, after: 2 }]);
  expect(undo.notes).toEqual([
    'The label “B” of Deal → Company no longer exists, so its limit went with it.',
    'The association without label of Deal → Company no longer exists, so it cannot get its limit of 6 back.',
  ]);
});

test('a direction that is gone leaves nothing to plan', () => {
  const undo = planUndo(saved(directionOf(row(1, 'A', 2)), 5), [], TYPES);
  expect(undo.items).toEqual([]);
  expect(undo.notes).toHaveLength(1);
});

test('what HubSpot would surely refuse by now is left out and told, also what that makes impossible', () => {
  const before = directionOf(row(1, 'A', 8), row(2, 'B', 2), row(3, null, 9));
  const items = saved(before, 4, 3, 5);
  // Somebody gave another label more than all associations may be: B goes back, the others cannot.
  const now = directionOf(row(1, 'A', 4), row(2, 'B', 3), row(3, null, 5), row(4, 'C', 10));
  const undo = planUndo(items, [now], TYPES);
  expect(undo.items).toMatchObject([{ typeId: 2, before: 3, after: 2, action: 'update' }]);
  expect(undo.notes).toEqual([
    expect.stringMatching(
      /^Deal → Company: The limit for all associations cannot be 9, .*“C” has 10/,
    ),
    expect.stringMatching(/^Deal → Company: “A” cannot have 8, .* limited to 5/),
  ]);
});
