// The pace that HubSpot's headers allow, as a rule about every window.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allowanceOf, readAllowance } from '../../../server/hubspot/allowance.ts';

test('no window of HubSpot’s holds more calls than it allows, however the calls begin', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2_000 }),
      fc.integer({ min: 100, max: 60_000 }),
      (calls, windowMs) => {
        const { everyUs, burst } = allowanceOf(calls, windowMs);
        const inWindow = burst - 1 + Math.ceil((windowMs * 1_000) / everyUs);
        expect(inWindow).toBeLessThanOrEqual(calls);
      },
    ),
  );
});

test('of the usual 110 calls in ten seconds, 103 are evenly spread and five may go at once', () => {
  expect(allowanceOf(110, 10_000)).toEqual({ everyUs: 97_088, burst: 5 });
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
