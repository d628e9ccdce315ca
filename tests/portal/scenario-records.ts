// Scenarios of the batch read of associations.
import { expect } from 'vitest';
import { production, type Reply } from './hubspot.ts';
import { readLinks, lonely, madeOf } from './records.ts';
import type { Check, Checks, Played } from './scenario-play.ts';

const aText: unknown = expect.any(String);

const read = async ({ portal, token }: Played, ...ids: readonly string[]): Promise<Reply> =>
  await readLinks(
    portal,
    token,
    '0-1/0-2',
    ids.map((id) => ({ id })),
  );

const pageOf =
  (size: number): Check =>
  async (played) => {
    const { portal } = played;
    const json = { portalId: production, from: '0-1', to: '0-2', mean: 0, heavyRecords: 1 };
    await portal.control('PUT', '/associations', { ...json, heaviest: size + 1 });
    const busiest = madeOf('0-1').idAt(Math.floor(18_240 / 2));
    const reply = await read(played, String(busiest));
    expect(reply.json).toMatchObject({
      results: [{ to: { length: size }, paging: { next: { after: aText } } }],
    });
  };

const lonelyRead =
  (status: number, expected: object): Check =>
  async (played) => {
    const reply = await read(played, String(lonely('0-1', '0-2')));
    expect([reply.status, reply.json]).toMatchObject([status, expected]);
  };

const unknownRead =
  (expected: object): Check =>
  async (played) => {
    const reply = await read(played, '999999999');
    expect([reply.status, reply.json]).toMatchObject([207, { results: [], errors: [expected] }]);
  };

const idForm =
  (expected: unknown): Check =>
  async (played) => {
    const ids = madeOf('0-1').idsAfter(0, 50).map(String);
    const reply = await read(played, ...ids);
    expect(reply.json).toMatchObject({ results: { 0: { to: { 0: { toObjectId: expected } } } } });
  };

const readStateIs =
  (status: string): Check =>
  async (played) => {
    const reply = await read(played, ...madeOf('0-1').idsAfter(0, 50).map(String));
    expect(reply.json).toMatchObject({ status, results: [] });
  };

export const recordChecks: Checks = {
  readPageSize: { '500': pageOf(500), '1000': pageOf(1000), '100': pageOf(100), '5': pageOf(5) },
  emptyRead: {
    error: lonelyRead(207, {
      results: [],
      numErrors: 1,
      errors: [{ subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND' }],
    }),
    absent: lonelyRead(200, { results: [] }),
    empty: lonelyRead(200, { results: [{ to: [] }] }),
  },
  unknownRecordRead: {
    'no-associations': unknownRead({
      subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
      message: 'No company is associated with contact 999999999.',
    }),
    'not-found': unknownRead({ message: 'Could not find contact 999999999.' }),
  },
  readState: {
    complete: lonelyRead(207, { status: 'COMPLETE', numErrors: 1 }),
    canceled: async (played) => {
      const busy = madeOf('0-1').idsAfter(0, 50).map(String);
      const whole = await read(played, ...busy.slice(0, 1));
      expect([whole.status, whole.json]).toMatchObject([200, { status: 'COMPLETE' }]);
      const cut = await read(played, ...busy.slice(0, 1), String(lonely('0-1', '0-2')));
      expect([cut.status, cut.json]).toMatchObject([
        207,
        { status: 'CANCELED', results: [], errors: [{ category: 'OBJECT_NOT_FOUND' }] },
      ]);
    },
    pending: readStateIs('PENDING'),
    processing: readStateIs('PROCESSING'),
  },
  toObjectId: { string: idForm(aText), number: idForm(expect.any(Number)) },
};
