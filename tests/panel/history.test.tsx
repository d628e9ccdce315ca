// The history in the panel: what was applied, why, and the way back through the same review.
import { setImmediate } from 'node:timers/promises';
import { SearchInput, Table, TextArea } from '@hubspot/ui-extensions';
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { sayEvent } from '#domain/eventWords.ts';
import { HISTORY_PAGE, MAX_NOTE } from '#domain/history.ts';
import { historyQuerySchema } from '#domain/requests/history.ts';
import { json, lost, makeBackend, refusal, type TestBackend } from './backend.ts';
import { portal, row } from './portal.ts';
import { openLabels, openPanel, showTab, type Screen } from './screen.tsx';

const writeNote = (screen: Screen, text: string): void => {
  screen.renderer.find(TextArea).props.onInput?.(text);
};

async function reviewed(): Promise<Screen> {
  const screen = await openLabels();
  screen.type('New limit for “Biller”', '2');
  screen.press('Review');
  await screen.see('Apply 1 limit to Deal → Company?');
  return screen;
}

async function applied(note: string): Promise<Screen> {
  const screen = await reviewed();
  writeNote(screen, note);
  screen.press('Apply 1 limit');
  await screen.see('The limit is saved');
  screen.press('Done');
  await screen.see('Association limits');
  return screen;
}

async function listed(note = 'Ticket 4711'): Promise<{ backend: TestBackend; screen: Screen }> {
  const backend = makeBackend(portal);
  const screen = await applied(note);
  showTab(screen, 'history');
  await screen.see(note);
  return { backend, screen };
}

async function opened(note?: string): Promise<{ backend: TestBackend; screen: Screen }> {
  const { backend, screen } = await listed(note);
  screen.press('Open');
  await screen.see('Undo this plan');
  return { backend, screen };
}

test('the note is sent with the apply, and nothing at all where there is none', async () => {
  const backend = makeBackend(portal);
  await applied('  Ticket 4711 ');
  expect(backend.callsOf('applyPlan')[0]?.body).toEqual({ note: 'Ticket 4711' });
  const other = makeBackend(portal);
  const screen = await reviewed();
  screen.press('Apply 1 limit');
  await screen.see('The limit is saved');
  expect(other.callsOf('applyPlan')[0]?.body).toBe(undefined);
});

test('a note that is too long is told at the field and not sent', async () => {
  const backend = makeBackend(portal);
  const screen = await reviewed();
  writeNote(screen, 'x'.repeat(501));
  await screen.see('The note has 501 characters; it may have 500.');
  screen.press('Apply 1 limit');
  expect(backend.callsOf('applyPlan')).toEqual([]);
});

test('a portal where nothing was applied says so', async () => {
  makeBackend(portal);
  const screen = openPanel();
  await screen.see('Choose two object types');
  showTab(screen, 'history');
  await screen.see('Nothing was applied yet');
});

test('who, when, why, where and what became of it are in the row and in the opened plan', async () => {
  const { screen } = await opened();
  await screen.see('Ada Byron', 'Ticket 4711', 'Deal → Company', 'The limit is saved', '1 saved');
});

test('an undo is reviewed before anything is sent, and going back keeps no draft of it', async () => {
  const { backend, screen } = await opened();
  screen.press('Undo this plan');
  await screen.see('This takes an earlier plan back', '2 → 4');
  const asked = backend.callsOf('makePlan').at(-1);
  const original = backend.callsOf('applyPlan')[0]?.values['planId'];
  expect(asked?.body).toEqual({ undoOf: original });
  screen.press('Back to history');
  await screen.see('Ticket 4711', 'Undo this plan');
  showTab(screen, 'limits');
  await screen.see('No unsaved limits');
  expect(backend.callsOf('applyPlan')).toHaveLength(1);
});

test('what was changed since, and what is gone, is said in the review', async () => {
  const { backend, screen } = await opened();
  const direction = backend.directions.get('0-3>0-2');
  if (!direction) throw new Error('No direction');
  backend.directions.set('0-3>0-2', { ...direction, labels: [row(33, 'Biller', 9)] });
  screen.press('Undo this plan');
  await screen.see('1 limit was changed by someone since', 'HubSpot has now: 9.', '9 → 4');
});

test('after the undo both plans name each other', async () => {
  const { screen } = await opened();
  screen.press('Undo this plan');
  await screen.see('This takes an earlier plan back');
  screen.press('Apply 1 limit');
  await screen.see('The limit is saved');
  screen.press('Done');
  await screen.see('This plan was taken back.');
  screen.press('Back to history');
  await screen.see('Undone', '2 entries');
  screen.press('Open', 1);
  await screen.see('This plan was taken back.');
  screen.press('Open the undo');
  await screen.see('This plan took another one back.');
});

test('an undo that is refused says why and stays', async () => {
  const { backend, screen } = await opened();
  const message = 'Nothing of this plan can be put back.';
  backend.failNext('makePlan', refusal(422, { code: 'cannot_undo', message }));
  screen.press('Undo this plan');
  await screen.see('This cannot be undone', message);
  expect(screen.buttons()).toContain('Undo this plan');
});

/** The history's tab, whose first question got no answer. */
async function unanswered() {
  const backend = makeBackend(portal);
  const screen = openPanel();
  await screen.see('Choose two object types');
  backend.failNext('history', lost);
  showTab(screen, 'history');
  await screen.see('No answer arrived');
  return { backend, screen };
}

test('a history that cannot be read is never shown as an empty one', async () => {
  const { screen } = await unanswered();
  expect(screen.has('Nothing was applied yet')).toBe(false);
  screen.press('Try again');
  await screen.see('Nothing was applied yet');
});

test('a search is cut to what the server takes, for the list and for its copy', async () => {
  const { backend, screen } = await opened('x'.repeat(MAX_NOTE));
  screen.press('Back to history');
  await screen.see('1 entry');
  screen.search(` ${'x'.repeat(MAX_NOTE)}`);
  const asked = (route: 'history' | 'historyExport') => {
    const { searchParams } = backend.callsOf(route).at(-1)?.url ?? {};
    return v.parse(historyQuerySchema, Object.fromEntries(searchParams ?? [])).search;
  };
  await screen.waitFor(() => {
    expect(asked('history')).toBe('x'.repeat(200));
  });
  screen.press('Copy as CSV');
  await screen.waitFor(() => {
    expect(asked('historyExport')).toBe('x'.repeat(200));
  });
});

test('a plan on show is copied alone, and what does not fit is told', async () => {
  const { backend, screen } = await opened();
  screen.press('Copy this plan as CSV');
  const { calls } = screen.renderer.mocks.actions.copyTextToClipboard;
  await screen.waitFor(() => {
    expect(calls).toHaveLength(1);
  });
  const [planId] = backend.plans.keys();
  expect(backend.callsOf('historyExport').at(-1)?.url.search).toBe(`?planId=${String(planId)}`);
  const [[csv] = []] = calls;
  const [columns, line, ...others] = csv?.split('\r\n') ?? [];
  expect(columns).toMatch(/^Applied at,/);
  expect(line).toContain(String(planId));
  expect(others).toEqual(['']);
  backend.failNext('historyExport', json(200, { csv: 'x', limits: 1_777, complete: false }));
  screen.press('Copy this plan as CSV');
  await screen.see('Only the first 1,777 limits of this plan fit into one copy.');
});

test('a copy that is asked for the moment its button is there is made', async () => {
  const { screen } = await listed();
  screen.press('Open');
  // A look at every round of the event loop: the button is drawn one before react-query listens.
  while (!screen.buttons().includes('Copy this plan as CSV')) await setImmediate();
  screen.press('Copy this plan as CSV');
  const { calls } = screen.renderer.mocks.actions.copyTextToClipboard;
  await screen.waitFor(() => {
    expect(calls).toHaveLength(1);
  });
});

test('what is said of a copy is gone with the search that it was a copy of', async () => {
  const { backend, screen } = await opened();
  screen.press('Back to history');
  await screen.see('1 entry');
  backend.failNext('historyExport', json(200, { csv: 'x', limits: 7_777, complete: false }));
  screen.press('Copy as CSV');
  await screen.see('7,777');
  screen.search('ticket');
  await screen.waitFor(() => {
    expect(backend.callsOf('history').at(-1)?.url.searchParams.get('search')).toBe('ticket');
    expect(screen.has('7,777')).toBe(false);
  });
  await screen.see('1 entry');
  expect(screen.buttons()).toContain('Copy as CSV');
});

test('nothing found is not taken for an empty history while the search is emptied', async () => {
  // All of the history was never told, so what was found last stays on show.
  const { backend, screen } = await unanswered();
  screen.search('zzz');
  await screen.see('Nothing in the history matches');
  backend.failNext('history', () => new Promise(() => undefined));
  screen.search('');
  await screen.waitFor(() => {
    expect(backend.callsOf('history')).toHaveLength(3);
  });
  expect(screen.has('Nothing was applied yet')).toBe(false);
});

test('the history is as it was left after a look at another tab', async () => {
  const { screen } = await opened();
  showTab(screen, 'limits');
  await screen.see('No unsaved limits');
  showTab(screen, 'history');
  await screen.see('Undo this plan');
  screen.press('Back to history');
  await screen.see('1 entry');
  screen.search('ticket 47');
  showTab(screen, 'limits');
  await screen.see('No unsaved limits');
  showTab(screen, 'history');
  await screen.see('1 entry');
  expect(screen.renderer.find(SearchInput).props.defaultValue).toBe('ticket 47');
});

test('the history is on its page again, and a field that is left does not turn it back', async () => {
  const backend = makeBackend(portal);
  backend.events.push(
    ...Array.from({ length: HISTORY_PAGE + 1 }, () => ({
      kind: 'event' as const,
      eventId: crypto.randomUUID(),
      at: '2026-11-23T12:00:00.000Z',
      ...sayEvent({ kind: 'connected_again' }, null),
    })),
  );
  const screen = openPanel();
  await screen.see('Choose two object types');
  showTab(screen, 'history');
  await screen.see('26 entries');
  const isOnPage2 = (): void => {
    expect(screen.renderer.find(Table).props).toMatchObject({ page: 2 });
  };
  screen.turnTo(2);
  await screen.waitFor(isOnPage2);
  screen.renderer.find(SearchInput).props.onChange?.('');
  showTab(screen, 'limits');
  await screen.see('Choose two object types');
  showTab(screen, 'history');
  await screen.waitFor(isOnPage2);
});

test('drafts outlive a look at the history', async () => {
  makeBackend(portal);
  const screen = await openLabels();
  screen.type('New limit for “Biller”', '2');
  showTab(screen, 'history');
  await screen.see('Nothing was applied yet');
  showTab(screen, 'limits');
  await screen.see('1 unsaved limit');
});
