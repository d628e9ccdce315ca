// The history in both databases: what is found, in which order, and whose it is.
import { expect, test } from 'vitest';
import { portalIdSchema } from '../../server/ids.ts';
import { createHistory } from '../../server/storage/history.ts';
import { createPlans, type NewPlan } from '../../server/storage/plans.ts';
import { onEveryStore } from '../stores.ts';
import { sampleItem, samplePlan, USER } from './plan-samples.ts';

const PORTAL = portalIdSchema.parse(52);
const NEIGHBOUR = portalIdSchema.parse(53);
const nothing = (): Promise<void> => Promise.resolve();

onEveryStore('the history', (store) => {
  let at = 1_700_000_000_000;
  const plans = () => createPlans(store().database.db);
  const history = () => createHistory(store().database.db);
  const applied = async (plan: NewPlan, note: string | null = null, portal = PORTAL) => {
    await plans().add(portal, plan);
    at += 1;
    await plans().queue(portal, plan.planId, USER, at, nothing, note);
    return plan.planId;
  };
  const found = async (search: string) => {
    const list = await history().list(PORTAL, { search, offset: 0, limit: 100 });
    expect(await history().count(PORTAL, search)).toBe(list.length);
    return list.map(({ planId }) => planId);
  };

  test('holds applied plans only, newest first, in pages', async () => {
    await plans().add(PORTAL, samplePlan(1));
    expect(await found('')).toEqual([]);
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) ids.unshift(await applied(samplePlan(1)));
    expect(await found('')).toEqual(ids);
    const page = await history().list(PORTAL, { search: '', offset: 2, limit: 2 });
    expect(page.map(({ planId }) => planId)).toEqual(ids.slice(2, 4));
  });

  test('tells a plan’s note, directions and outcomes by kind', async () => {
    const plan = samplePlan(0, {
      items: [
        sampleItem(1),
        sampleItem(2, { from: '0-1' }),
        sampleItem(3, { action: 'none' }),
        sampleItem(4),
      ],
    });
    await applied(plan, 'Why\0 not');
    await plans().record(
      PORTAL,
      plan.planId,
      new Map([[0, { kind: 'saved', before: 2, after: 4 }]]),
    );
    expect(await history().find(PORTAL, plan.planId)).toMatchObject({
      state: 'queued',
      appliedAt: at,
      appliedBy: USER,
      note: 'Why\ufffd not',
      directions: [
        { from: '0-3', to: '0-2' },
        { from: '0-1', to: '0-2' },
      ],
      counts: { saved: 1, waiting: 2, unchanged: 1 },
      undoOf: null,
      undoneBy: [],
    });
  });

  test('is searched by note, label and object, in any case and any script', async () => {
    const items = [sampleItem(1, { label: 'ÉCLAIR Käufer' })];
    const objectTypes = [{ id: '0-3', singular: 'Сделка', plural: 'Сделки', custom: false }];
    const planId = await applied(samplePlan(0, { items, objectTypes }), 'Ελλάδα 50%_\\');
    for (const search of [
      'éclair',
      'KÄUFER',
      'e\u0301clair',
      'сДЕЛКИ',
      'ελλ',
      '50%_\\',
      '  käu ',
    ]) {
      expect(await found(search), search).toEqual([planId]);
    }
    for (const search of ['50__', '%\\', 'zzz', 'hash']) expect(await found(search)).toEqual([]);
  });

  test('names an applied undo on both sides, and one that is only planned on neither', async () => {
    const original = await applied(samplePlan(1));
    const planned = samplePlan(1, { undoOf: original, notes: ['Left “out”'] });
    await plans().add(PORTAL, planned);
    expect((await history().find(PORTAL, original))?.undoneBy).toEqual([]);
    const undo = await applied(samplePlan(1, { undoOf: original }));
    const again = await applied(samplePlan(1, { undoOf: original }));
    expect((await history().find(PORTAL, original))?.undoneBy).toEqual([undo, again]);
    expect((await history().find(PORTAL, undo))?.undoOf).toBe(original);
    expect((await plans().find(PORTAL, planned.planId))?.notes).toEqual(['Left “out”']);
  });

  test('belongs to one portal', async () => {
    const plan = samplePlan(1);
    const mine = await applied(plan, 'mine alone');
    await applied({ ...samplePlan(1), planId: mine }, 'theirs', NEIGHBOUR);
    expect(await found('mine alone')).toEqual([mine]);
    expect(await found('theirs')).toEqual([]);
    expect(await history().count(NEIGHBOUR, '')).toBe(1);
    expect((await history().find(NEIGHBOUR, mine))?.note).toBe('theirs');
    expect(await history().find(portalIdSchema.parse(54), mine)).toBe(null);
  });

  test('keeps the note of the first of ten who apply at once', async () => {
    const plan = samplePlan(1);
    await plans().add(PORTAL, plan);
    const queued = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        plans().queue(PORTAL, plan.planId, USER, at, nothing, `note ${String(index)}`),
      ),
    );
    const note = (await plans().find(PORTAL, plan.planId))?.note;
    expect(note).toBe(`note ${String(queued.indexOf(true))}`);
  });
});
