// The export of chosen object types: how many limits it takes, and what it says of their names.
import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { LabelRow, ObjectType } from '#domain/association.ts';
import { success } from '#domain/result.ts';
import { exportedSetupSchema } from '#domain/setup/wire.ts';
import { portalIdSchema, userIdSchema } from '../../../server/ids.ts';
import { createSetups } from '../../../server/limits/setups.ts';
import { fakeClock } from '../fake-clock.ts';

const asker = { portal: v.parse(portalIdSchema, 42), user: v.parse(userIdSchema, 7) };

const types = ['0-3', '0-2'].map((id): ObjectType => {
  return { id, singular: `Type ${id}`, plural: `Types ${id}`, custom: false };
});

const rowsOf = (limits: number): LabelRow[] =>
  Array.from({ length: limits }, (_, typeId) => {
    return { category: 'USER_DEFINED', typeId, label: `Label ${String(typeId)}`, limit: 3 };
  });

/** Exports two object types, whose four directions hold as many limits each as told. */
const exported = (limits: number, others: readonly LabelRow[] = []) =>
  exportedFrom(() => [...rowsOf(limits), ...others]);

/** Exports two object types of which HubSpot tells no internal name. */
function exportedFrom(rowsIn: (from: string, to: string) => readonly LabelRow[]) {
  const setups = createSetups({
    objectTypes: { list: () => Promise.resolve(success({ objectTypes: types, notes: [] })) },
    names: { schema: () => Promise.resolve(success(null)) },
    associations: {
      readDirection: (_, from, to) => Promise.resolve(success(rowsIn(from, to))),
    },
    known: () => Promise.resolve(null),
    clock: fakeClock(),
    publicBaseUrl: 'https://atmost.example.com',
  });
  return setups.export(asker, { types: types.map(({ id }) => id) });
}

test('as many limits as one setup holds are exported; those that are left out count for nothing', async () => {
  const outside: LabelRow = { category: 'WORK', typeId: 9, label: 'Outside', limit: 10_001 };
  const answer = await exported(250, [outside]);
  const { document } = v.parse(exportedSetupSchema, answer.ok ? answer.value : answer.failure);
  expect(document.limits).toHaveLength(1_000);
});

test('more are refused with their number and the way out', async () => {
  const answer = await exported(251);
  expect(answer).toEqual({
    ok: false,
    failure: {
      code: 'cannot_export',
      message:
        'An export of these object types would hold 1,004 limits; one setup holds at most 1,000. Choose fewer object types.',
    },
  });
});

test('only what the document calls by its name on the screen is said to be called so', async () => {
  const answer = await exportedFrom((from, to) => {
    if (from === to) return from === '0-3' ? rowsOf(1) : [];
    // Left out, so the document has no word of the other object type.
    return rowsOf(1).map((row) => ({ ...row, limit: 10_001 }));
  });
  expect(answer).toMatchObject({
    ok: true,
    value: { namedByText: ['Type 0-3'], read: 4, document: { limits: [{ from: 'Type 0-3' }] } },
  });
});
