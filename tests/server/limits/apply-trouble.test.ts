// What becomes of a limit whose answer is lost, late or a plain no, or that somebody changes meanwhile.
import { describe, expect, test } from 'vitest';
import type { LabelRow } from '#domain/association.ts';
import type { Limit } from '#domain/limit.ts';
import { failed } from '#domain/result.ts';
import type { Associations } from '../../../server/hubspot/associations.ts';
import { START } from '../fake-clock.ts';
import {
  applyWorld,
  changeOf,
  directionOf,
  label,
  planOf,
  rowsWith,
  type,
  type ApplyWorld,
  type Moods,
} from './apply-world.ts';
import type { MoodyHubSpot, ReadMood, WriteMood } from './moody-hubspot.ts';

const ROWS = rowsWith(5);
const [OBJECT, ONE, TWO] = ROWS;

/** A plan of one limit for each of `wanted`, and HubSpot in these moods. */
function world(
  wanted: readonly (readonly [LabelRow, Limit])[],
  moods?: Moods,
  killedAt?: readonly number[],
): ApplyWorld {
  const changes = wanted.map(([row, limit]) => changeOf(row, limit));
  return applyWorld(ROWS, planOf([directionOf(ROWS)], changes), moods, killedAt);
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

/** HubSpot asks for an hour where it would be back in seconds. */
const withHours = (hubspot: MoodyHubSpot): Associations => ({
  ...hubspot,
  async write(...call) {
    const answer = await hubspot.write(...call);
    if (answer.ok || answer.failure.code !== 'unavailable') return answer;
    return failed({ ...answer.failure, retryAfterMs: 3_600_000 });
  },
});

test('of a refused batch whose one half was lost, the other is sent too when the plan goes on', async () => {
  const { hubspot, apply } = world(
    [
      [ONE, 4],
      [TWO, 4],
    ],
    { writes: ['refuses_all', 'lost_before'] },
  );
  const saved = { kind: 'saved', before: 2, after: 4 };
  expect(await apply(withHours(hubspot))).toEqual([saved, saved]);
  expect(writesOf(hubspot)).toBe(4);
});

test('a look that is answered ends no outage: a plan is given up at the sixth time without an outcome', async () => {
  const { hubspot, plan, apply } = world([[ONE, 4]], {
    reads: Array<ReadMood>(5).fill('unavailable'),
    writes: ['lost_before'],
  });
  expect(await apply(withHours(hubspot))).toEqual([
    { kind: 'unknown', reason: 'not_read_back', hubspot: null },
  ]);
  expect([writesOf(hubspot), plan.state()]).toEqual([1, 'done']);
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

test('a removal that HubSpot shows late is waited for beside a limit that is there at once', async () => {
  const { hubspot, clock, apply } = world(
    [
      [ONE, null],
      [TWO, 4],
    ],
    { writes: ['lies', 'lies'] },
  );
  const outcomes = await apply({
    ...hubspot,
    async write(...call) {
      const answer = await hubspot.write(...call);
      hubspot.change(TWO, 4);
      return answer;
    },
    readDirection(...call) {
      if (clock.now() - START >= 3_000) hubspot.change(ONE, null);
      return hubspot.readDirection(...call);
    },
  });
  expect(outcomes).toEqual([
    { kind: 'saved', before: 2, after: null },
    { kind: 'saved', before: 2, after: 4 },
  ]);
});

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
  const back = label(9, 3);
  const directions = [
    directionOf(ROWS),
    { from: type('0-2'), to: type('0-3'), labels: [back], readAt: '' },
  ];
  const backTo = (limit: Limit) => ({ from: '0-2', to: '0-3', ...back, limit });
  const there = changeOf(ONE, 4);

  test('whose limits need nothing, those of this one are looked at alone', async () => {
    const { apply } = applyWorld(ROWS, planOf(directions, [backTo(3), there]));
    expect(await apply()).toEqual([
      { kind: 'unchanged', limit: 3 },
      { kind: 'saved', before: 2, after: 4 },
    ]);
  });

  test.each([
    ['refused', 'direction_unreadable'],
    ['missing_scope', 'missing_scope'],
  ] as const)('whose reading is %s, this one is saved', async (code, reason) => {
    const { hubspot, apply } = applyWorld(ROWS, planOf(directions, [backTo(2), there]));
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
