// The pace towards HubSpot: one budget per portal, shared by all servers on one store.
import { expect, test } from 'vitest';
import { systemClock, type Clock } from '../../../server/clock.ts';
import { createPace, type Pace } from '../../../server/hubspot/pace.ts';
import { portalIdSchema, type PortalId } from '../../../server/ids.ts';
import { onEveryStore, onPostgres } from '../../stores.ts';

let last = 0;
const newPortal = (): PortalId => portalIdSchema.parse((last += 1));

/** What a take without any patience gets: null for a place, else the milliseconds to wait. */
async function takeNow(pace: Pace, portal: PortalId): Promise<number | null> {
  const place = await pace.take(portal, systemClock.now(), 'counted');
  return place.ok ? null : place.failure.retryAfterMs;
}

/** Milliseconds that the first call without a place is told: on a slow machine time gives some places. */
async function firstWait(pace: Pace, portal: PortalId): Promise<number> {
  for (;;) {
    const waitMs = await takeNow(pace, portal);
    if (waitMs !== null) return waitMs;
  }
}

async function burst(pace: Pace, portal: PortalId, calls: number): Promise<number> {
  const places: (number | null)[] = [];
  for (let call = 0; call < calls; call += 1) places.push(await takeNow(pace, portal));
  return places.filter((place) => place === null).length;
}

/** Milliseconds between calls where HubSpot allows 110 in ten seconds. */
const EVERY_MS = 97;

/** Of fifteen impatient calls so many got a place, and at most those more that time itself gave. */
async function expectAtOnce(pace: Pace, portal: PortalId, calls: number): Promise<void> {
  const begun = performance.now();
  const places = await burst(pace, portal, 15);
  const inTime = Math.ceil((performance.now() - begun) / EVERY_MS);
  expect(places).toBeGreaterThanOrEqual(calls);
  expect(places).toBeLessThanOrEqual(calls + inTime);
}

const sleepless: Clock = { ...systemClock, sleep: () => Promise.resolve() };

const headers = (max: number, remaining: number, intervalMs = 10_000): Headers =>
  new Headers({
    'x-hubspot-ratelimit-max': String(max),
    'x-hubspot-ratelimit-remaining': String(remaining),
    'x-hubspot-ratelimit-interval-milliseconds': String(intervalMs),
  });

onEveryStore('the pace', (store) => {
  const newPace = (): Pace => createPace(store().database, systemClock);

  test('lets five calls of a portal through at once, and then says when to come back', async () => {
    const [pace, portal] = [newPace(), newPortal()];
    await expectAtOnce(pace, portal, 5);
    const waitMs = await firstWait(pace, portal);
    expect(waitMs).toBeGreaterThan(0);
    expect(waitMs).toBeLessThanOrEqual(100);
  });

  test('gives patient callers places one after the other, evenly', async () => {
    const pace = createPace(store().database, sleepless);
    const portal = newPortal();
    const moments: number[] = [];
    for (let call = 0; call < 60; call += 1) {
      await pace.take(portal, systemClock.now() + 60_000, 'counted');
      const row = await store()
        .database.db.selectFrom('portal_pace')
        .select('free_at_us')
        .where('portal_id', '=', portal)
        .executeTakeFirstOrThrow();
      moments.push(row.free_at_us);
    }
    const spans = moments.slice(1).map((moment, index) => moment - (moments[index] ?? 0));
    // Nobody slept, so from the second call on each is due 103rds of ten seconds after the last.
    expect(new Set(spans)).toEqual(new Set([97_088]));
  });

  test('does not wait where the wait would pass the deadline', async () => {
    const [pace, portal] = [newPace(), newPortal()];
    await pace.hold(portal, 60_000);
    const startedAt = performance.now();
    const place = await pace.take(portal, systemClock.now() + 30_000, 'counted');
    expect(place.ok).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  test('is one budget for two servers', async () => {
    const [one, other, portal] = [newPace(), newPace(), newPortal()];
    const begun = performance.now();
    const places = await Promise.all([burst(one, portal, 8), burst(other, portal, 8)]);
    const inTime = Math.ceil((performance.now() - begun) / EVERY_MS);
    const sum = places[0] + places[1];
    expect(sum).toBeGreaterThanOrEqual(5);
    expect(sum).toBeLessThanOrEqual(5 + inTime);
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
    await pace.observe(portal, headers(110, 0), 'counted');
    expect(await takeNow(pace, portal)).toBeGreaterThan(58_000);
    await pace.hold(portal, 120_000);
    expect(await takeNow(pace, portal)).toBeGreaterThan(118_000);
  });

  test('comes back after the wait', async () => {
    const [pace, portal] = [newPace(), newPortal()];
    await pace.hold(portal, 300);
    expect((await pace.take(portal, systemClock.now() + 5_000, 'counted')).ok).toBe(true);
    // Evenly from then on: who was just refused does not come back with a burst.
    expect(await burst(pace, portal, 5)).toBeLessThan(5);
    expect((await pace.take(portal, systemClock.now() + 5_000, 'counted')).ok).toBe(true);
  });

  test.each([
    ['190 in ten seconds', headers(190, 50), 8],
    ['55 in ten seconds', headers(55, 50), 2],
    ['19 in ten seconds', headers(19, 18), 1],
    ['none in ten seconds', headers(0, 50), 1],
  ])('learns what HubSpot allows: %s', async (_what, given, calls) => {
    const [pace, portal] = [newPace(), newPortal()];
    await pace.observe(portal, given, 'counted');
    await expectAtOnce(pace, portal, calls);
  });

  test('lets calls that are declared exempt through where HubSpot does not count them', async () => {
    const [pace, portal] = [newPace(), newPortal()];
    await pace.hold(portal, 60_000);
    const exempt = async (): Promise<boolean> =>
      (await pace.take(portal, systemClock.now(), 'declared_exempt')).ok;
    expect(await exempt()).toBe(false);
    await pace.observe(portal, new Headers(), 'declared_exempt');
    expect(await exempt()).toBe(true);
    expect(await takeNow(pace, portal)).toBeGreaterThan(0);
    // Counted after all: the next one waits like every other call.
    await pace.observe(portal, headers(110, 50), 'declared_exempt');
    expect(await exempt()).toBe(false);
    await pace.observe(portal, new Headers(), 'declared_exempt');
    await pace.hold(portal, 60_000);
    expect(await exempt()).toBe(false);
  });

  test('pauses for a moment where HubSpot says that nothing is left', async () => {
    const [pace, portal] = [newPace(), newPortal()];
    await pace.observe(portal, headers(110, 0), 'counted');
    const waitMs = await takeNow(pace, portal);
    expect(waitMs).toBeGreaterThan(0);
    expect(waitMs).toBeLessThanOrEqual(1_000);
  });

  test('does not heed headers that are missing or no numbers', async () => {
    const [pace, portal] = [newPace(), newPortal()];
    await pace.observe(portal, new Headers(), 'counted');
    await pace.observe(portal, new Headers({ 'x-hubspot-ratelimit-max': 'many' }), 'counted');
    await pace.observe(portal, new Headers({ 'x-hubspot-ratelimit-remaining': '0' }), 'counted');
    await expectAtOnce(pace, portal, 5);
  });
});

onPostgres('the pace of two servers with connections of their own', (store) => {
  test('is one budget', async () => {
    const again = await store().openAgain();
    const portal = newPortal();
    const paces = [createPace(store().database, systemClock), createPace(again, systemClock)];
    const begun = performance.now();
    const places = await Promise.all(paces.map((pace) => burst(pace, portal, 8)));
    const inTime = Math.ceil((performance.now() - begun) / EVERY_MS);
    await again.close();
    const sum = places.reduce((total, count) => total + count, 0);
    expect(sum).toBeGreaterThanOrEqual(5);
    expect(sum).toBeLessThanOrEqual(5 + inTime);
  });
});
