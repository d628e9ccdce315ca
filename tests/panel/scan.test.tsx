// Before a limit is lowered: counting, what it says while typing and in the review, the records.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BarChart, Link, ProgressBar, StatisticsItem } from '@hubspot/ui-extensions';
import * as v from 'valibot';
import { scanIdSchema, type Scan } from '#domain/scan.ts';
import { json, lost, makeBackend, refusal, type TestBackend } from './backend.ts';
import { dealToCompany, onlyLooks, portal, row } from './portal.ts';
import { doneScan, readingScan } from './scan-samples.ts';
import { openLabels, showTab, type Screen } from './screen.tsx';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.clearAllTimers();
  vi.useRealTimers();
});

const ahead = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

async function openCounted(scan: Scan | null, superAdmin = true): Promise<[Screen, TestBackend]> {
  const backend = makeBackend({ ...portal, rights: superAdmin ? portal.rights : onlyLooks });
  backend.scanning.scan = scan;
  const screen = await openLabels();
  await screen.see('Associations per record');
  return [screen, backend];
}

const BILLER = 'USER_DEFINED:33';

test('a direction that nobody counted says why to count, counts, and shows how far it is', async () => {
  const [screen, backend] = await openCounted(null);
  await screen.see('records above it stay as they are, and then merges and syncs of those records');
  expect(screen.primaryButtons()).toEqual(['Review']);
  screen.press('Count associations');
  await screen.see('Waiting for its turn');
  const [call] = backend.callsOf('startScan');
  expect(v.safeParse(scanIdSchema, call?.values['scanId']).success).toBe(true);
  expect(call?.body).toEqual({ from: '0-3', to: '0-2' });
  backend.scanning.scan = { ...readingScan, scanId: call?.values['scanId'] ?? '', read: 100 };
  await ahead(1_500);
  backend.scanning.scan = { ...backend.scanning.scan, read: 200 };
  await ahead(1_500);
  expect(screen.renderer.find(ProgressBar).props).toMatchObject({
    title: 'Counting associations',
    value: 200,
    maxValue: 1_004,
    valueDescription: '200 of 1,004 Deals. Less than a minute left.',
  });
  backend.scanning.scan = doneScan;
  await ahead(1_500);
  await screen.see('1,000 Deals counted on', 'Count again');
  const asked = backend.callsOf('latestScan').length;
  await ahead(20_000);
  expect(backend.callsOf('latestScan')).toHaveLength(asked);
});

test('labels with one name are told apart where one is chosen to look at', async () => {
  const labels = [...dealToCompany.labels, row(6, 'Primary')];
  const backend = makeBackend({ ...portal, directions: [{ ...dealToCompany, labels }] });
  backend.scanning.scan = doneScan;
  const screen = await openLabels();
  await screen.see('Label to look at');
  const options = screen
    .selects()
    .at(-1)
    ?.options.map(({ label }) => label);
  expect(options).toEqual([
    'All associations (no label)',
    'Primary (HubSpot, type id 5)',
    'Biller',
    'Partner',
    'Primary (Custom, type id 6)',
    'Shipper',
  ]);
});

test('the count of one label is drawn as bars, told as numbers, and compared by limits', async () => {
  const [screen] = await openCounted(doneScan);
  await screen.see('4 more: they are in no number here', 'No Deal has any Companies.');
  expect(screen.renderer.findAll(BarChart)).toHaveLength(0);
  screen.choose('Label to look at', BILLER);
  await screen.see('4 (limit now)');
  const { data, options } = screen.renderer.find(BarChart).props;
  expect(options?.title).toBe('Deals by how many Companies labelled “Biller” they have');
  expect(data).toEqual([
    { associations: '0', records: 250 },
    { associations: '1', records: 500 },
    { associations: '2', records: 200 },
    { associations: '3', records: 40 },
    ...[4, 5, 6, 7, 8, 9].map((one) => ({ associations: String(one), records: 0 })),
    { associations: '10+', records: 10 },
  ]);
  const numbers = screen.renderer.findAll(StatisticsItem).map(({ props }) => props.number);
  expect(numbers).toEqual(['250', '1', '2', '700']);
  await screen.see('250 (25%)', '50 (5%)', '10 (1%)', '1 (0.1%)');
  await screen.see('With a limit of 700 or more, no record is over it.');
  screen.choose('Label to look at', 'INTEGRATOR_DEFINED:90');
  await screen.see('This label is newer than the count. Count again to include it.');
});

test('a limit says at once how many would be over it, without a request', async () => {
  const [screen, backend] = await openCounted(doneScan);
  await screen.see('1,000 Deals counted on', 'HubSpot’s own report');
  const before = backend.calls.length;
  screen.type('New limit for “Biller”', '3');
  await screen.see('With a limit of 3, 10 of 1,000 Deals would be over it.');
  screen.type('New limit for “Biller”', '2');
  await screen.see('With a limit of 2, 50 of 1,000 Deals would be over it.');
  screen.type('New limit for “Partner”', '1');
  await screen.see('With a limit of 1, none of 1,000 Deals would be over it.');
  expect(backend.calls).toHaveLength(before);
});

test('what the count cannot answer is not guessed', async () => {
  const [screen] = await openCounted(doneScan);
  await screen.see('1,000 Deals counted on');
  screen.type('New limit for “Shipper”', '2');
  await screen.see('at most 2 Companies labelled “Shipper”');
  expect(screen.has('would be over it')).toBe(false);
});

test('a count that was never finished says nothing, while it runs and once it is cancelled', async () => {
  const [screen] = await openCounted(readingScan);
  screen.type('New limit for “Biller”', '2');
  await screen.see('Being counted now.');
  expect(screen.has('would be over it')).toBe(false);
  screen.press('Cancel the count');
  await screen.see(
    'The last count was cancelled after 0 Deals, so it says nothing about the rest.',
  );
  expect(screen.has('would be over it')).toBe(false);
  expect(screen.has('Being counted now.')).toBe(false);
});

const NEWER_ID = '0190a8a4-0000-7000-8000-000000000002';

test('while a newer count runs, the last finished one is judged by and shown with its day', async () => {
  const [screen, backend] = await openCounted(doneScan);
  await screen.see('1,000 Deals counted on Nov 23, 2026');
  screen.choose('Label to look at', BILLER);
  screen.type('New limit for “Biller”', '2');
  screen.type('New limit for “Shipper”', '2');
  await screen.see('With a limit of 2, 50 of 1,000 Deals would be over it.');
  backend.scanning.earlier = doneScan;
  backend.scanning.scan = { ...readingScan, scanId: NEWER_ID, read: 300 };
  screen.press('Count again');
  await screen.see(
    '300 of 1,004 Deals.',
    'With a limit of 2, 50 of 1,000 Deals would be over it, counted on Nov 23, 2026',
    'A newer count is running.',
    '1,000 Deals counted on Nov 23, 2026',
    // Shipper is newer than the finished count, so only the running one can say its number.
    'Being counted now.',
  );
  expect(screen.renderer.findAll(BarChart)).toHaveLength(1);
  await ahead(1_500);
  expect(backend.callsOf('latestScan').length).toBeGreaterThan(1);
  screen.press('Show records');
  await screen.see('Deals with more than 2 Companies labelled “Biller”');
  expect(backend.callsOf('recordsOver')[0]?.values['scanId']).toBe(doneScan.scanId);
  screen.press('Back to limits');

  await screen.see('Cancel the count');
  screen.press('Cancel the count');
  await screen.see(
    'A newer count was cancelled after 300 Deals. The numbers here are those of the count before it.',
    '1,000 Deals counted on Nov 23, 2026',
    'With a limit of 2, 50 of 1,000 Deals would be over it.',
    'Count again',
  );
  expect(screen.has('A newer count is running.')).toBe(false);
  expect(screen.has('Being counted now.')).toBe(false);
});

test('a count that was cancelled goes on where it was, where that is still known', async () => {
  const [screen, backend] = await openCounted({ ...readingScan, read: 500 });
  screen.press('Cancel the count');
  await screen.see('was cancelled after 500 Deals', 'Go on after 500 Deals', 'Count again');
  screen.press('Go on after 500 Deals');
  await screen.see('500 of 1,004 Deals.', 'Cancel the count');
  expect(backend.callsOf('startScan')).toHaveLength(0);
  backend.scanning.scan = { ...readingScan, read: 500, state: 'stopped', resumable: false };
  await ahead(1_500);
  await screen.see('The count was stopped before its end', 'Count again');
  expect(screen.has('Go on after')).toBe(false);
});

test('a newer count that was stopped says why, and leaves the last finished one to be seen', async () => {
  const [screen, backend] = await openCounted(doneScan);
  backend.scanning.earlier = doneScan;
  const problem = 'HubSpot asks for a permission that is missing: crm.objects.deals.read.';
  backend.scanning.scan = { ...readingScan, scanId: NEWER_ID, state: 'stopped', problem };
  screen.press('Count again');
  await screen.see(
    'The count was stopped before its end',
    problem,
    'What was counted until then says nothing about the rest.',
    '1,000 Deals counted on Nov 23, 2026',
  );
  screen.type('New limit for “Biller”', '2');
  await screen.see('With a limit of 2, 50 of 1,000 Deals would be over it.');
});

test('the review judges by the last finished count, says when, and takes the newer one once it is there', async () => {
  const [screen, backend] = await openCounted(readingScan);
  backend.scanning.earlier = doneScan;
  screen.type('New limit for “Biller”', '2');
  screen.press('Review');
  await screen.see(
    '50 of 1,000 Deals would be over it, counted on Nov 23, 2026',
    'A newer count is running.',
  );
  const finishedAt = '2026-11-24T09:00:00.000Z';
  backend.scanning.scan = { ...doneScan, scanId: NEWER_ID, finishedAt, read: 2_004 };
  await ahead(3_000);
  await screen.see('50 of 2,000 Deals would be over it, counted on Nov 24, 2026');
  expect(screen.has('A newer count is running.')).toBe(false);
  const asked = backend.callsOf('judgeLimits').length;
  await ahead(20_000);
  expect(backend.callsOf('judgeLimits')).toHaveLength(asked);
});

test('the review asks once for all lowered limits, and for no other', async () => {
  const [screen, backend] = await openCounted(doneScan);
  screen.type('New limit for “Biller”', '2');
  screen.type('New limit for “Shipper”', '2');
  screen.type('New limit for “Partner”', '4');
  screen.type('New limit for “Primary”', '3');
  screen.press('Review');
  await screen.see(
    '50 of 1,000 Deals would be over it, counted on Nov 23, 2026',
    'Not counted: nobody knows how many records are over it.',
    'None of 1,000 Deals would be over it, counted on',
  );
  const calls = backend.callsOf('judgeLimits');
  expect(calls).toHaveLength(1);
  expect(calls[0]?.body).toMatchObject({
    limits: [
      { typeId: 33, limit: 2 },
      { typeId: 90, limit: 2 },
      { typeId: 31, limit: 4 },
    ],
  });
});

test('the review tells HubSpot’s own report once for each lowered direction, and nothing where it does not answer', async () => {
  const [screen, backend] = await openCounted(null);
  backend.scanning.report = { limit: 5, atLimit: 3, nearLimit: 12 };
  screen.type('New limit for “Biller”', '2');
  screen.type('New limit for “Shipper”', '2');
  screen.press('Switch direction');
  await screen.see('one Company may have at most N Deals');
  screen.type('New limit for “Partner”', '2');
  backend.failNext('limitReport', lost);
  screen.press('Review');
  await screen.see(
    'records that have reached a limit: 3, approaching one: 12, measured against a limit of 5.',
  );
  const asked = backend
    .callsOf('limitReport')
    .map(({ values }) => `${values['from']}>${values['to']}`);
  expect(asked).toEqual(['0-3>0-2', '0-2>0-3']);
  expect(screen.shown().split('have reached a limit')).toHaveLength(2);
});

test('a review during a count says so until the number is there', async () => {
  const [screen, backend] = await openCounted(readingScan);
  screen.type('New limit for “Biller”', '2');
  screen.press('Review');
  await screen.see('Apply 1 limit to Deal → Company?', 'Being counted now.');
  backend.scanning.scan = doneScan;
  await ahead(3_000);
  await screen.see('50 of 1,000 Deals would be over it, counted on');
});

test('where the count cannot be looked up, the review says that and claims nothing', async () => {
  const [screen, backend] = await openCounted(doneScan);
  backend.failNext('judgeLimits', lost);
  screen.type('New limit for “Biller”', '2');
  screen.press('Review');
  await screen.see('Apply 1 limit to Deal → Company?', 'No answer arrived');
  expect(screen.has('over it')).toBe(false);
  expect(screen.has('Below is what was read before.')).toBe(false);
  screen.press('Try again');
  await screen.see('50 of 1,000 Deals would be over it');
});

async function openRecords(
  deletedAt: string | null = null,
  total = 50,
): Promise<[Screen, TestBackend]> {
  const [screen, backend] = await openCounted(doneScan);
  backend.scanning.over = {
    records: [
      { id: '901', associations: 700, url: 'https://app.hubspot.com/contacts/1/record/0-3/901' },
      { id: '902', associations: 12, url: null },
    ].slice(0, deletedAt === null ? 2 : 0),
    page: 1,
    pageCount: deletedAt === null ? 25 : 1,
    total: deletedAt === null ? total : 0,
    deletedAt,
  };
  screen.type('New limit for “Biller”', '2');
  await screen.see('would be over it');
  screen.press('Show records');
  await screen.see('Deals with more than 2 Companies labelled “Biller”');
  return [screen, backend];
}

test('records over a limit are links into HubSpot, in pages, and a CSV link is made when pressed', async () => {
  const [screen, backend] = await openRecords();
  await screen.see('50 Deals, as counted on', 'Those with the most come first.', 'Deal 902');
  expect(screen.renderer.findAll(Link).map(({ props }) => props.href)).toEqual([
    { url: 'https://app.hubspot.com/contacts/1/record/0-3/901', external: true },
  ]);
  screen.turnTo(2);
  await screen.waitFor(() => {
    expect(backend.callsOf('recordsOver')).toHaveLength(2);
  });
  const query = Object.fromEntries(backend.callsOf('recordsOver')[1]?.url.searchParams ?? []);
  expect(query).toEqual({ category: 'USER_DEFINED', typeId: '33', over: '2', page: '2' });
  expect(backend.callsOf('csvLink')).toHaveLength(0);
  screen.press('Make a CSV link');
  await screen.see('Download the CSV', 'Good until', 'opens for everybody who has it');
  expect(backend.callsOf('csvLink')[0]?.body).toEqual({
    ...{ category: 'USER_DEFINED', typeId: 33, over: 2 },
  });
  screen.press('Back to limits');
  await screen.see('With a limit of 2, 50 of 1,000 Deals');
  expect(screen.field('New limit for “Biller”').value).toBe('2');
});

test('where the pages end before the records do, it is said that the CSV goes on', async () => {
  const [all] = await openRecords(null, 1_250);
  await all.see('1,250 Deals');
  expect(all.has('The pages show')).toBe(false);
  const [more] = await openRecords(null, 1_251);
  await more.see('1,251 Deals', 'The pages show the first 1,250, the CSV holds all.');
});

test('records whose ids were deleted are told with the day, and their number stays', async () => {
  const [screen] = await openRecords('2026-12-23T12:00:00.000Z');
  await screen.see(
    'The list of these records was deleted',
    'Atmost keeps record ids for 30 days and deleted these on Dec 23, 2026',
    'Their number stays: 50 Deals.',
  );
  expect(screen.buttons()).not.toContain('Make a CSV link');
});

test('a count that HubSpot ended says why, leads out, and asks whether the app is connected', async () => {
  const [screen, backend] = await openCounted({
    ...doneScan,
    state: 'stopped',
    problem: 'HubSpot no longer accepts Atmost’s access.',
  });
  await screen.see(
    'The count was stopped before its end',
    'HubSpot no longer accepts Atmost’s access.',
    'Connect Atmost again',
    'Count again',
  );
  await screen.waitFor(() => {
    expect(backend.callsOf('session')).toHaveLength(2);
  });
});

test('a count that waits for HubSpot says until when', async () => {
  const [screen] = await openCounted({
    ...readingScan,
    read: 500,
    resumesAt: '2026-11-23T12:10:00.000Z',
  });
  await screen.see('HubSpot is busy or away', 'The count goes on by itself at');
  expect(screen.has('left.')).toBe(false);
});

test('a count whose progress cannot be read is not called ended', async () => {
  const [screen, backend] = await openCounted({ ...readingScan, read: 500 });
  await screen.see('500 of 1,004 Deals.');
  backend.failNext('latestScan', lost);
  await ahead(1_500);
  await screen.see('The progress cannot be read right now', 'Atmost goes on counting.');
});

test('a count that could not be read again stays on show, and can be asked for once more', async () => {
  const [screen, backend] = await openCounted(doneScan);
  await screen.see('1,000 Deals counted on');
  backend.failNext('latestScan', lost);
  showTab(screen, 'history');
  await screen.see('This connection');
  showTab(screen, 'limits');
  await screen.see('No answer arrived', '1,000 Deals counted on');
  screen.press('Try again');
  await screen.waitFor(() => {
    expect(screen.has('No answer arrived')).toBe(false);
  });
});

test('a start whose answer is lost shows the count that began nevertheless', async () => {
  const [screen, backend] = await openCounted(null);
  backend.failNext('startScan', () => {
    backend.scanning.scan = readingScan;
    return lost();
  });
  screen.press('Count associations');
  await screen.see('Waiting for its turn');
});

test('a start is not hidden by a look that was under way and saw what was before', async () => {
  const [screen, backend] = await openCounted(null);
  await screen.see('Count associations');
  showTab(screen, 'history');
  await screen.see('Nothing was applied yet');
  const before = { finished: null, unfinished: null };
  backend.failNext('latestScan', async () => {
    await new Promise((resolve) => setTimeout(resolve, 400));
    return json(200, before)();
  });
  showTab(screen, 'limits');
  await screen.see('Count associations');
  await screen.waitFor(() => {
    expect(backend.callsOf('latestScan')).toHaveLength(2);
  });
  screen.press('Count associations');
  await screen.see('Waiting for its turn');
  await ahead(1_000);
  expect(screen.has('Waiting for its turn')).toBe(true);
});

test('who is no Super Admin sees what was counted, and who may count', async () => {
  const [screen] = await openCounted(doneScan, false);
  await screen.see('1,000 Deals counted on', 'Only a Super Admin can start a count.');
  await screen.see('With a limit of 4, 10 of 1,000 Deals would be over it.');
  expect(screen.buttons()).not.toContain('Count again');
  expect(screen.buttons()).toContain('Show records');
});

test('HubSpot’s own report stands beside it with what it leaves open, and silence is silence', async () => {
  const [screen, backend] = await openCounted(null);
  expect(backend.callsOf('limitReport')).toHaveLength(0);
  backend.scanning.report = { limit: 5, atLimit: 3, nearLimit: 12 };
  backend.scanning.scan = doneScan;
  screen.press('Count associations');
  await screen.see(
    'records that have reached a limit: 3, approaching one: 12, measured against a limit of 5. HubSpot does not say',
  );

  const [silent, other] = await openCounted(null);
  other.scanning.scan = doneScan;
  other.failNext('limitReport', refusal(424, { code: 'missing_scope', message: 'No.' }));
  silent.press('Count associations');
  await silent.see('1,000 Deals counted on');
  expect(other.callsOf('limitReport')).toHaveLength(1);
  expect(silent.has('own report')).toBe(false);
});
