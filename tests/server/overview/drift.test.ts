// What is told of limits that were changed outside the app, and who may accept them.
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { Refresh } from '#domain/overview.ts';
import { failed, success, type Result } from '#domain/result.ts';
import type { HubSpotFailure } from '../../../server/hubspot/failure.ts';
import { portalIdSchema, userIdSchema, type UserId } from '../../../server/ids.ts';
import { createDrifts, type DriftParts } from '../../../server/overview/drift.ts';
import type { ChangedRow } from '../../../server/storage/drift-views.ts';
import { fakeClock, START } from '../fake-clock.ts';

const PORTAL = v.parse(portalIdSchema, 42);
const [ANA, BEN] = [v.parse(userIdSchema, 7), v.parse(userIdSchema, 8)];
const KEY = { from: '0-3', to: '0-2', category: 'USER_DEFINED' } as const;

const rowBy = (typeId: number, by: UserId | null, planId: string | null = null): ChangedRow => ({
  ...{ ...KEY, typeId, label: 'Partner', now: 5, gone: false },
  known: { limit: 3, at: START, by, planId },
});

function world(change: Partial<DriftParts> = {}) {
  const seen = { names: [] as UserId[], kept: [] as unknown[] };
  const parts: DriftParts = {
    overview: { refresh: () => Promise.resolve(null) },
    views: {
      count: () => Promise.resolve(3),
      changed: () => Promise.resolve([]),
      pinned: () => Promise.resolve(null),
      unchecked: () => Promise.resolve({ count: 0, directions: [] }),
    },
    types: { objectTypes: () => Promise.resolve([]) },
    keeper: {
      keep(...call) {
        seen.kept.push(call);
        return Promise.resolve({ kept: 1, changedAgain: 0 });
      },
    },
    people: {
      nameOf(_portal, user) {
        seen.names.push(user);
        return Promise.resolve(user === ANA ? 'Ana' : null);
      },
    },
    facts: { isSuperAdmin: () => Promise.resolve(success(true)) },
    clock: fakeClock(),
    ...change,
  };
  return { seen, drifts: createDrifts(parts) };
}

const FINISHED = '2026-11-23T09:00:00.000Z';
test.each([
  [null, { checkedAt: null, checking: false }],
  [
    { state: 'done', finishedAt: FINISHED },
    { checkedAt: FINISHED, checking: false },
  ],
  [
    { state: 'stopped', finishedAt: FINISHED },
    { checkedAt: null, checking: false },
  ],
  [
    { state: 'reading', finishedAt: null },
    { checkedAt: null, checking: true },
  ],
] as const)('of a reading that is %j it is told: %j', async (run, told) => {
  const rest = { startedAt: FINISHED, read: 1, total: 1, problem: null };
  const refresh: Refresh | null = run && { ...run, ...rest, notes: [] };
  const { drifts } = world({ overview: { refresh: () => Promise.resolve(refresh) } });
  expect(await drifts.find(PORTAL)).toMatchObject({ ...told, changed: { total: 3 } });
});

test('who set what was known is told by name, each person being asked for once', async () => {
  const rows = [
    ...[rowBy(1, ANA, 'plan'), rowBy(2, BEN), rowBy(3, ANA), rowBy(4, null)],
    { ...rowBy(5, null), known: null },
  ];
  const deal = { id: '0-3', singular: 'Deal', plural: 'Deals', custom: false };
  const difference = { ...KEY, typeId: 1, label: 'Partner', wanted: 4, now: 5, gone: false };
  const { drifts, seen } = world({
    types: { objectTypes: () => Promise.resolve([deal]) },
    views: {
      count: () => Promise.resolve(rows.length),
      changed: () => Promise.resolve(rows),
      pinned: () => Promise.resolve({ name: 'Standard', rows: [difference], total: 1 }),
      unchecked: () => Promise.resolve({ count: 0, directions: [] }),
    },
  });
  const { changed, pinned, objectTypes } = await drifts.find(PORTAL);
  const at = '2026-11-23T10:00:00.000Z';
  const ana = { id: '7', name: 'Ana' };
  expect(changed.rows.map(({ known }) => known)).toEqual([
    { limit: 3, at, by: ana, planId: 'plan' },
    { limit: 3, at, by: { id: '8', name: null }, planId: null },
    { limit: 3, at, by: ana, planId: null },
    { limit: 3, at, by: null, planId: null },
    null,
  ]);
  expect(changed.rows[0]).toMatchObject({ ...KEY, typeId: 1, label: 'Partner', now: 5 });
  expect(seen.names).toEqual([ANA, BEN]);
  expect(pinned).toEqual({ name: 'Standard', rows: [difference], total: 1 });
  expect(objectTypes).toEqual([deal]);
});

test('only a Super Admin accepts a change, which is theirs and of now', async () => {
  const asker = { portal: PORTAL, user: BEN };
  const limits = [{ ...KEY, typeId: 1, limit: 5 }];
  const request = { requestId: randomUUID(), limits };
  const answers: readonly [Result<boolean, HubSpotFailure>, string][] = [
    [success(false), 'not_super_admin'],
    [failed({ code: 'unavailable', retryAfterMs: 1, hubspot: null }), 'hubspot_unavailable'],
  ];
  for (const [answer, code] of answers) {
    const refusing = world({ facts: { isSuperAdmin: () => Promise.resolve(answer) } });
    const told = await refusing.drifts.keep(asker, request);
    expect(told).toMatchObject({ ok: false, failure: { code } });
    expect(refusing.seen.kept).toEqual([]);
  }
  const { drifts, seen } = world();
  expect(await drifts.keep(asker, request)).toEqual(success({ kept: 1, changedAgain: 0 }));
  expect(seen.kept).toEqual([[PORTAL, request, BEN, START]]);
});
