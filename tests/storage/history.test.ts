// The history in both databases: what is found, in which order, and whose it is.
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { HISTORY_PAGE } from '#domain/history.ts';
import type { Outcome } from '#domain/outcome.ts';
import { portalIdSchema } from '../../server/ids.ts';
import { createPastPlans } from '../../server/limits/history.ts';
import { createHistory, type PastEntry } from '../../server/storage/history.ts';
import { recordEvent } from '../../server/storage/history-events.ts';
import { createPlans, type NewPlan } from '../../server/storage/plans.ts';
import { onEveryStore } from '../stores.ts';
import { sampleItem, samplePlan, USER } from './plan-samples.ts';

const PORTAL = v.parse(portalIdSchema, 52);
const NEIGHBOUR = v.parse(portalIdSchema, 53);
const OTHER = v.parse(portalIdSchema, 55);
const nothing = (): Promise<void> => Promise.resolve();

const idOf = (entry: PastEntry): string =>
  entry.kind === 'plan' ? entry.plan.planId : entry.event.eventId;

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
    return list.map(idOf);
  };
  const happened = async (name: string, portal = PORTAL, eventId: string = randomUUID()) => {
    at += 1;
    const event = { kind: 'setup_kept', name, limits: 3 } as const;
    await recordEvent(store().database.db, portal, { eventId, at, by: USER, event });
    return eventId;
  };

  test('holds applied plans only, newest first, in pages', async () => {
    await plans().add(PORTAL, samplePlan(1));
    expect(await found('')).toEqual([]);
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) ids.unshift(await applied(samplePlan(1)));
    expect(await found('')).toEqual(ids);
    const page = await history().list(PORTAL, { search: '', offset: 2, limit: 2 });
    expect(page.map(idOf)).toEqual(ids.slice(2, 4));
  });

  test('holds what happened beside plans, in its place in time, in pages and in searches', async () => {
    const name = `Ordered “Käse” ${randomUUID()}`;
    const ids: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      ids.unshift(await applied(samplePlan(1), name));
      ids.unshift(await happened(name));
    }
    expect(await found(name.toUpperCase())).toEqual(ids);
    expect((await found('')).slice(0, 6)).toEqual(ids);
    const page = await history().list(PORTAL, { search: name, offset: 1, limit: 4 });
    expect(page.map(idOf)).toEqual(ids.slice(1, 5));
    expect(page[1]).toMatchObject({
      kind: 'event',
      event: { by: USER, event: { kind: 'setup_kept', name, limits: 3 } },
    });
  });

  test('holds an event once, however often it is recorded', async () => {
    const eventId = await happened('Twice over');
    await happened('Twice over', PORTAL, eventId);
    await happened('Twice over', OTHER, eventId);
    expect(await found('twice over')).toEqual([eventId]);
    expect(await history().count(OTHER, 'twice over')).toBe(1);
  });

  test('tells a plan and an event of the same id and moment apart', async () => {
    const planId = await applied(samplePlan(1), 'same moment');
    at -= 1;
    await happened('same moment', PORTAL, planId);
    const list = await history().list(PORTAL, { search: 'same moment', offset: 0, limit: 9 });
    expect(list.map(({ kind }) => kind).sort()).toEqual(['event', 'plan']);
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

  test('is searched by words wherever each stands, so by a direction as pages show it', async () => {
    const items = [sampleItem(1, { label: 'Decision maker' }), sampleItem(2, { label: null })];
    const objectTypes = [
      { id: '0-3', singular: 'Guest', plural: 'Guests', custom: false },
      { id: '0-2', singular: 'Hôtel', plural: 'Hôtels', custom: false },
    ];
    const planId = await applied(samplePlan(0, { items, objectTypes }), 'After the audit');
    for (const search of [
      'Guest → Hôtel',
      'hôtel → guest',
      'guest audit',
      'maker guests decision',
      'All associations Guest',
      'guest →',
    ]) {
      expect(await found(search), search).toEqual([planId]);
    }
    for (const search of ['Guest → Motel', 'guest audit zzz']) {
      expect(await found(search), search).toEqual([]);
    }
  });

  test('is searched by the beginning of a Greek word in capitals, whose sigma is none of an end', async () => {
    const items = [sampleItem(1, { label: 'Διεύθυνση' }), sampleItem(2, { label: 'Πελάτης' })];
    const planId = await applied(samplePlan(0, { items }));
    for (const search of ['ΔΙΕΎΘΥΝΣ', 'διεύθυνσ', 'ΠΕΛΆΤΗΣ', 'πελάτης']) {
      expect(await found(search), search).toEqual([planId]);
    }
  });

  test('calls a plan undone by what took all of it back, not by what was planned, tried or half done', async () => {
    const original = await applied(samplePlan(2));
    const planned = samplePlan(2, { undoOf: original, notes: ['Left “out”'] });
    await plans().add(PORTAL, planned);
    const undoneBy = async () => (await history().find(PORTAL, original))?.undoneBy;
    const undoing = async (first: Outcome, second: Outcome): Promise<string> => {
      const undo = await applied(samplePlan(2, { undoOf: original }));
      const outcomes = [first, second].entries();
      await plans().record(PORTAL, undo, new Map(outcomes));
      const before = await undoneBy();
      await plans().setState(PORTAL, undo, { state: 'done', finishedAt: at });
      expect(before).not.toContain(undo);
      return undo;
    };
    const saved: Outcome = { kind: 'saved', before: 4, after: 2 };
    const same: Outcome = { kind: 'unchanged', limit: 2 };
    const notTried: Outcome = { kind: 'not_tried', reason: 'portal_changed', hubspot: null };
    await undoing(notTried, notTried);
    await undoing(saved, notTried);
    await undoing(same, same);
    const undo = await undoing(saved, saved);
    const again = await undoing(same, saved);
    expect(await undoneBy()).toEqual([undo, again]);
    expect((await history().find(PORTAL, undo))?.undoOf).toBe(original);
    expect((await plans().find(PORTAL, planned.planId))?.notes).toEqual(['Left “out”']);
  });

  test('calls no plan undone by what had to leave a former limit out', async () => {
    const saved: Outcome = { kind: 'saved', before: 2, after: 4 };
    const done = async (change: Partial<NewPlan>): Promise<string> => {
      const { items = [], ...rest } = change;
      const planId = await applied(samplePlan(0, { items, ...rest }));
      const outcomes = items.map((_, position) => [position, saved] as const);
      await plans().record(PORTAL, planId, new Map(outcomes));
      await plans().setState(PORTAL, planId, { state: 'done', finishedAt: at });
      return planId;
    };
    const undoneBy = async (planId: string) => (await history().find(PORTAL, planId))?.undoneBy;
    const [kept, left] = [sampleItem(1), sampleItem(2)];
    const original = await done({ items: [kept, left] });
    await done({ items: [kept], undoOf: original, notes: ['HubSpot would refuse the other.'] });
    expect(await undoneBy(original)).toEqual([]);
    const both = await done({ items: [kept, left], undoOf: original });
    expect(await undoneBy(original)).toEqual([both]);
    // A label that is gone took a limit with it that it did not have before.
    const created = await done({ items: [kept, sampleItem(3, { before: null })] });
    const undo = await done({ items: [kept], undoOf: created, notes: ['It is gone.'] });
    expect(await undoneBy(created)).toEqual([undo]);
  });

  test('is copied with each plan once, though others are applied meanwhile', async () => {
    const ids: string[] = [];
    for (let count = 0; count < HISTORY_PAGE + 5; count += 1) {
      ids.push(await applied(samplePlan(1), 'copied once'));
    }
    const people = {
      // Between a page and the next.
      async nameOf() {
        await applied(samplePlan(1), 'copied once');
        return null;
      },
    };
    const past = createPastPlans({ history: history(), plans: plans(), people });
    const copy = await past.exportFound({ portal: PORTAL, user: USER }, 'copied once');
    expect(copy).toMatchObject({ ok: true, value: { limits: ids.length, complete: true } });
    for (const id of ids) expect(copy.ok && copy.value.csv.split(id)).toHaveLength(2);
  });

  test('belongs to one portal', async () => {
    const plan = samplePlan(1);
    const mine = await applied(plan, 'mine alone');
    await applied({ ...samplePlan(1), planId: mine }, 'theirs', NEIGHBOUR);
    expect(await found('mine alone')).toEqual([mine]);
    expect(await found('theirs')).toEqual([]);
    expect(await history().count(NEIGHBOUR, '')).toBe(1);
    expect((await history().find(NEIGHBOUR, mine))?.note).toBe('theirs');
    expect(await history().find(v.parse(portalIdSchema, 54), mine)).toBe(null);
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
