// Scenarios of a batch as a whole: statuses, order, sizes.
import { expect } from 'vitest';
import type { Reply } from './hubspot.ts';
import { custom, hubspot } from './limits.ts';
import {
  pair,
  good,
  bad,
  send,
  limits,
  type Check,
  type Played,
  type Checks,
} from './scenario-play.ts';

const statuses =
  (created: number, updated: number, partly: number): Check =>
  async (played) => {
    expect((await send(played, 'create', good)).status).toBe(created);
    expect((await send(played, 'update', good)).status).toBe(updated);
    const mixed = await send(played, 'update', good, bad);
    expect([mixed.status, mixed.json]).toMatchObject([partly, { numErrors: 1 }]);
  };

const unfinished =
  (status: string, effect: boolean): Check =>
  async (played) => {
    const reply = await send(played, 'create', good);
    expect(reply.json).toMatchObject({ status, results: [] });
    expect('HUBSPOT_DEFINED 341' in (await limits(played))).toBe(effect);
  };

const atMost =
  (most: number): Check =>
  async (played) => {
    const inputs = (count: number): object[] =>
      Array.from({ length: count }, (_, index) => custom(100_000 + index, 1));
    expect((await send(played, 'create', ...inputs(most + 1))).status).toBe(400);
    expect((await send(played, 'create', ...inputs(most))).status).toBe(207);
  };

export const batchChecks: Checks = {
  batchStatus: {
    declared: statuses(201, 200, 207),
    '200': statuses(200, 200, 207),
    '201': statuses(201, 201, 207),
    '207': statuses(207, 207, 207),
    '200-with-errors': statuses(200, 200, 200),
  },
  batchFailure: {
    item: async (played) => {
      await send(played, 'create', good, bad);
      expect(await limits(played)).toHaveProperty('HUBSPOT_DEFINED 341');
    },
    cancel: async (played) => {
      const reply = await send(played, 'create', good, bad);
      expect(reply.json).toMatchObject({ status: 'CANCELED', results: [], numErrors: 1 });
      expect(await limits(played)).not.toHaveProperty('HUBSPOT_DEFINED 341');
    },
  },
  batchState: {
    complete: async (played) => {
      expect((await send(played, 'create', good)).json).toMatchObject({ status: 'COMPLETE' });
    },
    pending: unfinished('PENDING', true),
    processing: unfinished('PROCESSING', true),
    'pending-without-effect': unfinished('PENDING', false),
  },
  batchCheck: {
    'in-order': async (played) => {
      expect(await raiseBoth(played)).toMatchObject({ results: [{ typeId: 341 }], numErrors: 1 });
    },
    'end-state': async (played) => {
      const answer = await raiseBoth(played);
      expect(answer).toMatchObject({ results: [{ typeId: 58 }, { typeId: 341 }] });
      expect(answer).not.toHaveProperty('errors');
      // An item that fails leaves nothing behind, although the others were checked against it.
      await send(played, 'update', custom(58, 600_000), custom(60, 1));
      expect(await limits(played)).toMatchObject({ 'USER_DEFINED 58': 4, 'USER_DEFINED 60': 1 });
      await fallTogether(played);
      await fallAlone(played);
    },
  },
  batchSize: {
    '100': atMost(100),
    '50': atMost(50),
    '10': atMost(10),
    '1000': atMost(1000),
    unlimited: async (played) => {
      const inputs = Array.from({ length: 1500 }, (_, index) => custom(100_000 + index, 1));
      expect((await send(played, 'create', ...inputs)).status).toBe(207);
    },
  },
  repeatedInput: {
    refuse: async (played) => {
      expect((await send(played, 'update', good, good)).status).toBe(400);
    },
    'last-wins': async (played) => {
      await send(played, 'update', good, { ...good, maxToObjectIds: 12 });
      expect(await limits(played)).toMatchObject({ 'HUBSPOT_DEFINED 341': 12 });
    },
  },
  createOnExisting: {
    update: async (played) => {
      await send(played, 'create', custom(56, 7));
      expect(await limits(played)).toMatchObject({ 'USER_DEFINED 56': 7 });
    },
    error: async (played) => {
      const reply = await send(played, 'create', good, custom(56, 7));
      expect(reply.json).toMatchObject({ results: [{ typeId: 341 }], numErrors: 1 });
      expect(await limits(played)).toMatchObject({ 'USER_DEFINED 56': 2 });
    },
  },
  updateOnMissing: {
    create: async (played) => {
      await send(played, 'update', good);
      expect(await limits(played)).toMatchObject({ 'HUBSPOT_DEFINED 341': 9 });
    },
    error: async (played) => {
      const reply = await send(played, 'update', good, custom(56, 7));
      expect(reply.json).toMatchObject({ results: [{ typeId: 56 }], numErrors: 1 });
      expect(await limits(played)).not.toHaveProperty('HUBSPOT_DEFINED 341');
    },
  },
  purgeAnswer: {
    declared: async (played) => {
      const reply = await purgeOne(played);
      expect([reply.status, reply.json]).toMatchObject([200, { status: 'COMPLETE', results: [] }]);
    },
    '200': async (played) => {
      const path = `/crm/associations/v4/definitions/configurations/${pair}/batch/purge`;
      const json = { inputs: [{ category: 'USER_DEFINED', typeId: 56 }] };
      const reply = await played.portal.call('POST', path, { token: played.token, json });
      expect([reply.status, reply.json]).toMatchObject([200, { status: 'COMPLETE' }]);
    },
    '200-with-results': async (played) => {
      const reply = await purgeOne(played);
      expect(reply.json).toMatchObject({ results: [{ category: 'USER_DEFINED', typeId: 56 }] });
    },
    '204': async (played) => {
      const wrong = { category: 'USER_DEFINED', typeId: 999 };
      const mixed = await send(played, 'purge', { category: 'USER_DEFINED', typeId: 56 }, wrong);
      expect([mixed.status, await limits(played)]).toMatchObject([400, { 'USER_DEFINED 56': 2 }]);
      const reply = await purgeOne(played);
      expect([reply.status, reply.text]).toEqual([204, '']);
    },
  },
};

async function purgeOne(played: Played): Promise<Reply> {
  return await send(played, 'purge', { category: 'USER_DEFINED', typeId: 56 });
}

/** One batch that raises a label above the old object limit, and after it the object limit. */
async function raiseBoth(played: Played): Promise<unknown> {
  await send(played, 'update', hubspot(341, 3));
  return (await send(played, 'update', custom(58, 4), hubspot(341, 5))).json;
}

/** An object limit that HubSpot refuses raises nothing for the labels that count on it. */
async function fallTogether(played: Played): Promise<void> {
  const reply = await send(played, 'update', custom(58, 8), hubspot(341, 600_000), custom(60, 2));
  expect(reply.json).toMatchObject({ results: [{ typeId: 60 }], numErrors: 2 });
  expect(await limits(played)).toMatchObject({
    ...{ 'HUBSPOT_DEFINED 341': 5, 'USER_DEFINED 58': 4, 'USER_DEFINED 60': 2 },
  });
}

/** Of two that exclude each other the first falls, and the second stands without it. */
async function fallAlone(played: Played): Promise<void> {
  const reply = await send(played, 'update', custom(58, 9), hubspot(341, 7));
  expect(reply.json).toMatchObject({ results: [{ typeId: 341 }], numErrors: 1 });
  expect(await limits(played)).toMatchObject({ 'HUBSPOT_DEFINED 341': 7, 'USER_DEFINED 58': 4 });
}
