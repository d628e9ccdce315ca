// One call to HubSpot for a portal: what is repeated, how long it may take, and what is never told.
import { setImmediate } from 'node:timers/promises';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { failed, success, type Result } from '#domain/result.ts';
import { createHubSpotClient, INTERACTIVE, type Call } from '../../../server/hubspot/client.ts';
import type { HubSpotFailure } from '../../../server/hubspot/failure.ts';
import type { HttpAnswer, HttpRequest, NoAnswer } from '../../../server/hubspot/http.ts';
import type { Asking, Budget } from '../../../server/hubspot/pace.ts';
import { portalIdSchema } from '../../../server/ids.ts';
import { createLog } from '../../../server/log.ts';
import { Secret } from '../../../server/secret.ts';
import { fakeClock, START, type FakeClock } from '../fake-clock.ts';

const PORTAL = v.parse(portalIdSchema, 42);
type Exchange = Result<HttpAnswer, NoAnswer>;

const answer = (
  status: number,
  body: unknown = {},
  headers: Record<string, string> = {},
): Exchange => success({ status, body, headers: new Headers(headers), correlationId: 'corr-1' });
const silence: Exchange = failed({ reason: 'timeout' });
const notJson: Exchange = failed({
  reason: 'not_json',
  status: 200,
  headers: new Headers(),
  correlationId: null,
});

/**
 * A client on a HubSpot that gives these answers, one per request; the last one for ever, and all of
 * them only when `until` has come.
 */
function world(
  answers: readonly Exchange[],
  {
    noToken,
    tokenUntil,
    until,
    noPlace,
  }: {
    readonly noToken?: HubSpotFailure;
    readonly tokenUntil?: (clock: FakeClock) => Promise<unknown>;
    readonly until?: Promise<void>;
    /** Milliseconds that a place in the pace is away, too far for any call. */
    readonly noPlace?: number;
  } = {},
) {
  const clock = fakeClock();
  const requests: HttpRequest[] = [];
  const refused: (number | null)[] = [];
  const held: number[] = [];
  const asked: Asking[] = [];
  const observed: Budget[] = [];
  let places = 0;
  const logLines: string[] = [];
  let version = 1;
  const client = createHubSpotClient({
    baseUrl: 'https://api.hubapi.com',
    clock,
    log: createLog({ write: (line: string) => void logLines.push(line) }),
    async send(request) {
      requests.push(request);
      const exchange = answers[Math.min(requests.length, answers.length) - 1];
      await until;
      return exchange ?? silence;
    },
    tokens: {
      async accessToken(_portal, refusedVersion) {
        refused.push(refusedVersion);
        await tokenUntil?.(clock);
        if (noToken) return failed(noToken);
        if (refusedVersion === version) version += 1;
        return success({ token: new Secret(`token-${String(version)}`), version });
      },
    },
    pace: {
      take(_portal, asking) {
        asked.push(asking);
        if (noPlace !== undefined) return Promise.resolve(failed({ retryAfterMs: noPlace }));
        places += 1;
        return Promise.resolve(success(null));
      },
      observe: (_portal, _headers, budget) => Promise.resolve(void observed.push(budget)),
      hold: (_portal, milliseconds) => Promise.resolve(void held.push(milliseconds)),
    },
  });
  const call = async (change: Partial<Call<unknown>> = {}) => {
    const answered = await client.call(PORTAL, {
      method: 'GET',
      path: '/crm/x?userEmail=a%40b',
      answer: v.unknown(),
      patience: { lane: 'plan', totalMs: 60_000, attemptMs: 30_000 },
      ...change,
    });
    return answered.ok ? String(answered.value.httpStatus) : answered.failure.code;
  };
  const waited = (): number => clock.now() - START;
  const seen = { requests, refused, held, asked, observed, logLines };
  return { call, ...seen, clock, waited, places: () => places };
}

const write = { method: 'POST', body: { inputs: [] } } as const;

describe('a call', () => {
  test('carries the portal’s token and JSON, and its answer comes decoded', async () => {
    const { call, requests } = world([answer(200, { results: [] })]);
    expect(await call({ ...write, answer: v.object({ results: v.array(v.unknown()) }) })).toBe(
      '200',
    );
    expect(requests).toEqual([
      {
        method: 'POST',
        url: 'https://api.hubapi.com/crm/x?userEmail=a%40b',
        headers: {
          authorization: 'Bearer token-1',
          accept: 'application/json',
          'content-type': 'application/json',
        },
        body: '{"inputs":[]}',
        timeoutMs: 30_000,
      },
    ]);
  });

  test('that is not wanted any more when it may be repeated is not sent again', async () => {
    const { call, requests } = world([answer(423), answer(200)]);
    const isWanted = () => Promise.resolve(requests.length === 0);
    expect(await call({ ...write, isWanted })).toBe('disconnected');
    expect(requests).toHaveLength(1);
  });

  test('whose answer has another shape has no answer', async () => {
    const { call } = world([answer(200, { results: 'none' })]);
    expect(await call({ answer: v.object({ results: v.array(v.unknown()) }) })).toBe('unavailable');
  });

  test('without a token never reaches HubSpot', async () => {
    const { call, requests } = world([answer(200)], {
      noToken: { code: 'disconnected', hubspot: null },
    });
    expect(await call()).toBe('disconnected');
    expect(requests).toEqual([]);
  });

  test('does not wait for a token longer than it may take in all', async () => {
    const never = new Promise(() => undefined);
    const { call, requests } = world([answer(200)], { tokenUntil: () => never });
    expect(await call({ patience: { lane: 'person', totalMs: 1, attemptMs: 1 } })).toBe(
      'unavailable',
    );
    expect(requests).toEqual([]);
  });

  test('whose token comes too late takes no place and is not told as a rate limit', async () => {
    const { call, requests, places } = world([answer(200)], {
      tokenUntil: (clock) => clock.sleep(13_000),
    });
    expect(await call({ patience: INTERACTIVE })).toBe('unavailable');
    expect([requests.length, places()]).toEqual([0, 0]);
  });

  test('whose token is refused late is told why', async () => {
    const { call } = world([answer(200)], {
      noToken: { code: 'disconnected', hubspot: null },
      tokenUntil: (clock) => clock.sleep(13_000),
    });
    expect(await call({ patience: INTERACTIVE })).toBe('disconnected');
  });

  test('is logged with its correlation id, and with neither token, query nor body', async () => {
    const { call, logLines } = world([answer(500, { message: 'Ada Lovelace' }), answer(200)]);
    await call(write);
    expect(logLines.join('')).toContain('corr-1');
    expect(logLines.join('')).not.toMatch(/token-1|userEmail|Ada|inputs/);
  });
});

describe('a refused token', () => {
  test('is replaced once, and the call repeated with the new one', async () => {
    const { call, requests, refused } = world([answer(401), answer(200)]);
    expect(await call(write)).toBe('200');
    expect(refused).toEqual([null, 1]);
    expect(requests.map(({ headers }) => headers['authorization'])).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ]);
  });

  test('is a dead grant where the new one is refused too', async () => {
    const { call, requests } = world([answer(401)]);
    expect(await call()).toBe('disconnected');
    expect(requests).toHaveLength(2);
  });
});

describe('a reading call', () => {
  test.each([
    ['no answer', silence],
    ['a failure of the server', answer(502)],
    ['a lock', answer(423)],
    ['a rate limit', answer(429, { policyName: 'SECONDLY' })],
    ['an answer that is no JSON', notJson],
  ] as [string, Exchange][])('is repeated after %s', async (_what, first) => {
    const { call, requests, waited } = world([first, answer(200)]);
    expect(await call()).toBe('200');
    expect(requests).toHaveLength(2);
    expect(waited()).toBeGreaterThanOrEqual(1_000);
  });

  test('is given up after four attempts', async () => {
    const { call, requests } = world([answer(503)]);
    expect(await call()).toBe('unavailable');
    expect(requests).toHaveLength(4);
  });

  test.each([400, 403, 404, 409, 437])('is not repeated after %d', async (status) => {
    const { call, requests } = world([answer(status)]);
    await call();
    expect(requests).toHaveLength(1);
  });

  test('does not wait longer than it may take in all', async () => {
    const { call, requests, waited } = world([answer(429)]);
    expect(await call({ patience: { lane: 'person', totalMs: 9_000, attemptMs: 8_000 } })).toBe(
      'rate_limited',
    );
    expect(requests).toHaveLength(1);
    expect(waited()).toBe(0);
  });

  test('gives no attempt more time than is left', async () => {
    const { call, requests } = world([answer(503), answer(200)]);
    await call({ patience: { lane: 'person', totalMs: 5_000, attemptMs: 4_000 } });
    expect(requests[0]?.timeoutMs).toBe(4_000);
    expect(requests[1]?.timeoutMs).toBeLessThanOrEqual(3_000);
  });
});

describe('a writing call', () => {
  test.each([
    ['no answer', silence],
    ['a failure of the server', answer(500)],
    ['a gateway that gave up', answer(504)],
    ['an answer that is no JSON', notJson],
  ] as [string, Exchange][])('is never repeated after %s', async (_what, first) => {
    const { call, requests } = world([first, answer(200)]);
    expect(await call(write)).toBe('unavailable');
    expect(requests).toHaveLength(1);
  });

  test.each([
    ['a rate limit', answer(429, { policyName: 'SECONDLY' })],
    ['a lock', answer(423)],
  ] as [string, Exchange][])(
    'is repeated after %s, which executed nothing',
    async (_what, first) => {
      const { call, requests } = world([first, answer(200)]);
      expect(await call(write)).toBe('200');
      expect(requests).toHaveLength(2);
    },
  );
});

describe('the pace', () => {
  const exempt = { budget: 'declared_exempt' } as const;

  test('is asked for a place, and without one nothing is sent', async () => {
    const { call, requests, asked } = world([answer(200)], { noPlace: 90_000 });
    expect(await call(exempt)).toBe('rate_limited');
    expect(requests).toEqual([]);
    expect(asked).toEqual([{ deadline: START + 60_000, budget: 'declared_exempt', lane: 'plan' }]);
  });

  test('counts a call that does not say otherwise', async () => {
    const { call, asked, observed } = world([answer(200)]);
    await call();
    expect(asked).toMatchObject([{ budget: 'counted' }]);
    expect(observed).toEqual(['counted']);
  });

  test('learns from every answer; that a call is exempt only from one to the call itself', async () => {
    const { call, observed } = world([silence, answer(502), answer(200)]);
    expect(await call(exempt)).toBe('200');
    expect(observed).toEqual(['counted', 'declared_exempt']);
  });

  test('is held for a rate limit only', async () => {
    const { call, held } = world([answer(503), answer(423), answer(200)]);
    expect(await call()).toBe('200');
    expect(held).toEqual([]);
  });
});

test('a POST that changes nothing is repeated like a GET', async () => {
  const { call, requests } = world([silence, answer(200)]);
  expect(await call({ ...write, readOnly: true })).toBe('200');
  expect(requests).toHaveLength(2);
});

test('a rate limit holds back every other call of the portal', async () => {
  const { call, held } = world([answer(429, {}, { 'retry-after': '7' }), answer(200)]);
  await call();
  expect(held).toEqual([7_000]);
});

describe('more calls than are sent at once', () => {
  const AT_ONCE = 200;

  test('wait for their turn, and their time-outs begin with it', async () => {
    const gate = Promise.withResolvers<undefined>();
    const { call, requests, clock } = world([answer(200)], { until: gate.promise });
    const calls = Array.from({ length: AT_ONCE + 1 }, () => call({ patience: INTERACTIVE }));
    await setImmediate();
    expect(requests).toHaveLength(AT_ONCE);
    clock.advance(2_000);
    gate.resolve(undefined);
    expect(new Set(await Promise.all(calls))).toEqual(new Set(['200']));
    expect(requests.at(-1)?.timeoutMs).toBe(8_000);
  });

  test('are not sent once their time is over, and may surely be sent again', async () => {
    const gate = Promise.withResolvers<undefined>();
    const { call, requests, clock } = world([answer(200)], { until: gate.promise });
    const calls = Array.from({ length: AT_ONCE + 1 }, () =>
      call({ ...write, patience: INTERACTIVE }),
    );
    await setImmediate();
    clock.advance(11_001);
    gate.resolve(undefined);
    expect((await Promise.all(calls)).at(-1)).toBe('rate_limited');
    expect(requests).toHaveLength(AT_ONCE);
  });
});
