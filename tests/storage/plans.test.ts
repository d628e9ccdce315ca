// Plans: stored once, queued once, and recorded all or none.
import * as v from 'valibot';
import { expect, test } from 'vitest';
import fc from 'fast-check';
import { sql, type Transaction } from 'kysely';
import { outcomeSchema, type Outcome } from '#domain/outcome.ts';
import { portalIdSchema, type PortalId } from '../../server/ids.ts';
import { toHubSpotError } from '../../server/hubspot/error-body.ts';
import { storeOutcomes } from '../../server/storage/plan-items.ts';
import { createPlans, type NewPlan } from '../../server/storage/plans.ts';
import type { Tables } from '../../server/storage/tables.ts';
import { onEveryStore } from '../stores.ts';
import { sampleItem, samplePlan, USER } from './plan-samples.ts';

const PORTAL = v.parse(portalIdSchema, 42);
const NEIGHBOUR = v.parse(portalIdSchema, 43);
const AT = 1_700_000_001_000;
const nothing = (): Promise<void> => Promise.resolve();
/** Rows of plan items that this transaction has read, by a scan or through an index. */
async function rowsRead(transaction: Transaction<Tables>): Promise<number> {
  const { rows } = await sql<{ read: number }>`
    select (seq_tup_read + idx_tup_fetch)::integer as read
    from pg_stat_xact_user_tables where relname = 'plan_items'`.execute(transaction);
  return rows[0]?.read ?? Number.NaN;
}
const outcomesOf = (outcomes: readonly Outcome[]): ReadonlyMap<number, Outcome> =>
  new Map(outcomes.entries());

onEveryStore('a plan', (store) => {
  const plans = () => createPlans(store().database.db);
  const stored = async (plan: NewPlan = samplePlan(3), portal: PortalId = PORTAL) => {
    await plans().add(portal, plan);
    return plan.planId;
  };
  const outcomes = async (planId: string) =>
    (await plans().find(PORTAL, planId))?.items.map(({ outcome }) => outcome.kind);

  test('is found as it was stored, its items in their order', async () => {
    const plan = samplePlan(0, {
      items: [
        sampleItem(9, { label: null, action: 'create', before: null, risks: ['lowers'] }),
        sampleItem(1, { action: 'purge', after: null }),
        sampleItem(5, { action: 'none', after: 2 }),
      ],
    });
    expect(await plans().add(PORTAL, plan)).toBe(true);
    expect(await plans().find(PORTAL, plan.planId)).toEqual({
      planId: plan.planId,
      mark: expect.stringMatching(/^\d+$/) as string,
      state: 'ready',
      requestHash: 'hash',
      objectTypes: plan.objectTypes,
      createdAt: plan.createdAt,
      createdBy: USER,
      appliedAt: null,
      appliedBy: null,
      finishedAt: null,
      resumesAt: null,
      putOff: 0,
      note: null,
      undoOf: null,
      notes: [],
      request: null,
      directionsRead: 0,
      directionsTotal: 0,
      refusal: null,
      items: [
        { ...plan.items[0], outcome: { kind: 'waiting' } },
        { ...plan.items[1], outcome: { kind: 'waiting' } },
        { ...plan.items[2], outcome: { kind: 'unchanged', limit: 2 } },
      ],
    });
  });

  test('may hold 2,000 items, which come back in their order', async () => {
    const planId = await stored(samplePlan(2_000));
    const items = (await plans().find(PORTAL, planId))?.items ?? [];
    expect(items.map(({ typeId }) => typeId)).toEqual(
      Array.from({ length: 2_000 }, (_, index) => index + 1),
    );
  });

  test('is not stored again under the same id, whatever it holds', async () => {
    const first = samplePlan(3);
    await stored(first);
    const second = { ...samplePlan(1, { requestHash: 'other' }), planId: first.planId };
    expect(await plans().add(PORTAL, second)).toBe(false);
    const found = await plans().find(PORTAL, first.planId);
    expect(found?.requestHash).toBe('hash');
    expect(found?.items).toHaveLength(3);
  });

  test('is stored by one of ten callers at once', async () => {
    const plan = samplePlan(2);
    const added = await Promise.all(Array.from({ length: 10 }, () => plans().add(PORTAL, plan)));
    expect(added.filter(Boolean)).toHaveLength(1);
    expect((await plans().find(PORTAL, plan.planId))?.items).toHaveLength(2);
  });

  test('is another portal’s plan under the same id', async () => {
    const planId = await stored();
    expect(await plans().find(NEIGHBOUR, planId)).toBe(null);
    expect(await plans().queue(NEIGHBOUR, planId, USER, AT, nothing)).toBe(false);
    expect(await plans().add(NEIGHBOUR, { ...samplePlan(1), planId })).toBe(true);
    await plans().setState(NEIGHBOUR, planId, { state: 'done', finishedAt: AT });
    await plans().record(NEIGHBOUR, planId, new Map([[0, { kind: 'sending' }]]));
    const found = await plans().find(PORTAL, planId);
    expect(found?.state).toBe('ready');
    expect(await outcomes(planId)).toEqual(['waiting', 'waiting', 'waiting']);
  });

  test('is queued for one of twenty callers at once, with exactly one job', async () => {
    const planId = await stored();
    let jobs = 0;
    const queued = await Promise.all(
      Array.from({ length: 20 }, () =>
        plans().queue(PORTAL, planId, USER, AT, () => {
          jobs += 1;
          return nothing();
        }),
      ),
    );
    expect(queued.filter(Boolean)).toHaveLength(1);
    expect(jobs).toBe(1);
    expect(await plans().find(PORTAL, planId)).toMatchObject({ state: 'queued', appliedAt: AT });
  });

  test('stays ready where its job could not be added', async () => {
    const planId = await stored();
    const failing = plans().queue(PORTAL, planId, USER, AT, () =>
      Promise.reject(new Error('no job')),
    );
    await expect(failing).rejects.toThrow('no job');
    expect(await plans().find(PORTAL, planId)).toMatchObject({ state: 'ready', appliedAt: null });
    expect(await plans().queue(PORTAL, planId, USER, AT, nothing)).toBe(true);
  });

  test('keeps what a change of state does not name', async () => {
    const planId = await stored();
    const state = async () => plans().find(PORTAL, planId);
    await plans().setState(PORTAL, planId, { state: 'paused', resumesAt: 9, putOff: 2 });
    expect(await state()).toMatchObject({ state: 'paused', resumesAt: 9, putOff: 2 });
    await plans().setState(PORTAL, planId, { state: 'applying', resumesAt: null });
    expect(await state()).toMatchObject({ state: 'applying', resumesAt: null, putOff: 2 });
    await plans().setState(PORTAL, planId, { state: 'done', finishedAt: 10 });
    expect(await state()).toMatchObject({ state: 'done', finishedAt: 10, putOff: 2 });
  });

  test('records outcomes at their positions and leaves the others', async () => {
    const planId = await stored();
    const saved: Outcome = { kind: 'saved', before: 2, after: 4 };
    await plans().record(PORTAL, planId, new Map([[1, saved]]));
    expect(await outcomes(planId)).toEqual(['waiting', 'saved', 'waiting']);
    await plans().record(PORTAL, planId, new Map());
    expect(await outcomes(planId)).toEqual(['waiting', 'saved', 'waiting']);
  });

  test('of any size is read for the items alone whose outcomes are stored', async () => {
    const planId = await stored(samplePlan(2_000));
    const told = outcomesOf(Array.from({ length: 20 }, () => ({ kind: 'sending' }) as const));
    const read = await store()
      .database.db.transaction()
      .execute(async (transaction) => {
        const before = await rowsRead(transaction);
        await storeOutcomes(transaction, PORTAL, planId, told);
        return (await rowsRead(transaction)) - before;
      });
    expect(read).toBe(20);
  });

  test('that ended unread is corrected where nothing was sent, and nowhere else', async () => {
    const planId = await stored(samplePlan(4));
    const unread: Outcome = { kind: 'unknown', reason: 'not_read_back', hubspot: null };
    const saved: Outcome = { kind: 'saved', before: 2, after: 4 };
    const notTried: Outcome = { kind: 'not_tried', reason: 'disconnected', hubspot: null };
    await plans().record(PORTAL, planId, outcomesOf([unread, unread, saved, unread]));
    await plans().setState(PORTAL, planId, { state: 'done', finishedAt: AT });
    const told = outcomesOf([notTried, unread, notTried, notTried]);
    await plans().correctUnsent(NEIGHBOUR, planId, told);
    await plans().record(PORTAL, planId, told);
    expect(await outcomes(planId)).toEqual(['unknown', 'unknown', 'saved', 'unknown']);
    await plans().correctUnsent(PORTAL, planId, told);
    expect(await outcomes(planId)).toEqual(['not_tried', 'unknown', 'saved', 'not_tried']);
  });

  test('records all outcomes or none', async () => {
    const planId = await stored();
    const unstorable: Outcome = { kind: 'refused', reason: 'other', hubspot: unprintable() };
    const outcomesOfAll = new Map<number, Outcome>([
      [0, { kind: 'checking' }],
      [1, unstorable],
      [2, { kind: 'checking' }],
    ]);
    await expect(plans().record(PORTAL, planId, outcomesOfAll)).rejects.toThrow();
    expect(await outcomes(planId)).toEqual(['waiting', 'waiting', 'waiting']);
  });

  test('takes any label and any error of HubSpot, and gives them back readable', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\0', '\ud83d', '\\u0000', '\\\0', '\\\\ud83d', '"\n\u2028'),
    );
    const anyError = fc.dictionary(
      fc.constantFrom('message', 'category', 'correlationId', 'id'),
      text,
    );
    const names = fc.dictionary(text, text, { maxKeys: 3 });
    await fc.assert(
      fc.asyncProperty(text, anyError, names, async (label, body, context) => {
        const planId = await stored(samplePlan(0, { items: [sampleItem(1, { label })] }));
        const hubspot = toHubSpotError({ ...body, context }, 400, null);
        const outcome: Outcome = { kind: 'refused', reason: 'other', hubspot };
        await plans().record(PORTAL, planId, new Map([[0, outcome]]));
        const found = (await plans().find(PORTAL, planId))?.items[0];
        expect(found?.label).toBe(readable(label));
        expect(v.parse(outcomeSchema, found?.outcome)).toEqual(
          mapTexts(outcome, (one) => readable(one)),
        );
      }),
      { numRuns: 50 },
    );
  });
});

const readable = (text: string): string => text.toWellFormed().replaceAll('\0', '\ufffd');

/** A copy in which every text, names of fields included, is changed. */
function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [change(name), mapTexts(one, change)]),
  );
}

/** A value that JSON cannot say, as a disk that is full in the middle of a write. */
function unprintable() {
  return {
    httpStatus: 400,
    toJSON() {
      throw new Error('unprintable');
    },
  };
}

onEveryStore('the newest applied plan', (store) => {
  test('is the one queued last, whatever was planned since, and none at first', async () => {
    const plans = createPlans(store().database.db);
    expect(await plans.newestApplied(PORTAL)).toBe(null);
    const [first, second, neighbour] = [samplePlan(1), samplePlan(1), samplePlan(1)];
    for (const plan of [second, first, samplePlan(1)]) await plans.add(PORTAL, plan);
    await plans.add(NEIGHBOUR, neighbour);
    expect(await plans.newestApplied(PORTAL)).toBe(null);
    await plans.queue(PORTAL, first.planId, USER, AT, nothing);
    await plans.queue(PORTAL, second.planId, USER, AT + 1, nothing);
    await plans.queue(NEIGHBOUR, neighbour.planId, USER, AT + 2, nothing);
    expect((await plans.newestApplied(PORTAL))?.planId).toBe(second.planId);
  });

  test('says how many of its changes are saved; what needs no change is not counted', async () => {
    const plans = createPlans(store().database.db);
    const plan = samplePlan(0, {
      items: [sampleItem(1), sampleItem(2), sampleItem(3, { action: 'none', after: 2 })],
    });
    await plans.add(PORTAL, plan);
    await plans.queue(PORTAL, plan.planId, USER, AT + 9, nothing);
    const of = { planId: plan.planId, appliedAt: AT + 9, total: 2 };
    expect(await plans.newestApplied(PORTAL)).toEqual({ ...of, state: 'queued', saved: 0 });
    const outcome = { kind: 'saved', before: 2, after: 4 } as const;
    await plans.record(PORTAL, plan.planId, new Map([[1, outcome]]));
    await plans.setState(PORTAL, plan.planId, { state: 'applying' });
    expect(await plans.newestApplied(PORTAL)).toEqual({ ...of, state: 'applying', saved: 1 });
  });

  test('of a plan that changes nothing, all of nothing is saved', async () => {
    const plans = createPlans(store().database.db);
    const plan = samplePlan(0, { items: [sampleItem(1, { action: 'none', after: 2 })] });
    await plans.add(PORTAL, plan);
    await plans.queue(PORTAL, plan.planId, USER, AT + 19, nothing);
    expect(await plans.newestApplied(PORTAL)).toMatchObject({ saved: 0, total: 0 });
  });
});
