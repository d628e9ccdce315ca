// Scenarios of single items: the rules for one limit and the shape of its error.
import { expect } from 'vitest';
import { batch, custom, hubspot, limitsOf } from './limits.ts';
import { good, bad, send, type Check, type Played, type Checks } from './scenario-play.ts';

const itemError =
  (expected: object): Check =>
  async (played) => {
    const reply = await send(played, 'create', good, bad);
    expect(reply.json).toMatchObject({ results: [{ typeId: 341 }], errors: [expected] });
  };

const refusedItem =
  (...inputs: readonly object[]): Check =>
  async (played) => {
    const reply = await send(played, 'update', ...inputs);
    expect(reply.json).toMatchObject({ numErrors: 1 });
  };

export const itemChecks: Checks = {
  errorContext: {
    typeId: itemError({ context: { typeId: ['999'] } }),
    message: async (played) => {
      const reply = await send(played, 'create', good, bad);
      expect(reply.json).toMatchObject({ errors: [{ context: {} }] });
      expect(reply.text).toContain('typeId 999');
    },
    nested: itemError({ context: {}, errors: [{ context: { typeId: ['999'] } }] }),
    none: async (played) => {
      const reply = await send(played, 'create', good, bad);
      expect([reply.json, reply.text.includes('999')]).toMatchObject([{ numErrors: 1 }, false]);
    },
  },
  errorSubCategory: {
    string: itemError({ subCategory: 'AssociationConfigurations.INVALID_ASSOCIATION_TYPE' }),
    object: itemError({ subCategory: { name: 'INVALID_ASSOCIATION_TYPE' } }),
    absent: async (played) => {
      expect((await send(played, 'create', good, bad)).text).not.toContain('subCategory');
    },
  },
  errorFields: {
    all: itemError({ status: 'error', category: 'VALIDATION_ERROR', links: {} }),
    'message-only': async (played) => {
      const reply = await send(played, 'create', bad);
      expect(reply.text).toMatch(/"errors":\[\{"message":"[^"]*"\}\]/u);
    },
  },
  errorList: {
    listed: itemError({ category: 'VALIDATION_ERROR' }),
    counted: async (played) => {
      const { json } = await send(played, 'create', good, bad);
      expect(json).toMatchObject({ status: 'COMPLETE', results: [{ typeId: 341 }], numErrors: 1 });
      expect(json).not.toHaveProperty('errors');
    },
    absent: async (played) => {
      const { json } = await send(played, 'create', bad);
      expect(json).toMatchObject({ status: 'CANCELED', results: [] });
      expect(json).not.toHaveProperty('errors');
      expect(json).not.toHaveProperty('numErrors');
    },
  },
  equalToObjectLimit: {
    refuse: refusedItem(hubspot(341, 4), custom(58, 4)),
    accept: async (played) => {
      const reply = await send(played, 'update', hubspot(341, 4), custom(58, 4));
      expect(reply.json).toMatchObject({ results: [{ typeId: 341 }, { typeId: 58 }] });
      expect((await send(played, 'update', hubspot(341, 3))).json).toMatchObject({ numErrors: 1 });
    },
  },
  highestLimit: {
    subscription: async (played) => {
      expect((await send(played, 'update', hubspot(341, 499_999))).status).toBe(200);
    },
    screen: async (played) => {
      expect((await send(played, 'update', hubspot(341, 10_000))).status).toBe(200);
      expect((await send(played, 'update', hubspot(341, 10_001))).status).toBe(207);
    },
  },
  primaryLimits: {
    accept: async (played) => {
      expect((await send(played, 'update', hubspot(5, 1))).status).toBe(200);
    },
    refuse: refusedItem(hubspot(5, 1), good),
  },
  activityLimits: {
    accept: async ({ portal, token }) => {
      expect((await batch(portal, token, 'create', '0-46/0-1', [hubspot(202, 3)])).status).toBe(
        201,
      );
    },
    refuse: async ({ portal, token }) => {
      expect((await batch(portal, token, 'create', '0-46/0-1', [hubspot(202, 3)])).status).toBe(
        207,
      );
    },
  },
  symmetricShare: {
    shared: async (played) => {
      expect(await colleagueLimits(played, 6)).toEqual([6, 6]);
    },
    separate: async (played) => {
      expect(await colleagueLimits(played, 6)).toEqual([6, 12]);
    },
  },
  planGate: {
    open: async (played) => {
      expect((await send(played, 'update', good)).status).toBe(200);
    },
    item: refusedItem(good),
    forbidden: async (played) => {
      const reply = await send(played, 'update', good);
      expect([reply.status, reply.json]).toMatchObject([403, { category: 'FORBIDDEN' }]);
    },
  },
};

/** Sets one side of the seed's symmetric label (both at 12) and reads both. */
async function colleagueLimits(
  { portal, token }: Played,
  limit: number,
): Promise<(number | null | undefined)[]> {
  const labels = await portal.call('GET', '/crm/associations/2026-03/0-1/0-1/labels', { token });
  const found = [...labels.text.matchAll(/"typeId":(\d+),"label":"Colleague"/gu)];
  const [one, other] = found.map((match) => Number(match[1]));
  await batch(portal, token, 'update', '0-1/0-1', [custom(one ?? 0, limit)]);
  const read = await limitsOf(portal, token, '0-1/0-1');
  return [read[`USER_DEFINED ${one ?? 0}`], read[`USER_DEFINED ${other ?? 0}`]];
}
