// The marks of a portal's overview: others after every change, whoever makes it, and only then.
import { sql } from 'kysely';
import * as v from 'valibot';
import { beforeEach, expect, test } from 'vitest';
import { portalIdSchema, type PortalId } from '../../server/ids.ts';
import type { Database } from '../../server/storage/database.ts';
import { createErasure } from '../../server/storage/erase-portal.ts';
import { createOverviewMarks } from '../../server/storage/overview-marks.ts';
import { createPortals } from '../../server/storage/portals.ts';
import { onEveryStore, onPostgres } from '../stores.ts';
import { AT, driftWorld, label, outcomes, PORTAL } from './drift-world.ts';
import { USER } from './plan-samples.ts';

const NEIGHBOUR = v.parse(portalIdSchema, 43);

onEveryStore('the marks of the overview', (store) => {
  const world = () => driftWorld(store().database);
  const marks = (portal: PortalId = PORTAL) => createOverviewMarks(store().database).of(portal);
  beforeEach(() => world().clear());

  /** Runs it and says whether the marks are others afterwards. */
  async function changes(work: () => Promise<unknown>): Promise<boolean> {
    const before = await marks();
    await work();
    return (await marks()) !== before;
  }

  test('every change of what the overview shows is told', async () => {
    const w = world();
    const at = { now: AT };
    const next = () => (at.now += 1);
    const other = { id: '0-9', singular: 'Cat', plural: 'Cats', custom: true };
    const deal = { id: '0-3', singular: 'Deal', plural: 'Deals', custom: false };
    const company = { id: '0-2', singular: 'Firm', plural: 'Firms', custom: false };
    const planId = { of: '' };
    const steps: Readonly<Record<string, () => Promise<unknown>>> = {
      read: () => w.read([label(1, 5), label(2, null)], next()),
      'read with another limit': () => w.read([label(1, 6), label(2, null)], next()),
      'read with another label': () => w.read([label(1, 6, 'New'), label(2, null)], next()),
      'limits read alone': () => w.readLimits([label(1, 7), label(2, null)], next()),
      accepted: () => w.keep([[1, 7]], next()),
      planned: async () => {
        planId.of = await w.queued([{ typeId: 2, before: null, after: 4 }], next());
        await w.record(planId.of, { 0: outcomes.sending });
      },
      'read back': () => w.read([label(1, 7), label(2, 4)], next()),
      saved: () => w.record(planId.of, { 0: outcomes.saved(null, 4) }),
      failed: () => w.fail(next()),
      refused: () => w.refuse(next()),
      ended: () => w.overview.end(PORTAL, { state: 'stopped', problem: 'No.' }, next()),
      'begun again': () => w.overview.begin(PORTAL, next(), () => Promise.resolve()),
      listed: () => w.overview.list(PORTAL, [deal, company, other], ['A note.']),
    };
    for (const [name, step] of Object.entries(steps)) {
      expect([name, await changes(step)]).toEqual([name, true]);
    }
  });

  test('an older version, or a person with SQL, is told as well', async () => {
    await world().read([label(1, 5)], AT);
    const { db } = store().database;
    expect(
      await changes(() =>
        sql`update overview_labels set limit_now = 9 where portal_id = ${PORTAL}`.execute(db),
      ),
    ).toBe(true);
    expect(await changes(() => sql`delete from known_limits`.execute(db))).toBe(true);
  });

  test('looking changes nothing, nor does what another portal or nobody changed', async () => {
    const w = world();
    await w.read([label(1, 5)], AT);
    const looks = [
      () => w.drift(),
      () => w.overview.refresh(PORTAL),
      () => w.overview.begin(NEIGHBOUR, AT, () => Promise.resolve()),
      () => w.overview.save(PORTAL, { from: 'x', to: 'y' }, { state: 'read', labels: [] }, AT + 1),
    ];
    for (const look of looks) expect(await changes(look)).toBe(false);
    expect(await marks(NEIGHBOUR)).not.toBe(await marks());
  });

  test('a change that is taken back was none', async () => {
    await world().read([label(1, 5)], AT);
    const { db } = store().database;
    const takeBack = () =>
      db.transaction().execute(async (transaction) => {
        await transaction.updateTable('overview_labels').set({ limit_now: 9 }).execute();
        throw new Error('Taken back.');
      });
    expect(await changes(() => takeBack().catch(() => undefined))).toBe(false);
  });

  test('a portal that leaves is told, and of one that is erased nothing is left', async () => {
    const { db } = store().database;
    const portals = createPortals(db);
    await portals.install(PORTAL, {
      ...{ accessSealed: 'a', refreshSealed: 'r', accessExpiresAt: AT, hubDomain: null },
      ...{ scopes: [], installedBy: USER, at: AT },
    });
    await world().read([label(1, 5)], AT);
    const leave = () =>
      portals.leave(PORTAL, {
        ...{ at: AT + 1, by: USER, reason: 'panel' },
        grant: { connectedAt: AT },
      });
    expect(await changes(leave)).toBe(true);
    expect(await changes(() => createErasure(db).erase(PORTAL))).toBe(true);
    expect(await marks()).toBeNull();
  });

  test('many changes leave one mark', async () => {
    for (let round = 0; round < 5; round += 1) await world().read([label(1, round)], AT + round);
    expect(await marks()).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('every table that the overview is made from tells its changes', async () => {
    const { rows } = await sql<{ name: string; told: string[] }>`
      select c.relname as name, coalesce(array_agg(t.tgname::text order by t.tgname::text)
        filter (where t.tgname is not null), '{}') as told
      from pg_class c left join pg_trigger t on t.tgrelid = c.oid and not t.tgisinternal
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
        and (c.relname like 'overview\\_%' or c.relname like 'known\\_%')
        and c.relname <> 'overview_marks'
      group by c.relname`.execute(store().database.db);
    expect(rows).toHaveLength(6);
    for (const { name, told } of rows) {
      expect([name, told]).toEqual([name, ['mark_delete', 'mark_insert', 'mark_update']]);
    }
  });
});

onPostgres('the marks of the overview, with two servers', (store) => {
  const inTransaction = async (
    database: Database,
    limit: number,
    typeId: number,
    meanwhile: () => Promise<void>,
  ): Promise<void> => {
    await database.db.transaction().execute(async (transaction) => {
      await transaction
        .updateTable('overview_labels')
        .set({ limit_now: limit })
        .where('portal_id', '=', PORTAL)
        .where('type_id', '=', typeId)
        .execute();
      await meanwhile();
    });
  };

  test('writers do not wait for each other, and each is told from its commit on', async () => {
    const here = store().database;
    const there = await store().openAgain();
    const world = driftWorld(here);
    await world.clear();
    await world.read([label(1, 5), label(2, 5)], AT);
    const seen = [await createOverviewMarks(there).of(PORTAL)];
    const look = async () => {
      seen.push(await createOverviewMarks(there).of(PORTAL));
    };
    await inTransaction(here, 6, 1, async () => {
      await look();
      // Would wait for ever if it waited for the one that has not ended.
      await inTransaction(there, 6, 2, look);
      await look();
    });
    await look();
    const [before, begun, bothBegun, oneEnded, bothEnded] = seen;
    expect([begun, bothBegun]).toEqual([before, before]);
    expect(new Set([before, oneEnded, bothEnded]).size).toBe(3);
    // And the marks that two writers left at once are one again.
    await world.read([label(1, 7), label(2, 7)], AT + 1);
    expect(await createOverviewMarks(there).of(PORTAL)).toMatch(/^[0-9a-f-]{36}$/);
    await there.close();
  });

  test('of many who ask at once, one look answers all', async () => {
    const world = driftWorld(store().database);
    await world.clear();
    const { db } = store().database;
    let looks = 0;
    const counting = {
      db: db.withPlugin({
        transformQuery: ({ node }) => {
          looks += 1;
          return node;
        },
        transformResult: ({ result }) => Promise.resolve(result),
      }),
      written: null,
    };
    const marks = createOverviewMarks(counting);
    const asked = [PORTAL, NEIGHBOUR, PORTAL].map((portal) => marks.of(portal));
    const [mine, neighbours, again] = await Promise.all(asked);
    expect(looks).toBe(1);
    expect([again, neighbours]).toEqual([mine, null]);
  });
});
