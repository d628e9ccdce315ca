// A plan that takes a while to be made: its progress, and what becomes of it.
import { expect, test } from 'vitest';
import { ProgressBar } from '@hubspot/ui-extensions';
import { sayFailure } from '#domain/failureWords.ts';
import { directionText } from '#domain/association.ts';
import type { Change } from '#domain/plan.ts';
import type { PlanView } from '#domain/wire.ts';
import { json, makeBackend, type TestBackend } from './backend.ts';
import { dealToVessel, portal, row, vessel } from './portal.ts';
import { openLabels, showTab, type Screen } from './screen.tsx';

const asked: Change[] = [
  { from: '0-3', to: '0-2', category: 'USER_DEFINED', typeId: 33, limit: 9 },
];

const planning: PlanView = {
  planId: '7d2f0a51-5a2c-4c59-9a3b-2f6b1c9f0e11',
  mark: '1',
  state: 'planning',
  createdAt: '2026-11-23T12:00:00.000Z',
  createdBy: '7',
  ...{ appliedAt: null, finishedAt: null, resumesAt: null, note: null, undoOf: null },
  notes: [],
  progress: { read: 3, total: 120 },
  refusal: null,
  asked,
  objectTypes: [],
  items: [],
};

/** Asks for a review that the server answers with a plan on its way, then with `later`. */
async function review(backend: TestBackend, ...later: PlanView[]): Promise<Screen> {
  backend.failNext('makePlan', json(200, planning));
  backend.failNext('plan', ...later.map((plan) => json(200, plan)));
  const screen = await openLabels();
  screen.type('New limit for “Biller”', '9');
  screen.press('Review');
  await screen.see('Making a plan over 120 directions');
  return screen;
}

test('how many directions were read is shown until the review opens by itself', async () => {
  const backend = makeBackend(portal);
  const item: PlanView['items'][number] = {
    ...{ from: '0-3', to: '0-2', category: 'USER_DEFINED', typeId: 33, label: 'Biller' },
    ...{ action: 'update', before: 4, after: 8, risks: [], outcome: { kind: 'waiting' } },
  };
  const ready: PlanView = {
    ...planning,
    ...{ state: 'ready', progress: null, asked: [] },
    objectTypes: backend.objectTypes.objectTypes,
    items: [item],
  };
  const screen = await review(
    backend,
    { ...planning, progress: { read: 77, total: 120 } },
    { ...planning, progress: { read: 78, total: 120 } },
    ready,
  );
  await screen.see('77 of 120');
  expect(screen.renderer.find(ProgressBar).props).toMatchObject({ maxValue: 120 });
  await screen.see('Apply 1 limit to Deal → Company?', '4 → 8');
});

test('leaving before the plan is made brings back what was wanted', async () => {
  const screen = await review(makeBackend(portal), planning, planning, planning, planning);
  screen.press('Back to editing');
  await screen.see('1 unsaved limit');
  expect(screen.field('New limit for “Biller”').value).toBe('9');
});

test('a plan that cannot be made says for which limit and why, and loses nothing', async () => {
  const refusal = sayFailure({
    code: 'changes_refused',
    message: 'Some limits cannot be set as they are; each says why.',
    problems: [
      { position: 0, code: 'label_above_object_limit', message: '“Biller” cannot have 9.' },
    ],
  });
  const screen = await review(makeBackend(portal), {
    ...planning,
    ...{ state: 'refused', progress: null },
    refusal,
  });
  await screen.see('Deal → Company: “Biller” cannot have 9.');
  expect(screen.primaryButtons()).toEqual(['Back to editing']);
  screen.press('Back to editing');
  await screen.see('1 unsaved limit');
});

test('who goes back from a review of many directions and then opens another page waits for none of them', async () => {
  const backend = makeBackend(portal);
  const types = Array.from({ length: 40 }, (_, index) => ({ ...vessel, id: `2-${100 + index}` }));
  const label = row(7, 'Carrier');
  for (const from of types) {
    const direction = { ...dealToVessel, from, to: from, labels: [label] };
    backend.directions.set(directionText({ from: from.id, to: from.id }), direction);
  }
  const items = types.map(({ id }): PlanView['items'][number] => ({
    ...{ from: id, to: id, category: 'USER_DEFINED', typeId: 7, label: 'Carrier' },
    ...{ action: 'create', before: null, after: 5, risks: [], outcome: { kind: 'waiting' } },
  }));
  const ready: PlanView = {
    ...planning,
    state: 'ready',
    progress: null,
    objectTypes: types,
    items,
  };
  const screen = await review(backend, ready);
  await screen.see('Apply 40 limits');
  const unanswered = types.map(() => () => new Promise<Response>(() => undefined));
  backend.failNext('direction', ...unanswered);
  screen.press('Back to editing');
  await screen.see('41 unsaved limits', 'In 41 directions.');
  showTab(screen, 'history');
  await screen.see('Nothing was applied yet');
});
