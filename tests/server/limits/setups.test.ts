// The export of chosen object types where they hold more limits than one setup.
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

/** Exports two object types, whose four directions hold as many limits each as told. */
function exported(limits: number, others: readonly LabelRow[] = []) {
  const rows = Array.from({ length: limits }, (_, typeId): LabelRow => {
    return { category: 'USER_DEFINED', typeId, label: `Label ${String(typeId)}`, limit: 3 };
  });
  const setups = createSetups({
    objectTypes: { list: () => Promise.resolve(success({ objectTypes: types, notes: [] })) },
    names: { schema: () => Promise.resolve(success(null)) },
    associations: { readDirection: () => Promise.resolve(success([...rows, ...others])) },
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
