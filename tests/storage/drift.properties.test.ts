// Whatever happens to a direction, in whatever order: the drift that is told is that of a model
// which a person could follow on paper.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LabelRow } from '#domain/association.ts';
import { onEmbedded } from '../stores.ts';
import { AT, driftWorld, label, outcomes, type Drifting } from './drift-world.ts';

type Limits = Map<number, number | null>;

interface Model {
  readonly hubspot: Limits;
  readonly known: Limits;
  /** What was last read; null: nothing, or the last reading failed. */
  shown: Limits | null;
  wasRead: boolean;
}

const typeId = fc.integer({ min: 1, max: 3 });
const limit = fc.option(fc.integer({ min: 1, max: 3 }));
const step = fc.oneof(
  fc.record({ kind: fc.constant('outside' as const), typeId, limit }),
  fc.record({ kind: fc.constant('delete' as const), typeId }),
  fc.record({ kind: fc.constantFrom(...(['read', 'limits', 'fail', 'keepAll'] as const)) }),
  fc.record({
    kind: fc.constantFrom('apply' as const, 'late' as const, 'refuse' as const),
    typeId,
    limit,
  }),
  fc.record({ kind: fc.constant('keep' as const), typeId }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** A reading that is stored. */
function modelRead(model: Model): void {
  for (const [type, now] of model.hubspot) {
    if (!model.known.has(type) && (!model.wasRead || now === null)) model.known.set(type, now);
  }
  model.wasRead = true;
  model.shown = new Map(model.hubspot);
}

/** Limits alone, which say nothing of labels without one. False: they do not fit what is shown. */
function modelReadLimits({ hubspot, shown }: Model): boolean {
  if (shown === null) return false;
  const isShown = [...hubspot].every(([type, now]) => now === null || shown.has(type));
  const isKept = [...shown].every(([type, was]) => was === null || hubspot.get(type) != null);
  if (!isShown || !isKept) return false;
  for (const [type, now] of hubspot) if (now !== null) shown.set(type, now);
  return true;
}

function modelDrift({ shown, known }: Model): readonly Drifting[] {
  if (shown === null) return [];
  const rows = [1, 2, 3].flatMap((type): Drifting[] => {
    const now = shown.get(type);
    const was = known.get(type);
    if (now === undefined) return was === undefined || was === null ? [] : [[type, was, 'gone']];
    if (was === undefined) return now === null ? [] : [[type, 'new', now]];
    return was === now ? [] : [[type, was, now]];
  });
  return rows;
}

function modelKeep(model: Model, type: number): void {
  const now = model.shown?.get(type);
  if (now === undefined) model.known.delete(type);
  else model.known.set(type, now);
}

onEmbedded('the drift of any sequence', (store) => {
  test('of outside changes, readings, plans and acceptances is the model’s', async () => {
    const world = driftWorld(store().database);
    const run = async (steps: readonly Step[]): Promise<void> => {
      await world.clear();
      const model: Model = {
        hubspot: new Map([
          [1, 1],
          [2, null],
        ]),
        known: new Map(),
        shown: null,
        wasRead: false,
      };
      let now = AT;
      const tick = (): number => (now += 1);
      const read = async (): Promise<void> => {
        const rows = [...model.hubspot].map(([type, one]): LabelRow => label(type, one));
        await world.read(rows, tick());
        modelRead(model);
      };
      /** As after an apply: limits alone, and all of it where they do not fit. */
      const readLimits = async (): Promise<void> => {
        const rows = [...model.hubspot].map(([type, one]): LabelRow => label(type, one));
        const fit = await world.readLimits(rows, tick());
        expect(fit).toBe(modelReadLimits(model));
        if (!fit) await read();
      };
      const plan = async (
        kind: 'apply' | 'late' | 'refuse',
        type: number,
        after: number | null,
      ) => {
        await read();
        const before = model.hubspot.get(type);
        if (before === undefined) return;
        const planId = await world.queued([{ typeId: type, before, after }], tick());
        if (before === after) {
          model.known.set(type, after);
          return;
        }
        await world.record(planId, { 0: outcomes.sending });
        if (kind === 'refuse') {
          await world.record(planId, { 0: outcomes.refused });
          return;
        }
        if (kind === 'late') await world.record(planId, { 0: outcomes.unknown });
        model.hubspot.set(type, after);
        model.known.set(type, after);
        await readLimits();
        expect(await world.drift()).toEqual(modelDrift(model));
        if (kind === 'apply') await world.record(planId, { 0: outcomes.saved(before, after) });
      };
      for (const one of steps) {
        switch (one.kind) {
          case 'outside':
            model.hubspot.set(one.typeId, one.limit);
            break;
          case 'delete':
            model.hubspot.delete(one.typeId);
            break;
          case 'read':
            await read();
            break;
          case 'limits':
            await readLimits();
            break;
          case 'fail':
            await world.fail(tick());
            model.shown = null;
            break;
          case 'apply':
          case 'late':
          case 'refuse':
            await plan(one.kind, one.typeId, one.limit);
            break;
          case 'keep':
          case 'keepAll': {
            const told = modelDrift(model).filter(
              ([type]) => !('typeId' in one) || type === one.typeId,
            );
            if (told.length === 0) break;
            const kept = await world.keep(
              told.map(([type, , is]) => [type, is]),
              tick(),
            );
            expect(kept).toEqual({ kept: told.length, changedAgain: 0 });
            for (const [type] of told) modelKeep(model, type);
          }
        }
        expect(await world.drift()).toEqual(modelDrift(model));
      }
    };
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 14 }), run), { numRuns: 60 });
  });
});
