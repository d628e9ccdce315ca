// Whatever happens to a portal, by whichever server: what is told from memory is what a look at the
// store would tell at that moment.
import fc from 'fast-check';
import { sql } from 'kysely';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { OverviewFilter } from '#domain/overview.ts';
import { success } from '#domain/result.ts';
import { JsonBytes } from '../../server/http/answers.ts';
import { createKeptAnswers } from '../../server/http/kept-answers.ts';
import type { Asked, Handler } from '../../server/http/signed-route.ts';
import { portalIdSchema, type PortalId } from '../../server/ids.ts';
import { keepGlance } from '../../server/overview/kept-glance.ts';
import type { Database } from '../../server/storage/database.ts';
import { countChanged } from '../../server/storage/drift-views.ts';
import { createErasure } from '../../server/storage/erase-portal.ts';
import { createOverviewMarks } from '../../server/storage/overview-marks.ts';
import { createOverviewStore } from '../../server/storage/overview.ts';
import { createOverviewViews } from '../../server/storage/overview-views.ts';
import { createPortals } from '../../server/storage/portals.ts';
import { onEveryStore } from '../stores.ts';
import { AT, driftWorld, label, outcomes, PORTAL } from './drift-world.ts';
import { USER } from './plan-samples.ts';

const NEIGHBOUR = v.parse(portalIdSchema, 43);
const pages = [{ filter: 'all' as const }, { filter: 'changed' as const }];

const limit = fc.option(fc.integer({ min: 1, max: 3 }));
const step = fc.record({
  kind: fc.constantFrom(
    'read',
    'limits',
    'fail',
    'list',
    'begin',
    'end',
    'plan',
    'keep',
    'sql',
    'takenBack',
    'leave',
    'erase',
    'neighbour',
    'nothing',
  ),
  /** Which of the servers does it. */
  by: fc.nat({ max: 1 }),
  limits: fc.tuple(limit, limit),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** A server's overview: what it tells, and what it would tell if it kept nothing. */
function serverOn(database: Database) {
  const { db } = database;
  const views = createOverviewViews(db);
  const overview = createOverviewStore(db);
  const fresh = async (portal: PortalId, filter: OverviewFilter) => ({
    ...(await views.page(portal, { search: '', filter, from: null, to: null, page: 1 })),
    refresh: await overview.refresh(portal),
  });
  const handler: Handler<'overview'> = async ({ asker, query }) =>
    success(await fresh(asker.portal, query.filter ?? 'all'));
  const marks = createOverviewMarks(database);
  const kept = createKeptAnswers(marks)('overview', handler);
  const glance = async (portal: PortalId) => ({
    portalRead: await overview.isListed(portal),
    changedOutside: await countChanged(db, portal),
  });
  return {
    fresh,
    glance,
    keptGlance: keepGlance(marks, glance),
    async told(portal: PortalId, query: (typeof pages)[number]): Promise<unknown> {
      const asked: Asked<'overview'> = {
        asker: { portal, user: USER },
        path: {},
        query,
        body: null,
      };
      const answer = (await kept.ready?.(asked)) ?? (await kept(asked));
      if (!answer.ok) throw new Error('Not answered.');
      const { value } = answer;
      const told: unknown = value instanceof JsonBytes ? JSON.parse(value.bytes.toString()) : value;
      return told;
    },
  };
}

async function happens({ kind, limits: [one, two] }: Step, database: Database, at: number) {
  const { db } = database;
  const world = driftWorld(database);
  const rows = [label(1, one), label(2, two)];
  switch (kind) {
    case 'read':
      return world.read(rows, at);
    case 'limits':
      return world.readLimits(rows, at);
    case 'fail':
      return world.fail(at);
    case 'list': {
      const names = one === null ? ['0-3', '0-2'] : ['0-3', '0-2', `0-${String(4 + one)}`];
      const types = names.map((id) => ({ id, singular: id, plural: id, custom: false }));
      return world.overview.list(PORTAL, types, []);
    }
    case 'begin':
      return world.overview.begin(PORTAL, at, () => Promise.resolve());
    case 'end':
      return world.overview.end(PORTAL, { state: 'done', problem: null }, at);
    case 'plan': {
      const planId = await world.queued([{ typeId: 1, before: one, after: two }], at);
      await world.record(planId, { 0: outcomes.sending });
      return world.record(planId, { 0: outcomes.saved(one, two) });
    }
    case 'keep':
      return world.keep([[1, one]], at);
    case 'sql':
      return sql`update overview_labels set limit_now = ${one} where type_id = 1`.execute(db);
    case 'takenBack':
      return db
        .transaction()
        .execute(async (transaction) => {
          await transaction.updateTable('overview_labels').set({ limit_now: one }).execute();
          throw new Error('Taken back.');
        })
        .catch(() => undefined);
    case 'leave':
      return createPortals(db).leave(PORTAL, {
        ...{ at, by: USER, reason: 'panel' },
        grant: { connectedAt: AT },
      });
    case 'erase':
      return createErasure(db).erase(PORTAL);
    case 'neighbour':
      return createOverviewStore(db).begin(NEIGHBOUR, at, () => Promise.resolve());
    case 'nothing':
  }
}

onEveryStore('an overview told from memory', (store) => {
  test('is the one that is stored, through whatever happens, on every server', async () => {
    const here = store().database;
    const there = store().kind === 'postgres' ? await store().openAgain() : here;
    const databases = [here, there] as const;
    const servers = databases.map(serverOn);
    const grant = {
      ...{ accessSealed: 'a', refreshSealed: 'r', accessExpiresAt: AT, hubDomain: null },
      ...{ scopes: [], installedBy: USER, at: AT },
    };
    const run = async (steps: readonly Step[]): Promise<void> => {
      await driftWorld(here).clear();
      await createPortals(here.db).install(PORTAL, grant);
      let now = AT;
      for (const one of steps) {
        now += 1;
        await happens(one, databases[one.by === 0 ? 0 : 1], now);
        for (const server of servers) {
          for (const portal of [PORTAL, NEIGHBOUR]) {
            const seen = await server.glance(portal);
            expect(await server.keptGlance(portal)).toEqual(seen);
            expect(await server.keptGlance(portal)).toEqual(seen);
            for (const query of pages) {
              const fresh = await server.fresh(portal, query.filter);
              expect(await server.told(portal, query)).toEqual(fresh);
              // Once more, now surely from memory.
              expect(await server.told(portal, query)).toEqual(fresh);
            }
          }
        }
      }
    };
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), run), {
      numRuns: 25,
    });
    if (there !== here) await there.close();
  });
});
