// What an export of the whole portal takes from the stored overview.
import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { LabelRow, ObjectType } from '#domain/association.ts';
import { portalIdSchema } from '../../server/ids.ts';
import { readKnownPortal } from '../../server/storage/overview-limits.ts';
import { createOverviewStore } from '../../server/storage/overview.ts';
import { onEveryStore } from '../stores.ts';

const PORTAL = v.parse(portalIdSchema, 42);
const NEIGHBOUR = v.parse(portalIdSchema, 43);
const AT = 1_700_000_000_000;
const nothing = (): Promise<void> => Promise.resolve();

const types: ObjectType[] = [
  { id: '0-3', singular: 'Deal', plural: 'Deals', custom: false },
  { id: '0-2', singular: 'Company', plural: 'Companies', custom: false },
];
const label = (typeId: number, limit: number | null): LabelRow => ({
  category: 'USER_DEFINED',
  typeId,
  label: `Label ${String(typeId)}`,
  limit,
});

onEveryStore('the known limits', (store) => {
  const overview = () => createOverviewStore(store().database.db);
  const known = (portal = PORTAL, most = 20) => readKnownPortal(store().database.db, portal, most);

  test('are none before the object types were listed', async () => {
    expect(await known()).toBeNull();
    await overview().begin(PORTAL, AT, nothing);
    expect(await known()).toBeNull();
  });

  test('are told by direction, and what was not read is counted and named', async () => {
    await overview().begin(PORTAL, AT, nothing);
    await overview().list(PORTAL, types, ['Custom objects are not listed.']);
    const save = (from: string, to: string, reading: object, at: number) =>
      overview().save(PORTAL, { from, to }, { ...{ state: 'read', labels: [] }, ...reading }, at);
    await save('0-3', '0-2', { labels: [label(1, 4), label(2, null)] }, AT + 5);
    await save('0-2', '0-3', { labels: [label(3, null)] }, AT + 9);
    await save('0-2', '0-2', { state: 'failed', problem: 'It failed.' }, AT + 1);
    expect(await known()).toEqual({
      types: expect.arrayContaining(types) as ObjectType[],
      directions: [
        {
          ...{ from: '0-3', to: '0-2' },
          rows: expect.arrayContaining([label(1, 4), label(2, null)]) as LabelRow[],
        },
      ],
      ...{ read: 2, oldestReadAt: AT + 5, unknownCount: 2 },
      unknown: [
        { from: '0-2', to: '0-2', state: 'failed', problem: 'It failed.' },
        { from: '0-3', to: '0-3', state: 'unread', problem: null },
      ],
      notes: ['Custom objects are not listed.'],
    });
    expect((await known(PORTAL, 1))?.unknown).toHaveLength(1);
    expect(await known(NEIGHBOUR)).toBeNull();
  });
});
