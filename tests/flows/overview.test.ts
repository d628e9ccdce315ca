// The overview of a portal: read as a job, told in pages, never "none" where nobody looked.
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Overview } from '#domain/overview.ts';
import { CONSULTANT, setInHubSpot, startFrom, change } from './direction.ts';
import {
  decodeAnswer,
  decodeError,
  PRODUCTION,
  SANDBOX,
  startWorld,
  type Who,
  type World,
} from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.install();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.hubspot.calm();
  await world.install();
  await world.hubspot.admin('PUT', '/settings', { rateLimit: 100_000 });
});

const overview = (query = '', who: Who = PRODUCTION): Promise<Overview> =>
  world.get('overview', `/api/overview${query}`, who);

async function refresh(): Promise<Overview> {
  const started = await world.send(PRODUCTION, 'POST', '/api/overview/refresh');
  decodeAnswer('refreshOverview', started);
  for (let round = 0; round < 300; round += 1) {
    const now = await overview();
    if (now.refresh?.state !== 'reading') return now;
    await sleep(100);
  }
  throw new Error('The overview was not read in time.');
}

test('before the first reading nothing is told about any direction', async () => {
  const first = await overview();
  expect(first.refresh).toBeNull();
  expect(first.rows).toEqual([]);
});

test('an opened page is told the session alone, where there is nothing to show', async () => {
  const { session, overview: page } = await world.get('opening', '/api/opening');
  expect(session).toEqual(await world.get('session', '/api/session'));
  expect(session.portalRead).toBe(false);
  expect(page).toBeNull();
});

test('a reading tells progress, and ends with every direction as HubSpot has it', async () => {
  await startFrom(world, { [CONSULTANT]: 3 });
  const done = await refresh();
  expect(done.refresh).toMatchObject({ state: 'done', problem: null });
  expect(done.refresh?.read).toBe(done.refresh?.total);
  expect(done.counts).toMatchObject({ unread: 0, notAllowed: 0, failed: 0 });
  const { rows } = await overview('?from=0-1&to=0-2');
  const { labels } = await world.get('direction', '/api/directions/0-1/0-2');
  const told = rows.map(({ label }) => label);
  expect(told).toHaveLength(labels.length);
  expect(told).toEqual(expect.arrayContaining(labels));
});

test('a page opened after a reading is told the overview’s first page with the session', async () => {
  await refresh();
  const opened = await world.get('opening', '/api/opening');
  expect(opened.session).toEqual(await world.get('session', '/api/session'));
  expect(opened.session.portalRead).toBe(true);
  expect(opened.overview).toEqual(await overview());
  // What was written since counts in both.
  await setInHubSpot(world, CONSULTANT, 7);
  await refresh();
  const again = await world.get('opening', '/api/opening');
  expect(again.overview).toEqual(await overview());
  expect(again.session.changedOutside).toBe((await overview()).counts.changed);
  // Another portal's page is its own.
  const other = await world.get('opening', '/api/opening', SANDBOX);
  expect(other).toMatchObject({ session: { portalRead: false }, overview: null });
  await setInHubSpot(world, CONSULTANT, 3);
});

test('rows are found by object, label and limit, filtered, and told in pages of 50', async () => {
  await refresh();
  const all = await overview();
  expect(all.rows).toHaveLength(50);
  expect(all.pageCount).toBe(Math.ceil(all.total / 50));
  const last = await overview(`?page=${String(all.pageCount)}`);
  expect(last.rows).toHaveLength(all.total - 50 * (all.pageCount - 1));
  const consultant = await overview('?search=consultant%20contact');
  expect(consultant.rows.some(({ label }) => label?.label === 'Consultant')).toBe(true);
  const limited = await overview('?filter=limited');
  expect(limited.total).toBe(all.counts.limits);
  expect(limited.rows.every(({ label }) => label?.limit != null)).toBe(true);
  const unlimited = await overview('?filter=unlimited');
  expect(unlimited.total + limited.total).toBe(all.counts.labels);
  const byLimit = await overview('?search=3&filter=limited');
  expect(byLimit.rows.length).toBeGreaterThan(0);
  for (const search of ["100%'_\\", 'a'.repeat(100), '%00', '🤝']) {
    expect((await overview(`?search=${encodeURIComponent(search)}`)).rows).toEqual([]);
  }
});

test('a page out of reach is the last one, and what is no query is refused', async () => {
  const { pageCount } = await overview('?page=999999');
  expect((await overview('?page=999999')).page).toBe(pageCount);
  for (const query of [
    'page=0',
    'page=x',
    'filter=none',
    'from=deal',
    `search=${'x'.repeat(101)}`,
  ]) {
    const answer = await world.send(PRODUCTION, 'GET', `/api/overview?${query}`);
    expect(decodeError(answer).code, query).toBe('bad_request');
  }
});

test('a direction that may not be read is “not allowed”, never “no limit”', async () => {
  await world.hubspot.scenario('objectScopes', 'pair');
  await world.hubspot.fault(
    { kind: 'status', status: 403, body: { category: 'MISSING_SCOPES', message: 'No.' } },
    { path: '/0-1/0-2/labels' },
    9,
  );
  const done = await refresh();
  expect(done.refresh?.state).toBe('done');
  expect(done.counts.notAllowed).toBeGreaterThan(0);
  const unknown = await overview('?filter=unknown');
  expect(unknown.total).toBe(done.counts.notAllowed);
  const { rows } = await overview('?from=0-1&to=0-2');
  expect(rows).toMatchObject([{ state: 'not_allowed', label: null }]);
});

test('limits that the app applies or reads show in the overview without a new reading', async () => {
  await startFrom(world, { [CONSULTANT]: 3 });
  await refresh();
  const plan = await world.makePlan([change(CONSULTANT, 2)]);
  await world.applied(plan.planId);
  const limitOf = async (): Promise<number | null | undefined> =>
    (await overview('?from=0-1&to=0-2&search=consultant')).rows.find(
      ({ label }) => label?.label === 'Consultant',
    )?.label?.limit;
  expect(await limitOf()).toBe(2);
  await setInHubSpot(world, CONSULTANT, 7);
  expect(await limitOf()).toBe(2);
  await world.get('direction', '/api/directions/0-1/0-2');
  expect(await limitOf()).toBe(7);
});

test('asked for ten times at once, the portal is read once', async () => {
  await world.hubspot.forgetCalls();
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => world.send(PRODUCTION, 'POST', '/api/overview/refresh')),
  );
  const starts = answers.map((answer) => decodeAnswer('refreshOverview', answer).startedAt);
  expect(new Set(starts).size).toBe(1);
  const done = await refresh();
  const calls = await world.hubspot.calls();
  const labelReads = calls.filter(({ path }) => path.endsWith('/labels'));
  expect(labelReads).toHaveLength(done.refresh?.total ?? 0);
});

test('an opened page writes nothing, so that what is kept stays known to be true', async () => {
  const written = (): number => world.database.written?.() ?? Number.NaN;
  const byOpening = async (): Promise<number> => {
    const before = written();
    await world.get('session', '/api/session');
    await overview();
    return written() - before;
  };
  // A job of the tests before may still be at its end.
  await expect.poll(byOpening).toBe(0);
});

test('the grid and the finder agree with the rows', async () => {
  await refresh();
  const grid = await world.get('overviewGrid', '/api/overview/grid');
  const { counts } = await overview();
  const sum = (of: (cell: (typeof grid.cells)[number]) => number): number =>
    grid.cells.reduce((total, cell) => total + of(cell), 0);
  expect([sum(({ labels }) => labels), sum(({ limits }) => limits)]).toEqual([
    counts.labels,
    counts.limits,
  ]);
  const blockers = await world.get('blockers', '/api/overview/blockers/0-1');
  expect(blockers.objectType.singular).toBe('Contact');
  const from = await overview('?from=0-1&filter=limited');
  const to = await overview('?to=0-1&filter=limited');
  const same = await overview('?from=0-1&to=0-1&filter=limited');
  expect(blockers.limits).toHaveLength(from.total + to.total - same.total);
  expect(blockers.limits.length).toBeGreaterThan(0);
});

test('HubSpot being away stops the reading with the reason, and keeps what was read', async () => {
  const before = await refresh();
  await world.hubspot.fault({ kind: 'status', status: 503 }, { path: '/labels' }, 40);
  const stopped = await refresh();
  expect(stopped.refresh).toMatchObject({ state: 'stopped' });
  expect(stopped.refresh?.problem).toContain('HubSpot did not answer');
  expect(stopped.counts.failed).toBeGreaterThan(0);
  expect(stopped.counts.directions + stopped.counts.failed).toBeGreaterThanOrEqual(
    before.counts.directions,
  );
});

test('another portal sees nothing of it, and what it asks for changes nothing', async () => {
  await refresh();
  const mine = await overview();
  await world.install(SANDBOX);
  const theirs = await overview('', SANDBOX);
  expect([theirs.refresh, theirs.rows, theirs.objectTypes]).toEqual([null, [], []]);
  const grid = await world.get('overviewGrid', '/api/overview/grid', SANDBOX);
  expect(grid.cells).toEqual([]);
  const blockers = await world.send(SANDBOX, 'GET', '/api/overview/blockers/0-1');
  expect(decodeError(blockers).code).toBe('not_found');
  expect(await overview()).toEqual(mine);
});

test('a portal whose grant is gone is not read, and nothing of it is left to see', async () => {
  await world.hubspot.admin('POST', '/uninstall', { portalId: PRODUCTION.portalId });
  // Whoever asks HubSpot first notices it; then the portal leaves, and its overview is dropped.
  await world.send(PRODUCTION, 'POST', '/api/overview/refresh');
  await vi.waitFor(async () => {
    expect((await world.get('session', '/api/session')).connection).toBe('disconnected');
  }, 10_000);
  expect(await overview()).toMatchObject({ refresh: null });
  const never = await world.send({ portalId: 999, userId: 5101 }, 'POST', '/api/overview/refresh');
  expect(decodeError(never).code).toBe('not_installed');
});
