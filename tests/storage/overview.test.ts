// The stored overview: one run at a time, readings that never go back in time, and pages by SQL.
import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import type { LabelRow, ObjectType } from '#domain/association.ts';
import { success } from '#domain/result.ts';
import { systemClock } from '../../server/clock.ts';
import { portalIdSchema } from '../../server/ids.ts';
import { createOverviews } from '../../server/overview/overview.ts';
import { refreshOverview } from '../../server/overview/refresh.ts';
import { createOverviewStore } from '../../server/storage/overview.ts';
import { createOverviewSnapshot } from '../../server/storage/overview-snapshot.ts';
import { createOverviewViews, type OverviewAsked } from '../../server/storage/overview-views.ts';
import { onEveryStore } from '../stores.ts';

const PORTAL = v.parse(portalIdSchema, 42);
const NEIGHBOUR = v.parse(portalIdSchema, 43);
const AT = 1_700_000_000_000;
const nothing = (): Promise<void> => Promise.resolve();
const notAsked = (): never => {
  throw new Error('Nothing but the store is to be asked.');
};

const type = (id: string, singular: string): ObjectType => ({
  id,
  singular,
  plural: `${singular}s`,
  custom: id.startsWith('2-'),
});
const deal = type('0-3', 'Deal');
const company = type('0-2', 'Company');
const label = (typeId: number, text: string | null, limit: number | null = null): LabelRow => ({
  category: 'USER_DEFINED',
  typeId,
  label: text,
  limit,
});
const everything: OverviewAsked = { search: '', filter: 'all', from: null, to: null, page: 1 };

onEveryStore('the overview', (store) => {
  const overview = () => createOverviewStore(store().database.db);
  const views = () => createOverviewViews(store().database.db);
  const listed = async (types: readonly ObjectType[] = [deal, company]): Promise<void> => {
    await overview().begin(PORTAL, AT, nothing);
    // HubSpot might name a type twice.
    await overview().list(PORTAL, [...types, ...types.slice(0, 1)], []);
  };
  const dealToCompany = { from: '0-3', to: '0-2' };
  const page = (asked: Partial<OverviewAsked> = {}) =>
    views().page(PORTAL, { ...everything, ...asked });

  const saveLimits = (
    limits: Readonly<Record<number, number>>,
    at: number,
    portal = PORTAL,
  ): Promise<boolean> =>
    overview().saveLimits(
      portal,
      dealToCompany,
      Object.entries(limits).map(([typeId, limit]) => ({
        category: 'USER_DEFINED',
        typeId: Number(typeId),
        limit,
      })),
      at,
    );
  const limitsNow = async () =>
    Object.fromEntries(
      (await page({ from: '0-3', to: '0-2' })).rows.flatMap(({ label: one }) =>
        one ? [[one.typeId, one.limit] as const] : [],
      ),
    );

  beforeEach(async () => {
    const { db } = store().database;
    await db.deleteFrom('overview_directions').execute();
    await db.deleteFrom('overview_types').execute();
    await db.deleteFrom('overview_runs').execute();
  });

  test('of ten who begin a run at once, one does, and one job is queued', async () => {
    let queued = 0;
    const enqueue = (): Promise<void> => {
      queued += 1;
      return Promise.resolve();
    };
    const begun = await Promise.all(
      Array.from({ length: 10 }, () => overview().begin(PORTAL, AT, enqueue)),
    );
    expect(begun.filter(Boolean)).toHaveLength(1);
    expect(queued).toBe(1);
    expect(await overview().begin(NEIGHBOUR, AT, enqueue)).toBe(true);
  });

  test('a job that cannot be queued leaves no run behind', async () => {
    const full = (): Promise<void> => Promise.reject(new Error('full'));
    await expect(overview().begin(PORTAL, AT, full)).rejects.toThrow('full');
    expect(await overview().refresh(PORTAL)).toBeNull();
  });

  describe('a reading under way while its portal leaves and comes back', () => {
    /** What leaving does to the overview, and the panel as soon as the portal is there again. */
    const leaveAndComeBack = async (): Promise<void> => {
      const { db } = store().database;
      for (const table of ['overview_directions', 'overview_types', 'overview_runs'] as const) {
        await db.deleteFrom(table).where('portal_id', '=', PORTAL).execute();
      }
      await overview().begin(PORTAL, AT + 1, nothing);
    };
    const read = (meanwhile: 'listing' | 'reading') =>
      refreshOverview(
        {
          overview: overview(),
          objectTypes: {
            async list() {
              if (meanwhile === 'listing') await leaveAndComeBack();
              return success({ objectTypes: [deal], notes: [] });
            },
          },
          associations: {
            ...{ readDirection: notAsked, readLimits: notAsked, write: notAsked },
            async surveyDirection() {
              if (meanwhile === 'reading') await leaveAndComeBack();
              return success([]);
            },
          },
          clock: systemClock,
          stopping: () => false,
        },
        PORTAL,
      );

    test.for(['listing', 'reading'] as const)('leaves the new run alone: %s', async (meanwhile) => {
      await overview().begin(PORTAL, AT, nothing);
      expect(await read(meanwhile)).toEqual({ kind: 'done' });
      const run = await overview().refresh(PORTAL);
      expect(run).toMatchObject({ state: 'reading', total: 0, finishedAt: null });
      expect(await overview().underWay(PORTAL)).toEqual({ startedAt: AT + 1, mustList: true });
    });
  });

  test('every direction between the types is unread, and progress counts those read', async () => {
    await listed();
    expect(await overview().pending(PORTAL, 9)).toHaveLength(4);
    await overview().save(PORTAL, dealToCompany, { state: 'read', labels: [label(1, null)] }, AT);
    expect(await overview().refresh(PORTAL)).toMatchObject({ state: 'reading', read: 1, total: 4 });
    const { rows, counts } = await page();
    expect(counts).toMatchObject({ directions: 1, labels: 1, limits: 0, unread: 3 });
    expect(rows.filter(({ state }) => state === 'unread').map((row) => row.label)).toEqual([
      null,
      null,
      null,
    ]);
  });

  test('a run that ends while the overview is told is not told to have ended with some unread', async () => {
    await listed([deal]);
    const endRun = async (): Promise<void> => {
      await overview().save(PORTAL, { from: '0-3', to: '0-3' }, { state: 'read', labels: [] }, AT);
      await overview().end(PORTAL, { state: 'done', problem: null }, AT);
    };
    const told = createOverviews({
      overview: overview(),
      snapshot: createOverviewSnapshot(store().database.db),
      objectTypes: { list: notAsked },
      queue: { enqueue: notAsked, wake: notAsked },
      clock: systemClock,
      views: {
        ...views(),
        page: async (portal, asked) => {
          const view = await views().page(portal, asked);
          await endRun();
          return view;
        },
      },
    });
    const during = await told.page(PORTAL, {});
    expect({ state: during.refresh?.state, unread: during.counts.unread }).toEqual({
      state: 'reading',
      unread: 1,
    });
    const after = await told.page(PORTAL, {});
    expect({ state: after.refresh?.state, unread: after.counts.unread }).toEqual({
      state: 'done',
      unread: 0,
    });
  });

  test('an older reading never replaces a newer one', async () => {
    await listed();
    const reading = (limit: number) => ({ state: 'read' as const, labels: [label(1, 'A', limit)] });
    await overview().save(PORTAL, dealToCompany, reading(2), AT + 5);
    await overview().save(PORTAL, dealToCompany, reading(9), AT);
    expect((await page({ filter: 'limited' })).rows[0]?.label?.limit).toBe(2);
    expect(await overview().pending(PORTAL, 9)).not.toContainEqual(dealToCompany);
  });

  test('limits read alone are taken over, and claim no later reading of the labels', async () => {
    await listed();
    const labels = [label(1, 'A', 2), label(2, 'B'), label(3, null)];
    await overview().save(PORTAL, dealToCompany, { state: 'read', labels }, AT);
    await overview().list(PORTAL, [deal, company], []);
    expect(await saveLimits({ 1: 5, 2: 7 }, AT + 5)).toBe(true);
    expect(await limitsNow()).toEqual({ 1: 5, 2: 7, 3: null });
    const { rows } = await page({ from: '0-3', to: '0-2' });
    expect(new Set(rows.map(({ readAt }) => readAt))).toEqual(
      new Set([new Date(AT).toISOString()]),
    );
    // The run under way has still to read its labels.
    expect(await overview().pending(PORTAL, 9)).toContainEqual(dealToCompany);
  });

  test('limits that do not fit the stored labels change nothing, and are told', async () => {
    await listed();
    expect(await saveLimits({ 1: 5 }, AT)).toBe(false);
    const labels = [label(1, 'A', 2), label(2, 'B')];
    await overview().save(PORTAL, dealToCompany, { state: 'read', labels }, AT);
    // A label that is new; a limit that is removed, or gone with its label.
    expect(await saveLimits({ 1: 3, 9: 4 }, AT + 1)).toBe(false);
    expect(await saveLimits({ 2: 4 }, AT + 1)).toBe(false);
    expect(await saveLimits({}, AT + 1)).toBe(false);
    expect(await limitsNow()).toEqual({ 1: 2, 2: null });
    for (const state of ['failed', 'not_allowed'] as const) {
      await overview().save(PORTAL, dealToCompany, { state, problem: 'No.' }, AT + 2);
      expect(await saveLimits({ 1: 2 }, AT + 3)).toBe(false);
    }
    const none = { state: 'no_association' as const, labels: [] };
    await overview().save(PORTAL, dealToCompany, none, AT + 4);
    expect(await saveLimits({}, AT + 5)).toBe(false);
  });

  test('no reading replaces one that began later, be it whole or of limits alone', async () => {
    await listed();
    const read = (one: readonly LabelRow[], at: number): Promise<void> =>
      overview().save(PORTAL, dealToCompany, { state: 'read', labels: one }, at);
    await read([label(1, 'A', 2), label(2, 'B')], AT);
    await saveLimits({ 1: 5 }, AT + 9);
    // Limits that were read earlier and arrive later, though they would not fit.
    expect(await saveLimits({ 1: 3 }, AT + 4)).toBe(true);
    expect(await saveLimits({ 7: 3 }, AT + 4)).toBe(true);
    expect(await limitsNow()).toEqual({ 1: 5, 2: null });
    // Its labels are newer than those stored, its limits older.
    await read([label(1, 'A, renamed', 2), label(3, 'C', 8)], AT + 5);
    expect(await limitsNow()).toEqual({ 1: 5, 3: null });
    expect((await page({ search: 'renamed' })).total).toBe(1);
    await overview().save(PORTAL, dealToCompany, { state: 'failed', problem: 'No.' }, AT + 6);
    expect(await limitsNow()).toEqual({ 1: 5, 3: null });
    await read([label(1, 'A', 6)], AT + 10);
    expect(await saveLimits({ 1: 5 }, AT + 9)).toBe(true);
    expect(await limitsNow()).toEqual({ 1: 6 });
  });

  test('whole readings and limits at once end as the one that began last', async () => {
    await listed();
    await overview().save(PORTAL, dealToCompany, { state: 'read', labels: [label(1, 'A', 1)] }, AT);
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        index % 2 === 0
          ? saveLimits({ 1: index + 2 }, AT + index)
          : overview().save(
              PORTAL,
              dealToCompany,
              { state: 'read', labels: [label(1, 'A', index + 2)] },
              AT + index,
            ),
      ),
    );
    expect(await limitsNow()).toEqual({ 1: 21 });
    expect(await saveLimits({ 1: 3 }, AT + 20)).toBe(true);
    expect(await limitsNow()).toEqual({ 1: 3 });
  });

  test('a direction outside the overview, or of a neighbour, is passed over', async () => {
    await listed();
    const reading = { state: 'read' as const, labels: [label(1, 'A', 2)] };
    await overview().save(PORTAL, { from: '0-3', to: '0-9' }, reading, AT);
    await overview().save(NEIGHBOUR, dealToCompany, reading, AT);
    expect(await saveLimits({ 1: 2 }, AT, NEIGHBOUR)).toBe(true);
    expect((await page()).counts.labels).toBe(0);
    expect((await views().grid(NEIGHBOUR)).cells).toEqual([]);
    expect(await views().blockers(NEIGHBOUR, '0-3')).toBeNull();
  });

  test('what could not be read is told with its reason and without labels', async () => {
    await listed();
    await overview().save(PORTAL, dealToCompany, { state: 'read', labels: [label(1, 'A', 2)] }, AT);
    const refused = { state: 'not_allowed' as const, problem: 'No \0 access.' };
    await overview().save(PORTAL, dealToCompany, refused, AT + 1);
    const { rows } = await page({ from: '0-3', to: '0-2' });
    expect(rows).toMatchObject([{ state: 'not_allowed', problem: 'No � access.', label: null }]);
    expect((await page({ filter: 'unlimited' })).rows).toEqual([]);
    expect((await page({ filter: 'unknown' })).total).toBe(4);
  });

  test('a type that is gone takes its directions along; the others keep what was read', async () => {
    const vessel = type('2-7', 'Vessel');
    await listed([deal, company, vessel]);
    await overview().save(PORTAL, dealToCompany, { state: 'read', labels: [label(1, 'A', 2)] }, AT);
    await overview().end(PORTAL, { state: 'done', problem: null }, AT);
    await listed();
    expect((await overview().refresh(PORTAL))?.total).toBe(4);
    expect((await page({ filter: 'limited' })).total).toBe(1);
    expect(await overview().pending(PORTAL, 1)).toEqual([dealToCompany]);
  });

  test('what has labels is read first, and what could not be read before last', async () => {
    const [dealToDeal, companyToDeal] = [
      { from: '0-3', to: '0-3' },
      { from: '0-2', to: '0-3' },
    ];
    await listed();
    await overview().save(PORTAL, dealToDeal, { state: 'read', labels: [label(1, 'A')] }, AT);
    for (const pair of [companyToDeal, { from: '0-2', to: '0-2' }]) {
      const state = pair === companyToDeal ? ('failed' as const) : ('not_allowed' as const);
      await overview().save(PORTAL, pair, { state, problem: 'No.' }, AT);
    }
    await overview().end(PORTAL, { state: 'stopped', problem: 'No.' }, AT);
    await listed();
    expect(await overview().pending(PORTAL, 9)).toEqual([
      dealToDeal,
      { from: '0-2', to: '0-2' },
      dealToCompany,
      companyToDeal,
    ]);
  });

  test('chosen directions are told whole, the unknown ones by state, a neighbour’s not at all', async () => {
    await listed();
    const labels = [label(1, 'B', 2), label(2, 'a'), label(3, null, 9)];
    await overview().save(PORTAL, dealToCompany, { state: 'read', labels }, AT);
    const none = { state: 'no_association' as const, labels: [] };
    await overview().save(PORTAL, { from: '0-3', to: '0-3' }, none, AT);
    const snapshot = createOverviewSnapshot(store().database.db);
    const pairs = [
      dealToCompany,
      { from: '0-3', to: '0-3' },
      { from: '0-2', to: '0-3' },
      { from: '0-3', to: '2-404' },
    ];
    const told = await snapshot.directions(PORTAL, pairs);
    expect(told.objectTypes).toEqual([company, deal]);
    expect(told.unknown).toEqual([{ from: '0-2', to: '0-3', state: 'unread' }]);
    expect(told.read).toHaveLength(1);
    expect(told.read[0]).toMatchObject({
      from: deal,
      to: company,
      readAt: new Date(AT).toISOString(),
    });
    expect(new Set(told.read[0]?.labels)).toEqual(new Set(labels));
    const theirs = await snapshot.directions(NEIGHBOUR, pairs);
    expect(theirs).toEqual({ objectTypes: [], read: [], unknown: [] });
  });

  test('search takes names, labels and limits as they are, whatever signs they hold', async () => {
    await listed();
    const labels = [
      label(1, 'Partner 100% _x_', 4),
      label(2, 'ÄRZTIN \\ 🤝', 14),
      label(3, "O'Neil"),
    ];
    await overview().save(PORTAL, dealToCompany, { state: 'read', labels }, AT);
    const found = async (search: string): Promise<(number | undefined)[]> =>
      (await page({ search, from: '0-3', to: '0-2' })).rows.map((row) => row.label?.typeId);
    expect(await found('100%')).toEqual([1]);
    expect(await found('_X_')).toEqual([1]);
    expect(await found('\\')).toEqual([2]);
    expect(await found('🤝 deals')).toEqual([2]);
    expect(await found("o'n")).toEqual([3]);
    expect(await found('4')).toEqual([1]);
    expect(await found('\0')).toEqual([]);
    expect(await found('company deal partner')).toEqual([1]);
  });

  test('search takes what a row shows as the row shows it', async () => {
    await listed();
    const labels = [label(1, 'Partner', 10_000), label(2, 'עסקה', 100), label(3, null, 12)];
    await overview().save(PORTAL, dealToCompany, { state: 'read', labels }, AT);
    const found = async (search: string): Promise<(number | null | undefined)[]> =>
      (await page({ search })).rows.map((row) => row.label?.typeId);
    expect(await found('10,000')).toEqual([1]);
    expect(await found('10000')).toEqual([1]);
    expect(await found('1,00')).toEqual([]);
    expect(await found('Deal → Company partner')).toEqual([1]);
    expect(await found('עסקה\u200E')).toEqual([2]);
    expect(await found('All associations (no label)')).toEqual([3]);
    expect(await found('associations deal')).toEqual([3]);
  });

  test('search folds every letter and spelling of an accent, whatever the database folds', async () => {
    const [über, café] = ['Übersee', 'Café'.normalize('NFD')];
    await listed([type('0-3', 'Ärztin'), company]);
    const labels = [
      label(1, über, 4),
      label(2, café),
      label(3, 'ΔΙΕΥΘΥΝΣΗ'),
      label(4, 'Über%_\\é'),
    ];
    await overview().save(PORTAL, dealToCompany, { state: 'read', labels }, AT);
    const found = async (search: string): Promise<(number | undefined)[]> =>
      (await page({ search, from: '0-3', to: '0-2' })).rows
        .map((row) => row.label?.typeId)
        .toSorted();
    expect(await found('über')).toEqual([1, 4]);
    expect(await found('ÜBER'.normalize('NFD'))).toEqual([1, 4]);
    expect(await found('CAFÉ')).toEqual([2]);
    expect(await found('διευθυνσ')).toEqual([3]);
    expect(await found('ΔΙΕΥΘΥΝΣ')).toEqual([3]);
    expect(await found('über%_\\É')).toEqual([4]);
    expect(await found('ärztin übersee 4')).toEqual([1]);
    expect(await found('öber')).toEqual([]);
  });

  test('4,000 labels of 400 directions are told in pages far below 1 MB, each row once', async () => {
    const types = Array.from({ length: 20 }, (_, index) =>
      type(`2-${String(index)}`, `Type ${String(index)}`),
    );
    await listed(types);
    for (const [index, pair] of (await overview().pending(PORTAL, 400)).entries()) {
      const labels = Array.from({ length: 10 }, (_, row) =>
        label(
          row,
          `${'long label '.repeat(9)}${String(row)}`,
          (index + row) % 3 === 0 ? row + 1 : null,
        ),
      );
      await overview().save(PORTAL, pair, { state: 'read', labels }, AT);
    }
    const first = await page();
    expect([first.total, first.pageCount, first.rows.length]).toEqual([4_000, 80, 50]);
    expect(JSON.stringify(first).length).toBeLessThan(40_000);
    expect(JSON.stringify(await views().grid(PORTAL)).length).toBeLessThan(60_000);
    const seen = new Set<string>();
    for (let number = 1; number <= first.pageCount; number += 1) {
      const { rows } = await page({ page: number });
      for (const row of rows) seen.add(`${row.from}>${row.to}:${String(row.label?.typeId)}`);
    }
    expect(seen.size).toBe(4_000);
  });
});
