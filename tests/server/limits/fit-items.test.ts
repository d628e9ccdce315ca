// What a plan tells the panel fits into what HubSpot passes on, whatever HubSpot said.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PlanView } from '#domain/wire.ts';
import { fitItems } from '../../../server/limits/fit-items.ts';
import { viewPlan } from '../../../server/limits/plan-view.ts';
import { sampleItem, samplePlan, USER } from '../../storage/plan-samples.ts';

type Item = PlanView['items'][number];

const refused = (typeId: number, words: number): Item => ({
  ...sampleItem(typeId),
  risks: ['lowers'],
  outcome: {
    kind: 'refused',
    reason: 'other',
    now: 2,
    hubspot: {
      httpStatus: 400,
      status: 'error',
      category: 'VALIDATION_ERROR',
      message: 'ü'.repeat(words),
      correlationId: '2c3f5b0e-6d7a-4c1b-9d57-000000000000',
      context: { typeId: [String(typeId)] },
    },
  },
});

const bytesOf = (items: readonly Item[]): number => Buffer.byteLength(JSON.stringify(items));

test('a small plan is told in HubSpot’s full words', () => {
  const items = Array.from({ length: 200 }, (_, index) => refused(index, 300));
  expect(fitItems(items)).toEqual(items);
});

test('2,000 refused limits fit, each with its outcome, in order, and as many words as there is room for', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3_000 }), (words) => {
      const items = Array.from({ length: 2_000 }, (_, index) => refused(index, words));
      const fitted = fitItems(items);
      expect(bytesOf(fitted)).toBeLessThan(1_000_000);
      expect(fitted.map(({ typeId }) => typeId)).toEqual(items.map(({ typeId }) => typeId));
      expect(fitted.every(({ outcome }) => outcome.kind === 'refused')).toBe(true);
      const [first] = fitted;
      expect(first?.outcome).toMatchObject({
        hubspot: { correlationId: '2c3f5b0e-6d7a-4c1b-9d57-000000000000' },
      });
    }),
    { numRuns: 15 },
  );
});

const MOST_BYTES = 900_000;
const costOf = (one: Item | string): number => Buffer.byteLength(JSON.stringify(one)) + 1;
const sum = (all: readonly (Item | string)[]): number =>
  all.reduce<number>((total, one) => total + costOf(one), 0);

/** The item with HubSpot’s words as they are, shortened, and left out. */
function formsOf(item: Item): { full: Item; short: Item; bare: Item } {
  const { outcome } = item;
  if (outcome.kind !== 'refused' || !outcome.hubspot) throw new Error('Not a refusal.');
  const { httpStatus, message = '', correlationId = '' } = outcome.hubspot;
  const words = { httpStatus, message: message.slice(0, 100), correlationId };
  return {
    full: item,
    short: { ...item, outcome: { ...outcome, hubspot: words } },
    bare: { ...item, outcome: { ...outcome, hubspot: null } },
  };
}

test('no word is left out for which there is room beside the others', () => {
  const lengths = fc.array(fc.integer({ min: 150, max: 30_000 }), { minLength: 20, maxLength: 50 });
  const noted = fc.oneof(fc.constant(0), fc.integer({ min: 880_000, max: 885_000 }));
  fc.assert(
    fc.property(lengths, noted, (words, bytes) => {
      const items = words.map((count, index) => refused(index, count));
      const notes = [`n${'x'.repeat(bytes)}`, 'Another.'];
      const fitted = fitItems(items, notes);
      const left = MOST_BYTES - sum(notes) - sum(fitted);
      expect(left).toBeGreaterThanOrEqual(0);
      for (const [index, item] of items.entries()) {
        const { full, short, bare } = formsOf(item);
        const told = fitted[index];
        expect([full, short, bare]).toContainEqual(told);
        const next = costOf(short) === (told && costOf(told)) ? full : short;
        if (told && costOf(told) < costOf(full)) {
          expect(costOf(next) - costOf(told)).toBeGreaterThan(left);
        }
      }
    }),
    { numRuns: 30 },
  );
});

test('words that fit to the byte are told, one byte less is too little', () => {
  const { full, short, bare } = formsOf(refused(1, 200));
  const besides = (form: Item): number => MOST_BYTES - costOf(form) - costOf('');
  const toldBeside = (bytes: number): Item[] => fitItems([full], ['x'.repeat(bytes)]);
  expect(toldBeside(besides(full))).toEqual([full]);
  expect(toldBeside(besides(full) + 1)).toEqual([short]);
  expect(toldBeside(besides(short))).toEqual([short]);
  expect(toldBeside(besides(short) + 1)).toEqual([bare]);
});

test('shortened words end with a whole sign, and say no more than HubSpot did', () => {
  const item = refused(1, 0);
  const hubspot = { httpStatus: 400, message: `${'x'.repeat(99)}🤝${'y'.repeat(500)}` };
  const words = [hubspot, { httpStatus: null, correlationId: 'one', category: 'z'.repeat(500) }];
  const told = words.map((one) => {
    const outcome = { kind: 'not_tried' as const, reason: 'given_up' as const, hubspot: one };
    const [fitted] = fitItems([{ ...item, outcome }], ['n'.repeat(MOST_BYTES - 750)]);
    return fitted?.outcome.kind === 'not_tried' ? fitted.outcome.hubspot : undefined;
  });
  expect(told).toEqual([
    { httpStatus: 400, message: `${'x'.repeat(99)}\uFFFD` },
    { httpStatus: null, correlationId: 'one' },
  ]);
});

test('what has no words of HubSpot’s stays as it is, however little room there is', () => {
  const outcomes: Item['outcome'][] = [
    { kind: 'saved', before: 2, after: 4 },
    { kind: 'refused', reason: 'other', now: 2, hubspot: null },
    { kind: 'unknown', reason: 'not_shown_yet', now: null, hubspot: null },
    { kind: 'not_tried', reason: 'portal_changed', hubspot: null },
  ];
  const items = outcomes.map((outcome, index) => ({ ...refused(index, 0), outcome }));
  expect(fitItems(items, ['n'.repeat(MOST_BYTES)])).toEqual(items);
});

test('an undo that leaves out half of its limits fits with the sentences that say so', () => {
  const items = Array.from({ length: 1_000 }, (_, index) => refused(index, 3_000));
  const note = `The label “${'ü'.repeat(50)}” of Contact → Company no longer exists, so its limit went with it.`;
  const notes = items.map(() => note);
  const plan = { ...samplePlan(0), notes, items, state: 'done', mark: '1', request: null } as const;
  const applied = { appliedAt: 0, appliedBy: USER, finishedAt: 0, resumesAt: null, putOff: 0 };
  const rest = { note: null, undoOf: null, directionsRead: 0, directionsTotal: 0, refusal: null };
  const view = viewPlan({ ...plan, ...applied, ...rest });
  expect(view.notes).toEqual(notes);
  expect(Buffer.byteLength(JSON.stringify(view))).toBeLessThan(1_000_000);
});
