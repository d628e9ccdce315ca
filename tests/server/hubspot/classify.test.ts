// What each answer of HubSpot means for the caller: all statuses, all ways of not answering.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { failed, success } from '#domain/result.ts';
import { classify, type Unanswered } from '../../../server/hubspot/classify.ts';
import { retryAfterMs, surelyNotExecuted } from '../../../server/hubspot/failure.ts';
import type { HttpAnswer, NoAnswer } from '../../../server/hubspot/http.ts';

function answer(status: number, body: unknown = null, headers: Record<string, string> = {}) {
  const given: HttpAnswer = {
    status,
    headers: new Headers(headers),
    body,
    correlationId: 'corr-1',
  };
  return classify(success(given));
}

function failure(status: number, body: unknown = null, headers: Record<string, string> = {}) {
  const classified = answer(status, body, headers);
  if (classified.ok) throw new Error(`${String(status)} is no failure.`);
  return classified.failure;
}

function noAnswer(reason: NoAnswer) {
  const classified = classify(failed(reason));
  if (classified.ok) throw new Error('No answer is no success.');
  return classified.failure;
}

const waitOf = (given: Unanswered): number | null =>
  given.code === 'unauthorized' ? null : retryAfterMs(given);

/** The specification of this test: what a status means, whatever the body. */
function expectedCode(status: number): string {
  const special: Record<number, string> = {
    401: 'unauthorized',
    403: 'missing_scope',
    408: 'unavailable',
    423: 'locked',
    429: 'rate_limited',
    477: 'migrating',
  };
  if (status >= 200 && status < 300) return 'success';
  return special[status] ?? (status >= 400 && status < 500 ? 'refused' : 'unavailable');
}

const special = [401, 403, 408, 423, 429, 437, 477, 500, 502, 503, 504, 524];

test('every status has one meaning, whatever its body says', () => {
  const anyStatus = fc.oneof(fc.integer({ min: 200, max: 599 }), fc.constantFrom(...special));
  fc.assert(
    fc.property(anyStatus, fc.jsonValue(), (status, body) => {
      const classified = answer(status, body);
      expect(classified.ok ? 'success' : classified.failure.code).toBe(expectedCode(status));
    }),
    { numRuns: 1_000 },
  );
});

test('a success is handed on as it came', () => {
  for (const status of [200, 201, 204, 207]) {
    expect(answer(status, { results: [] })).toMatchObject({
      ok: true,
      value: { status, body: { results: [] }, correlationId: 'corr-1' },
    });
  }
});

test('a refusal keeps what HubSpot said, and under which id', () => {
  expect(failure(400, { category: 'VALIDATION_ERROR', message: 'too high' })).toEqual({
    code: 'refused',
    hubspot: {
      httpStatus: 400,
      category: 'VALIDATION_ERROR',
      message: 'too high',
      correlationId: 'corr-1',
    },
  });
});

describe('a rate limit', () => {
  test.each([
    ['TEN_SECONDLY_ROLLING', 10_000],
    ['SECONDLY', 1_000],
    ['DAILY', 3_600_000],
    ['SOMETHING_NEW', 10_000],
    [undefined, 10_000],
  ])('of policy %s is waited out for %d ms', (policyName, waitMs) => {
    expect(waitOf(failure(429, { policyName }))).toBe(waitMs);
  });

  test('is waited out as long as HubSpot asks for, in seconds or until a date', () => {
    expect(waitOf(failure(429, { policyName: 'DAILY' }, { 'retry-after': '3' }))).toBe(3_000);
    const dates = {
      date: 'Mon, 23 Nov 2026 10:00:00 GMT',
      'retry-after': 'Mon, 23 Nov 2026 10:00:07 GMT',
    };
    expect(waitOf(failure(429, null, dates))).toBe(7_000);
    expect(waitOf(failure(429, null, { 'retry-after': 'soon' }))).toBe(10_000);
    expect(waitOf(failure(429, null, { 'retry-after': '-5' }))).toBe(10_000);
  });

  test('is waited out for a second at least, or a limit that lasts is asked without a pause', () => {
    expect(waitOf(failure(429, null, { 'retry-after': '0' }))).toBe(1_000);
    const now = 'Mon, 23 Nov 2026 10:00:00 GMT';
    expect(waitOf(failure(429, null, { date: now, 'retry-after': now }))).toBe(1_000);
  });

  test.each(['1.5', '-5', '10, 10', '+5', '0.5'])(
    'is waited out as its policy says where the wait asked for is no number of seconds: %s',
    (asked) => {
      const headers = { date: 'Mon, 23 Nov 2026 10:00:00 GMT', 'retry-after': asked };
      expect(waitOf(failure(429, null, headers))).toBe(10_000);
    },
  );

  test('that asks for longer than a week is reckoned with as a week', () => {
    const week = 7 * 24 * 3_600_000;
    expect(waitOf(failure(429, null, { 'retry-after': '9'.repeat(400) }))).toBe(week);
    const dates = {
      date: 'Mon, 23 Nov 2026 10:00:00 GMT',
      'retry-after': 'Tue, 23 Nov 9999 10:00:00 GMT',
    };
    expect(waitOf(failure(429, null, dates))).toBe(week);
  });
});

test('a lock is waited out for at least its two seconds', () => {
  expect(waitOf(failure(423))).toBe(2_000);
  expect(waitOf(failure(423, null, { 'retry-after': '1' }))).toBe(2_000);
  expect(waitOf(failure(423, null, { 'retry-after': '9' }))).toBe(9_000);
});

test('a migration is waited out as long as HubSpot says, which may be a day', () => {
  expect(waitOf(failure(477, null, { 'retry-after': '86400' }))).toBe(86_400_000);
  expect(waitOf(failure(477))).toBe(60_000);
});

describe('a missing scope', () => {
  test('names the scopes that HubSpot asks for, wherever they stand, each once', () => {
    const body = {
      category: 'MISSING_SCOPES',
      context: { requiredScopes: ['tickets'] },
      errors: [
        { context: { requiredGranularScopes: ['crm.objects.deals.read', 'tickets'] } },
        { context: { missingScopes: 'crm.objects.leads.read' } },
      ],
    };
    expect(failure(403, body)).toMatchObject({
      code: 'missing_scope',
      scopes: ['tickets', 'crm.objects.deals.read', 'crm.objects.leads.read'],
    });
  });

  test('may come with an empty context', () => {
    expect(failure(403, { errors: [{ context: {} }] })).toMatchObject({ scopes: [] });
    expect(failure(403)).toMatchObject({ scopes: [] });
  });
});

describe('no answer', () => {
  test.each(['timeout', 'no_connection', 'cut'] as const)(
    'for the reason “%s” leaves open whether a write took effect',
    (reason) => {
      const given = noAnswer({ reason });
      expect(given.code).toBe('unavailable');
      expect(given.code !== 'unauthorized' && surelyNotExecuted(given)).toBe(false);
    },
  );

  test.each([
    [200, 'unavailable'],
    [302, 'unavailable'],
    [400, 'refused'],
    [401, 'unavailable'],
    [403, 'missing_scope'],
    [404, 'refused'],
    [429, 'rate_limited'],
    [502, 'unavailable'],
  ])('but a page instead of JSON, with status %d, is “%s”', (status, code) => {
    expect(
      noAnswer({ reason: 'not_json', status, headers: new Headers(), correlationId: 'corr-2' }),
    ).toMatchObject({
      code,
      hubspot: { correlationId: 'corr-2', httpStatus: status },
    });
  });

  test('a page instead of JSON still tells how long to wait', () => {
    const headers = new Headers({ 'retry-after': '7' });
    const page = { reason: 'not_json', status: 503, headers, correlationId: null } as const;
    expect(noAnswer(page)).toMatchObject({ code: 'unavailable', retryAfterMs: 7_000 });
  });
});

test.each([423, 429, 477, 500, 502, 503, 504, 524])(
  'whatever comes with a %i, the same call is not sent again within a second',
  (status) => {
    const now = 'Mon, 23 Nov 2026 10:00:00 GMT';
    for (const headers of [{ 'retry-after': '0' }, { date: now, 'retry-after': now }]) {
      expect(waitOf(failure(status, null, headers))).toBeGreaterThanOrEqual(1_000);
    }
  },
);
