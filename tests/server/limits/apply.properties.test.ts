// Applying a plan, whatever HubSpot does and wherever the server is killed: one honest outcome per
// item, nothing called saved that is not there, and nothing written blindly twice.
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { rowText, type LabelRow } from '#domain/association.ts';
import { isFinal } from '#domain/outcome.ts';
import { planChanges } from '#domain/plan.ts';
import { portalIdSchema } from '../../../server/ids.ts';
import { applyPlan, type ApplyEnd } from '../../../server/limits/apply.ts';
import type { StoredItem } from '../../../server/storage/plan-items.ts';
import { fakeClock } from '../fake-clock.ts';
import { Killed, memoryPlan, type MemoryPlan } from './memory-plan.ts';
import { moodyHubSpot, readMoods, writeMoods, type MoodyHubSpot } from './moody-hubspot.ts';

const PORTAL = v.parse(portalIdSchema, 42);
const PAIR = { from: '0-3', to: '0-2' } as const;
/** A plan is put off and taken up again only so often; then it ends. */
const MOST_RUNS = 60;

const limit = fc.option(fc.integer({ min: 1, max: 9 }));

/** A direction, what is wanted of it, which types refuse, HubSpot's moods, and when the server dies. */
const sceneArbitrary = fc
  .uniqueArray(
    fc.record({
      category: fc.constantFrom('USER_DEFINED' as const, 'HUBSPOT_DEFINED' as const),
      typeId: fc.integer({ min: 1, max: 4 }),
      before: limit,
      after: limit,
      refuses: fc.boolean(),
    }),
    { minLength: 1, maxLength: 6, selector: (type) => `${type.category}${String(type.typeId)}` },
  )
  .chain((types) =>
    fc.record({
      types: fc.constant(types),
      writes: fc.array(fc.constantFrom(...writeMoods), { maxLength: 6 }),
      reads: fc.array(fc.constantFrom(...readMoods), { maxLength: 6 }),
      killedAt: fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 3 }),
    }),
  );

type Scene = typeof sceneArbitrary extends fc.Arbitrary<infer Value> ? Value : never;

interface Applied {
  readonly plan: MemoryPlan;
  readonly hubspot: MoodyHubSpot;
  readonly end: ApplyEnd | null;
}

async function apply(scene: Scene): Promise<Applied> {
  const rows: LabelRow[] = scene.types.map((type) => ({
    category: type.category,
    typeId: type.typeId,
    // All labelled: the order of object and label limits is the steps' own property.
    label: 'Partner',
    limit: type.before,
  }));
  const changes = scene.types.map(({ category, typeId, after }) => ({
    ...PAIR,
    category,
    typeId,
    limit: after,
  }));
  const objectType = (id: string) => ({ id, singular: id, plural: id, custom: false });
  const direction = { from: objectType('0-3'), to: objectType('0-2'), labels: rows, readAt: '' };
  const items = planChanges([direction], changes);
  if (!items.ok) throw new Error('The scene cannot be planned.');
  const refusing = new Set(scene.types.filter(({ refuses }) => refuses).map(rowText));
  const hubspot = moodyHubSpot(rows, scene, refusing);
  const plan = memoryPlan(items.value, scene.killedAt);
  const parts = {
    plans: plan.plans,
    associations: hubspot,
    clock: fakeClock(),
    stopping: () => false,
  };
  let end: ApplyEnd | null = null;
  for (let run = 1; run <= MOST_RUNS && end?.kind !== 'done'; run += 1) {
    try {
      end = await applyPlan(parts, PORTAL, plan.planId);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
  }
  return { plan, hubspot, end };
}

const holds = (check: (applied: Applied, scene: Scene) => void | Promise<void>): Promise<void> =>
  fc.assert(
    fc.asyncProperty(sceneArbitrary, async (scene) => check(await apply(scene), scene)),
    { numRuns: 500 },
  );

const changing = (items: readonly StoredItem[]): readonly StoredItem[] =>
  items.filter(({ action }) => action !== 'none');

describe('whatever HubSpot does and wherever the server is killed', () => {
  test('a plan ends, with one final outcome per item, in the plan’s order', () =>
    holds(({ plan, end }, scene) => {
      expect(end).toEqual({ kind: 'done' });
      expect(plan.state()).toBe('done');
      expect(plan.items().map(rowText)).toEqual(scene.types.map(rowText));
      expect(plan.items().filter(({ outcome }) => !isFinal(outcome))).toEqual([]);
    }));

  test('what is called saved is there, with the value before and the value after', () =>
    holds(({ plan, hubspot }) => {
      for (const item of changing(plan.items())) {
        if (item.outcome.kind !== 'saved') continue;
        expect(hubspot.limitOf(item)).toBe(item.after);
        expect(item.outcome).toEqual({ kind: 'saved', before: item.before, after: item.after });
      }
    }));

  test('what is called not tried, or refused by a look at the limit, is not there', () =>
    holds(({ plan, hubspot }) => {
      for (const { outcome, ...item } of changing(plan.items())) {
        // A refusal that could not be read back is HubSpot's word, and says so by having no `now`.
        const isRefused = outcome.kind === 'refused' && outcome.now !== undefined;
        if (isRefused || outcome.kind === 'not_tried') {
          expect(hubspot.limitOf(item)).toBe(item.before);
        }
      }
    }));

  test('what needs no change is never sent and called unchanged', () =>
    holds(({ plan, hubspot }) => {
      const sent = new Set(
        hubspot.calls.flatMap((call) => (call.kind === 'write' ? call.types : [])),
      );
      for (const item of plan.items()) {
        expect(item.outcome.kind === 'unchanged').toBe(item.action === 'none');
        if (item.action === 'none') expect(sent.has(rowText(item))).toBe(false);
      }
    }));

  test('nothing is sent again after a lost answer before the direction was read whole', () =>
    holds(({ hubspot }) => {
      const uncertain = new Set<string>();
      for (const call of hubspot.calls) {
        if (call.kind !== 'write') {
          // Limits alone do not tell a label that is gone from a write that did not happen.
          if (call.kind === 'read' && call.answered) uncertain.clear();
          continue;
        }
        expect(call.types.filter((type) => uncertain.has(type))).toEqual([]);
        if (!call.answered) for (const type of call.types) uncertain.add(type);
      }
    }));

  test('what HubSpot took or refused alone is not sent again before the direction was read whole', () =>
    holds(({ hubspot }) => {
      const decided = new Set<string>();
      for (const call of hubspot.calls) {
        if (call.kind !== 'write') {
          if (call.kind === 'read' && call.answered) decided.clear();
          continue;
        }
        expect(call.types.filter((type) => decided.has(type))).toEqual([]);
        const [alone, ...others] = call.types;
        if (call.decided && alone !== undefined && others.length === 0) decided.add(alone);
      }
    }));

  test('an ended plan is never sent again', () =>
    holds(async ({ plan, hubspot }) => {
      const calls = hubspot.calls.length;
      const parts = {
        plans: plan.plans,
        associations: hubspot,
        clock: fakeClock(),
        stopping: () => false,
      };
      expect(await applyPlan(parts, PORTAL, plan.planId)).toEqual({ kind: 'done' });
      expect(hubspot.calls).toHaveLength(calls);
    }));
});

describe('where HubSpot is in a good mood, wherever the server is killed', () => {
  test('every item is saved unless its own type refuses, and then says why', () =>
    fc.assert(
      fc.asyncProperty(sceneArbitrary, async (scene) => {
        const applied = await apply({ ...scene, writes: [], reads: [] });
        for (const [at, item] of applied.plan.items().entries()) {
          const expected = scene.types[at]?.refuses === true ? 'refused' : 'saved';
          expect(item.outcome.kind).toBe(item.action === 'none' ? 'unchanged' : expected);
          if (item.outcome.kind === 'refused') {
            expect(item.outcome.hubspot?.message).toBe('Not that one.');
          }
        }
      }),
      { numRuns: 500 },
    ));
});
