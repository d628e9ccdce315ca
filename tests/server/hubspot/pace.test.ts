// The pace towards HubSpot: one budget per portal, shared by all servers on one store.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Lane, Pace } from '../../../server/hubspot/pace.ts';
import type { PortalId } from '../../../server/ids.ts';
import { onEveryStore } from '../../stores.ts';
import { paceWorld, type PaceWorld } from './pace-world.ts';

/** Of HubSpot's 110 calls, those that are made; the window with its margin, in milliseconds. */
const CALLS = 109;
const SPAN_MS = 10_200;

const headers = (max: number, remaining: number, intervalMs = 10_000): Headers =>
  new Headers({
    'x-hubspot-ratelimit-max': String(max),
    'x-hubspot-ratelimit-remaining': String(remaining),
    'x-hubspot-ratelimit-interval-milliseconds': String(intervalMs),
  });

onEveryStore('the pace', (store) => {
  let world: PaceWorld;
  beforeAll(async () => {
    world = await paceWorld(store());
  });
  afterAll(() => world.close());
  const fresh = (): readonly [Pace, PortalId, Pace] => [
    world.servers[0],
    world.newPortal(),
    world.servers[1],
  ];

  /** What a take without any patience gets: null for a place, else the milliseconds to wait. */
  async function takeNow(
    pace: Pace,
    portal: PortalId,
    lane: Lane = 'person',
  ): Promise<number | null> {
    const place = await pace.take(portal, { deadline: world.time.now(), budget: 'counted', lane });
    return place.ok ? null : place.failure.retryAfterMs;
  }

  /** Places that so many impatient calls get, all asked for at once. */
  async function burst(
    pace: Pace,
    portal: PortalId,
    calls: number,
    lane: Lane = 'person',
  ): Promise<number> {
    const asked = Array.from({ length: calls }, () => takeNow(pace, portal, lane));
    return (await Promise.all(asked)).filter((place) => place === null).length;
  }

  test('lets a whole window’s calls through at once, and then says when to come back', async () => {
    const [pace, portal] = fresh();
    expect(await burst(pace, portal, 120)).toBe(CALLS);
    expect(await takeNow(pace, portal)).toBe(SPAN_MS);
    await world.time.sleep(SPAN_MS - 1);
    expect(await takeNow(pace, portal)).toBe(1);
    await world.time.sleep(1);
    expect(await burst(pace, portal, 120)).toBe(CALLS);
  });

  test('frees the places one by one, as the calls leave the window', async () => {
    const [pace, portal] = fresh();
    expect(await burst(pace, portal, 100)).toBe(100);
    await world.time.sleep(4_000);
    expect(await burst(pace, portal, 20)).toBe(CALLS - 100);
    await world.time.sleep(SPAN_MS - 4_000);
    expect(await burst(pace, portal, 120)).toBe(100);
    expect(await takeNow(pace, portal)).toBe(4_000);
  });

  test('lets a plan leave six places to people, but none that come free within a second anyway', async () => {
    const [pace, portal] = fresh();
    expect(await burst(pace, portal, 120, 'plan')).toBe(CALLS - 6);
    expect(await takeNow(pace, portal, 'plan')).toBe(SPAN_MS - 1_020);
    await world.time.sleep(SPAN_MS - 1_020);
    expect(await burst(pace, portal, 120, 'plan')).toBe(6);
    expect(await takeNow(pace, portal)).toBe(1_020);
  });

  test('lets the background go evenly, a little ahead after a rest', async () => {
    const [pace, portal] = fresh();
    expect(await burst(pace, portal, 20, 'background')).toBe(10);
    const waits: (number | null)[] = [];
    for (let call = 0; call < 10; call += 1) {
      waits.push(await takeNow(pace, portal, 'background'));
      await world.time.sleep(waits.at(-1) ?? 0);
      expect(await takeNow(pace, portal, 'background')).toBe(null);
    }
    expect(waits.every((wait) => wait === 93 || wait === 94)).toBe(true);
  });

  test.each(['person', 'plan'] as const)(
    'holds the background for a second after a %s',
    async (lane) => {
      const [pace, portal, other] = fresh();
      expect(await takeNow(pace, portal, 'background')).toBe(null);
      expect(await takeNow(other, portal, lane)).toBe(null);
      expect(await takeNow(pace, portal, 'background')).toBe(1_020);
      // It reserves its place all the same: whoever calls on and on does not push it away.
      const deadline = world.time.now() + 60_000;
      const asked = world.time.now();
      const place = pace.take(portal, { deadline, budget: 'counted', lane: 'background' });
      expect((await place).ok).toBe(true);
      expect(world.time.now() - asked).toBe(1_020);
    },
  );

  test('does not wait where the wait would pass the deadline', async () => {
    const [pace, portal] = fresh();
    await pace.hold(portal, 60_000);
    const asked = world.time.now();
    const asking = { deadline: asked + 59_999, budget: 'counted', lane: 'person' } as const;
    expect(await pace.take(portal, asking)).toMatchObject({ failure: { retryAfterMs: 60_000 } });
    expect(world.time.now()).toBe(asked);
    expect((await pace.take(portal, { ...asking, deadline: asked + 60_000 })).ok).toBe(true);
    expect(world.time.now()).toBe(asked + 60_000);
  });

  test('is one budget for two servers', async () => {
    const [one, portal, other] = fresh();
    const places = await Promise.all([burst(one, portal, 80), burst(other, portal, 80)]);
    expect(places[0] + places[1]).toBe(CALLS);
  });

  test('is kept whole by a server that does not know yet how many calls the portal allows', async () => {
    const [knowing, portal, fresher] = fresh();
    await knowing.observe(portal, headers(190, 150), 'counted');
    expect(await burst(knowing, portal, 190)).toBe(188);
    const deadline = world.time.now() + 2 * SPAN_MS;
    let more = Number.NaN;
    await world.time.all([
      async () => {
        // It knows of 109, so that it waits for a place in the window to come.
        await fresher.take(portal, { deadline, budget: 'counted', lane: 'person' });
      },
      async () => {
        await world.time.sleep(1);
        more = await burst(knowing, portal, 190);
      },
    ]);
    expect(more).toBe(0);
  });

  test('is every portal’s own', async () => {
    const [pace, one] = fresh();
    await pace.hold(one, 60_000);
    expect(await takeNow(pace, one)).toBe(60_000);
    expect(await takeNow(pace, world.newPortal())).toBe(null);
  });

  test.each(['person', 'plan', 'background'] as const)(
    'after a 429 is nought for a %s everywhere, as long as HubSpot asks for',
    async (lane) => {
      const [one, portal, other] = fresh();
      expect(await takeNow(one, portal, lane)).toBe(null);
      await one.hold(portal, 5_000);
      expect(await takeNow(other, portal, lane)).toBe(5_000);
      await world.time.sleep(5_000);
      expect(await takeNow(other, portal, lane)).toBe(null);
    },
  );

  test('after a 429 is nought for those, too, who were waiting for their place', async () => {
    const [one, portal, other] = fresh();
    await burst(one, portal, CALLS);
    const asked = world.time.now();
    const ends: [boolean, number][] = [];
    const wait = (pace: Pace, patienceMs: number) => async (): Promise<void> => {
      const asking = { deadline: asked + patienceMs, budget: 'counted', lane: 'person' } as const;
      const place = await pace.take(portal, asking);
      ends.push([place.ok, world.time.now() - asked]);
    };
    await world.time.all([
      wait(one, 60_000),
      wait(other, 60_000),
      wait(one, 20_999),
      async () => {
        await world.time.sleep(1_000);
        await one.hold(portal, 20_000);
      },
    ]);
    const everyMs = Math.ceil(SPAN_MS / CALLS);
    expect(ends).toEqual([
      [false, SPAN_MS],
      [true, 21_000],
      [true, 21_000 + everyMs],
    ]);
  });

  test('is not taken up earlier because of a shorter wait that comes later', async () => {
    const [pace, portal] = fresh();
    await pace.hold(portal, 60_000);
    await pace.hold(portal, 1_000);
    expect(await takeNow(pace, portal)).toBe(60_000);
    await pace.observe(portal, headers(110, 0), 'counted');
    expect(await takeNow(pace, portal)).toBe(60_000);
    await pace.hold(portal, 120_000);
    expect(await takeNow(pace, portal)).toBe(120_000);
  });

  test('comes back evenly after a 429, and as ever when that was a window ago', async () => {
    const [pace, portal] = fresh();
    await pace.hold(portal, 300);
    await world.time.sleep(300);
    expect(await burst(pace, portal, 20)).toBe(1);
    await world.time.sleep(SPAN_MS / 2);
    expect(await burst(pace, portal, 20)).toBe(10);
    await world.time.sleep(SPAN_MS / 2);
    expect(await burst(pace, portal, 20)).toBe(20);
  });

  test.each([
    ['190 in ten seconds', headers(190, 50), 188],
    ['55 in ten seconds', headers(55, 50), 54],
    ['19 in ten seconds', headers(19, 18), 18],
    ['one in ten seconds', headers(1, 1), 1],
    ['none in ten seconds', headers(0, 50), 1],
  ])('learns what HubSpot allows: %s', async (_what, given, calls) => {
    const [pace, portal] = fresh();
    await pace.observe(portal, given, 'counted');
    expect(await burst(pace, portal, 200)).toBe(calls);
    expect(await takeNow(pace, portal)).toBe(SPAN_MS);
    expect(await takeNow(pace, portal, 'plan')).toBe(SPAN_MS);
  });

  test('learns how long HubSpot’s window is', async () => {
    const [pace, portal] = fresh();
    expect(await burst(pace, portal, 50)).toBe(50);
    await pace.observe(portal, headers(110, 50, 60_000), 'counted');
    await world.time.sleep(SPAN_MS);
    expect(await burst(pace, portal, 120)).toBe(CALLS - 50);
    expect(await takeNow(pace, portal)).toBe(61_200 - SPAN_MS);
  });

  test('lets calls that are declared exempt through where HubSpot does not count them', async () => {
    const [pace, portal] = fresh();
    await pace.hold(portal, 60_000);
    const asking = { deadline: world.time.now(), budget: 'declared_exempt', lane: 'plan' } as const;
    const exempt = async (): Promise<boolean> => (await pace.take(portal, asking)).ok;
    expect(await exempt()).toBe(false);
    await pace.observe(portal, new Headers(), 'declared_exempt');
    // Nobody calls while the portal is held.
    expect(await exempt()).toBe(false);
    await world.time.sleep(60_000);
    expect(await burst(pace, portal, 1)).toBe(1);
    expect(await takeNow(pace, portal)).toBeGreaterThan(0);
    expect(await exempt()).toBe(true);
    // Counted after all: the next one waits like every other call.
    await pace.observe(portal, headers(110, 50), 'declared_exempt');
    expect(await exempt()).toBe(false);
    await pace.observe(portal, new Headers(), 'declared_exempt');
    await pace.hold(portal, 60_000);
    expect(await exempt()).toBe(false);
  });

  test('holds such calls, too, where another server was refused', async () => {
    const [pace, portal, other] = fresh();
    const exempt = async (): Promise<boolean> => {
      const deadline = world.time.now();
      return (await pace.take(portal, { deadline, budget: 'declared_exempt', lane: 'plan' })).ok;
    };
    await pace.observe(portal, new Headers(), 'declared_exempt');
    expect(await exempt()).toBe(true);
    await other.hold(portal, 5_000);
    expect(await exempt()).toBe(false);
    await world.time.sleep(5_000);
    expect(await exempt()).toBe(true);
  });

  test('pauses for a tenth of the window where HubSpot says that nothing is left', async () => {
    const [pace, portal] = fresh();
    await pace.observe(portal, headers(110, 0), 'counted');
    expect(await takeNow(pace, portal)).toBe(1_020);
    await pace.observe(portal, headers(110, 0, 60_000), 'counted');
    expect(await takeNow(pace, portal)).toBe(6_120);
  });

  test('does not heed headers that are missing or no numbers', async () => {
    const [pace, portal] = fresh();
    await pace.observe(portal, new Headers(), 'counted');
    await pace.observe(portal, new Headers({ 'x-hubspot-ratelimit-max': 'many' }), 'counted');
    await pace.observe(portal, new Headers({ 'x-hubspot-ratelimit-remaining': '0' }), 'counted');
    expect(await burst(pace, portal, 120)).toBe(CALLS);
  });

  /** As a server reserved before places were remembered: microseconds to wait, null with no place. */
  async function takeAsBefore(portal: PortalId): Promise<number | null> {
    const now = sql`(extract(epoch from clock_timestamp()) * 1000000)::bigint`;
    const { rows } = await sql<{ wait_us: number }>`
      insert into portal_pace as p (portal_id, free_at_us) values (${portal}, ${now} + 97088)
      on conflict (portal_id) do update set free_at_us = greatest(p.free_at_us, ${now}) + 97088
      where greatest(p.free_at_us, ${now}) - 388352 <= ${now}
      returning greatest(0, free_at_us - 97088 - 388352 - ${now}) as wait_us
    `.execute(world.database.db);
    return rows[0]?.wait_us ?? null;
  }

  test('of an older version, still running, waits while this one calls or is held', async () => {
    const [pace, portal] = fresh();
    expect(await takeAsBefore(portal)).toBe(0);
    expect(await burst(pace, portal, 50)).toBe(50);
    expect(await takeAsBefore(portal)).toBe(null);
    // Its lead was shorter, so that it waits half a second longer than this one's background.
    await world.time.sleep(1_500);
    expect(await takeAsBefore(portal)).toBe(0);
    await pace.hold(portal, 5_000);
    await world.time.sleep(4_900);
    expect(await takeAsBefore(portal)).toBe(null);
  });

  test('is shared by the background with an older version', async () => {
    const [pace, portal] = fresh();
    for (let call = 0; call < 5; call += 1) expect(await takeAsBefore(portal)).toBe(0);
    expect(await burst(pace, portal, 20, 'background')).toBe(4);
    expect(await takeAsBefore(portal)).toBe(null);
  });

  test('is nought for a while that a server with a shorter lead was told to wait', async () => {
    const [pace, portal] = fresh();
    expect(await takeNow(pace, portal)).toBe(null);
    await pace.hold(portal, 5_000);
    await sql`update portal_pace set free_at_us = held_until_us
      where portal_id = ${portal}`.execute(world.database.db);
    expect(await takeNow(pace, portal)).toBe(5_000);
  });
});
