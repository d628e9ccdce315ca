// Several directions of a plan are applied at once: how many, which not, and what stops them.
import { setImmediate } from 'node:timers/promises';
import * as v from 'valibot';
import { beforeEach, expect, test } from 'vitest';
import { directionText, type LabelRow } from '#domain/association.ts';
import { planChanges, type PlanItem } from '#domain/plan.ts';
import { failed } from '#domain/result.ts';
import type { Associations } from '../../../server/hubspot/associations.ts';
import { portalIdSchema } from '../../../server/ids.ts';
import { applyPlan } from '../../../server/limits/apply.ts';
import { fakeClock } from '../fake-clock.ts';
import { memoryPlan } from './memory-plan.ts';
import { moodyHubSpot } from './moody-hubspot.ts';

const PORTAL = v.parse(portalIdSchema, 42);
const AT_ONCE = 3;
const TYPE = { category: 'USER_DEFINED', typeId: 1 } as const;
const row: LabelRow = { ...TYPE, label: 'Partner', limit: 1 };

const objectType = (id: string) => ({ id, singular: id, plural: id, custom: false });

/** One change in each direction. */
function itemsOf(directions: readonly (readonly [string, string])[]): readonly PlanItem[] {
  const read = directions.map(([from, to]) => ({
    ...{ from: objectType(from), to: objectType(to), labels: [row], readAt: '' },
  }));
  const changes = directions.map(([from, to]) => ({ from, to, ...TYPE, limit: 2 }));
  const items = planChanges(read, changes);
  if (!items.ok) throw new Error('The changes cannot be planned.');
  return items.value;
}

/** Ten pairs, each with both of its directions. */
const directions = Array.from({ length: 10 }, (_, index) => [
  [`2-${String(index)}`, '0-2'] as const,
  ['0-2', `2-${String(index)}`] as const,
]).flat();

type Write = Associations['write'];

let underWay: Set<string>;
let most: number;
let begun: string[];
beforeEach(() => {
  underWay = new Set();
  most = 0;
  begun = [];
});

/** A direction of its own in each pair, which notes who writes beside whom. */
function portalWith(
  write: (direction: string, usual: () => ReturnType<Write>) => ReturnType<Write>,
) {
  const portal = new Map(
    directions.map(([from, to]) => [
      directionText({ from, to }),
      moodyHubSpot([row], { writes: [], reads: [] }, new Set()),
    ]),
  );
  const at = (from: string, to: string) => {
    const direction = portal.get(directionText({ from, to }));
    if (!direction) throw new RangeError('No such direction.');
    return direction;
  };
  const associations: Associations = {
    readDirection: (...call) => at(call[1], call[2]).readDirection(...call),
    readLimits: (...call) => at(call[1], call[2]).readLimits(...call),
    surveyDirection: (...call) => at(call[1], call[2]).surveyDirection(...call),
    async write(...call) {
      const [, from, to] = call;
      const direction = directionText({ from, to });
      expect(underWay).not.toContain(directionText({ from: to, to: from }));
      begun.push(direction);
      underWay.add(direction);
      most = Math.max(most, underWay.size);
      for (let turn = 0; turn < 5; turn += 1) await setImmediate();
      const answer = await write(direction, () => at(from, to).write(...call));
      underWay.delete(direction);
      return answer;
    },
  };
  return associations;
}

const partsOf = (plan: ReturnType<typeof memoryPlan>, associations: Associations) => ({
  ...{ plans: plan.plans, associations, clock: fakeClock(), stopping: () => false },
});

test('three pairs go at once, the two directions of a pair never, and all are saved', async () => {
  const plan = memoryPlan(itemsOf(directions), []);
  const parts = partsOf(
    plan,
    portalWith((_, usual) => usual()),
  );
  expect(await applyPlan(parts, PORTAL, plan.planId)).toEqual({ kind: 'done' });
  expect(plan.items().map(({ outcome }) => outcome.kind)).toEqual(directions.map(() => 'saved'));
  expect(most).toBe(AT_ONCE);
  expect(new Set(begun).size).toBe(directions.length);
});

test('what stops one lets the others end what they began, and nothing new begins', async () => {
  const plan = memoryPlan(itemsOf(directions), []);
  let isFirst = true;
  const parts = partsOf(
    plan,
    portalWith((_, usual) => {
      if (!isFirst) return usual();
      isFirst = false;
      return Promise.resolve(failed({ code: 'rate_limited', retryAfterMs: 500, hubspot: null }));
    }),
  );
  const end = await applyPlan(parts, PORTAL, plan.planId);
  expect(end.kind).toBe('paused');
  expect(underWay.size).toBe(0);
  const kinds = plan.items().map(({ outcome }) => outcome.kind);
  expect(kinds.filter((kind) => kind === 'saved')).toHaveLength(AT_ONCE - 1);
  expect(kinds.filter((kind) => kind === 'waiting')).toHaveLength(directions.length - AT_ONCE + 1);
  expect(await applyPlan(parts, PORTAL, plan.planId)).toEqual({ kind: 'done' });
  expect(plan.items().map(({ outcome }) => outcome.kind)).toEqual(directions.map(() => 'saved'));
});

test('outages between which limits were saved are not counted together', async () => {
  const plan = memoryPlan(itemsOf(directions), []);
  const hubspot = portalWith((_, usual) => usual());
  let looks = 0;
  const parts = partsOf(plan, {
    ...hubspot,
    // Every fifth look fails, as when HubSpot is away for a moment now and then.
    readLimits(...call) {
      looks += 1;
      if (looks % 5 > 0) return hubspot.readLimits(...call);
      return Promise.resolve(failed({ code: 'unavailable', retryAfterMs: 500, hubspot: null }));
    },
  });
  let pauses = 0;
  while ((await applyPlan(parts, PORTAL, plan.planId)).kind === 'paused') pauses += 1;
  expect(pauses).toBeGreaterThan(5);
  expect(plan.items().map(({ outcome }) => outcome.kind)).toEqual(directions.map(() => 'saved'));
});

test('an outage that lasts is given up, and what was not sent is told as not tried', async () => {
  const plan = memoryPlan(itemsOf(directions), []);
  const hubspot = portalWith((_, usual) => usual());
  const parts = partsOf(plan, {
    ...hubspot,
    readLimits: () =>
      Promise.resolve(failed({ code: 'unavailable', retryAfterMs: 500, hubspot: null })),
  });
  let pauses = 0;
  while ((await applyPlan(parts, PORTAL, plan.planId)).kind === 'paused') pauses += 1;
  expect(pauses).toBe(5);
  const reasons = plan.items().map(({ outcome }) => 'reason' in outcome && outcome.reason);
  expect(reasons).toEqual(directions.map(() => 'hubspot_unavailable'));
});

test('what throws is thrown only after the others have ended', async () => {
  const plan = memoryPlan(itemsOf(directions), []);
  const parts = partsOf(
    plan,
    portalWith((direction, usual) => {
      if (direction === begun[0]) throw new Error('A defect.');
      return usual();
    }),
  );
  await expect(applyPlan(parts, PORTAL, plan.planId)).rejects.toThrow('A defect.');
  const [, ...others] = begun;
  expect([...underWay]).toEqual(begun.slice(0, 1));
  expect(others.length).toBeGreaterThanOrEqual(AT_ONCE - 1);
});

test('a portal that leaves while HubSpot refuses the write leaves “not tried”, not “unknown”', async () => {
  const [first] = directions;
  const plan = memoryPlan(itemsOf(first ? [first] : []), []);
  const parts = partsOf(
    plan,
    portalWith(() => {
      plan.leave();
      return Promise.resolve(failed({ code: 'disconnected', hubspot: null }));
    }),
  );
  expect(await applyPlan(parts, PORTAL, plan.planId)).toEqual({ kind: 'done' });
  expect(plan.items()[0]?.outcome).toMatchObject({ kind: 'not_tried', reason: 'disconnected' });
});
