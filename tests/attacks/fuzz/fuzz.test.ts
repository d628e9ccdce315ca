// A hundred thousand inputs that nobody would send in good faith: no crash, no 500, nothing unhandled.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { hubspotCalls } from './hubspot-calls.ts';
import { count, countsByWhat, SEED, tryAll } from './count.ts';
import { decoders } from './decoders.ts';
import { spoil, spoiledAnswers } from './hubspot-answers.ts';
import { errorCodes } from '#domain/wire.ts';
import { startTarget, type Target } from './target.ts';

const AT_LEAST = 100_000;
const RUNS_PER_CALL = 800;
const REQUESTS = 4_000;

const unhandled: unknown[] = [];
const hear = (reason: unknown): void => {
  unhandled.push(reason);
};
beforeAll(() => {
  process.on('unhandledRejection', hear);
  process.on('uncaughtException', hear);
});
afterAll(() => {
  process.off('unhandledRejection', hear);
  process.off('uncaughtException', hear);
});

describe('a decoder', () => {
  test.for(decoders)('reads any $what', async ({ what, runs, inputs, read }) => {
    await tryAll(what, inputs, runs, (input) => read(input as never));
  });
});

describe('a call to HubSpot', () => {
  afterAll(() => {
    vi.unstubAllGlobals();
  });

  test.for(Object.entries(hubspotCalls()))('%s bears any answer', async ([what, call]) => {
    await tryAll(`call ${what}`, spoiledAnswers, RUNS_PER_CALL, async (spoiled) => {
      vi.stubGlobal('fetch', (url: string) => Promise.resolve(spoil(url, spoiled)));
      const ended = await call();
      if (ended.ok) return;
      expect(KNOWN).toContain(ended.failure.code);
    });
  });
});

const KNOWN = [
  ...['rate_limited', 'locked', 'migrating', 'unavailable', 'missing_scope', 'refused'],
  ...['not_installed', 'disconnected', 'app_misconfigured', 'grant_refused'],
];

describe('a route', () => {
  let target: Target;
  beforeAll(async () => {
    target = await startTarget();
  });
  afterAll(() => target.close());

  test('answers whatever is sent, and whatever HubSpot says meanwhile', async () => {
    const requests = fc.sample(target.requests, { numRuns: REQUESTS, seed: SEED });
    target.spoilHubSpot(fc.sample(spoiledAnswers, { numRuns: 500, seed: SEED }));
    const statuses = new Map<number, number>();
    const work = requests.values();
    const sendSome = async (): Promise<void> => {
      for (const made of work) {
        count(`route ${made.name}`);
        const { status, code, text } = await target.send(made);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        expect(status, `seed ${String(SEED)}: ${JSON.stringify(made)}: ${text}`).toBeLessThan(500);
        if (status >= 400) expect(errorCodes).toContain(code);
      }
    };
    await Promise.all([1, 2, 3, 4].map(sendSome));
    process.stdout.write(`fuzzed routes: ${JSON.stringify(Object.fromEntries(statuses))}\n`);
    // Some got through, or only the first checks were tried.
    expect(statuses.get(200)).toBeGreaterThan(REQUESTS / 20);
    expect(target.bugs()).toEqual([]);
  }, 240_000);
});

test('that were more than a hundred thousand inputs, and nothing was left unhandled', () => {
  const all = [...countsByWhat().values()].reduce((sum, one) => sum + one, 0);
  process.stdout.write(`fuzzed inputs: ${String(all)}, seed ${String(SEED)}\n`);
  expect(all).toBeGreaterThanOrEqual(AT_LEAST);
  expect(unhandled).toEqual([]);
});
