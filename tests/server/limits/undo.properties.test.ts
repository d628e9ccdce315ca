// Apply and take back, whatever HubSpot refused on the way: what was saved is what it was before, and
// nothing else was touched by either plan.
import fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { rowText, type Direction, type LabelRow } from '#domain/association.ts';
import { planChanges, type Change, type PlanItem } from '#domain/plan.ts';
import { planUndo } from '#domain/undo.ts';
import { portalIdSchema } from '../../../server/ids.ts';
import { applyPlan } from '../../../server/limits/apply.ts';
import type { StoredItem } from '../../../server/storage/plan-items.ts';
import { sceneArbitrary } from '../../domain/arbitraries.ts';
import { fakeClock } from '../fake-clock.ts';
import { memoryPlan } from './memory-plan.ts';
import { moodyHubSpot, writeMoods, type MoodyHubSpot } from './moody-hubspot.ts';

const PORTAL = v.parse(portalIdSchema, 42);
/** A plan is put off and taken up again only so often; then it ends. */
const MOST_RUNS = 60;

/** A portal's direction, a valid plan for it, the types that refuse it, and HubSpot's moods. */
const stories = sceneArbitrary({ mustBeStrict: false }).chain(({ directions, changes }) => {
  const [direction] = directions;
  const ofIt = changes.filter(
    ({ from, to }) => from === direction?.from.id && to === direction.to.id,
  );
  return fc.record({
    direction: fc.constantFrom(...directions.slice(0, 1)),
    changes: fc.constant(ofIt),
    refused: fc.subarray(ofIt.map(rowText)),
    writes: fc.array(fc.constantFrom(...writeMoods), { maxLength: 4 }),
  });
});

type Story = typeof stories extends fc.Arbitrary<infer Value> ? Value : never;

/** HubSpot with these limits, refusing these types, and in these moods for its first writes. */
const hubspotOf = (
  labels: readonly LabelRow[],
  refused: readonly string[],
  writes: readonly (typeof writeMoods)[number][],
): MoodyHubSpot => moodyHubSpot(labels, { writes, reads: [] }, new Set(refused));

async function run(
  items: readonly PlanItem[],
  hubspot: MoodyHubSpot,
): Promise<readonly StoredItem[]> {
  const plan = memoryPlan(items, []);
  const parts = {
    ...{ plans: plan.plans, associations: hubspot, clock: fakeClock() },
    stopping: () => false,
  };
  for (let round = 1; round <= MOST_RUNS; round += 1) {
    const end = await applyPlan(parts, PORTAL, plan.planId);
    if (end.kind === 'done') return plan.items();
  }
  throw new Error('The plan did not end.');
}

const rowsAfter = (direction: Direction, hubspot: MoodyHubSpot): LabelRow[] =>
  direction.labels.map((row) => ({ ...row, limit: hubspot.limitOf(row) ?? null }));

function planned(direction: Direction, changes: readonly Change[]): readonly PlanItem[] {
  const plan = planChanges([direction], changes);
  if (!plan.ok) throw new Error(plan.failure.map(({ message }) => message).join(' '));
  return plan.value;
}

const limitsOf = (rows: readonly LabelRow[]): ReadonlyMap<string, number | null> =>
  new Map(rows.map((row) => [rowText(row), row.limit]));

/**
 * Applies the plan, then the undo of what it saved to a HubSpot in a good mood; hands on the portal
 * before, between and after.
 */
async function thereAndBack({ direction, changes, refused, writes }: Story): Promise<{
  readonly items: readonly StoredItem[];
  readonly before: ReadonlyMap<string, number | null>;
  readonly between: ReadonlyMap<string, number | null>;
  readonly after: ReadonlyMap<string, number | null>;
  readonly notes: readonly string[];
}> {
  const first = hubspotOf(direction.labels, refused, writes);
  const items = await run(planned(direction, changes), first);
  const changed = rowsAfter(direction, first);
  const saved = items.filter(({ outcome }) => outcome.kind === 'saved');
  const undo = planUndo(saved, [{ ...direction, labels: changed }], []);
  const second = hubspotOf(changed, [], []);
  if (undo.items.length > 0) await run(undo.items, second);
  return {
    items,
    before: limitsOf(direction.labels),
    between: limitsOf(changed),
    after: limitsOf(rowsAfter(direction, second)),
    notes: undo.notes,
  };
}

test('a plan that was saved whole is taken back to exactly what was there', () =>
  fc.assert(
    fc.asyncProperty(stories, async (story) => {
      const { before, after, notes } = await thereAndBack({ ...story, refused: [], writes: [] });
      expect(notes).toEqual([]);
      expect(after).toEqual(before);
    }),
    { numRuns: 300 },
  ));

test('after refusals and lost answers, the undo puts back what was saved and nothing else', () =>
  fc.assert(
    fc.asyncProperty(stories, async (story) => {
      const { items, before, between, after, notes } = await thereAndBack(story);
      const saved = new Set(items.filter(({ outcome }) => outcome.kind === 'saved').map(rowText));
      for (const [type, limit] of after) {
        if (!saved.has(type)) expect(limit).toBe(between.get(type));
        // What HubSpot would surely refuse as things are by now is left out, and told.
        else if (notes.length === 0) expect(limit).toBe(before.get(type));
        else expect([before.get(type), between.get(type)]).toContain(limit);
      }
    }),
    { numRuns: 500 },
  ));
