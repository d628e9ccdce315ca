// The panel's one reducer.
import { expect, test } from 'vitest';
import type { TypeKey } from '#domain/association.ts';
import {
  firstState,
  reducePanel,
  type PanelAction,
  type PanelState,
} from '../../src/app/settings/panel/state/panelState.ts';

const primary: TypeKey = { from: '0-3', to: '0-2', category: 'HUBSPOT_DEFINED', typeId: 5 };

const after = (...actions: PanelAction[]): PanelState => actions.reduce(reducePanel, firstState);

const chosen: PanelAction[] = [
  { type: 'chooseFrom', id: '0-3' },
  { type: 'chooseTo', id: '0-2' },
];
const typed: PanelAction = { type: 'typeLimit', target: primary, typed: '3', now: 1 };

test('the panel opens where there is most to see, and stays where the person goes', () => {
  const read = { type: 'open', portalRead: true } as const;
  const unread = { type: 'open', portalRead: false } as const;
  expect(firstState.tab).toBeNull();
  expect(after(read).tab).toBe('overview');
  expect(after(unread).tab).toBe('limits');
  const looking = after(unread, { type: 'showTab', tab: 'history' });
  expect(reducePanel(looking, read)).toBe(looking);
});

test('drafts survive switching the direction and back', () => {
  const state = after(...chosen, typed, { type: 'switchDirection' }, { type: 'switchDirection' });
  expect(state).toMatchObject({ from: '0-3', to: '0-2' });
  expect([...state.drafts.values()]).toEqual([{ type: primary, typed: '3' }]);
});

test('another direction starts on its first page, without a search', () => {
  const looking: PanelAction[] = [
    { type: 'search', text: 'x' },
    { type: 'turnTo', page: 3 },
  ];
  for (const move of [
    { type: 'switchDirection' },
    { type: 'chooseFrom', id: '0-1' },
    { type: 'chooseTo', id: '0-1' },
  ] as const) {
    expect(after(...chosen, ...looking, move)).toMatchObject({ search: '', page: 1 });
  }
});

test('a new search starts on its first page', () => {
  expect(after({ type: 'turnTo', page: 3 }, { type: 'search', text: 'x' }).page).toBe(1);
});

test('discarded drafts can be brought back until the next edit', () => {
  const discarded = after(typed, { type: 'discard' });
  expect(discarded.drafts.size).toBe(0);
  expect(reducePanel(discarded, { type: 'bringBack' }).drafts.size).toBe(1);
  expect(reducePanel(discarded, { ...typed, typed: '4' }).discarded.size).toBe(0);
});

test('discarding and bringing back, each pressed twice in one go, loses nothing', () => {
  const discarded = after(typed, { type: 'discard' }, { type: 'discard' });
  expect(discarded.discarded.size).toBe(1);
  const back = reducePanel(reducePanel(discarded, { type: 'bringBack' }), { type: 'bringBack' });
  expect(back.drafts).toEqual(after(typed).drafts);
});

test('typing the same again is no new state', () => {
  const state = after(typed);
  expect(reducePanel(state, typed)).toBe(state);
});

test('leaving a plan drops the drafts that HubSpot has now, and no others', () => {
  const openPlan = { type: 'openPlan', planId: 'p' } as const;
  const state = after(...chosen, typed, openPlan, {
    type: 'leavePlan',
    settled: [{ ...primary, limit: 3 }],
  });
  expect(state).toMatchObject({ planId: null, drafts: new Map() });
  expect(after(...chosen, typed, openPlan, { type: 'leavePlan', settled: [] }).drafts.size).toBe(1);
});

test('what did not work out is shown to be edited, wherever it is', () => {
  const partner: TypeKey = { from: '0-2', to: '0-3', category: 'USER_DEFINED', typeId: 32 };
  const state = after(
    ...chosen,
    { type: 'showTab', tab: 'setups' },
    { type: 'openPlan', planId: 'p' },
    { type: 'editAgain', wanted: [{ ...partner, limit: null }] },
  );
  expect(state).toMatchObject({ planId: null, tab: 'limits', from: '0-2', to: '0-3' });
  expect([...state.drafts.values()]).toEqual([{ type: partner, typed: null }]);
});

test('a review from the overview takes the place of what was typed before it was asked for, not since', () => {
  const asked = [{ ...primary, limit: null }];
  const openPlan = { type: 'openPlan', planId: 'p', asked, tab: 'overview' } as const;
  const ask = { type: 'askPlan' } as const;
  expect(after(...chosen, typed, ask, openPlan).drafts.size).toBe(0);
  const state = after(...chosen, ask, typed, openPlan);
  expect([...state.drafts.values()]).toEqual([{ type: primary, typed: '3' }]);
  const back = reducePanel(state, { type: 'leaveReview', wanted: asked });
  expect([...back.drafts.values()]).toEqual([{ type: primary, typed: '3' }]);
});

test('the limits of a setup’s review do not become typed ones', () => {
  const wanted = [{ ...primary, limit: 3 }];
  const back = { type: 'leaveReview', wanted } as const;
  const state = after({ type: 'showTab', tab: 'setups' }, { type: 'openPlan', planId: 'p' }, back);
  expect(state).toMatchObject({ planId: null, tab: 'setups', drafts: new Map() });
});

test('what is applied is the plan’s: its note and drafts go, what was typed since then stays', () => {
  const state = after(...chosen, typed, { type: 'writeNote', text: ' Ticket 4711 ' });
  const changes = [{ ...primary, limit: 3 }];
  const applied = reducePanel(state, { type: 'applied', note: 'Ticket 4711', changes });
  expect(applied).toMatchObject({ note: '', drafts: new Map() });
  const other = [{ ...primary, limit: 4 }];
  const kept = reducePanel(state, { type: 'applied', note: 'Ticket', changes: other });
  expect(kept).toMatchObject({ note: ' Ticket 4711 ', drafts: state.drafts });
});

test('going back to a direction that is on show keeps page and search', () => {
  const state = after(
    ...chosen,
    { type: 'search', text: 'pri' },
    { type: 'leaveReview', wanted: [{ ...primary, limit: 3 }] },
  );
  expect(state.search).toBe('pri');
});
