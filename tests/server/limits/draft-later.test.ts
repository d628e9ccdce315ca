// A large plan is made as a job, which tells how far its reading is.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { failed, success } from '#domain/result.ts';
import type { HubSpotFailure } from '../../../server/hubspot/failure.ts';
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

  describe('and what HubSpot answers to it', () => {
    const ROW = { category: 'USER_DEFINED' as const, typeId: 1, label: 'One', limit: null };
    const waiting = (retryAfterMs: number): HubSpotFailure => {
      return { code: 'rate_limited', retryAfterMs, hubspot: null };
    };

    /** A plan over five directions that is asked for, and HubSpot's failure in each of its reads. */
    async function world(failureOf: (read: number) => HubSpotFailure | null, typeId = 1) {
      const { db } = store().database;
      const [asked, plans] = [createAskedPlans(db), createPlans(db)];
      const planId = randomUUID();
      const changes = Array.from({ length: 5 }, (_, index) => ({
        ...{ from: '0-1', to: `2-${String(index)}`, category: 'USER_DEFINED' as const },
        ...{ typeId, limit: 3 },
      }));
      await asked.add(
        PORTAL,
        {
          ...{ planId, requestHash: 'hash', request: { changes } },
          ...{ directions: 5, createdAt: 1, createdBy: USER },
        },
        () => Promise.resolve(),
      );
      const seen = { reads: 0, stopping: false };
      const parts: DraftLaterParts = {
        ...{ plans, clock: fakeClock(), stopping: () => seen.stopping },
        // Slowly, so that what is not waited for is noticed.
        asked: {
          ...asked,
          async putOff(...call) {
            await sleep(5);
            await asked.putOff(...call);
          },
          async refuse(...call) {
            await sleep(5);
            await asked.refuse(...call);
          },
        },
        associations: {
          readDirection() {
            seen.reads += 1;
            const failure = failureOf(seen.reads);
            return Promise.resolve(failure ? failed(failure) : success([ROW]));
          },
        },
        objectTypes: {
          find: (_, id) => {
            const type = { id, singular: id, plural: id, custom: false };
            return Promise.resolve(success(type));
          },
        },
      };
      return {
        ...{ seen, draft: (id = planId) => draftLater(parts, PORTAL, id) },
        found: () => plans.find(PORTAL, planId),
      };
    }

    test('“not now” puts it off for that long, five times at most, and is then told', async () => {
      const { draft, found } = await world(() => waiting(60_000));
      for (let time = 1; time <= 5; time += 1) {
        expect(await draft()).toEqual({ kind: 'paused', afterMs: 60_000 });
        expect(await found()).toMatchObject({ state: 'planning', putOff: time });
      }
      expect(await draft()).toEqual({ kind: 'done' });
      const refusal = {
        ...{ code: 'rate_limited', retryAfterMs: 60_000 },
        message: 'HubSpot takes no more calls for this portal right now.',
      };
      expect(await found()).toMatchObject({ state: 'refused', refusal });
    });

    test('a plan that is made, refused or gone is not made once more', async () => {
      for (const failure of [null, { code: 'disconnected', hubspot: null } as const]) {
        const { seen, draft, found } = await world(() => failure);
        expect(await draft()).toEqual({ kind: 'done' });
        const [before, plan] = [seen.reads, await found()];
        expect(await draft()).toEqual({ kind: 'done' });
        expect(seen.reads).toBe(before);
        expect(await found()).toMatchObject({ state: plan?.state, items: plan?.items });
        expect(await draft(randomUUID())).toEqual({ kind: 'done' });
      }
    });

    test('“not for more than a minute” is told at once: somebody waits for the review', async () => {
      const { draft, found } = await world(() => waiting(60_001));
      expect(await draft()).toEqual({ kind: 'done' });
      expect(await found()).toMatchObject({ state: 'refused', refusal: { retryAfterMs: 60_001 } });
    });

    test('“never” is told at once', async () => {
      const { draft, found } = await world(() => ({ code: 'disconnected', hubspot: null }));
      expect(await draft()).toEqual({ kind: 'done' });
      expect(await found()).toMatchObject({ state: 'refused', refusal: { code: 'disconnected' } });
    });

    test('after a pause is read anew, and the plan is as ready as any other', async () => {
      const { seen, draft, found } = await world((read) => (read === 2 ? waiting(2_000) : null));
      expect(await draft()).toEqual({ kind: 'paused', afterMs: 2_000 });
      const before = seen.reads;
      expect(await draft()).toEqual({ kind: 'done' });
      expect(seen.reads - before).toBe(5);
      expect(await found()).toMatchObject({
        ...{ state: 'ready', putOff: 0, directionsRead: 5, request: null },
        items: Array.from({ length: 5 }, () => ({ before: null, after: 3 })),
      });
    });

    test('that cannot be planned is told with each change that is in the way', async () => {
      const { draft, found } = await world(() => null, 9);
      expect(await draft()).toEqual({ kind: 'done' });
      const plan = await found();
      expect(plan).toMatchObject({ state: 'refused', refusal: { code: 'changes_refused' } });
      expect(plan?.refusal?.problems?.map(({ position }) => position)).toEqual([0, 1, 2, 3, 4]);
    });

    test('is left to the next start by a server that stops, which is no failure', async () => {
      const { seen, draft, found } = await world(() => null);
      seen.stopping = true;
      expect(await draft()).toEqual({ kind: 'paused', afterMs: 0 });
      expect(seen.reads).toBe(0);
      expect(await found()).toMatchObject({ state: 'planning', putOff: 0, directionsRead: 0 });
      seen.stopping = false;
      expect(await draft()).toEqual({ kind: 'done' });
      expect((await found())?.state).toBe('ready');
    });
  });
});
