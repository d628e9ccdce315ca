// A large plan is made as a job, which tells how far its reading is.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { success } from '#domain/result.ts';
import { portalIdSchema } from '../../../server/ids.ts';
import { draftLater, type DraftLaterParts } from '../../../server/limits/draft-later.ts';
import { createAskedPlans } from '../../../server/storage/asked-plans.ts';
import { createPlans } from '../../../server/storage/plans.ts';
import { fakeClock } from '../fake-clock.ts';
import { onEmbedded } from '../../stores.ts';
import { USER } from '../../storage/plan-samples.ts';

const PORTAL = v.parse(portalIdSchema, 42);
const DIRECTIONS = 12;
const NEVER = new Error('Nothing is put off or refused here.');

onEmbedded('the reading of a plan that was asked for', (store) => {
  test('is counted upwards, though directions are read at once and the store answers in any order', async () => {
    const { db } = store().database;
    const [asked, plans] = [createAskedPlans(db), createPlans(db)];
    const changes = Array.from({ length: DIRECTIONS }, (_, index) => ({
      ...{ from: '0-1', to: `2-${String(index)}`, category: 'USER_DEFINED' as const },
      ...{ typeId: 1, limit: 3 },
    }));
    const planId = randomUUID();
    await asked.add(
      PORTAL,
      {
        ...{ planId, requestHash: 'hash', request: { changes } },
        ...{ directions: DIRECTIONS, createdAt: 1, createdBy: USER },
      },
      () => Promise.resolve(),
    );
    const stored: number[] = [];
    const row = { category: 'USER_DEFINED' as const, typeId: 1, label: 'One', limit: null };
    const parts: DraftLaterParts = {
      plans,
      asked: {
        ...asked,
        putOff: () => Promise.reject(NEVER),
        refuse: () => Promise.reject(NEVER),
        async countRead(portal, id, read) {
          // The later it is asked, the sooner it is there.
          await sleep(2 * (DIRECTIONS - read));
          await asked.countRead(portal, id, read);
          stored.push((await plans.find(portal, id))?.directionsRead ?? -1);
        },
      },
      associations: { readDirection: () => Promise.resolve(success([row])) },
      objectTypes: {
        find: (_, id) => Promise.resolve(success({ id, singular: id, plural: id, custom: false })),
      },
      clock: fakeClock(),
      stopping: () => false,
    };
    expect(await draftLater(parts, PORTAL, planId)).toEqual({ kind: 'done' });
    expect(stored).toEqual(Array.from({ length: DIRECTIONS }, (_, index) => index + 1));
    const made = await plans.find(PORTAL, planId);
    expect(made).toMatchObject({ state: 'ready', directionsRead: DIRECTIONS });
  });
});
