// The daily check: which portals are read, when, and once however many servers look.
import { setImmediate as turn } from 'node:timers/promises';
import * as v from 'valibot';
import { beforeEach, expect, test } from 'vitest';
import { portalIdSchema, type PortalId } from '../../../server/ids.ts';
import { readDuePortals } from '../../../server/overview/daily.ts';
import type { RefreshJob } from '../../../server/overview/refresh-port.ts';
import { createOverviewStore } from '../../../server/storage/overview.ts';
import { createPortals } from '../../../server/storage/portals.ts';
import { onEveryStore } from '../../stores.ts';
import { fakeClock } from '../fake-clock.ts';

const ONE = v.parse(portalIdSchema, 42);
const OTHER = v.parse(portalIdSchema, 43);
const HOUR = 3_600_000;

onEveryStore('the daily check', (store) => {
  const overview = () => createOverviewStore(store().database.db);
  const portals = () => createPortals(store().database.db);
  const server = () => {
    const clock = fakeClock();
    const queued: PortalId[] = [];
    const enqueue = ({ portal }: { readonly portal: PortalId }): Promise<void> => {
      queued.push(portal);
      return Promise.resolve();
    };
    const sweep = (): Promise<number> =>
      readDuePortals({ portals: portals(), overview: overview(), queue: { enqueue }, clock });
    return { clock, queued, sweep };
  };
  const install = (portal: PortalId, at: number): Promise<void> =>
    portals().install(portal, {
      accessSealed: 'a',
      refreshSealed: 'r',
      accessExpiresAt: 0,
      hubDomain: null,
      scopes: [],
      installedBy: null,
      at,
    });

  beforeEach(async () => {
    const { db } = store().database;
    await db.deleteFrom('overview_runs').execute();
    await db.deleteFrom('portals').execute();
  });

  test('a portal is read a day after its install, and a day after each reading began', async () => {
    const { clock, queued, sweep } = server();
    await install(ONE, clock.now());
    const counts: number[] = [];
    for (let hour = 0; hour <= 73; hour += 1) {
      counts.push(await sweep());
      await overview().end(ONE, { state: 'done', problem: null }, clock.now());
      clock.advance(HOUR);
    }
    expect(counts.flatMap((count, hour) => (count === 1 ? [hour] : []))).toEqual([24, 48, 72]);
    expect(queued).toEqual([ONE, ONE, ONE]);
  });

  test('a portal that a person read meanwhile waits a day from then', async () => {
    const { clock, sweep } = server();
    await install(ONE, clock.now());
    clock.advance(20 * HOUR);
    await overview().begin(ONE, clock.now(), () => Promise.resolve());
    await overview().end(ONE, { state: 'stopped', problem: 'No.' }, clock.now());
    clock.advance(10 * HOUR);
    expect(await sweep()).toBe(0);
    clock.advance(14 * HOUR);
    expect(await sweep()).toBe(1);
  });

  test('a disconnected portal, and one that is being read, are left alone', async () => {
    const { clock, queued, sweep } = server();
    await install(ONE, clock.now());
    await install(OTHER, clock.now());
    await portals().leave(ONE, {
      ...{ at: clock.now(), by: null, reason: 'access_ended', grant: { version: 1 } },
    });
    clock.advance(25 * HOUR);
    expect(await sweep()).toBe(1);
    clock.advance(25 * HOUR);
    expect(await sweep()).toBe(0);
    expect(queued).toEqual([OTHER]);
  });

  test('five servers that sweep at once start one reading of each portal', async () => {
    const servers = Array.from({ length: 5 }, server);
    await install(ONE, 0);
    await install(OTHER, 0);
    const begun = await Promise.all(servers.map(({ sweep }) => sweep()));
    expect(begun.reduce((sum, count) => sum + count)).toBe(2);
    expect(servers.flatMap(({ queued }) => queued).sort()).toEqual([ONE, OTHER]);
  });

  test('a day is a day, to the millisecond', async () => {
    const { clock, sweep } = server();
    await install(ONE, clock.now());
    await install(OTHER, clock.now());
    clock.advance(24 * HOUR - 1);
    expect(await sweep()).toBe(0);
    clock.advance(1);
    expect(await sweep()).toBe(2);
  });

  test('readings that were given up are ended before, so that their portals are read today', async () => {
    const { clock, queued, sweep } = server();
    await install(ONE, clock.now());
    await overview().begin(ONE, clock.now(), () => Promise.resolve());
    clock.advance(25 * HOUR);
    expect(await sweep()).toBe(0);
    const jobs: RefreshJob[] = [];
    const problems: string[] = [];
    const begun = await readDuePortals({
      ...{ portals: portals(), clock },
      overview: {
        begin: (...call) => overview().begin(...call),
        async stopAbandoned(problem, at) {
          problems.push(problem);
          await turn();
          await overview().end(ONE, { state: 'stopped', problem }, at);
        },
      },
      queue: {
        enqueue(job) {
          jobs.push(job);
          return Promise.resolve();
        },
      },
    });
    expect([begun, jobs, queued]).toEqual([1, [{ portal: ONE, nobodyWaits: true }], []]);
    expect(problems).toEqual([expect.stringMatching(/^Reading this portal failed .*its log\.$/)]);
  });
});
