// Results: what did not work out first, with reason and way out; nothing called saved that is not.
import { expect, test } from 'vitest';
import * as v from 'valibot';
import type { HubSpotError, Outcome } from '#domain/outcome.ts';
import { planRequestSchema } from '#domain/requests/plan.ts';
import { makeBackend, type TestBackend } from './backend.ts';
import { onlyLooks, portal, row, session } from './portal.ts';
import { openPanel, type Screen } from './screen.tsx';

const said: HubSpotError = {
  httpStatus: 400,
  status: 'error',
  category: 'VALIDATION_ERROR',
  subCategory: 'limits.TOO_HIGH',
  message: 'The limit has to be in the range 1-9.',
  context: { typeId: ['31'], range: ['1', '9'] },
  links: { help: 'https://help.example.com/limits' },
  correlationId: '11111111-2222-3333-4444-555555555555',
  errors: [{ message: 'range', code: 'OUT', in: 'maxToObjectIds', context: { max: ['9'] } }],
};

const refused: Outcome = {
  kind: 'refused',
  reason: 'label_limit_meets_object_limit',
  hubspot: said,
  now: null,
};

const PLAN_ID = 'b2b4c0de-0000-4000-8000-000000000001';

const outcomes: Readonly<Record<number, Outcome>> = {
  5: { kind: 'saved', before: 1, after: 2 },
  33: { kind: 'not_tried', reason: 'hubspot_unavailable', hubspot: null },
  90: { kind: 'unknown', reason: 'answer_lost', hubspot: null, now: 3 },
  31: refused,
  341: { kind: 'unchanged', limit: 10 },
};

/** Opens the panel at the results of a finished plan with these outcomes, by type id. */
async function openResults(wanted = outcomes): Promise<{ backend: TestBackend; screen: Screen }> {
  const total = Object.keys(wanted).length;
  const saved = Object.values(wanted).filter(({ kind }) => kind === 'saved').length;
  const backend = makeBackend({
    ...portal,
    session: {
      ...session,
      latestPlan: {
        planId: PLAN_ID,
        state: 'done',
        appliedAt: '2026-11-23T12:00:00.000Z',
        saved,
        total,
      },
    },
  });
  const rows = [
    row(5, 'Primary', 1, 'HUBSPOT_DEFINED'),
    row(33, 'Biller', 4),
    row(90, 'Shipper', 3, 'INTEGRATOR_DEFINED'),
    row(31, 'Partner'),
    row(341, null, 10, 'HUBSPOT_DEFINED'),
  ];
  backend.plans.set(PLAN_ID, {
    planId: PLAN_ID,
    mark: '1',
    state: 'done',
    createdAt: '2026-11-23T12:00:00.000Z',
    createdBy: 'ada@example.com',
    appliedAt: '2026-11-23T12:00:00.000Z',
    finishedAt: '2026-11-23T12:00:05.000Z',
    resumesAt: null,
    note: null,
    undoOf: null,
    notes: [],
    ...{ progress: null, refusal: null, asked: [] },
    objectTypes: portal.objectTypes.objectTypes,
    items: rows.flatMap(({ category, typeId, label, limit }) => {
      const outcome = wanted[typeId];
      if (!outcome) return [];
      const after = label === null ? limit : 2;
      const action = label === null ? ('none' as const) : ('update' as const);
      const pair = { from: '0-3', to: '0-2' };
      return [
        { ...pair, category, typeId, label, action, before: limit, after, risks: [], outcome },
      ];
    }),
  });
  const screen = openPanel();
  await screen.see('Show what became of it');
  screen.press('Show what became of it');
  await screen.see('Done');
  return { backend, screen };
}

test('the heading counts only what was read back as saved', async () => {
  const { screen } = await openResults();
  await screen.see(
    '1 of 5 limits saved',
    '1 refused by HubSpot, 1 not known to be saved, 1 not tried, 1 saved, 1 already as wanted.',
  );
});

test('refused rows come first, then unknown ones, then those not tried', async () => {
  const { screen } = await openResults();
  const text = screen.shown();
  const places = ['“Primary”', 'Refused', 'Unknown', 'Not tried', 'Saved'].map((word) =>
    text.indexOf(`"${word}"`),
  );
  const [, ...ordered] = places;
  expect(ordered.every((place) => place > 0)).toBe(true);
  expect([...ordered].sort((one, other) => one - other)).toEqual(ordered);
});

test('each row says why, what HubSpot has now, and what to do', async () => {
  const { screen } = await openResults();
  await screen.see(
    'the limit for all associations of this direction is not high enough',
    'HubSpot has now: No limit.',
    'Choose a lower number, or first raise the limit for all associations (no label).',
    'HubSpot has now: 3.',
    'HubSpot stopped answering before Atmost came to this limit.',
  );
});

test('all that HubSpot said is there on demand, and can be copied', async () => {
  const { screen } = await openResults();
  await screen.see(
    'What HubSpot said about “Partner”',
    'The limit has to be in the range 1-9.',
    'VALIDATION_ERROR',
    'limits.TOO_HIGH',
    '1, 9',
    'https://help.example.com/limits',
    '11111111-2222-3333-4444-555555555555',
    'maxToObjectIds',
  );
  screen.press('Copy HubSpot’s answer');
  const [[copied] = []] = screen.renderer.mocks.actions.copyTextToClipboard.calls;
  expect(copied).toContain('Correlation ID: 11111111-2222-3333-4444-555555555555');
  expect(copied).toContain('Error 1, code: OUT');
  await screen.waitFor(() => {
    expect(screen.renderer.mocks.actions.addAlert.calls).toHaveLength(1);
  });
});

test('copying that the browser forbids is said', async () => {
  const { screen } = await openResults();
  screen.renderer.mocks.actions.copyTextToClipboard.willCall(() =>
    Promise.reject(new Error('Denied.')),
  );
  screen.press('Copy HubSpot’s answer');
  await screen.see('The browser did not allow copying');
});

test('trying again plans exactly the rows that are not known to be saved', async () => {
  const { backend, screen } = await openResults();
  screen.press('Try the 3 not saved again');
  await screen.see('Apply 3 limits to Deal → Company?');
  const [call] = backend.callsOf('makePlan');
  const { changes } = v.parse(planRequestSchema, call?.body);
  expect(changes.map(({ typeId, limit }) => [typeId, limit])).toEqual([
    [33, 2],
    [90, 2],
    [31, 2],
  ]);
  expect(call?.values['planId']).not.toBe(PLAN_ID);
  expect(backend.callsOf('applyPlan')).toEqual([]);
});

test('when all trouble is refusal, the button says so', async () => {
  const { screen } = await openResults({ 31: refused, 33: refused, 5: outcomes[5] ?? refused });
  expect(screen.primaryButtons()).toEqual(['Try the 2 refused again']);
});

test('editing goes back to the table with the refused values as drafts', async () => {
  const { screen } = await openResults();
  screen.press('Edit these limits');
  await screen.see('3 unsaved limits', 'New limit for “Partner”');
  expect(screen.field('New limit for “Partner”').value).toBe('2');
  expect(screen.field('New limit for “Primary”').value).toBe('1');
});

test('Done leaves no drafts behind', async () => {
  const { screen } = await openResults();
  screen.press('Done');
  await screen.see('Choose two object types');
  expect(screen.has('unsaved')).toBe(false);
});

test('a plan whose wishes were all true already says so', async () => {
  const { screen } = await openResults({ 341: { kind: 'unchanged', limit: 10 } });
  expect(screen.has('Nothing had to change')).toBe(true);
  expect(screen.primaryButtons()).toEqual(['Done']);
});

test('who may not apply can read results, but not try again', async () => {
  const { backend, screen } = await openResults();
  backend.rights = onlyLooks;
  screen.press('Done');
  const reader = openPanel();
  await reader.see('Show what became of it');
  reader.press('Show what became of it');
  await reader.see('1 of 5 limits saved');
  expect(reader.buttons()).toEqual(['Done', 'Copy HubSpot’s answer']);
});
