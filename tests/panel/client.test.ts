// When the panel repeats a request by itself, and how often it watches a plan.
import { expect, test } from 'vitest';
import { sayFailure } from '#domain/failureWords.ts';
import type { Outcome } from '#domain/outcome.ts';
import type { PlanState } from '#domain/wire.ts';
import { isRetried } from '../../src/app/settings/data/client.ts';
import { RequestFailed } from '../../src/app/settings/data/failure.ts';
import { pollEvery } from '../../src/app/settings/data/queries.ts';

const limited = (wait?: number) =>
  new RequestFailed({
    kind: 'answered',
    error: sayFailure({
      code: 'rate_limited',
      message: 'Slow down.',
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
    }),
  });

test('a failure that names a time is repeated, but not for ever', () => {
  expect(isRetried(0, limited(1_000))).toBe(true);
  expect(isRetried(4, limited(1_000))).toBe(false);
});

test('a failure that names no time is never repeated by itself', () => {
  expect(isRetried(0, limited())).toBe(false);
  expect(isRetried(0, new RequestFailed({ kind: 'lost' }))).toBe(false);
  expect(isRetried(0, new RequestFailed({ kind: 'unexpected', httpStatus: 500 }))).toBe(false);
});

test('nobody is left waiting for hours', () => {
  expect(isRetried(0, limited(3_600_000))).toBe(false);
});

const planOf = (state: PlanState, items: number, outcome: Outcome = { kind: 'waiting' }) => ({
  state,
  items: Array.from({ length: items }, (_, typeId) => ({
    ...{ from: '0-3', to: '0-2', category: 'USER_DEFINED' as const, typeId, label: null },
    ...{ before: 3, after: 4, action: 'update' as const, risks: [], outcome },
  })),
});

test('a plan is watched while it runs, more slowly while it rests or cannot be read', () => {
  const saved = { kind: 'saved', before: 3, after: 4 } as const;
  expect(pollEvery(planOf('applying', 2, saved), false)).toBe(700);
  expect(pollEvery(planOf('applying', 2, saved), true)).toBe(5_000);
  expect(pollEvery(planOf('paused', 2), false)).toBe(5_000);
  expect(pollEvery(planOf('ready', 2), false)).toBe(false);
  expect(pollEvery(planOf('done', 2, saved), false)).toBe(false);
  expect(pollEvery(planOf('planning', 0), false)).toBe(700);
  expect(pollEvery(planOf('refused', 0), false)).toBe(false);
  expect(pollEvery(undefined, true)).toBe(false);
});

test('the first result of a plan is looked for more often than the others', () => {
  expect(pollEvery(planOf('queued', 2), false)).toBe(300);
  expect(pollEvery(planOf('applying', 2, { kind: 'sending' }), false)).toBe(300);
  expect(pollEvery(planOf('queued', 2), true)).toBe(5_000);
});
