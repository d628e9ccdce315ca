// The history: who applied what, when, why and with what end; searched, paged and copied.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { change, CONSULTANT, labelKeys, setInHubSpot, startFrom, UNLABELLED } from './direction.ts';
import { decodeAnswer, decodeError, NOT_ADMIN, PRODUCTION, SANDBOX, startWorld } from './world.ts';
import type { World } from './world.ts';

let world: World;
let keys: ReadonlyMap<string, string>;
beforeAll(async () => {
  world = await startWorld();
  await world.install();
  await world.install(SANDBOX);
  keys = await labelKeys(world);
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.hubspot.calm();
  await world.hubspot.admin('PUT', '/settings', { rateLimit: 100_000 });
  await startFrom(world, { [CONSULTANT]: 3 });
});

const sendApply = (planId: string, body?: unknown) =>
  world.send(PRODUCTION, 'POST', `/api/plans/${planId}/apply`, body);

async function appliedWith(note: string, limit = 2): Promise<string> {
  await setInHubSpot(world, CONSULTANT, limit + 1);
  const { planId } = await world.makePlan([change(CONSULTANT, limit)]);
  decodeAnswer('applyPlan', await sendApply(planId, { note }));
  await world.untilDone(planId);
  return planId;
}

const list = (query = '', who = PRODUCTION) => world.get('history', `/api/history${query}`, who);

/** The plans of a page of the history; nothing else happened in these tests. */
async function plansOf(query = '', who = PRODUCTION) {
  const { entries } = await list(query, who);
  return entries.map((entry) => {
    if (entry.kind !== 'plan') throw new Error(`Not a plan: ${JSON.stringify(entry)}`);
    return entry;
  });
}

test('an applied plan is there with who, when, why, where and what became of it', async () => {
  await startFrom(world, { [UNLABELLED]: 6, [CONSULTANT]: 3 });
  const { planId } = await world.makePlan([
    change(CONSULTANT, 2),
    change(keys.get('Billing contact') ?? '', 6),
  ]);
  await sendApply(planId, { note: '  Merges failed\nsince May  ' });
  await world.untilDone(planId);
  const [entry] = (await list()).entries;
  expect(entry).toMatchObject({
    planId,
    state: 'done',
    appliedBy: { id: '5101', name: 'Ana Okafor' },
    note: 'Merges failed\nsince May',
    directions: [{ from: { singular: 'Contact' }, to: { singular: 'Company' } }],
    counts: { saved: 1, refused: 1, unchanged: 0 },
    undoOf: null,
    undoneBy: [],
  });
  const opened = await world.get('historyPlan', `/api/history/${planId}`);
  expect(opened.entry).toEqual(entry);
  const refused = opened.plan.items[1]?.outcome;
  if (refused?.kind !== 'refused') throw new Error('Not refused');
  expect(refused.hubspot?.correlationId).toMatch(/^[\da-f-]{36}$/);
});

test('a plan without a note, and a body that is empty, apply as before', async () => {
  for (const body of [undefined, {}, { note: '   ' }]) {
    await setInHubSpot(world, CONSULTANT, 3);
    const { planId } = await world.makePlan([change(CONSULTANT, 2)]);
    expect(decodeAnswer('applyPlan', await sendApply(planId, body)).note).toBe(null);
    await world.untilDone(planId);
  }
});

test('the first note stays, and no body can change what is applied', async () => {
  const planId = await appliedWith('first');
  const again = decodeAnswer('applyPlan', await sendApply(planId, { note: 'second' }));
  expect(again.note).toBe('first');
  const smuggled = await sendApply(planId, { note: 'x', changes: [] });
  expect(decodeError(smuggled).code).toBe('bad_request');
});

test('a note of 500 characters is kept whole, a longer one is refused and nothing starts', async () => {
  const longest = `<b>"${'ü'.repeat(495)}`.slice(0, 500);
  const planId = await appliedWith(longest);
  expect((await world.get('plan', `/api/plans/${planId}`)).note).toBe(longest);
  const ready = await world.makePlan([change(CONSULTANT, 9)]);
  const tooLong = await sendApply(ready.planId, { note: 'x'.repeat(501) });
  expect(tooLong.status).toBe(400);
  expect(decodeError(tooLong).message).toContain('“note”');
  expect((await world.get('plan', `/api/plans/${ready.planId}`)).state).toBe('ready');
  expect(decodeError(await sendApply(ready.planId, { note: 7 })).code).toBe('bad_request');
});

test('an undo and what it takes back name each other', async () => {
  const planId = await appliedWith('to be undone');
  const undo = decodeAnswer(
    'makePlan',
    await world.send(PRODUCTION, 'PUT', `/api/plans/${randomUUID()}`, { undoOf: planId }),
  );
  // A reviewed undo is no history yet.
  expect((await world.get('historyPlan', `/api/history/${planId}`)).entry.undoneBy).toEqual([]);
  await world.applied(undo.planId);
  const [newest, before] = (await list()).entries;
  expect(newest).toMatchObject({ planId: undo.planId, undoOf: planId });
  expect(before).toMatchObject({ planId, undoneBy: [undo.planId] });
});

test('the search finds notes, labels and objects in any case, and no pattern', async () => {
  const planId = await appliedWith('Für MÜLLER 100%_sure');
  const found = async (search: string) =>
    (await plansOf(`?search=${encodeURIComponent(search)}`)).map((entry) => entry.planId);
  for (const search of ['müller', '100%_SURE', ' für mü']) {
    expect(await found(search)).toEqual([planId]);
  }
  for (const search of ['consultant', 'COMPANIES', 'contact']) {
    expect(await found(search)).toContain(planId);
  }
  for (const search of ['100__sure', '%', 'deal', '\0']) {
    expect(await found(search)).toEqual(search === '%' ? [planId] : []);
  }
  expect((await list('?search=nothing-like-it')).total).toBe(0);
});

test('pages hold 25 plans, newest first, and a page too far is the last', async () => {
  const before = (await list()).total;
  for (let count = before; count < 27; count += 1) {
    const { planId } = await world.makePlan([change(CONSULTANT, 3)]);
    await world.applied(planId);
  }
  const [first, second, far] = [await list(), await list('?page=2'), await list('?page=99')];
  expect(first.entries).toHaveLength(25);
  expect(second).toMatchObject({ page: 2, pageCount: 2, total: first.total });
  expect(far).toEqual(second);
  const times = [...(await plansOf()), ...(await plansOf('?page=2'))].map(
    ({ appliedAt }) => appliedAt,
  );
  expect(times).toEqual([...times].sort().reverse());
  for (const page of ['0', '-1', 'x', '1.5']) {
    const answer = await world.send(PRODUCTION, 'GET', `/api/history?page=${page}`);
    expect(decodeError(answer).code).toBe('bad_request');
  }
});

test('the copy holds every limit with its end, and nothing that a spreadsheet would execute', async () => {
  const planId = await appliedWith('=HYPERLINK("http://x"), "quoted"');
  const { csv, limits, complete } = await world.get('historyExport', '/api/history-export');
  expect(complete).toBe(true);
  const rows = csv.split('\r\n');
  expect(rows[0]).toContain('Applied at,Applied by,Note,Plan');
  expect(csv.endsWith('\r\n')).toBe(true);
  expect(limits).toBeGreaterThan(0);
  const row = rows.find((one) => one.includes(planId));
  expect(row).toContain(`"'=HYPERLINK(""http://x""), ""quoted""",${planId}`);
  expect(row).toContain('Contact,Company,Consultant,3,2,Saved');
  const none = await world.get('historyExport', '/api/history-export?search=no-such-plan');
  expect(none).toMatchObject({ limits: 0, complete: true });
  const one = await world.get('historyExport', `/api/history-export?planId=${planId}`);
  expect(one).toEqual({
    csv: `${String(rows[0])}\r\n${String(row)}\r\n`,
    limits: 1,
    complete: true,
  });
});

test('no portal finds another’s plans, and who may only look can look', async () => {
  const planId = await appliedWith('ours only');
  for (const query of ['', '?search=ours']) {
    expect(await list(query, SANDBOX)).toMatchObject({ entries: [], total: 0 });
  }
  const { csv } = await world.get('historyExport', '/api/history-export', SANDBOX);
  expect(csv).not.toContain('ours only');
  const opened = await world.send(SANDBOX, 'GET', `/api/history/${planId}`);
  expect([opened.status, decodeError(opened).code]).toEqual([404, 'not_found']);
  expect((await list('?search=ours', NOT_ADMIN)).total).toBe(1);
});

test('no name of a person is stored or logged', async () => {
  await appliedWith('who was it');
  expect((await plansOf())[0]?.appliedBy.name).toBe('Ana Okafor');
  const stored = await world.database.sql.executeSql('select * from plans');
  expect(JSON.stringify(stored.rows)).not.toContain('Okafor');
  expect(world.logLines.join('')).not.toContain('Okafor');
});
