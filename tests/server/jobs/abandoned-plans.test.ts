// Plans as pg-boss keeps their jobs: what becomes of one whose job was given up.
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Outcome } from '#domain/outcome.ts';
import { portalIdSchema } from '../../../server/ids.ts';
import { createApplyRunner } from '../../../server/jobs/apply-queue.ts';
import { createBoss, type Boss } from '../../../server/jobs/boss.ts';
import { createDraftRunner } from '../../../server/jobs/draft-queue.ts';
import { endAbandonedPlans } from '../../../server/limits/end-abandoned.ts';
import { createLog } from '../../../server/log.ts';
import {
  APPLY_QUEUE,
  createAbandonedPlans,
  DRAFT_QUEUE,
} from '../../../server/storage/abandoned-plans.ts';
import { createAskedPlans } from '../../../server/storage/asked-plans.ts';
import { createPlans } from '../../../server/storage/plans.ts';
import { samplePlan, USER } from '../../storage/plan-samples.ts';
import { onEveryStore } from '../../stores.ts';
import { fakeClock } from '../fake-clock.ts';

const PORTAL = v.parse(portalIdSchema, 42);
const clock = fakeClock();
const log = createLog({ write: () => undefined });

onEveryStore('a plan whose job was given up', (store) => {
  let running: Boss;
  beforeAll(async () => {
    running = createBoss(store().database, log);
    await running.boss.start();
    for (const queue of [APPLY_QUEUE, DRAFT_QUEUE]) await running.boss.createQueue(queue);
  });
  afterAll(() => running.boss.stop({ graceful: false }));

  const plans = () => createPlans(store().database.db);
  const sweep = () =>
    endAbandonedPlans({ abandoned: createAbandonedPlans(store().database.db), clock });
  const giveUp = async (planId: string): Promise<void> => {
    await sql`update pgboss.job set state = 'failed' where data->>'planId' = ${planId}`.execute(
      store().database.db,
    );
  };
  const applied = async (count: number): Promise<string> => {
    const plan = samplePlan(count);
    const { planId } = plan;
    await plans().add(PORTAL, plan);
    await plans().queue(PORTAL, planId, USER, clock.now(), (transaction) =>
      createApplyRunner(running, log).enqueue({ portal: PORTAL, planId }, transaction),
    );
    return planId;
  };

  test('ends with what is known of each limit, and can be retried', async () => {
    const [planId, waiting] = [await applied(5), await applied(1)];
    await plans().setState(PORTAL, planId, { state: 'applying' });
    const saved: Outcome = { kind: 'saved', before: 2, after: 4 };
    const refused: Outcome = { kind: 'refused', reason: 'other', hubspot: null };
    const told = new Map<number, Outcome>([
      [0, saved],
      [1, { kind: 'sending' }],
      [2, { kind: 'checking' }],
      [3, refused],
    ]);
    await plans().record(PORTAL, planId, told);
    await sweep();
    expect(await plans().find(PORTAL, planId)).toMatchObject({ state: 'applying' });
    await giveUp(planId);
    await sweep();
    const ended = await plans().find(PORTAL, planId);
    expect(ended).toMatchObject({ state: 'done', finishedAt: clock.now(), resumesAt: null });
    const unread: Outcome = { kind: 'unknown', reason: 'not_read_back', hubspot: null };
    expect(ended?.items.map(({ outcome }) => outcome)).toEqual([
      ...[saved, unread, unread, refused],
      { kind: 'not_tried', reason: 'given_up', hubspot: null },
    ]);
    expect(await plans().find(PORTAL, waiting)).toMatchObject({ state: 'queued' });
  });

  test('is refused where it was still to be made', async () => {
    const ask = async (): Promise<string> => {
      const planId = randomUUID();
      const facts = { planId, requestHash: 'hash', createdAt: clock.now(), createdBy: USER };
      const asked = { ...facts, request: { undoOf: randomUUID() }, directions: 30 };
      await createAskedPlans(store().database.db).add(PORTAL, asked, (transaction) =>
        createDraftRunner(running, log).enqueue({ portal: PORTAL, planId }, transaction),
      );
      return planId;
    };
    const [planId, waiting] = [await ask(), await ask()];
    await giveUp(planId);
    await sweep();
    const refused = await plans().find(PORTAL, planId);
    expect(refused).toMatchObject({ state: 'refused', refusal: { code: 'internal' } });
    expect(refused?.refusal?.message).toContain('failed again and again');
    expect(await plans().find(PORTAL, waiting)).toMatchObject({ state: 'planning' });
  });
});
