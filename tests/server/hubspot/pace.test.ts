// The pace towards HubSpot: one budget per portal, shared by all servers on one store.
import { expect, test } from 'vitest';
import { systemClock } from '../../../server/clock.ts';
import { createPace, type Pace } from '../../../server/hubspot/pace.ts';
import { portalIdSchema, type PortalId } from '../../../server/ids.ts';
import { onEveryStore, onPostgres } from '../../stores.ts';

let last = 0;
const newPortal = (): PortalId => portalIdSchema.parse((last += 1));

/** What a take without any patience gets: null for a place, else the milliseconds to wait. */
async function takeNow(pace: Pace, portal: PortalId): Promise<number | null> {
  const place = await pace.take(portal, systemClock.now());
  return place.ok ? null : place.failure.retryAfterMs;
}

async function burst(pace: Pace, portal: PortalId, calls: number): Promise<number> {
  const places: (number | null)[] = [];
  for (let call = 0; call < calls; call += 1) places.push(await takeNow(pace, portal));
  return places.filter((place) => place === null).length;
}

const headers = (max: number, remaining: number, intervalMs = 10_000): Headers =>
  new Headers({
    'x-hubspot-ratelimit-max': String(max),
    'x-hubspot-ratelimit-remaining': String(remaining),
    'x-hubspot-ratelimit-interval-milliseconds': String(intervalMs),
  });

onEveryStore('the pace', (store) => {
  const newPace = (): Pace => createPace(store().database, systemClock);

  test('lets ten calls of a portal through at once, and then says when to come back', async () => {
    const [pace, portal] = [newPace(), newPortal()];
    expect(await burst(pace, portal, 15)).toBe(10);
    const waitMs = await takeNow(pace, portal);
    expect(waitMs).toBeGreaterThan(0);
    expect(waitMs).toBeLessThanOrEqual(1_000);
  });

  test('lets a patient caller through as soon as there is a place, ten a second', async () => {
    const [pace, portal] = [newPace(), newPortal()];
    const startedAt = performance.now();
    const places = await Promise.all(
      Array.from({ length: 15 }, async () => {
        const place = await pace.take(portal, systemClock.now() + 10_000);
        return place.ok ? performance.now() - startedAt : null;
      }),
    );
    const times = places.filter((time) => time !== null).sort((a, b) => a - b);
    expect(times).toHaveLength(15);
    expect(times[10]).toBeGreaterThan(900);
    expect(times[14]).toBeLessThan(3_000);
  });

  test('does not wait where the wait would pass the deadline', async () => {
    const [pace, portal] = [newPace(), newPortal()];
    await pace.hold(portal, 60_000);
    const startedAt = performance.now();
    const place = await pace.take(portal, systemClock.now() + 30_000);
    expect(place.ok).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  test('is one budget for two servers', async () => {
    const [one, other, portal] = [newPace(), newPace(), newPortal()];
    const places = await Promise.all([burst(one, portal, 8), burst(other, portal, 8)]);
    expect(places.reduce((sum, count) => sum + count, 0)).toBe(10);
  });

  test('is every portal’s own', async () => {
    const [pace, one, other] = [newPace(), newPortal(), newPortal()];
    await pace.hold(one, 60_000);
    expect(await takeNow(pace, one)).toBeGreaterThan(58_000);
    expect(await takeNow(pace, other)).toBe(null);
  });

  test('after a 429 is nought for everybody, as long as HubSpot asks for', async () => {
    const [one, other, portal] = [newPace(), newPace(), newPortal()];
    await one.hold(portal, 5_000);
    const waitMs = await takeNow(other, portal);
    expect(waitMs).toBeGreaterThan(4_000);
    expect(waitMs).toBeLessThanOrEqual(5_000);
  });

  test('is not taken up earlier because of a shorter wait that comes later', async () => {
    const [pace, portal] = [newPace(), newPortal()];
    await pace.hold(portal, 60_000);
    await pace.hold(portal, 1_000);
    expect(await takeNow(pace, portal)).toBeGreaterThan(58_000);
    await pace.observe(portal, headers(110, 0));
    expect(await takeNow(pace, portal)).toBeGreaterThan(58_000);
    await pace.hold(portal, 120_000);
    expect(await takeNow(pace, portal)).toBeGreaterThan(118_000);
  });

  test('comes back after the wait', async () => {
    const [pace, portal] = [newPace(), newPortal()];
    await pace.hold(portal, 300);
    expect((await pace.take(portal, systemClock.now() + 5_000)).ok).toBe(true);
    expect(await burst(pace, portal, 15)).toBeGreaterThanOrEqual(8);
  });

  test.each([
    ['100 in ten seconds', headers(100, 50), 9],
    ['55 in ten seconds', headers(55, 50), 5],
    ['19 in one second', headers(19, 18, 1_000), 9],
    ['none in ten seconds', headers(0, 50), 1],
  ])('never passes what HubSpot allows: %s', async (_what, given, calls) => {
    const [pace, portal] = [newPace(), newPortal()];
    await pace.observe(portal, given);
    expect(await burst(pace, portal, 15)).toBe(calls);
  });

  test('pauses for a moment where HubSpot says that nothing is left', async () => {
    const [pace, portal] = [newPace(), newPortal()];
    await pace.observe(portal, headers(110, 0));
    const waitMs = await takeNow(pace, portal);
    expect(waitMs).toBeGreaterThan(0);
    expect(waitMs).toBeLessThanOrEqual(1_000);
  });

  test('does not heed headers that are missing or no numbers', async () => {
    const [pace, portal] = [newPace(), newPortal()];
    await pace.observe(portal, new Headers());
    await pace.observe(portal, new Headers({ 'x-hubspot-ratelimit-max': 'many' }));
    await pace.observe(portal, new Headers({ 'x-hubspot-ratelimit-remaining': '0' }));
    expect(await burst(pace, portal, 15)).toBe(10);
  });
});

onPostgres('the pace of two servers with connections of their own', (store) => {
  test('is one budget', async () => {
    const again = await store().openAgain();
    const portal = newPortal();
    const paces = [createPace(store().database, systemClock), createPace(again, systemClock)];
    const places = await Promise.all(paces.map((pace) => burst(pace, portal, 8)));
    await again.close();
    expect(places.reduce((sum, count) => sum + count, 0)).toBe(10);
  });
});
