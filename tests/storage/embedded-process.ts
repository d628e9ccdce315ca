// A process of its own that opens the embedded store in the folder it is given, tells on one line
// what it found there, and then writes plans, telling each id once its transaction is committed.
// Told to only hold the store, it writes nothing. It runs until it is killed.
import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { portalIdSchema } from '../../server/ids.ts';
import { openEmbedded } from '../../server/storage/database.ts';
import { createPlans } from '../../server/storage/plans.ts';
import { samplePlan } from './plan-samples.ts';

/** Items of each plan: a plan with another number of them is half a transaction. */
const ITEMS = 3;

const say = (line: string): void => {
  writeSync(1, `${line}\n`);
};

const [folder = '', task = 'hold'] = process.argv.slice(2);
try {
  const { db } = await openEmbedded(folder);
  const found = await db
    .selectFrom('plans')
    .leftJoin('plan_items', 'plan_items.plan_id', 'plans.plan_id')
    .select(['plans.plan_id as id', (part) => part.fn.count('plan_items.position').as('items')])
    .groupBy('plans.plan_id')
    .execute();
  const whole = found.filter(({ items }) => Number(items) === ITEMS).map(({ id }) => id);
  say(JSON.stringify({ whole, half: found.length - whole.length }));
  const plans = createPlans(db);
  while (task === 'write') {
    const plan = samplePlan(ITEMS);
    await plans.add(v.parse(portalIdSchema, 42), plan);
    say(plan.planId);
  }
  for (;;) await sleep(60_000);
} catch (error) {
  say(JSON.stringify({ refused: error instanceof Error ? error.message : 'unknown' }));
}
