// When the panel repeats a request by itself, and how often it watches a plan.
import { expect, test } from 'vitest';
import { isRetried } from '../../src/app/settings/data/client.ts';
import { RequestFailed } from '../../src/app/settings/data/failure.ts';
import { pollEvery } from '../../src/app/settings/data/queries.ts';

const limited = (wait?: number) =>
  new RequestFailed({
    kind: 'answered',
    error: {
      code: 'rate_limited',
      message: 'Slow down.',
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
    },
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

test('a plan is watched while it runs, more slowly while it rests or cannot be read', () => {
  expect(pollEvery('queued', false)).toBe(700);
  expect(pollEvery('applying', false)).toBe(700);
  expect(pollEvery('applying', true)).toBe(5_000);
  expect(pollEvery('paused', false)).toBe(5_000);
  expect(pollEvery('ready', false)).toBe(false);
  expect(pollEvery('done', false)).toBe(false);
  expect(pollEvery('planning', false)).toBe(700);
  expect(pollEvery('refused', false)).toBe(false);
  expect(pollEvery('applying', false, 2_000)).toBe(2_000);
  expect(pollEvery(undefined, true)).toBe(false);
});
