// Changes made outside the app: what is told, what is not claimed, and the two answers.
import { expect, test } from 'vitest';
import { Checkbox } from '@hubspot/ui-extensions';
import type { ChangedLimit, Drift } from '#domain/drift.ts';
import type { KeepDriftRequest } from '#domain/requests/drift.ts';
import { lost as lostAnswer, makeBackend, neverRead, type TestBackend } from './backend.ts';
import { noDrift } from './drift-backend.ts';
import { company, deal, onlyLooks, portal } from './portal.ts';
import { openPanel, showTab, type Screen } from './screen.tsx';

const AT = '2026-11-23T11:59:00.000Z';
const pair = { from: '0-3', to: '0-2', category: 'USER_DEFINED' } as const;
const byAda = { limit: 9, at: AT, by: { id: '7', name: 'Ada Byron' }, planId: null };

const biller: ChangedLimit = {
  ...pair,
  typeId: 33,
  label: 'Biller',
  now: 4,
  gone: false,
  known: { ...byAda, planId: '0190a8a4-0000-7000-8000-000000000000' },
};
const partner: ChangedLimit = {
  ...pair,
  typeId: 31,
  label: 'Partner',
  now: 3,
  gone: false,
  known: null,
};
const lost: ChangedLimit = {
  ...pair,
  typeId: 99,
  label: 'Lost',
  now: null,
  gone: true,
  known: byAda,
};
const seen: ChangedLimit = {
  ...pair,
  category: 'HUBSPOT_DEFINED',
  typeId: 5,
  label: 'Primary',
  now: 1,
  gone: false,
  known: { limit: null, at: AT, by: null, planId: null },
};

const objectTypes = [company, deal];
const changed = (...rows: ChangedLimit[]): Drift => ({
  ...noDrift,
  objectTypes,
  changed: { rows, total: rows.length },
});

const read = {
  ...neverRead,
  refresh: {
    state: 'done' as const,
    startedAt: AT,
    finishedAt: AT,
    read: 4,
    total: 4,
    problem: null,
    notes: [],
  },
  objectTypes,
};

async function openChanges(drift: Drift, superAdmin = true): Promise<[Screen, TestBackend]> {
  const { total } = drift.changed;
  const backend = makeBackend({
    ...portal,
    session: { ...portal.session, changedOutside: total },
    rights: superAdmin ? portal.rights : onlyLooks,
  });
  backend.overview = read;
  backend.drift = drift;
  const screen = openPanel();
  await screen.see('Choose two object types');
  if (total > 0) screen.press('Show changes');
  else {
    showTab(screen, 'overview');
    await screen.see('Read again');
    showTab(screen, 'changes', 1);
  }
  await screen.see('HubSpot does not tell who changed a limit outside Atmost.');
  return [screen, backend];
}

const choose = (screen: Screen, label: string): void => {
  screen.renderer.find(Checkbox, { 'aria-label': label }).props.onChange?.(true, '');
};

test('the limits page says how many were changed, and leads to what was and is', async () => {
  const [screen] = await openChanges(changed(biller, partner, lost, seen));
  await screen.see(
    '4 limits were changed outside Atmost',
    '9 → 4',
    'Applied by Ada Byron on',
    'Not there → 3',
    'The label is new, and came with a limit.',
    '9 → Label gone',
    'Accepted by Ada Byron on',
    'No limit → 1',
    'Seen by Atmost on',
    'Last checked on',
  );
});

test('a portal that was read opens with it, and leads there', async () => {
  const backend = makeBackend({
    ...portal,
    session: { ...portal.session, portalRead: true, changedOutside: 4 },
  });
  backend.overview = read;
  backend.drift = changed(biller, partner, lost, seen);
  const screen = openPanel();
  await screen.see('All limits of this portal', '4 limits were changed outside Atmost');
  screen.press('Show changes');
  await screen.see('HubSpot does not tell who changed a limit outside Atmost.');
  expect(screen.has('Show changes')).toBe(false);
});

test('“nothing was changed” is said only where everything was checked', async () => {
  const [screen] = await openChanges(noDrift);
  await screen.see('Nothing was changed outside Atmost');
});

test('what could not be read is named, and nothing is claimed about it', async () => {
  const [screen] = await openChanges({
    ...noDrift,
    objectTypes,
    unchecked: {
      count: 22,
      directions: [
        { from: '0-3', to: '0-2', state: 'not_allowed' },
        { from: '2-9', to: '0-2', state: 'not_listed' },
      ],
    },
  });
  await screen.see(
    'No change is known, but not everything was checked',
    '22 directions could not be checked.',
    'Deal → Company: Not allowed',
    '2-9 → Company: Object type not listed',
    'And 20 more.',
  );
  expect(screen.has('Nothing was changed')).toBe(false);
});

test.each([
  [
    'is under way',
    {
      ...noDrift,
      checking: true,
      checkedAt: null,
      unchecked: { count: 1, directions: [{ from: '0-3', to: '0-2', state: 'unread' as const }] },
    },
    'What was read so far',
  ],
  ['did not come to its end', { ...noDrift, checkedAt: null }, 'was not read to the end'],
])('while a reading %s, nothing is claimed either', async (_how, drift, sentence) => {
  const [screen] = await openChanges(drift);
  await screen.see(sentence);
  expect(screen.has('Nothing was changed')).toBe(false);
  expect(screen.has('could not be checked')).toBe(false);
});

test('chosen limits are kept as the person saw them, once', async () => {
  const [screen, backend] = await openChanges(changed(biller, lost));
  screen.press('Keep the portal’s');
  await screen.see('Choose the limits that should stay as they are in HubSpot.');
  expect(backend.callsOf('keepDrift')).toHaveLength(0);
  choose(screen, 'Choose Deal → Company, Lost');
  await screen.see('Restore limits');
  screen.press('Keep the portal’s');
  await screen.see(
    '1 limit is accepted as it is in HubSpot.',
    '1 limit was changed outside Atmost',
  );
  expect(backend.callsOf('keepDrift')[0]?.body).toMatchObject({
    limits: [{ ...pair, typeId: 99, limit: 'gone' }],
  });
});

test('pressed twice in one go, or again after a lost answer, keeping is one request', async () => {
  const [screen, backend] = await openChanges(changed(biller, partner));
  choose(screen, 'Choose Deal → Company, Biller');
  await screen.see('Restore 1 limit');
  backend.failNext('keepDrift', lostAnswer, lostAnswer);
  screen.press('Keep the portal’s');
  screen.press('Keep the portal’s');
  await screen.see('No answer arrived');
  screen.press('Keep the portal’s');
  await screen.see('1 limit is accepted as it is in HubSpot.');
  const ids = backend.callsOf('keepDrift').map(({ body }) => (body as KeepDriftRequest).requestId);
  expect(ids).toHaveLength(3);
  expect(new Set(ids).size).toBe(1);
  choose(screen, 'Choose Deal → Company, Partner');
  await screen.see('Restore 1 limit');
  screen.press('Keep the portal’s');
  await screen.see('Nothing was changed outside Atmost');
  expect(backend.callsOf('keepDrift')[3]?.body).not.toMatchObject({ requestId: ids[0] });
});

test('all are restored by way of the review, but for labels that are gone', async () => {
  const [screen, backend] = await openChanges(changed(biller, partner, lost));
  await screen.see('1 of these limits cannot be restored.', 'The label is gone');
  expect(screen.primaryButtons()).toEqual(['Restore all 2 limits']);
  screen.press('Restore all 2 limits');
  await screen.see('4 → 9');
  expect(backend.callsOf('makePlan')[0]?.body).toEqual({
    changes: [
      { ...pair, typeId: 33, limit: 9 },
      { ...pair, typeId: 31, limit: null },
    ],
  });
});

test('changed labels of one name are told apart in their rows and where they are chosen', async () => {
  const [screen] = await openChanges(changed(seen, { ...biller, label: 'Primary' }, partner));
  await screen.see('"Primary (HubSpot, type id 5)"', '"Primary (Custom, type id 33)"');
  const names = screen.renderer.findAll(Checkbox).map(({ props }) => props['aria-label']);
  expect(names).toEqual([
    'Choose Deal → Company, Primary (HubSpot, type id 5)',
    'Choose Deal → Company, Primary (Custom, type id 33)',
    'Choose Deal → Company, Partner',
  ]);
});

test('one of several is restored; a refusal is said where it was asked', async () => {
  const [screen, backend] = await openChanges(
    changed({ ...biller, known: { ...byAda, limit: 11 } }, partner),
  );
  choose(screen, 'Choose Deal → Company, Biller');
  await screen.see('Restore 1 limit');
  screen.press('Restore 1 limit');
  await screen.see('“Biller” cannot have 11');
  expect(backend.callsOf('makePlan')).toHaveLength(1);
});

test('where nothing can be restored, that is said instead of asking for an empty plan', async () => {
  const [screen, backend] = await openChanges(changed(lost));
  screen.press('Restore limits');
  await screen.see('None of these limits can be restored.');
  expect(backend.callsOf('makePlan')).toHaveLength(0);
});

test('what differs from the pinned setup is restored to it', async () => {
  const pinnedRow = { ...pair, typeId: 33, label: 'Biller', wanted: 6, now: 4, gone: false };
  const [screen, backend] = await openChanges({
    ...noDrift,
    objectTypes,
    pinned: { name: 'Production', total: 1, rows: [pinnedRow] },
  });
  await screen.see('1 limit differs from the pinned setup “Production”', '6 → 4');
  screen.press('Restore this limit');
  await screen.see('4 → 6');
  expect(backend.callsOf('makePlan')[0]?.body).toEqual({
    changes: [{ ...pair, typeId: 33, limit: 6 }],
  });
});

test('changes that could not be read again stay on show, and can be asked for once more', async () => {
  const [screen, backend] = await openChanges(changed(biller));
  backend.failNext('drift', lostAnswer);
  showTab(screen, 'rows', 1);
  await screen.waitFor(() => {
    expect(screen.has('9 → 4')).toBe(false);
  });
  showTab(screen, 'changes', 1);
  await screen.see('No answer arrived', '9 → 4');
  screen.press('Try again');
  await screen.waitFor(() => {
    expect(screen.has('No answer arrived')).toBe(false);
  });
});

test('who may not change limits sees the changes and has nothing to press', async () => {
  const [screen] = await openChanges(changed(biller), false);
  await screen.see('9 → 4');
  expect(screen.renderer.findAll(Checkbox)).toHaveLength(0);
  expect(screen.buttons()).not.toContain('Keep the portal’s');
});

test('two changed sides of one label are told apart', async () => {
  const [screen] = await openChanges(changed(partner, { ...partner, typeId: 32 }, biller));
  await screen.see('Partner (Custom, type id 31)', 'Partner (Custom, type id 32)');
  const names = screen.renderer.findAll(Checkbox).map(({ props }) => props['aria-label']);
  expect(names).toEqual([
    'Choose Deal → Company, Partner (Custom, type id 31)',
    'Choose Deal → Company, Partner (Custom, type id 32)',
    'Choose Deal → Company, Biller',
  ]);
});
