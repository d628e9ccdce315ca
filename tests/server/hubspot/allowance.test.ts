// The pace that HubSpot's headers allow, whatever they say.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allowanceOf, readAllowance } from '../../../server/hubspot/allowance.ts';

test('no window holds more calls than HubSpot allows, evenly or not, and few moments are kept', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.integer({ min: 1, max: 2_000 }), fc.integer({ min: 1, max: 1_000_000 })),
      fc.integer({ min: 1_000, max: 60_000 }),
      (allowed, windowMs) => {
        const { calls, spanUs, everyUs, kept } = allowanceOf(allowed, windowMs);
        // A window reaches into so many spans, each of them full.
        const spans = Math.floor((windowMs * 1_000) / spanUs) + 1;
        expect(spans * calls).toBeLessThanOrEqual(Math.max(1, allowed - 1));
        // Nine of ten allowed calls are used at least, however many that are.
        expect((calls / spanUs) * windowMs * 1_000).toBeGreaterThan((allowed - 1) * 0.9);
        expect(calls).toBeLessThanOrEqual(500);
        expect(everyUs * calls).toBeGreaterThanOrEqual(spanUs);
        // Jobs get places, too.
        expect(kept).toBeLessThan(calls);
      },
    ),
  );
});

test('of the usual 110 calls in ten seconds, 109 are made, six of them left to people', () => {
  expect(allowanceOf(110, 10_000)).toEqual({
    calls: 109,
    spanUs: 10_200_000,
    everyUs: 93_578,
    leadUs: 842_202,
    kept: 6,
    momentUs: 1_020_000,
  });
});

test('headers that are missing or no numbers tell nothing', () => {
  const read = (headers: Record<string, string>) => readAllowance(new Headers(headers));
  expect(read({})).toBeNull();
  expect(read({ 'x-hubspot-ratelimit-max': 'many' })).toBeNull();
  expect(read({ 'x-hubspot-ratelimit-remaining': '0' })).toBeNull();
  expect(read({ 'x-hubspot-ratelimit-max': '110' })).toEqual({
    allowance: allowanceOf(110, 10_000),
    remaining: null,
  });
});
