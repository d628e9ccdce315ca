// Applying as a durable job: with its plan or not at all, once, and again after a pause or a crash.
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { expect, test, vi } from 'vitest';
import { portalIdSchema, type PortalId } from '../../../server/ids.ts';
import { createApplyRunner } from '../../../server/jobs/apply-queue.ts';
import { createBoss, type Boss } from '../../../server/jobs/boss.ts';
import { holdOf } from '../../../server/jobs/orphans.ts';
import type { ApplyQueue } from '../../../server/limits/apply-port.ts';
import type { ApplyEnd } from '../../../server/limits/apply.ts';
import { createLog } from '../../../server/log.ts';
import type { Database } from '../../../server/storage/database.ts';
import { createPlans } from '../../../server/storage/plans.ts';
import { createPortals } from '../../../server/storage/portals.ts';
import { samplePlan, USER } from '../../storage/plan-samples.ts';
import { createEmptyPostgres, onEveryStore, onPostgres } from '../../stores.ts';

const PORTAL = v.parse(portalIdSchema, 42);
const AT = 1_700_000_000_000;
const log = createLog({ write: () => undefined });

/** Jobs of a portal that is not connected are not sent again. */
const connect = (database: Database, portal: PortalId): Promise<void> =>
  createPortals(database.db).install(portal, {
    ...{ accessSealed: 'a', refreshSealed: 'r', accessExpiresAt: 0, at: AT },
    ...{ hubDomain: null, scopes: [], installedBy: null },
  });

interface JobRunner extends ApplyQueue {
  stop(): Promise<void>;
  /** Takes no more jobs; what runs goes on. */
  takeNoMore(): Promise<void>;
}

/** Starts a runner and keeps what it was asked to apply. */
async function start(
  database: Database,
  apply: (planId: string) => Promise<ApplyEnd> = () => Promise.resolve({ kind: 'done' }),
): Promise<{ runner: JobRunner; applied: string[]; boss: Boss['boss'] }> {
  const running = createBoss(database, log);
  const applies = createApplyRunner(running, log);
  const applied: string[] = [];
  await running.boss.start();
  await applies.start(({ planId }) => {
    applied.push(planId);
    return apply(planId);
  });
  const stop = (): Promise<void> => running.boss.stop({ graceful: true, timeout: 10_000 });
  const takeNoMore = (): Promise<void> => running.boss.offWork('apply-plan', { wait: false });
  return { runner: { ...applies, stop, takeNoMore }, applied, boss: running.boss };
}

const soon = { timeout: 60_000, interval: 50 };

onEveryStore('a job', (store) => {
  const storedPlan = async (): Promise<string> => {
    await connect(store().database, PORTAL);
    const plan = samplePlan(1);
    await createPlans(store().database.db).add(PORTAL, plan);
    return plan.planId;
  };
  const queue = (runner: JobRunner, planId: string, fails = false): Promise<boolean> =>
    createPlans(store().database.db).queue(PORTAL, planId, USER, AT, async (transaction) => {
      await runner.enqueue({ portal: PORTAL, planId }, transaction);
      if (fails) throw new Error('after the job was added');
    });
  const jobsOf = async (planId: string): Promise<number> => {
    const { rows } = await store().database.sql.executeSql(
      `select count(*) as jobs from pgboss.job where data->>'planId' = $1`,
      [planId],
    );
    return Number((rows[0] as { jobs: number } | undefined)?.jobs);
  };

  test('is done once for twenty callers who queue its plan at once', async () => {
    const { runner, applied } = await start(store().database);
    const planId = await storedPlan();
    await Promise.all(Array.from({ length: 20 }, () => queue(runner, planId)));
    await vi.waitFor(() => {
      expect(applied).toEqual([planId]);
    }, soon);
    expect(await jobsOf(planId)).toBe(1);
    await runner.stop();
    expect(applied).toEqual([planId]);
  });

  test('is looked for at once where its server is woken', async () => {
    const { runner, applied, boss } = await start(store().database);
    const notified = vi.spyOn(boss, 'notifyWorker');
    const planId = await storedPlan();
    await queue(runner, planId);
    runner.wake();
    const workers = boss.getWipData().map(({ id }) => id);
    expect(workers).toContain(notified.mock.lastCall?.[0]);
    await vi.waitFor(() => {
      expect(applied).toEqual([planId]);
    }, soon);
    await runner.stop();
    // A stopped server is woken by requests that still end.
    runner.wake();
  });

  test('is taken back with its plan’s transaction', async () => {
    const { runner, applied } = await start(store().database);
    const [failing, working] = [await storedPlan(), await storedPlan()];
    await expect(queue(runner, failing, true)).rejects.toThrow('after the job was added');
    expect(await jobsOf(failing)).toBe(0);
    await queue(runner, working);
    await vi.waitFor(() => {
      expect(applied).toEqual([working]);
    }, soon);
    await runner.stop();
  });

  test('is done, and once, where its server stops right after it was added', async () => {
    const stopping = await start(store().database);
    const planId = await storedPlan();
    await queue(stopping.runner, planId);
    await stopping.runner.stop();
    const next = await start(store().database);
    await vi.waitFor(() => {
      expect([...stopping.applied, ...next.applied]).toEqual([planId]);
    }, soon);
    await next.runner.stop();
  });

  test('that pauses comes again by itself', async () => {
    const ends: ApplyEnd[] = [{ kind: 'paused', afterMs: 500 }];
    const { runner, applied } = await start(store().database, () =>
      Promise.resolve(ends.shift() ?? { kind: 'done' }),
    );
    const planId = await storedPlan();
    await queue(runner, planId);
    await vi.waitFor(() => {
      expect(applied).toEqual([planId, planId]);
    }, soon);
    await runner.stop();
  });

  test('waits for its turn though its servers stood still for weeks', async () => {
    const first = Promise.withResolvers<ApplyEnd>();
    const ends = [first.promise];
    const { runner, applied, boss } = await start(
      store().database,
      () => ends.shift() ?? Promise.resolve({ kind: 'done' }),
    );
    const [before, behind] = [await storedPlan(), await storedPlan()];
    await queue(runner, before);
    await vi.waitFor(() => {
      expect(applied).toEqual([before]);
    }, soon);
    await queue(runner, behind);
    const weeks = `update pgboss.job set start_after = start_after - interval '30 days',
      keep_until = keep_until - interval '30 days' where data->>'planId' = $1`;
    await store().database.sql.executeSql(weeks, [behind]);
    await store().database.sql.executeSql('update pgboss.queue set maintain_on = null', []);
    await boss.supervise('apply-plan');
    expect(await jobsOf(behind)).toBe(1);
    first.resolve({ kind: 'done' });
    await vi.waitFor(() => {
      expect(applied).toEqual([before, behind]);
    }, soon);
    await runner.stop();
  });

  test('that throws is tried again', async () => {
    let failures = 1;
    const { runner, applied } = await start(store().database, () => {
      failures -= 1;
      return failures < 0
        ? Promise.resolve({ kind: 'done' })
        : Promise.reject(new Error('the store was away'));
    });
    const planId = await storedPlan();
    await queue(runner, planId);
    await vi.waitFor(() => {
      expect(applied).toEqual([planId, planId]);
    }, soon);
    await runner.stop();
  });
});

onPostgres('four servers that start on a new database at once', () => {
  test('all get their queue, five times out of five', async () => {
    for (let round = 1; round <= 5; round += 1) {
      const empty = await createEmptyPostgres();
      const databases = await Promise.all([1, 2, 3, 4].map(() => empty.open()));
      const started = await Promise.allSettled(databases.map((database) => start(database)));
      for (const one of started) if (one.status === 'fulfilled') await one.value.runner.stop();
      await Promise.all(databases.map((database) => database.close()));
      await empty.drop();
      const problems = started.map((one) =>
        one.status === 'rejected' ? String(one.reason) : null,
      );
      expect(problems).toEqual([null, null, null, null]);
    }
  });
});

onEveryStore('a job whose portal leaves while it runs', (store) => {
  test('is not sent again, and nothing of it is left in the queue', async () => {
    const { database } = store();
    await connect(database, PORTAL);
    const { runner, applied } = await start(database, async () => {
      await createPortals(database.db).leave(PORTAL, {
        ...{ at: AT + 1, by: null, reason: 'access_ended', grant: { connectedAt: AT } },
      });
      return { kind: 'paused', afterMs: 1 };
    });
    const plan = samplePlan(1);
    const plans = createPlans(database.db);
    await plans.add(PORTAL, plan);
    await plans.queue(PORTAL, plan.planId, USER, AT, (transaction) =>
      runner.enqueue({ portal: PORTAL, planId: plan.planId }, transaction),
    );
    await vi.waitFor(() => {
      expect(applied).toEqual([plan.planId]);
    }, soon);
    await runner.stop();
    const jobs = await database.sql.executeSql('select id from pgboss.job where group_id = $1', [
      String(PORTAL),
    ]);
    expect(jobs.rows).toEqual([]);
    expect(await plans.find(PORTAL, plan.planId)).toMatchObject({
      state: 'done',
      items: [{ outcome: { kind: 'not_tried', reason: 'disconnected' } }],
    });
  });
});

onPostgres('four servers on one database', (store) => {
  test('share the work without doing any of it twice', async () => {
    const others = await Promise.all([1, 2, 3].map(() => store().openAgain()));
    const servers = await Promise.all([store().database, ...others].map((one) => start(one)));
    const [first] = servers;
    if (!first) throw new Error('No server started.');
    const plans = createPlans(store().database.db);
    const planIds: string[] = [];
    for (const portal of [1, 2, 3, 4, 5, 6].map((id) => v.parse(portalIdSchema, id))) {
      const { planId, ...plan } = samplePlan(1);
      planIds.push(planId);
      await plans.add(portal, { planId, ...plan });
      await plans.queue(portal, planId, USER, AT, (transaction) =>
        first.runner.enqueue({ portal, planId }, transaction),
      );
    }
    await vi.waitFor(() => {
      const applied = servers.flatMap((server) => server.applied);
      expect(applied.sort()).toEqual([...planIds].sort());
    }, soon);
    await Promise.all(servers.map(({ runner }) => runner.stop()));
    await Promise.all(others.map((database) => database.close()));
  });

  test('run one job of a portal at a time, though both take one up at the same moment', async () => {
    const [portal, running] = [v.parse(portalIdSchema, 99), new Set<string>()];
    await connect(store().database, portal);
    let together = 0;
    const work = async (planId: string): Promise<ApplyEnd> => {
      running.add(planId);
      together = Math.max(together, running.size);
      await sleep(20);
      running.delete(planId);
      return { kind: 'done' };
    };
    const other = await store().openAgain();
    const servers = [await start(store().database, work), await start(other, work)];
    const [first] = servers;
    if (!first) throw new Error('No server started.');
    const planIds: string[] = [];
    for (let plan = 1; plan <= 6; plan += 1) {
      const { planId, ...rest } = samplePlan(1);
      planIds.push(planId);
      const plans = createPlans(store().database.db);
      await plans.add(portal, { planId, ...rest });
      await plans.queue(portal, planId, USER, AT, (transaction) =>
        first.runner.enqueue({ portal, planId }, transaction),
      );
    }
    await vi.waitFor(() => {
      const applied = servers.flatMap((server) => server.applied);
      expect(applied.sort()).toEqual([...planIds].sort());
    }, soon);
    expect(together).toBe(1);
    await Promise.all(servers.map(({ runner }) => runner.stop()));
    await other.close();
  });

  test('leave a job alone whose portal another holds, however pg-boss hands it out', async () => {
    const [portal, other] = [v.parse(portalIdSchema, 97), await store().openAgain()];
    await connect(store().database, portal);
    const hold = holdOf('apply-plan', String(portal));
    expect(await other.holds.take(hold)).toBe(true);
    const server = await start(store().database);
    const plan = samplePlan(1);
    const plans = createPlans(store().database.db);
    await plans.add(portal, plan);
    await plans.queue(portal, plan.planId, USER, AT, (transaction) =>
      server.runner.enqueue({ portal, planId: plan.planId }, transaction),
    );
    // Each time that it was handed out it went back as a new job.
    await vi.waitFor(async () => {
      const { rows } = await store().database.sql.executeSql(
        `select id from pgboss.job where data->>'planId' = $1 and state = 'completed'`,
        [plan.planId],
      );
      expect(rows.length + server.applied.length).toBeGreaterThanOrEqual(2);
    }, soon);
    expect(server.applied).toEqual([]);
    await other.holds.release(hold);
    await vi.waitFor(() => {
      expect(server.applied).toEqual([plan.planId]);
    }, soon);
    await server.runner.stop();
    await other.close();
  });

  test('take up the job of one whose session ended within seconds, not after its heartbeat', async () => {
    const [portal, dying] = [v.parse(portalIdSchema, 98), await store().openAgain()];
    await connect(store().database, portal);
    let finish = (): void => undefined;
    const stuckOn = new Promise<ApplyEnd>((resolve) => {
      finish = () => {
        resolve({ kind: 'done' });
      };
    });
    const stuck = await start(dying, () => stuckOn);
    const plan = samplePlan(1);
    const plans = createPlans(store().database.db);
    await plans.add(portal, plan);
    await plans.queue(portal, plan.planId, USER, AT, (transaction) =>
      stuck.runner.enqueue({ portal, planId: plan.planId }, transaction),
    );
    await vi.waitFor(() => {
      expect(stuck.applied).toEqual([plan.planId]);
    }, soon);
    const living = await start(store().database);
    // Long enough for ten looks: what is held is nobody else's.
    await sleep(2_000);
    expect(living.applied).toEqual([]);
    await stuck.runner.takeNoMore();
    const diedAt = performance.now();
    await dying.holds.close();
    await vi.waitFor(() => {
      expect(living.applied).toEqual([plan.planId]);
    }, soon);
    expect(performance.now() - diedAt).toBeLessThan(8_000);
    await living.runner.stop();
    finish();
    await stuck.runner.stop();
    await dying.close();
  });

  test('end a job where it was taken up, not where its session had ended meanwhile', async () => {
    const [portal, cutOff] = [v.parse(portalIdSchema, 96), await store().openAgain()];
    await connect(store().database, portal);
    const [first, second] = [Promise.withResolvers<ApplyEnd>(), Promise.withResolvers<ApplyEnd>()];
    const lost = await start(cutOff, () => first.promise);
    const plan = samplePlan(1);
    const plans = createPlans(store().database.db);
    await plans.add(portal, plan);
    await plans.queue(portal, plan.planId, USER, AT, (transaction) =>
      lost.runner.enqueue({ portal, planId: plan.planId }, transaction),
    );
    await vi.waitFor(() => {
      expect(lost.applied).toEqual([plan.planId]);
    }, soon);
    const living = await start(store().database, () => second.promise);
    await lost.runner.takeNoMore();
    await cutOff.holds.close();
    await vi.waitFor(() => {
      expect(living.applied).toEqual([plan.planId]);
    }, soon);
    const jobs = () =>
      store().database.sql.executeSql(
        `select state::text as state from pgboss.job where data->>'planId' = $1`,
        [plan.planId],
      );
    // The first one ends, while the second is still at it.
    first.resolve({ kind: 'done' });
    await lost.runner.stop();
    expect((await jobs()).rows).toEqual([{ state: 'active' }]);
    second.resolve({ kind: 'done' });
    await living.runner.stop();
    expect((await jobs()).rows).toEqual([{ state: 'completed' }]);
    await cutOff.close();
  });
});
