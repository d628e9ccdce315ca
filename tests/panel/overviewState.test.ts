// What the overview remembers, and what it asks of the server.
import { expect, test } from 'vitest';
import {
  askedOf,
  changesOfChosen,
  firstOverview,
  reduceOverview,
  type OverviewAction,
} from '../../src/app/settings/panel/overview/overviewState.ts';

const partner = { from: '0-3', to: '0-2', category: 'USER_DEFINED', typeId: 1 } as const;
const biller = { ...partner, typeId: 2 };
const inverse = { ...partner, from: '0-2', to: '0-3' };
const after = (...actions: OverviewAction[]) => actions.reduce(reduceOverview, firstOverview);

test('looking for something else starts at the first page', () => {
  const turned: OverviewAction = { type: 'turnTo', page: 4 };
  for (const action of [
    { type: 'search', text: 'x' },
    { type: 'filter', filter: 'limited' },
    { type: 'from', id: '0-3' },
    { type: 'to', id: '0-2' },
    { type: 'showAll' },
  ] as const) {
    expect(after(turned, action).page, action.type).toBe(1);
  }
});

test('the same search again is the same state, so that nothing is drawn anew', () => {
  const state = after({ type: 'search', text: 'x' });
  expect(reduceOverview(state, { type: 'search', text: 'x' })).toBe(state);
});

test('only what is looked for is asked, and no more than the server takes', () => {
  expect(askedOf(firstOverview)).toEqual({});
  expect(askedOf({ ...firstOverview, search: ` ${'x'.repeat(200)}`, page: 2 })).toEqual({
    search: 'x'.repeat(100),
    page: '2',
  });
});

test('labels stay chosen over searches and pages, each once, until let go', () => {
  const state = after(
    { type: 'choose', labels: [partner, biller] },
    { type: 'turnTo', page: 2 },
    { type: 'search', text: 'other' },
    { type: 'choose', labels: [partner, inverse] },
    { type: 'unchoose', labels: [biller] },
  );
  expect(changesOfChosen(state.chosen, null)).toEqual([
    { ...partner, limit: null },
    { ...inverse, limit: null },
  ]);
  expect(reduceOverview(state, { type: 'unchooseAll' }).chosen.size).toBe(0);
});
