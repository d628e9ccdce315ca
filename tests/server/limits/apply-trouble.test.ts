// What becomes of a limit whose answer is lost, late or a plain no, or that somebody changes meanwhile.
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import type { Direction, LabelRow } from '#domain/association.ts';
import type { Limit } from '#domain/limit.ts';
import type { Outcome } from '#domain/outcome.ts';
import { planChanges, type Change, type PlanItem } from '#domain/plan.ts';
import { failed } from '#domain/result.ts';
import type { Associations } from '../../../server/hubspot/associations.ts';
import { portalIdSchema } from '../../../server/ids.ts';
import { applyPlan } from '../../../server/limits/apply.ts';
import { fakeClock, START } from '../fake-clock.ts';
import { Killed, memoryPlan, type MemoryPlan } from './memory-plan.ts';
import { moodyHubSpot, type MoodyHubSpot, type ReadMood, type WriteMood } from './moody-hubspot.ts';

const PORTAL = v.parse(portalIdSchema, 42);
const type = (id: string) => ({ id, singular: id, plural: id, custom: false });
const label = (typeId: number, limit: Limit): LabelRow => ({
  ...{ category: 'USER_DEFINED', typeId, label: `Label ${String(typeId)}`, limit },
});
const ROWS: readonly LabelRow[] = [
  { category: 'HUBSPOT_DEFINED', typeId: 341, label: null, limit: 5 },
  label(1, 2),
  label(2, 2),
];
const [OBJECT, ONE, TWO] = ROWS as readonly [LabelRow, LabelRow, LabelRow];

function planOf(directions: readonly Direction[], changes: readonly Change[]): readonly PlanItem[] {
  const items = planChanges(directions, changes);
  if (!items.ok) throw new Error('The changes cannot be planned.');
  return items.value;
}

interface World {
  readonly hubspot: MoodyHubSpot;
  readonly clock: ReturnType<typeof fakeClock>;
  readonly plan: MemoryPlan;
  /** Applies to the end, as often as the plan is put off or the server killed; the outcomes. */
  readonly apply: (associations?: Associations) => Promise<readonly Outcome[]>;
}

/** A plan of one limit for each of `wanted`, and HubSpot in these moods. */
function world(
  wanted: readonly (readonly [LabelRow, Limit])[],
  moods: { readonly writes?: readonly WriteMood[]; readonly reads?: readonly ReadMood[] } = {},
  killedAt: readonly number[] = [],
  items: readonly PlanItem[] = planOf(
    [{ from: type('0-3'), to: type('0-2'), labels: [...ROWS], readAt: '' }],
    wanted.map(([row, limit]) => ({ from: '0-3', to: '0-2', ...row, limit })),
  ),
): World {
  const hubspot = moodyHubSpot(ROWS, { writes: [], reads: [], ...moods }, new Set());
  const plan = memoryPlan(items, killedAt);
  const clock = fakeClock();
  return {
    ...{ hubspot, clock, plan },
    async apply(associations = hubspot) {
      const parts = { plans: plan.plans, associations, clock, stopping: () => false };
      for (let run = 1; run <= 20; run += 1) {
        try {
          const end = await applyPlan(parts, PORTAL, plan.planId);
          if (end.kind === 'done') return plan.items().map(({ outcome }) => outcome);
        } catch (error) {
          if (!(error instanceof Killed)) throw error;
        }
      }
      throw new Error('The plan did not end.');
    },
  };
}

const writesOf = ({ calls }: MoodyHubSpot): number =>
  calls.filter(({ kind }) => kind === 'write').length;

describe('a write whose answer is lost', () => {
  test('is sent three times at the most, and then told as such', async () => {
    const { hubspot, apply } = world([[ONE, 4]], {
      writes: Array<WriteMood>(9).fill('lost_before'),
    });
    expect(await apply()).toMatchObject([{ kind: 'unknown', reason: 'answer_lost', now: 2 }]);
    expect(writesOf(hubspot)).toBe(3);
  });

  test('is looked for once HubSpot had the time that it asked for: it may land late', async () => {
    const { hubspot, clock, apply } = world([[ONE, 4]], { writes: ['lost_before'] });
    const outcomes = await apply({
      ...hubspot,
      readDirection(...call) {
        if (clock.now() - START >= 2_000) hubspot.change(ONE, 4);
        return hubspot.readDirection(...call);
      },
    });
    expect(outcomes).toEqual([{ kind: 'saved', before: 2, after: 4 }]);
    expect(writesOf(hubspot)).toBe(1);
  });

  test('is looked for again where HubSpot refuses the look', async () => {
    const moods = { writes: ['lost_after'], reads: ['ok', 'refused'] } as const;
    const { hubspot, apply } = world([[ONE, 4]], moods);
    expect(await apply()).toEqual([{ kind: 'saved', before: 2, after: 4 }]);
    expect(writesOf(hubspot)).toBe(1);
  });

  test('is not sent over what somebody else set meanwhile', async () => {
    const { hubspot, apply } = world([[ONE, 4]], { writes: ['lost_before'] });
    const outcomes = await apply({
      ...hubspot,
      async write(...call) {
        const answer = await hubspot.write(...call);
        hubspot.change(ONE, 3);
        return answer;
      },
    });
    expect(outcomes).toMatchObject([{ kind: 'refused', reason: 'changed_meanwhile', now: 3 }]);
    expect(writesOf(hubspot)).toBe(1);
  });
});

test('a limit that HubSpot refuses as a whole call is told in HubSpot’s words, and sent once', async () => {
  const { hubspot, apply } = world([[ONE, 4]], { writes: ['refuses_all'] });
  const [outcome] = await apply();
  expect(outcome).toMatchObject({ kind: 'refused', hubspot: { message: 'No.' }, now: 2 });
  expect(writesOf(hubspot)).toBe(1);
});

test('of limits that may be there already, none is told as not tried', async () => {
  const { apply } = world(
    [
      [ONE, 4],
      [TWO, 4],
    ],
    { writes: ['pending', 'missing_scope'] },
  );
  expect(await apply()).toEqual([
    { kind: 'saved', before: 2, after: 4 },
    { kind: 'saved', before: 2, after: 4 },
  ]);
});

test.each([4, null])(
  'a limit of %s that HubSpot shows some seconds late is saved',
  async (limit) => {
    const { hubspot, clock, apply } = world([[ONE, limit]], { writes: ['lies'] });
    const outcomes = await apply({
      ...hubspot,
      readDirection(...call) {
        if (clock.now() - START >= 3_000) hubspot.change(ONE, limit);
        return hubspot.readDirection(...call);
      },
    });
    expect(outcomes).toEqual([{ kind: 'saved', before: 2, after: limit }]);
  },
);

test('a write that lands late, after another was forbidden, is not told as not tried', async () => {
  const { hubspot, apply } = world([[ONE, 4]], { writes: ['lost_before', 'missing_scope'] });
  let writes = 0;
  const outcomes = await apply({
    ...hubspot,
    write(...call) {
      writes += 1;
      if (writes === 2) hubspot.change(ONE, 4);
      return hubspot.write(...call);
    },
  });
  expect(outcomes).toEqual([{ kind: 'saved', before: 2, after: 4 }]);
});

test('a plan is not given up because HubSpot is busy, however often, nor for one outage after that', async () => {
  const busy = Array<ReadMood>(12).fill('rate_limited');
  const { apply } = world([[ONE, 4]], { reads: [...busy, 'unavailable'] });
  expect(await apply()).toEqual([{ kind: 'saved', before: 2, after: 4 }]);
});

describe('beside another direction', () => {
  const [deals, companies] = [type('0-3'), type('0-2')];
  const back = label(9, 3);
  const directions = [
    { from: deals, to: companies, labels: [...ROWS], readAt: '' },
    { from: companies, to: deals, labels: [back], readAt: '' },
  ];
  const backTo = (limit: Limit) => ({ from: '0-2', to: '0-3', ...back, limit });
  const there = { from: '0-3', to: '0-2', ...ONE, limit: 4 };

  test('whose limits need nothing, those of this one are looked at alone', async () => {
    const { apply } = world([], {}, [], planOf(directions, [backTo(3), there]));
    expect(await apply()).toEqual([
      { kind: 'unchanged', limit: 3 },
      { kind: 'saved', before: 2, after: 4 },
    ]);
  });

  test.each([
    ['refused', 'direction_unreadable'],
    ['missing_scope', 'missing_scope'],
  ] as const)('whose reading is %s, this one is saved', async (code, reason) => {
    const { hubspot, apply } = world([], {}, [], planOf(directions, [backTo(2), there]));
    const words = { httpStatus: 400, message: 'Not these.' };
    const outcomes = await apply({
      ...hubspot,
      readLimits: (...call) =>
        call[1] === '0-2'
          ? Promise.resolve(failed({ code, scopes: [], hubspot: words }))
          : hubspot.readLimits(...call),
    });
    expect(outcomes).toEqual([
      { kind: 'not_tried', reason, hubspot: words },
      { kind: 'saved', before: 2, after: 4 },
    ]);
  });
});

test('what a killed server had sent is looked for until HubSpot shows it, and sent again if it is not there', async () => {
  // The second write to the store says that it is being sent.
  const { hubspot, apply } = world([[ONE, 4]], { reads: ['ok', 'rate_limited'] }, [99, 2]);
  expect(await apply()).toEqual([{ kind: 'saved', before: 2, after: 4 }]);
  expect(writesOf(hubspot)).toBe(1);
});

describe('what somebody else did since the review', () => {
  test('and is as wanted is called unchanged; the rest is sent', async () => {
    const { hubspot, apply } = world([
      [ONE, 4],
      [TWO, 4],
    ]);
    hubspot.change(ONE, 4);
    expect(await apply()).toEqual([
      { kind: 'unchanged', limit: 4 },
      { kind: 'saved', before: 2, after: 4 },
    ]);
    expect(hubspot.calls.flatMap((call) => (call.kind === 'write' ? call.types : []))).toHaveLength(
      1,
    );
  });

  test('to one limit stops the others no more once part of the direction was sent', async () => {
    // Killed when the object limit was sent and the labels were not.
    const { hubspot, plan, apply } = world(
      [
        [OBJECT, 9],
        [ONE, 4],
        [TWO, 4],
      ],
      {},
      [99, 3],
    );
    let looks = 0;
    const outcomes = await apply({
      ...hubspot,
      readLimits(...call) {
        looks += 1;
        if (looks === 2) {
          expect(plan.items().map(({ outcome }) => outcome.kind)).toEqual([
            'checking',
            'waiting',
            'waiting',
          ]);
          hubspot.change(ONE, 3);
        }
        return hubspot.readLimits(...call);
      },
    });
    expect(outcomes).toEqual([
      { kind: 'saved', before: 5, after: 9 },
      { kind: 'not_tried', reason: 'portal_changed', hubspot: null, now: 3 },
      { kind: 'saved', before: 2, after: 4 },
    ]);
  });
});
