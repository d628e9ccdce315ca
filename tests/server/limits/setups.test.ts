// The export of chosen object types, how many limits it takes and what it says of their names; and
// which object types a look-up has HubSpot name.
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
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

describe('a look-up', () => {
  const NAMES = { '0-8': 'line_item', '0-2': 'company', '0-5': 'ticket', '2-1': 'vessel' } as const;
  const SHOWN = { '0-8': 'Line item', '0-2': 'Account', '0-5': 'Case', '2-1': 'Ship' } as const;
  const all = Object.entries(SHOWN).map(([id, singular]): ObjectType => {
    return { id, singular, plural: `${singular}s`, custom: false };
  });

  /** Looks up the limits from the first to the second name; whose names were asked for, and what was read. */
  async function lookedUp(from: string, to: string) {
    const asked = new Set<string>();
    const setups = createSetups({
      objectTypes: { list: () => Promise.resolve(success({ objectTypes: all, notes: [] })) },
      names: {
        schema(_portal, { id }) {
          asked.add(id);
          const name = Object.entries(NAMES).find(([one]) => one === id)?.[1];
          return Promise.resolve(success(name ? { name, definitions: [] } : null));
        },
      },
      associations: { readDirection: () => Promise.resolve(success([])) },
      known: () => Promise.resolve(null),
      clock: fakeClock(),
      publicBaseUrl: 'https://atmost.example.com',
    });
    const answer = await setups.lookUp(asker, [{ from, to }]);
    if (!answer.ok) throw new Error(answer.failure.message);
    const read = answer.value.directions.map((one) => `${one.from} ${one.to}`);
    return { asked: [...asked].toSorted(), read };
  }

  test.each([
    ['line_item', 'LINE ITEM', ['0-8'], ['0-8 0-8']],
    // The screen has another name for one of them, so every type may be the one that is meant.
    ['line_item', 'company', ['0-2', '0-5', '0-8', '2-1'], ['0-8 0-2']],
    ['Ships', 'accounts', ['0-2', '0-5', '0-8', '2-1'], ['2-1 0-2']],
    ['line_item', 'nothing', ['0-2', '0-5', '0-8', '2-1'], []],
  ])('from “%s” to “%s” asks for the names of %j, and reads %j', async (from, to, asked, read) => {
    expect(await lookedUp(from, to)).toEqual({ asked, read });
  });
});
