// What limits tell without their labels: enough for an ordinary apply, and never another outcome than
// reading the direction whole would have given.
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { rowText, type LabelRow, type ShownLimit } from '#domain/association.ts';
import type { Outcome } from '#domain/outcome.ts';
import { planChanges } from '#domain/plan.ts';
import { success } from '#domain/result.ts';
import type { Associations } from '../../../server/hubspot/associations.ts';
import { portalIdSchema } from '../../../server/ids.ts';
import { applyPlan } from '../../../server/limits/apply.ts';
import { areAsPlanned, areAsWanted, tellByLimits } from '../../../server/limits/told-by-limits.ts';
import type { StoredItem } from '../../../server/storage/plan-items.ts';
import { fakeClock } from '../fake-clock.ts';
import { memoryPlan } from './memory-plan.ts';
import { storedItem } from './stored-item.ts';
import { moodyHubSpot, writeMoods, type Changed, type MoodyHubSpot } from './moody-hubspot.ts';

const PORTAL = v.parse(portalIdSchema, 42);

const item = (change: Partial<StoredItem> = {}): StoredItem =>
  storedItem({ kind: 'checking' }, change);
const shown = (limit: number, change: Partial<ShownLimit> = {}): ShownLimit => ({
  category: 'USER_DEFINED',
  typeId: 5,
  limit,
  ...change,
});

describe('the look before a write', () => {
  test('is enough where every limit is shown just as planned, and none where there was none', () => {
    const others = [shown(9, { typeId: 6 }), shown(4, { category: 'HUBSPOT_DEFINED' })];
    expect(areAsPlanned([shown(2), ...others], [item()])).toBe(true);
    expect(areAsPlanned(others, [item({ before: null })])).toBe(true);
    expect(areAsPlanned([shown(2)], [item(), item({ typeId: 6, before: null })])).toBe(true);
  });

  test('is not where a limit is another, is not shown, or is shown where there was none', () => {
    expect(areAsPlanned([shown(3)], [item()])).toBe(false);
    expect(areAsPlanned([shown(4)], [item()])).toBe(false);
    expect(areAsPlanned([], [item()])).toBe(false);
    expect(areAsPlanned([shown(2, { category: 'WORK' })], [item()])).toBe(false);
    expect(areAsPlanned([shown(2)], [item({ before: null })])).toBe(false);
    expect(areAsPlanned([shown(2)], [item(), item({ typeId: 6 })])).toBe(false);
  });
});

describe('the read-back', () => {
  test('is enough where every wanted limit is shown', () => {
    expect(areAsWanted([shown(4), shown(1, { typeId: 9 })], [item()])).toBe(true);
    expect(areAsWanted([shown(4)], [item(), item({ typeId: 6 })])).toBe(false);
    expect(areAsWanted([shown(2)], [item()])).toBe(false);
    expect(areAsWanted([], [item()])).toBe(false);
  });

  test('never is for a removal: a label that is gone shows no limit either', () => {
    expect(areAsWanted([], [item({ after: null })])).toBe(false);
    expect(tellByLimits([item(), item({ after: null })])).toBe(false);
  });

  test('is not tried for what HubSpot refused or did not answer: the reason needs the labels', () => {
    const others: Outcome[] = [
      { kind: 'refused', reason: 'other', hubspot: null },
      { kind: 'unknown', reason: 'answer_lost', hubspot: null },
      { kind: 'sending' },
    ];
    expect(tellByLimits([item()])).toBe(true);
    for (const outcome of others) expect(tellByLimits([item(), item({ outcome })])).toBe(false);
  });
});

const TYPES = [1, 2, 3, 4] as const;
const rowOf = (typeId: number, limit: number | null): LabelRow => ({
  category: 'USER_DEFINED',
  typeId,
  label: `L${String(typeId)}`,
  limit,
});

/** Applies to the end; answers the outcomes in the order of the plan. */
async function outcomesOf(
  rows: readonly LabelRow[],
  wanted: ReadonlyMap<number, number | null>,
  associations: Associations,
): Promise<readonly Outcome[]> {
  const objectType = (id: string) => ({ id, singular: id, plural: id, custom: false });
  const direction = {
    ...{ from: objectType('0-3'), to: objectType('0-2') },
    ...{ labels: [...rows], readAt: '' },
  };
  const changes = [...wanted].map(([typeId, limit]) => ({
    ...{ from: '0-3', to: '0-2', typeId, limit },
    category: 'USER_DEFINED' as const,
  }));
  const items = planChanges([direction], changes);
  if (!items.ok) throw new Error('The scene cannot be planned.');
  const plan = memoryPlan(items.value, []);
  const parts = { plans: plan.plans, associations, clock: fakeClock(), stopping: () => false };
  for (let run = 1; run <= 60; run += 1) {
    const end = await applyPlan(parts, PORTAL, plan.planId);
    if (end.kind === 'done') return plan.items().map(({ outcome }) => outcome);
  }
  throw new Error('The plan did not end.');
}

const goodMood = { writes: [], reads: [] } as const;
const kindsOf = (hubspot: MoodyHubSpot) => hubspot.calls.map(({ kind }) => kind);

describe('the calls of an apply', () => {
  const rows = [rowOf(1, 3), rowOf(2, 3), rowOf(3, null), rowOf(4, 5)];

  test('are a look, the write and a read-back of limits alone, where limits are set or changed', async () => {
    const hubspot = moodyHubSpot(rows, goodMood, new Set());
    await outcomesOf(
      rows,
      new Map([
        [1, 2],
        [2, 4],
      ]),
      hubspot,
    );
    expect(kindsOf(hubspot)).toEqual(['limits', 'write', 'limits']);
    const created = moodyHubSpot(rows, goodMood, new Set());
    await outcomesOf(rows, new Map([[3, 2]]), created);
    expect(kindsOf(created)).toEqual(['limits', 'write', 'limits']);
  });

  test('are a whole read-back where a limit is removed or HubSpot refuses one', async () => {
    const removed = moodyHubSpot(rows, goodMood, new Set());
    await outcomesOf(rows, new Map([[1, null]]), removed);
    expect(kindsOf(removed)).toEqual(['limits', 'write', 'read']);
    const refused = moodyHubSpot(rows, goodMood, new Set([rowText(rowOf(1, null))]));
    await outcomesOf(rows, new Map([[1, 2]]), refused);
    expect(kindsOf(refused)).toEqual(['limits', 'write', 'read']);
  });

  test('are a whole last look where a limit does not show, which tells what is there instead', async () => {
    const hubspot = moodyHubSpot(rows, { writes: ['lies'], reads: [] }, new Set());
    const [outcome] = await outcomesOf(rows, new Map([[1, 2]]), hubspot);
    expect(outcome).toMatchObject({ kind: 'unknown', reason: 'not_shown_yet', now: 3 });
    expect(kindsOf(hubspot)).toEqual(['limits', 'write', 'limits', 'limits', 'read']);
  });

  test('are no write after somebody else’s change, and a whole look that tells it', async () => {
    const hubspot = moodyHubSpot(rows, goodMood, new Set());
    hubspot.change(rowOf(1, null), 9);
    const [outcome] = await outcomesOf(rows, new Map([[1, 2]]), hubspot);
    expect(outcome).toMatchObject({ kind: 'not_tried', reason: 'portal_changed', now: 9 });
    expect(kindsOf(hubspot)).toEqual(['limits', 'read']);
  });

  test('read whole what does not fit the labels that are remembered', async () => {
    const hubspot = moodyHubSpot(rows, goodMood, new Set());
    const associations = { ...hubspot, readLimits: () => Promise.resolve(success(null)) };
    const [outcome] = await outcomesOf(rows, new Map([[1, 2]]), associations);
    expect(outcome?.kind).toBe('saved');
    expect(kindsOf(hubspot)).toEqual(['read', 'write', 'read']);
  });
});

describe('a limit that was as wanted when the plan was made', () => {
  const rows = [rowOf(1, 3), rowOf(2, 5), rowOf(3, null)];
  const wanted = new Map([
    [1, 2],
    [2, 5],
    [3, null],
  ]);

  test('is called unchanged where it still is, by no further call', async () => {
    const hubspot = moodyHubSpot(rows, goodMood, new Set());
    expect(await outcomesOf(rows, wanted, hubspot)).toEqual([
      { kind: 'saved', before: 3, after: 2 },
      { kind: 'unchanged', limit: 5 },
      { kind: 'unchanged', limit: null },
    ]);
    expect(kindsOf(hubspot)).toEqual(['limits', 'write', 'limits']);
  });

  test('and was changed since is told with what it is; nothing of the direction is sent', async () => {
    const hubspot = moodyHubSpot(rows, goodMood, new Set());
    hubspot.change(rowOf(2, null), 7);
    const notTried = { kind: 'not_tried', reason: 'portal_changed', hubspot: null };
    expect(await outcomesOf(rows, wanted, hubspot)).toEqual([
      { ...notTried, now: 3 },
      { ...notTried, now: 7 },
      { kind: 'unchanged', limit: null },
    ]);
    expect(kindsOf(hubspot)).not.toContain('write');
  });
});

describe('a label that was deleted after the plan was made', () => {
  const rows = [rowOf(1, 3), rowOf(2, 3), rowOf(3, null), rowOf(4, null)];

  test('and had a limit is told as changed, and nothing of the direction is sent', async () => {
    const hubspot = moodyHubSpot(rows, goodMood, new Set());
    hubspot.change(rowOf(1, null), undefined);
    const stopped = await outcomesOf(
      rows,
      new Map([
        [1, null],
        [2, 4],
      ]),
      hubspot,
    );
    expect(stopped).toEqual([
      { kind: 'not_tried', reason: 'portal_changed', hubspot: null },
      { kind: 'not_tried', reason: 'portal_changed', hubspot: null, now: 3 },
    ]);
    expect(kindsOf(hubspot)).not.toContain('write');
  });

  test('and had none is told as gone once HubSpot refuses it; the others are saved', async () => {
    const hubspot = moodyHubSpot(rows, goodMood, new Set());
    hubspot.change(rowOf(3, null), undefined);
    const outcomes = await outcomesOf(
      rows,
      new Map([
        [3, 2],
        [4, 2],
      ]),
      hubspot,
    );
    expect(outcomes).toMatchObject([
      { kind: 'refused', reason: 'type_not_found' },
      { kind: 'saved', before: null, after: 2 },
    ]);
  });
});

test('a label that was deleted while the answer to its change was lost is told as gone', async () => {
  const rows = [rowOf(1, 3), rowOf(2, 3)];
  const hubspot = moodyHubSpot(rows, { writes: ['lost_after'], reads: [] }, new Set());
  const associations: Associations = {
    ...hubspot,
    async write(...call) {
      const answer = await hubspot.write(...call);
      hubspot.change(rowOf(1, null), undefined);
      return answer;
    },
  };
  const outcomes = await outcomesOf(
    rows,
    new Map([
      [1, 2],
      [2, 2],
    ]),
    associations,
  );
  expect(outcomes).toEqual([
    { kind: 'refused', reason: 'type_not_found', hubspot: null },
    { kind: 'saved', before: 3, after: 2 },
  ]);
  expect(kindsOf(hubspot).filter((kind) => kind === 'write')).toHaveLength(1);
});

describe('reading limits alone', () => {
  const limit = fc.option(fc.integer({ min: 1, max: 4 }));
  const scene = fc.record({
    types: fc.uniqueArray(
      fc.record({
        typeId: fc.constantFrom(...TYPES),
        before: limit,
        after: limit,
        refuses: fc.boolean(),
      }),
      { minLength: 1, selector: ({ typeId }) => typeId },
    ),
    writes: fc.array(fc.constantFrom(...writeMoods), { maxLength: 4 }),
    /** What somebody else does, and when: 0 is before the first look, 1 before a write, 2 after it … */
    meanwhile: fc.array(
      fc.record({
        typeId: fc.constantFrom(...TYPES),
        to: fc.oneof(limit, fc.constant('gone' as const)),
        moment: fc.integer({ min: 0, max: 5 }),
      }),
      { maxLength: 2 },
    ),
  });
  type Scene = typeof scene extends fc.Arbitrary<infer Value> ? Value : never;

  async function play(
    { types, writes, meanwhile }: Scene,
    reading: (hubspot: MoodyHubSpot) => Associations,
  ): Promise<readonly Outcome[]> {
    const rows = types.map(({ typeId, before }) => rowOf(typeId, before));
    const refusing = types.filter(({ refuses }) => refuses);
    const hubspot = moodyHubSpot(
      ...[rows, { writes, reads: [] }],
      new Set(refusing.map(({ typeId }) => rowText(rowOf(typeId, null)))),
    );
    let now = 0;
    const somebody = (): void => {
      for (const { typeId, to, moment } of meanwhile) {
        const row = rows.find((one) => one.typeId === typeId);
        if (!row || moment !== now) continue;
        // A label without a limit that goes is the one difference, told above.
        if (to === 'gone' && row.limit === null) continue;
        const limitNow: Changed = to === 'gone' ? undefined : to;
        hubspot.change(row, limitNow);
      }
      now += 1;
    };
    somebody();
    const associations: Associations = {
      ...reading(hubspot),
      async write(...call) {
        somebody();
        const answer = await hubspot.write(...call);
        somebody();
        return answer;
      },
    };
    const wanted = new Map(types.map(({ typeId, after }) => [typeId, after]));
    return outcomesOf(rows, wanted, associations);
  }

  test('gives the outcomes of reading whole, whatever HubSpot and others do', () =>
    fc.assert(
      fc.asyncProperty(scene, async (one) => {
        const byLimits = await play(one, (hubspot) => hubspot);
        const whole = await play(one, (hubspot) => ({
          ...hubspot,
          readLimits: () => Promise.resolve(success(null)),
        }));
        expect(byLimits).toEqual(whole);
      }),
      { numRuns: 2_000 },
    ));
});
