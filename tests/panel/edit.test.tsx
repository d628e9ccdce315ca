// Editing limits: what is shown, what is refused at the field, and that nothing typed is lost.
import { expect, test } from 'vitest';
import { lost, makeBackend, refusal } from './backend.ts';
import { dealToCompany, portal, wideDirection } from './portal.ts';
import { openLabels, openPanel, showTab } from './screen.tsx';

const PRIMARY = 'New limit for “Primary”';
const PARTNER = 'New limit for “Partner”';
const ALL = 'New limit for All associations (no label)';

test('object types are listed by the portal’s names, its own ones marked', async () => {
  makeBackend(portal);
  const screen = openPanel();
  await screen.see('Choose two object types to see their labels');
  const [from] = screen.selects();
  expect(from?.options.map(({ label }) => label)).toEqual(['Company', 'Deal', 'Vessel (custom)']);
});

test('labels show name, kind, limit now and what a limit means', async () => {
  makeBackend(portal);
  const screen = await openLabels();
  await screen.see(
    'A limit says: one Deal may have at most N Companies labelled “Primary”.',
    'Counts every Company of one Deal, whatever its label.',
    'From an app',
    'No limit',
  );
  expect(screen.field(ALL).value).toBe('10');
  expect(screen.field(PARTNER).value).toBe('');
});

test('a typed limit says what changes, as a sentence, and is counted', async () => {
  makeBackend(portal);
  const screen = await openLabels();
  expect(screen.has('No unsaved limits')).toBe(true);
  screen.type(PRIMARY, '2');
  await screen.see(
    '1 → 2',
    'One Deal may have at most 2 Companies labelled “Primary”.',
    '1 unsaved limit',
  );
  screen.type(ALL, '1');
  screen.type(ALL, '20');
  await screen.see('One Deal may have at most 20 Companies in total', '2 unsaved limits');
});

test('a mistake is said at its field, and what was typed stays', async () => {
  makeBackend(portal);
  const screen = await openLabels();
  screen.type(PRIMARY, 'two');
  expect(screen.field(PRIMARY)).toMatchObject({
    value: 'two',
    problem: 'Type a whole number, in digits only.',
  });
  await screen.see('Needs a correction', '1 unsaved limit');
});

test('a limit that HubSpot surely refuses is said at its field', async () => {
  makeBackend(portal);
  const screen = await openLabels();
  screen.type(PARTNER, '11');
  expect(screen.field(PARTNER).problem).toContain('limited to 10');
  screen.type(ALL, '12');
  expect(screen.field(PARTNER).problem).toBe('');
});

test('a risk is a warning and stops nobody', async () => {
  makeBackend(portal);
  const screen = await openLabels();
  screen.type(PARTNER, '10');
  await screen.see('HubSpot may refuse that', 'Records that have more than 10 keep them');
  expect(screen.field(PARTNER).problem).toBe('');
});

test('a limit can be removed and kept again', async () => {
  makeBackend(portal);
  const screen = await openLabels();
  screen.press('Remove limit', 1);
  await screen.see('1 → No limit', 'One Deal may have any number of Companies labelled “Primary”.');
  expect(screen.field(PRIMARY).value).toBe('');
  screen.press('Keep 1');
  await screen.see('No unsaved limits');
});

test('Review always answers: with nothing typed it says so', async () => {
  const backend = makeBackend(portal);
  const screen = await openLabels();
  screen.press('Review');
  await screen.see('Nothing to review yet');
  expect(backend.callsOf('makePlan')).toEqual([]);
});

test('Review names the limits to correct, also in another direction, and shows the first', async () => {
  const backend = makeBackend(portal);
  const screen = await openLabels();
  screen.type(PRIMARY, '0');
  screen.press('Switch direction');
  await screen.see('one Company may have at most N Deals');
  screen.press('Review');
  await screen.see(
    '1 limit needs a correction before review',
    'Deal → Company, “Primary”: The lowest limit is 1.',
  );
  expect(backend.callsOf('makePlan')).toEqual([]);
  screen.press('Show the first one');
  await screen.see(PRIMARY);
  expect(screen.field(PRIMARY).value).toBe('0');
  expect(screen.inputs()).toEqual([PRIMARY]);
});

test('a limit to correct is not taken for all associations while its direction is not loaded', async () => {
  const backend = makeBackend(portal);
  const screen = await openLabels();
  screen.type(PRIMARY, '0');
  // Disconnecting forgets the directions, and nothing that was typed.
  showTab(screen, 'history');
  await screen.see('Disconnect Atmost');
  screen.press('Disconnect Atmost');
  await screen.see('Stay connected');
  screen.press('Disconnect Atmost');
  await screen.see('Atmost is disconnected from this portal');
  backend.session = portal.session;
  backend.failNext('direction', lost);
  screen.press('Check again');
  await screen.see('This connection');
  showTab(screen, 'limits');
  await screen.see('No answer arrived', '1 unsaved limit');
  screen.press('Review');
  await screen.see('0-3 → 0-2, type id 5: The lowest limit is 1.');
  screen.press('Show the first one');
  screen.press('Try again');
  await screen.see('Deal → Company, “Primary”: The lowest limit is 1.', PRIMARY);
  expect(screen.field(PRIMARY).value).toBe('0');
});

test('drafts survive switching direction and back, and are counted by direction', async () => {
  makeBackend(portal);
  const screen = await openLabels();
  screen.type(PRIMARY, '7');
  screen.press('Switch direction');
  await screen.see(
    '1 unsaved limit',
    '1 in Deal → Company',
    'one Company may have at most N Deals',
  );
  screen.type(PARTNER, '5');
  await screen.see('2 unsaved limits', '1 in Deal → Company, 1 in Company → Deal');
  screen.press('Switch direction');
  await screen.see(PRIMARY);
  expect(screen.field(PRIMARY).value).toBe('7');
});

test('drafts survive loading again, also when that fails', async () => {
  const backend = makeBackend(portal);
  const screen = await openLabels();
  screen.type(PRIMARY, '7');
  backend.failNext('direction', lost);
  screen.press('Load again');
  await screen.see('No answer arrived');
  expect(screen.field(PRIMARY).value).toBe('7');
  const labels = dealToCompany.labels.map((one) => ({ ...one, limit: 9 }));
  backend.directions.set('0-3>0-2', { ...dealToCompany, labels });
  screen.press('Try again');
  await screen.see('9 → 7');
  expect(screen.field(PRIMARY).value).toBe('7');
});

test('discarded drafts can be brought back', async () => {
  makeBackend(portal);
  const screen = await openLabels();
  screen.type(PRIMARY, '7');
  screen.press('Discard');
  await screen.see('No unsaved limits');
  screen.press('Bring back the discarded limit');
  await screen.see('1 unsaved limit');
  expect(screen.field(PRIMARY).value).toBe('7');
});

test('a direction without associations is not a direction that failed', async () => {
  makeBackend(portal);
  const screen = await openLabels();
  screen.choose('To', '2-77');
  await screen.see('Deal → Vessel has no associations');
});

test('a search that matches nothing says so and can be undone', async () => {
  makeBackend(portal);
  const screen = await openLabels();
  screen.search('zzz');
  await screen.see('No label of this direction contains “zzz”.');
  screen.press('Show all labels');
  await screen.see(PRIMARY);
});

test('many labels come in pages of 25', async () => {
  const backend = makeBackend(portal);
  backend.directions.set('0-2>0-3', wideDirection(60));
  const screen = openPanel();
  await screen.see('Choose two object types');
  screen.choose('From', '0-2');
  screen.choose('To', '0-3');
  await screen.see('New limit for “Label 1”');
  expect(screen.inputs()).toHaveLength(25);
  expect(screen.pageCount()).toBe(3);
  screen.turnTo(3);
  expect(screen.inputs()).toHaveLength(10);
});

test('limits that the server refuses to plan are named at their rows, and stay typed', async () => {
  const backend = makeBackend(portal);
  const screen = await openLabels();
  screen.type(PRIMARY, '4');
  const problem = { position: 0, code: 'label_above_object_limit', message: 'Too high.' } as const;
  backend.failNext(
    'makePlan',
    refusal(422, { code: 'changes_refused', message: 'No.', problems: [problem] }),
  );
  screen.press('Review');
  await screen.see('HubSpot would refuse some of these limits', '“Primary”: Too high.');
  expect(screen.field(PRIMARY)).toMatchObject({ value: '4', problem: 'Too high.' });
  screen.type(PRIMARY, '3');
  expect(screen.field(PRIMARY).problem).toBe('');
});

test('a review that fails keeps what was typed and can be asked for again', async () => {
  const backend = makeBackend(portal);
  const screen = await openLabels();
  screen.type(PRIMARY, '4');
  backend.failNext('makePlan', lost);
  screen.press('Review');
  await screen.see('No answer arrived', 'What you typed is still here');
  expect(screen.field(PRIMARY).value).toBe('4');
  screen.press('Review');
  await screen.see('Apply 1 limit to Deal → Company?');
});

test('each surface has one primary button', async () => {
  makeBackend(portal);
  const screen = await openLabels();
  expect(screen.primaryButtons()).toEqual(['Review']);
  screen.type(PRIMARY, '4');
  screen.press('Review');
  await screen.see('Apply 1 limit to Deal → Company?');
  expect(screen.primaryButtons()).toEqual(['Apply 1 limit']);
});
