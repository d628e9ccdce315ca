// Who watches a plan is told every change, whoever wrote it and whenever it was committed.
import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { sql } from 'kysely';
import type { Outcome } from '#domain/outcome.ts';
import { withChanges } from '#domain/planChanges.ts';
import { planChangesSchema, planViewSchema, type PlanView } from '#domain/wire.ts';
import { portalIdSchema } from '../../server/ids.ts';
import { viewChanges, viewPlan } from '../../server/limits/plan-view.ts';
import { createPlans } from '../../server/storage/plans.ts';
import { createPortals } from '../../server/storage/portals.ts';
import { onEmbedded, onEveryStore, onPostgres, type TestStore } from '../stores.ts';
import { samplePlan, USER } from './plan-samples.ts';

const PORTAL = v.parse(portalIdSchema, 42);
const NEIGHBOUR = v.parse(portalIdSchema, 43);
const ITEMS = 12;
const AT = 1_700_000_001_000;

/** A queued plan, and a panel that has looked at it once and then asks what has changed. */
async function watched(store: TestStore) {
  const { db } = store.database;
  await createPortals(db).install(PORTAL, {
    ...{ accessSealed: 'a', refreshSealed: 'r', accessExpiresAt: AT, hubDomain: null },
    ...{ scopes: [], installedBy: USER, at: AT },
  });
  const plans = createPlans(db);
  const plan = samplePlan(ITEMS);
  await plans.add(PORTAL, plan);
  await plans.queue(PORTAL, plan.planId, USER, AT, () => Promise.resolve());
  const whole = async (): Promise<PlanView> => {
    const stored = await plans.find(PORTAL, plan.planId);
    if (!stored) throw new Error('No plan.');
    return v.parse(planViewSchema, viewPlan(stored));
  };
  let seen = await whole();
  return {
    plans,
    planId: plan.planId,
    whole,
    /**
     * Positions of which the look told something new. What was seen may be told again: PostgreSQL's
     * oldest open transaction may be that of another test.
     */
    async look(): Promise<number[]> {
      const changes = await plans.changes(PORTAL, plan.planId, seen.mark);
      if (!changes) throw new Error('No plan.');
      const told = v.parse(planChangesSchema, viewChanges(changes.head, changes.changed));
      const before = seen;
      seen = withChanges(seen, told);
      return [...seen.items.keys()].filter(
        (position) => !isDeepStrictEqual(before.items[position], seen.items[position]),
      );
    },
    async expectSeen(): Promise<void> {
      expect({ ...seen, mark: '' }).toEqual({ ...(await whole()), mark: '' });
    },
  };
}

const saved: Outcome = { kind: 'saved', before: 2, after: 4 };

onEveryStore('what changed of a plan', (store) => {
  test('is told once it is written, with the state', async () => {
    const panel = await watched(store());
    await panel.plans.record(PORTAL, panel.planId, new Map([[3, { kind: 'sending' }]]));
    await panel.plans.setState(PORTAL, panel.planId, { state: 'applying' });
    expect(await panel.look()).toEqual([3]);
    await panel.expectSeen();
    await panel.plans.record(
      PORTAL,
      panel.planId,
      new Map([3, 7].map((position) => [position, saved])),
    );
    await panel.plans.setState(PORTAL, panel.planId, { state: 'done', finishedAt: AT });
    expect(await panel.look()).toEqual([3, 7]);
    await panel.expectSeen();
  });

  test('is told of an item that an older server or a leaving portal wrote, too', async () => {
    const panel = await watched(store());
    const { db } = store().database;
    await sql`update plan_items set outcome = ${JSON.stringify(saved)}::jsonb
      where plan_id = ${panel.planId} and position = 5`.execute(db);
    expect(await panel.look()).toEqual([5]);
    await panel.expectSeen();
    await createPortals(db).leave(PORTAL, {
      ...{ at: AT, by: USER, reason: 'panel' },
      grant: { connectedAt: AT },
    });
    expect(await panel.look()).toHaveLength(ITEMS - 1);
    await panel.expectSeen();
  });

  test('is missed by no look, however looks and writes cross', async () => {
    const panel = await watched(store());
    for (let round = 0; round < 20; round += 1) {
      const writes = [0, 1, 2].map((offset) => {
        const position = (round * 5 + offset * 3) % ITEMS;
        const outcome: Outcome = { kind: 'saved', before: round, after: offset };
        return panel.plans.record(PORTAL, panel.planId, new Map([[position, outcome]]));
      });
      await Promise.all([panel.look(), ...writes]);
    }
    await panel.look();
    await panel.expectSeen();
  });

  test('is everything where the mark is of another store, which had counted further', async () => {
    const panel = await watched(store());
    const changes = await panel.plans.changes(PORTAL, panel.planId, '9000000000000000000');
    expect(changes?.changed).toHaveLength(ITEMS);
  });

  test('is nothing of a neighbour’s', async () => {
    const panel = await watched(store());
    expect(await panel.plans.changes(NEIGHBOUR, panel.planId, '0')).toBeNull();
  });
});

onEmbedded('what changed of a plan', (store) => {
  test('is all that is told where nobody else is writing', async () => {
    const { plans, planId, whole } = await watched(store());
    const { mark } = await whole();
    await plans.record(PORTAL, planId, new Map([[4, saved]]));
    const changes = await plans.changes(PORTAL, planId, mark);
    expect(changes?.changed).toEqual([{ position: 4, outcome: saved }]);
    const later = await plans.changes(PORTAL, planId, changes?.head.mark ?? '');
    expect(later?.changed).toEqual([]);
  });
});

onPostgres('what changed of a plan', (store) => {
  test('is told by the next look where it was not committed at the last one', async () => {
    const panel = await watched(store());
    const other = await store().openAgain();
    const gate = Promise.withResolvers<undefined>();
    const written = Promise.withResolvers<undefined>();
    const slow = other.db.transaction().execute(async (transaction) => {
      await sql`update plan_items set outcome = ${JSON.stringify(saved)}::jsonb
        where plan_id = ${panel.planId} and position = 1`.execute(transaction);
      written.resolve(undefined);
      await gate.promise;
    });
    await written.promise;
    // A later transaction, committed before the slow one.
    await panel.plans.record(PORTAL, panel.planId, new Map([[2, saved]]));
    expect(await panel.look()).toEqual([2]);
    gate.resolve(undefined);
    await slow;
    expect(await panel.look()).toEqual([1]);
    await panel.expectSeen();
    await other.close();
  });
});
