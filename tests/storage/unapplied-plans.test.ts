// Plans that nobody applied, in both databases: deleted after a while, and nothing else with them.
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { PlanState } from '#domain/wire.ts';
import { portalIdSchema } from '../../server/ids.ts';
import { forgetUnapplied } from '../../server/limits/forget-unapplied.ts';
import { createAskedPlans } from '../../server/storage/asked-plans.ts';
import { createPlans } from '../../server/storage/plans.ts';
import { createUnappliedPlans } from '../../server/storage/unapplied-plans.ts';
import { fakeClock } from '../server/fake-clock.ts';
import { onEveryStore } from '../stores.ts';
import { samplePlan, USER } from './plan-samples.ts';

const PORTAL = v.parse(portalIdSchema, 61);
const DAY_MS = 24 * 3_600_000;

onEveryStore('plans that nobody applied', (store) => {
  const clock = fakeClock();
  const plans = () => createPlans(store().database.db);
  const forget = () =>
    forgetUnapplied({ unapplied: createUnappliedPlans(store().database.db), clock });
  const isKept = async (planId: string): Promise<boolean> =>
    (await plans().find(PORTAL, planId)) !== null;
  const madeBefore = async (ms: number): Promise<string> => {
    const plan = samplePlan(2, { createdAt: clock.now() - ms });
    await plans().add(PORTAL, plan);
    return plan.planId;
  };
  const askedBefore = async (ms: number): Promise<string> => {
    const planId = randomUUID();
    const request = { undoOf: randomUUID() };
    const createdAt = clock.now() - ms;
    const asked = { planId, requestHash: 'hash', request, directions: 1, createdAt };
    await createAskedPlans(store().database.db).add(PORTAL, { ...asked, createdBy: USER }, () =>
      Promise.resolve(),
    );
    return planId;
  };

  test('are deleted 30 days after they were made, with their items, refused ones too', async () => {
    const [old, young] = [await madeBefore(30 * DAY_MS + 1), await madeBefore(30 * DAY_MS)];
    const refused = await askedBefore(31 * DAY_MS);
    const refusal = { code: 'internal', message: 'No.' } as const;
    await createAskedPlans(store().database.db).refuse(PORTAL, refused, refusal);
    await forget();
    expect(await isKept(old)).toBe(false);
    expect(await isKept(refused)).toBe(false);
    expect(await isKept(young)).toBe(true);
    const items = await store()
      .database.db.selectFrom('plan_items')
      .select('plan_id')
      .distinct()
      .where('portal_id', '=', PORTAL)
      .execute();
    expect(items).toEqual([{ plan_id: young }]);
  });

  test('are all deleted at once, however many there are', async () => {
    const old = [];
    for (let count = 0; count < 45; count += 1) old.push(await madeBefore(40 * DAY_MS));
    await forget();
    expect(await Promise.all(old.map(isKept))).toEqual(old.map(() => false));
  });

  test('are not those that are being made, wait, were applied or ended', async () => {
    const making = await askedBefore(90 * DAY_MS);
    const states: PlanState[] = ['queued', 'applying', 'paused', 'done'];
    const applied: string[] = [];
    for (const state of states) {
      const planId = await madeBefore(90 * DAY_MS);
      await plans().queue(PORTAL, planId, USER, clock.now(), () => Promise.resolve());
      await plans().setState(PORTAL, planId, { state });
      applied.push(planId);
    }
    await forget();
    for (const planId of [making, ...applied]) expect(await isKept(planId)).toBe(true);
  });

  test('are not those that are applied at that moment', async () => {
    const planId = await madeBefore(31 * DAY_MS);
    let sweep: Promise<void> | undefined;
    await plans().queue(PORTAL, planId, USER, clock.now(), () => {
      sweep = forget();
      // On the embedded store the sweep waits for the end of this transaction.
      return Promise.resolve();
    });
    await sweep;
    expect(await isKept(planId)).toBe(true);
  });
});
