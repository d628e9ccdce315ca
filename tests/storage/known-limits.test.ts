// Known limits: what is meant to be, whatever is read, and what differs from it.
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { beforeEach, expect, test } from 'vitest';
import { portalIdSchema } from '../../server/ids.ts';
import { createOverviewViews } from '../../server/storage/overview-views.ts';
import { createPortals } from '../../server/storage/portals.ts';
import { onEveryStore } from '../stores.ts';
import { AT, driftWorld, label, outcomes, PAIR, PORTAL } from './drift-world.ts';
import { USER } from './plan-samples.ts';

const { sending, refused, notTried, unknown, saved } = outcomes;
const NEIGHBOUR = v.parse(portalIdSchema, 43);

onEveryStore('drift', (store) => {
  const world = () => driftWorld(store().database);
  const known = async (typeId: number) => {
    const row = await store()
      .database.db.selectFrom('known_limits')
      .selectAll()
      .where('type_id', '=', typeId)
      .executeTakeFirst();
    return row && [row.limit_known, row.known_by, row.plan_id];
  };
  beforeEach(() => world().clear());

  test('a direction seen for the first time is as it is meant to be', async () => {
    await world().read([label(1, 5), label(2, null)], AT);
    expect(await world().drift()).toEqual([]);
    expect(await known(1)).toEqual([5, null, null]);
  });

  test('what differs later stays different, also when read again, until it is back', async () => {
    await world().read([label(1, 5), label(2, null)], AT);
    await world().read([label(1, 7), label(2, 3)], AT + 1);
    await world().read([label(1, 7), label(2, 3)], AT + 2);
    expect(await world().drift()).toEqual([
      [1, 5, 7],
      [2, null, 3],
    ]);
    await world().read([label(1, 5), label(2, null)], AT + 3);
    expect(await world().drift()).toEqual([]);
  });

  test('a new label is no difference unless it came with a limit; a lost one is if it had one', async () => {
    await world().read([label(1, 5), label(2, null)], AT);
    await world().read([label(3, null), label(4, 9)], AT + 1);
    expect(await world().drift()).toEqual([
      [1, 5, 'gone'],
      [4, 'new', 9],
    ]);
    await world().read([label(3, 6), label(4, null)], AT + 2);
    expect(await world().drift()).toEqual([
      [1, 5, 'gone'],
      [3, null, 6],
    ]);
  });

  test('limits read alone tell the same differences, and whose they are', async () => {
    await world().read([label(1, 5), label(2, null), label(3, 4)], AT);
    expect(await world().readLimits([label(1, 5), label(2, 7), label(3, 4)], AT + 1)).toBe(true);
    expect(await world().drift()).toEqual([[2, null, 7]]);
    const planId = await world().queued([{ typeId: 1, before: 5, after: 8 }], AT + 2);
    await world().record(planId, { 0: sending });
    expect(await world().readLimits([label(1, 8), label(2, 7), label(3, 4)], AT + 3)).toBe(true);
    expect(await world().drift()).toEqual([[2, null, 7]]);
    expect(await known(1)).toEqual([8, USER, planId]);
    expect(await world().readLimits([label(1, 8), label(2, 7), label(3, 9)], AT + 4)).toBe(true);
    expect(await world().drift()).toEqual([
      [2, null, 7],
      [3, 4, 9],
    ]);
  });

  test('limits read alone never tell a limit as removed that may be gone with its label', async () => {
    await world().read([label(1, 5), label(2, 2)], AT);
    expect(await world().readLimits([label(2, 2)], AT + 1)).toBe(false);
    expect(await world().drift()).toEqual([]);
    await world().read([label(2, 2)], AT + 2);
    expect(await world().drift()).toEqual([[1, 5, 'gone']]);
  });

  test('a renamed label is the same label, and told by its last name', async () => {
    await world().read([label(1, 5, 'Old')], AT);
    await world().read([label(1, 5, 'New')], AT + 1);
    expect(await world().drift()).toEqual([]);
    await world().read([], AT + 2);
    expect(await world().views.changed(PORTAL, 9)).toMatchObject([{ label: 'New', gone: true }]);
  });

  test('a reading that arrives late changes nothing', async () => {
    await world().read([label(1, 5)], AT);
    await world().read([label(1, 7)], AT + 9);
    await world().read([label(1, 5)], AT + 3);
    expect(await world().drift()).toEqual([[1, 5, 7]]);
  });

  test('a reading that fails reports no drift, says what is not checked, and forgets nothing', async () => {
    await world().read([label(1, 5)], AT);
    await world().read([label(1, 7)], AT + 1);
    await world().fail(AT + 2);
    expect(await world().drift()).toEqual([]);
    const { count, directions } = await world().views.unchecked(PORTAL);
    expect(count).toBe(9);
    expect(directions).toContainEqual({ ...PAIR, state: 'failed' });
    await world().refuse(AT + 3);
    expect((await world().views.unchecked(PORTAL)).directions).toContainEqual({
      ...PAIR,
      state: 'not_allowed',
    });
    await world().read([label(1, 7)], AT + 4);
    expect(await world().drift()).toEqual([[1, 5, 7]]);
    expect((await world().views.unchecked(PORTAL)).directions).not.toContainEqual(
      expect.objectContaining(PAIR),
    );
  });

  test('object types that are not listed any more are not checked, where limits are meant', async () => {
    await world().read([label(1, 5)], AT);
    await world().overview.end(PORTAL, { state: 'done', problem: null }, AT);
    await world().overview.list(PORTAL, [], []);
    expect((await world().views.unchecked(PORTAL)).count).toBe(0);
    const deal = { id: '0-3', singular: 'Deal', plural: 'Deals', custom: false };
    await world().overview.list(PORTAL, [deal], []);
    expect((await world().views.unchecked(PORTAL)).directions).toContainEqual({
      ...PAIR,
      state: 'not_listed',
    });
  });

  test('what a plan saved is meant to be, by whoever applied it', async () => {
    await world().read([label(1, 5), label(2, 2)], AT);
    const planId = await world().queued([{ typeId: 1, before: 5, after: 8 }], AT + 1);
    await world().record(planId, { 0: sending });
    await world().read([label(1, 8), label(2, 2)], AT + 2);
    expect(await world().drift()).toEqual([]);
    await world().record(planId, { 0: saved(5, 8) });
    expect(await known(1)).toEqual([8, USER, planId]);
    expect(await known(2)).toEqual([2, null, null]);
    await world().read([label(1, 5), label(2, 2)], AT + 3);
    expect(await world().drift()).toEqual([[1, 8, 5]]);
  });

  test('what was refused or not tried leaves what is meant as it was', async () => {
    await world().read([label(1, 5), label(2, 2)], AT);
    const wanted = [
      { typeId: 1, before: 5, after: 8 },
      { typeId: 2, before: 2, after: 9 },
    ];
    const planId = await world().queued(wanted, AT + 1);
    await world().record(planId, { 0: sending, 1: sending });
    await world().record(planId, { 0: refused, 1: notTried });
    await world().read([label(1, 8), label(2, 9)], AT + 2);
    expect(await world().drift()).toEqual([
      [1, 5, 8],
      [2, 2, 9],
    ]);
  });

  test('limits that an applied plan left as they were are meant to be so', async () => {
    await world().read([label(1, 5)], AT);
    await world().read([label(1, 7)], AT + 1);
    const planId = await world().queued([{ typeId: 1, before: 7, after: 7 }], AT + 2);
    expect(await world().drift()).toEqual([]);
    expect(await known(1)).toEqual([7, USER, planId]);
  });

  test('a change that HubSpot shows late is the plan’s, for a day; then it is somebody else’s', async () => {
    const hour = 3_600_000;
    await world().read([label(1, 5), label(2, 5)], AT);
    const wanted = [
      { typeId: 1, before: 5, after: 8 },
      { typeId: 2, before: 5, after: 9 },
    ];
    const planId = await world().queued(wanted, AT + 1);
    await world().record(planId, { 0: unknown, 1: unknown });
    await world().plans.setState(PORTAL, planId, { state: 'done', finishedAt: AT + 1 });
    await world().read([label(1, 5), label(2, 5)], AT + 2);
    expect(await world().drift()).toEqual([]);
    await world().read([label(1, 8), label(2, 5)], AT + hour);
    expect(await world().drift()).toEqual([]);
    expect(await known(1)).toEqual([8, USER, planId]);
    await world().read([label(1, 8), label(2, 9)], AT + 25 * hour);
    expect(await world().drift()).toEqual([[2, 5, 9]]);
  });

  test('a change of a plan that HubSpot made wait for more than a day is the plan’s', async () => {
    const day = 24 * 3_600_000;
    await world().read([label(1, 5)], AT);
    const planId = await world().queued([{ typeId: 1, before: 5, after: 8 }], AT + 1);
    await world().plans.setState(PORTAL, planId, { state: 'paused', resumesAt: AT + day + 2 });
    await world().plans.setState(PORTAL, planId, { state: 'applying', resumesAt: null });
    await world().record(planId, { 0: sending });
    await world().read([label(1, 8)], AT + day + 3);
    expect(await world().drift()).toEqual([]);
    expect(await known(1)).toEqual([8, USER, planId]);
  });

  test('a plan for a direction that nobody read yet is remembered by the first reading', async () => {
    const planId = await world().queued([{ typeId: 1, before: 5, after: 8 }], AT);
    await world().record(planId, { 0: sending });
    await world().record(planId, { 0: saved(5, 8) });
    expect(await world().drift()).toEqual([]);
    await world().read([label(1, 6), label(2, 3)], AT + 1);
    expect(await world().drift()).toEqual([[1, 8, 6]]);
  });

  test('both sides of a shared same-object label are the plan’s, read before or after its end', async () => {
    const own = driftWorld(store().database, { from: '0-1', to: '0-1' });
    await own.read([label(7, 12, 'Colleague'), label(8, 12, 'Colleague'), label(9, 1, 'Boss')], AT);
    const wanted = [{ typeId: 7, before: 12, after: 6, label: 'Colleague' }];
    const planId = await own.queued(wanted, AT + 1);
    await own.record(planId, { 0: sending });
    await own.read(
      [label(7, 6, 'Colleague'), label(8, 6, 'Colleague'), label(9, 1, 'Boss')],
      AT + 2,
    );
    expect(await own.drift()).toEqual([]);
    await own.record(planId, { 0: saved(12, 6) });
    expect(await known(8)).toEqual([6, USER, planId]);
    const late = await own.queued(
      [{ ...wanted[0], typeId: 7, before: 6, after: 4, label: 'Colleague' }],
      AT + 3,
    );
    await own.record(late, { 0: unknown });
    await own.read(
      [label(7, 4, 'Colleague'), label(8, 4, 'Colleague'), label(9, 1, 'Boss')],
      AT + 4,
    );
    expect(await own.drift()).toEqual([]);
  });

  test('where each side has a limit of its own, the other side’s later change is told', async () => {
    const own = driftWorld(store().database, { from: '0-1', to: '0-1' });
    await own.read([label(7, 12, 'Colleague'), label(8, 12, 'Colleague')], AT);
    const planId = await own.queued(
      [{ typeId: 7, before: 12, after: 6, label: 'Colleague' }],
      AT + 1,
    );
    await own.record(planId, { 0: sending });
    await own.read([label(7, 6, 'Colleague'), label(8, 12, 'Colleague')], AT + 2);
    await own.record(planId, { 0: saved(12, 6) });
    expect(await own.drift()).toEqual([]);
    await own.read([label(7, 6, 'Colleague'), label(8, 6, 'Colleague')], AT + 3);
    expect(await own.drift()).toEqual([[8, 12, 6]]);
  });

  test('both sides in one plan with two limits: HubSpot keeps one, and it is the plan’s', async () => {
    const own = driftWorld(store().database, { from: '0-1', to: '0-1' });
    await own.read([label(7, 12, 'Colleague'), label(8, 12, 'Colleague')], AT);
    const planId = await own.queued(
      [
        { typeId: 7, before: 12, after: 6, label: 'Colleague' },
        { typeId: 8, before: 12, after: 5, label: 'Colleague' },
      ],
      AT + 1,
    );
    await own.record(planId, { 0: sending, 1: sending });
    await own.read([label(7, 5, 'Colleague'), label(8, 5, 'Colleague')], AT + 2);
    await own.record(planId, { 0: unknown, 1: saved(12, 5) });
    expect(await own.drift()).toEqual([]);
  });

  test('both sides in one plan with two limits: where HubSpot keeps both, both are the plan’s', async () => {
    const own = driftWorld(store().database, { from: '0-1', to: '0-1' });
    await own.read([label(7, 12, 'Colleague'), label(8, 12, 'Colleague')], AT);
    const planId = await own.queued(
      [
        { typeId: 7, before: 12, after: 6, label: 'Colleague' },
        { typeId: 8, before: 12, after: 5, label: 'Colleague' },
      ],
      AT + 1,
    );
    await own.record(planId, { 0: sending });
    await own.read([label(7, 6, 'Colleague'), label(8, 12, 'Colleague')], AT + 2);
    expect(await own.drift()).toEqual([]);
    await own.record(planId, { 1: sending });
    await own.read([label(7, 6, 'Colleague'), label(8, 5, 'Colleague')], AT + 3);
    expect(await own.drift()).toEqual([]);
    expect([await known(7), await known(8)]).toEqual([
      [6, USER, planId],
      [5, USER, planId],
    ]);
    const again = await own.queued(
      [
        { typeId: 7, before: 6, after: 4, label: 'Colleague' },
        { typeId: 8, before: 5, after: 3, label: 'Colleague' },
      ],
      AT + 4,
    );
    await own.record(again, { 0: sending, 1: sending });
    await own.read([label(7, 4, 'Colleague'), label(8, 3, 'Colleague')], AT + 5);
    expect(await own.drift()).toEqual([]);
  });

  test('keeping accepts exactly what the person saw, names them, and is told in the history', async () => {
    await world().read([label(1, 5), label(2, 2), label(3, 1)], AT);
    await world().read([label(1, 7), label(2, 3)], AT + 1);
    const seen = [
      [1, 7],
      [2, 9],
      [3, 'gone'],
    ] as const;
    const requestId = randomUUID();
    expect(await world().keep(seen, AT + 2, requestId)).toEqual({ kept: 2, changedAgain: 1 });
    expect(await world().drift()).toEqual([[2, 2, 3]]);
    expect(await known(1)).toEqual([7, USER, null]);
    await world().read([label(1, 5), label(2, 9)], AT + 3);
    expect(await world().keep(seen, AT + 4, requestId)).toEqual({ kept: 2, changedAgain: 1 });
    expect(await world().drift()).toEqual([
      [1, 7, 5],
      [2, 2, 9],
    ]);
    const events = await store().database.db.selectFrom('history_events').selectAll().execute();
    expect(events).toMatchObject([
      {
        event_id: requestId,
        by_user: USER,
        event: { kind: 'drift_kept', labels: ['L1', 'L3'], limits: 2 },
      },
    ]);
  });

  test('keeping a limit that a plan has sent leaves the plan’s own change its own', async () => {
    await world().read([label(1, 5)], AT);
    await world().read([label(1, 7)], AT + 1);
    const planId = await world().queued([{ typeId: 1, before: 7, after: 9 }], AT + 2);
    await world().record(planId, { 0: sending });
    expect(await world().keep([[1, 7]], AT + 3)).toEqual({ kept: 1, changedAgain: 0 });
    expect(await known(1)).toEqual([7, USER, null]);
    await world().read([label(1, 9)], AT + 4);
    expect(await world().drift()).toEqual([]);
    expect(await known(1)).toEqual([9, USER, planId]);
  });

  test('keeping what is no difference, or the same twice, does no harm', async () => {
    await world().read([label(1, 5)], AT);
    expect(await world().keep([[1, 5]], AT + 1)).toEqual({ kept: 0, changedAgain: 1 });
    await world().read([label(1, 7)], AT + 2);
    const twice = [
      [1, 7],
      [1, 7],
    ] as const;
    expect(await world().keep(twice, AT + 3)).toEqual({ kept: 1, changedAgain: 1 });
    expect(await known(1)).toEqual([7, USER, null]);
  });

  test('ten people keep the same limit at once: one does', async () => {
    await world().read([label(1, 5)], AT);
    await world().read([label(1, 7)], AT + 1);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => world().keep([[1, 7]], AT + 2)),
    );
    expect(answers.filter(({ kept }) => kept === 1)).toHaveLength(1);
  });

  test('readings, outcomes and keeping at once neither block each other nor get lost', async () => {
    const many = Array.from({ length: 30 }, (_, index) => index + 1);
    await world().read(
      many.map((typeId) => label(typeId, 5)),
      AT,
    );
    const planId = await world().queued(
      many.map((typeId) => ({ typeId, before: 5, after: 6 })),
      AT + 1,
    );
    const backwards = Object.fromEntries(
      [...many.keys()].reverse().map((position) => [position, saved(5, 6)]),
    );
    await Promise.all([
      world().read(
        many.map((typeId) => label(typeId, 6)),
        AT + 2,
      ),
      world().record(planId, backwards),
      world().read(
        many.map((typeId) => label(typeId, 6)),
        AT + 3,
      ),
      world().keep(
        many.map((typeId) => [typeId, 6]),
        AT + 4,
      ),
    ]);
    expect(await world().drift()).toEqual([]);
    expect(await known(30)).toEqual([6, USER, planId]);
  });

  test('the overview filters and counts what was changed, and a neighbour sees none of it', async () => {
    const views = createOverviewViews(store().database.db);
    const asked = { search: '', filter: 'changed', from: null, to: null, page: 1 } as const;
    await world().read([label(1, 5), label(2, 2), label(3, 4)], AT);
    await world().read([label(1, 7), label(2, 2)], AT + 1);
    const page = await views.page(PORTAL, asked);
    expect(page.rows.map((row) => row.label?.typeId)).toEqual([1]);
    expect([page.counts.changed, await world().views.count(PORTAL)]).toEqual([2, 2]);
    expect(await world().views.count(NEIGHBOUR)).toBe(0);
    expect((await views.page(NEIGHBOUR, asked)).rows).toEqual([]);
  });

  test('the pinned setup is compared with what was read, and with nothing else', async () => {
    const { db } = store().database;
    expect(await world().views.pinned(PORTAL, 9)).toBeNull();
    const setupId = randomUUID();
    await db
      .insertInto('kept_setups')
      .values({
        portal_id: PORTAL,
        setup_id: setupId,
        name: 'Production',
        document: '{}',
        limits: 4,
        kept_at: AT,
        kept_by: USER,
        pinned_at: AT,
      })
      .execute();
    const pinned = (type_id: number, limit_wanted: number, to_type = '0-2') => ({
      portal_id: PORTAL,
      setup_id: setupId,
      from_type: '0-3',
      to_type,
      category: 'USER_DEFINED' as const,
      type_id,
      label: `P${String(type_id)}`,
      limit_wanted,
    });
    await db
      .insertInto('pinned_limits')
      .values([pinned(1, 5), pinned(2, 2), pinned(3, 4), pinned(4, 1, '0-1')])
      .execute();
    await world().read([label(1, 5), label(2, null)], AT);
    expect(await world().views.pinned(PORTAL, 9)).toEqual({
      name: 'Production',
      total: 2,
      rows: [
        {
          ...PAIR,
          category: 'USER_DEFINED',
          typeId: 2,
          label: 'L2',
          wanted: 2,
          now: null,
          gone: false,
        },
        {
          ...PAIR,
          category: 'USER_DEFINED',
          typeId: 3,
          label: 'P3',
          wanted: 4,
          now: null,
          gone: true,
        },
      ],
    });
    expect((await world().views.pinned(PORTAL, 1))?.total).toBe(2);
    expect((await world().views.unchecked(PORTAL)).directions).toContainEqual({
      from: '0-3',
      to: '0-1',
      state: 'unread',
    });
  });

  test('portals are due that are connected and of which no reading started for a day', async () => {
    const portals = createPortals(store().database.db);
    const grant = {
      accessSealed: 'a',
      refreshSealed: 'r',
      accessExpiresAt: 0,
      hubDomain: null,
      scopes: [],
      installedBy: null,
    };
    const [never, young, gone] = [51, 52, 53].map((id) => v.parse(portalIdSchema, id));
    if (never === undefined || young === undefined || gone === undefined) throw new Error('ids');
    for (const [portal, at] of [
      [PORTAL, AT - 9],
      [never, AT - 9],
      [young, AT + 1],
      [gone, AT - 9],
    ] as const) {
      await portals.install(portal, { ...grant, at });
    }
    await portals.leave(gone, { at: AT, by: null, reason: 'access_ended', grant: { version: 1 } });
    // The overview's run is under way.
    expect(await portals.unreadSince(AT)).toEqual([never]);
    await world().overview.end(PORTAL, { state: 'stopped', problem: 'No.' }, AT + 5);
    expect(await portals.unreadSince(AT)).toEqual([PORTAL, never]);
    expect(await portals.unreadSince(AT - 1)).toEqual([never]);
  });
});
