// Plans that are asked for and made later: kept with their job or not at all, and made once.
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { portalIdSchema } from '../../server/ids.ts';
import { createAskedPlans } from '../../server/storage/asked-plans.ts';
import { createPlans } from '../../server/storage/plans.ts';
import { onEveryStore } from '../stores.ts';
import { sampleItem, samplePlan, USER } from './plan-samples.ts';
import type { MakePlanRequest } from '#domain/requests/plan.ts';

const PORTAL = v.parse(portalIdSchema, 42);
const NEIGHBOUR = v.parse(portalIdSchema, 43);
const AT = 1_700_000_001_000;
const nothing = (): Promise<void> => Promise.resolve();
const request: MakePlanRequest = {
  changes: [{ from: '0-3', to: '0-2', category: 'USER_DEFINED', typeId: 1, limit: 4 }],
};

onEveryStore('an asked plan', (store) => {
  const asked = () => createAskedPlans(store().database.db);
  const plans = () => createPlans(store().database.db);
  const ask = async (planId: string = randomUUID()): Promise<string> => {
    const facts = { planId, requestHash: 'hash', createdAt: AT, createdBy: USER };
    await asked().add(PORTAL, { ...facts, request, directions: 30 }, nothing);
    return planId;
  };
  const made = { objectTypes: samplePlan(0).objectTypes, items: [sampleItem(1)], notes: ['One.'] };

  test('is found with what was asked, and how far it is', async () => {
    const planId = await ask();
    await asked().countRead(PORTAL, planId, 7);
    await asked().putOff(PORTAL, planId, 2);
    expect(await plans().find(PORTAL, planId)).toMatchObject({
      ...{ state: 'planning', request, directionsRead: 7, directionsTotal: 30, putOff: 2 },
      ...{ items: [], refusal: null, appliedAt: null },
    });
    expect(await plans().find(NEIGHBOUR, planId)).toBeNull();
  });

  test('is stored once for one id, and not without its job', async () => {
    const planId = await ask();
    const facts = { planId, requestHash: 'other', createdAt: AT, createdBy: USER };
    const enqueue = (): Promise<void> => Promise.reject(new Error('a second job'));
    expect(await asked().add(PORTAL, { ...facts, request, directions: 9 }, enqueue)).toBe(false);
    const lost = { ...facts, planId: randomUUID(), request, directions: 9 };
    await expect(asked().add(PORTAL, lost, enqueue)).rejects.toThrow('a second job');
    expect(await plans().find(PORTAL, lost.planId)).toBeNull();
  });

  test('is made once, and is an ordinary plan from then on', async () => {
    const planId = await ask();
    await Promise.all([1, 2, 3].map(() => asked().make(PORTAL, planId, made)));
    const plan = await plans().find(PORTAL, planId);
    expect(plan).toMatchObject({ state: 'ready', request: null, putOff: 0, notes: ['One.'] });
    expect(plan?.items).toHaveLength(1);
    await asked().refuse(PORTAL, planId, { code: 'internal', message: 'Too late.' });
    expect(await plans().queue(PORTAL, planId, USER, AT, nothing)).toBe(true);
    expect(await plans().find(PORTAL, planId)).toMatchObject({ state: 'queued', refusal: null });
  });

  test('that is refused keeps the reason and cannot be made or queued', async () => {
    const planId = await ask();
    const refusal = { code: 'disconnected', message: 'Gone \ud800.' } as const;
    await asked().refuse(PORTAL, planId, refusal);
    await asked().make(PORTAL, planId, made);
    expect(await plans().queue(PORTAL, planId, USER, AT, nothing)).toBe(false);
    const plan = await plans().find(PORTAL, planId);
    expect(plan).toMatchObject({ state: 'refused', refusal: { code: 'disconnected' }, items: [] });
    expect(plan?.request).toEqual(request);
  });
});
