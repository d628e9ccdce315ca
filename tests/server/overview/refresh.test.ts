// The reading of a portal: in what order and at whose pace, and what ends it or lets it rest.
import { setImmediate as turn } from 'node:timers/promises';
import * as v from 'valibot';
import { beforeEach, expect, test } from 'vitest';
import type { LabelRow, ObjectType } from '#domain/association.ts';
import type { DirectionState } from '#domain/overview.ts';
import { failed, success, type Result } from '#domain/result.ts';
import type { ObjectTypes } from '#domain/wire.ts';
import { BACKGROUND, PATIENT, type Patience } from '../../../server/hubspot/client.ts';
import type { HubSpotFailure } from '../../../server/hubspot/failure.ts';
import { portalIdSchema } from '../../../server/ids.ts';
import { readingOf, refreshOverview } from '../../../server/overview/refresh.ts';
import { createOverviewStore } from '../../../server/storage/overview.ts';
import { fakeClock, START } from '../fake-clock.ts';
import { onEveryStore } from '../../stores.ts';

const PORTAL = v.parse(portalIdSchema, 42);
const MINUTE_MS = 60_000;
const AT_ONCE = 2;
const PROMPTLY_READ = 30;

const hubspot = { httpStatus: 400, message: 'No.' };
const away: HubSpotFailure = { code: 'unavailable', retryAfterMs: 1, hubspot: null };
const AWAY = 'HubSpot did not answer, or its answer could not be read.';
const busy = (retryAfterMs: number): HubSpotFailure => ({
  ...{ code: 'rate_limited', retryAfterMs, hubspot: null },
});
const row: LabelRow = { category: 'USER_DEFINED', typeId: 1, label: 'Partner', limit: 3 };
const typesOf = (count: number): ObjectType[] =>
  Array.from({ length: count }, (_, index) => {
    const id = `2-${String(index)}`;
    return { id, singular: id, plural: id, custom: true };
  });

interface Asked {
  readonly pair: string;
  readonly patience: Patience;
}
type Answer = Result<readonly LabelRow[], HubSpotFailure>;

onEveryStore('a reading of the portal', (store) => {
  const overview = () => createOverviewStore(store().database.db);
  const clock = fakeClock();

  beforeEach(async () => {
    const { db } = store().database;
    for (const table of ['overview_directions', 'overview_types', 'overview_runs'] as const) {
      await db.deleteFrom(table).execute();
    }
  });

  const begin = () => overview().begin(PORTAL, START, () => Promise.resolve());

  /** A run of a portal with so many object types, whose directions answer in turn. */
  function world(count: number, answers: (pair: string, place: number) => Answer) {
    const seen = { asked: [] as Asked[], underWay: 0, most: 0, lists: 0 };
    const state = {
      stopping: false,
      list: success({ objectTypes: typesOf(count), notes: ['A note.'] }) as Result<
        ObjectTypes,
        HubSpotFailure
      >,
    };
    const notAsked = (): never => {
      throw new Error('A portal is surveyed, and nothing is written.');
    };
    const read = () =>
      refreshOverview(
        {
          ...{ overview: overview(), clock, stopping: () => state.stopping },
          objectTypes: {
            list() {
              seen.lists += 1;
              return Promise.resolve(state.list);
            },
          },
          associations: {
            ...{ readDirection: notAsked, readLimits: notAsked, write: notAsked },
            async surveyDirection(_portal, from, to, patience) {
              const pair = `${from} ${to}`;
              seen.asked.push({ pair, patience });
              const answer = answers(pair, seen.asked.length);
              seen.underWay += 1;
              seen.most = Math.max(seen.most, seen.underWay);
              await turn();
              seen.underWay -= 1;
              return answer;
            },
          },
        },
        PORTAL,
      );
    return { seen, state, read };
  }

  const statesOf = async (): Promise<Partial<Record<DirectionState, number>>> => {
    const rows = await store()
      .database.db.selectFrom('overview_directions')
      .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
      .groupBy('state')
      .execute();
    return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
  };

  test('asks for each direction once, two at a time, the first thirty as promptly as a plan', async () => {
    await begin();
    const { seen, read } = world(6, (_, place) => success(place % 3 === 0 ? [] : [row]));
    clock.advance(5 * MINUTE_MS);
    expect(await read()).toEqual({ kind: 'done' });
    expect([seen.lists, seen.most]).toEqual([1, AT_ONCE]);
    expect(new Set(seen.asked.map(({ pair }) => pair)).size).toBe(36);
    const patience = seen.asked.map(({ patience: one }) => one);
    expect(patience).toEqual([
      ...Array<Patience>(PROMPTLY_READ).fill(PATIENT),
      ...Array<Patience>(36 - PROMPTLY_READ).fill(BACKGROUND),
    ]);
    expect(await overview().refresh(PORTAL)).toMatchObject({
      ...{ state: 'done', read: 36, total: 36, problem: null, notes: ['A note.'] },
      finishedAt: new Date(clock.now()).toISOString(),
    });
    expect(await statesOf()).toEqual({ read: 24, no_association: 12 });
  });

  test('goes on where it was, and makes room for whoever waits', async () => {
    await begin();
    const { seen, read } = world(3, (_, place) =>
      place === 3 ? failed(busy(7_000)) : success([row]),
    );
    expect(await read()).toEqual({ kind: 'paused', afterMs: 7_000 });
    expect(await overview().refresh(PORTAL)).toMatchObject({ state: 'reading', read: 3 });
    const before = seen.asked.length;
    expect(await read()).toEqual({ kind: 'done' });
    expect(seen.lists).toBe(1);
    expect(seen.asked.slice(before).map(({ patience }) => patience)).toEqual(
      Array<Patience>(6).fill(BACKGROUND),
    );
    expect(await statesOf()).toEqual({ read: 9 });
  });

  test('is left to the next start by a server that stops', async () => {
    await begin();
    const { seen, state, read } = world(3, () => {
      state.stopping = true;
      return success([row]);
    });
    expect(await read()).toEqual({ kind: 'paused', afterMs: 0 });
    expect(seen.asked).toHaveLength(AT_ONCE);
    expect(await overview().refresh(PORTAL)).toMatchObject({ state: 'reading', read: AT_ONCE });
  });

  test('is nothing where no run is under way', async () => {
    const { seen, read } = world(3, () => success([row]));
    expect(await read()).toEqual({ kind: 'done' });
    await begin();
    await overview().end(PORTAL, { state: 'done', problem: null }, START);
    expect(await read()).toEqual({ kind: 'done' });
    expect([seen.lists, seen.asked]).toEqual([0, []]);
  });

  test.each([
    [15 * MINUTE_MS, 'reading'],
    [15 * MINUTE_MS + 1, 'stopped'],
  ] as const)('that HubSpot asks to wait for %i ms is %s', async (ms, becomes) => {
    await begin();
    const { state, read } = world(3, () => success([row]));
    const answer = state.list;
    state.list = failed({ code: 'migrating', retryAfterMs: ms, hubspot: null });
    const end = await read();
    const run = await overview().refresh(PORTAL);
    expect(run?.state).toBe(becomes);
    if (becomes === 'stopped') {
      expect(end).toEqual({ kind: 'done' });
      expect(run?.problem).toContain('another data centre');
      return;
    }
    expect(end).toEqual({ kind: 'paused', afterMs: ms });
    state.list = answer;
    expect(await read()).toEqual({ kind: 'done' });
    expect(await statesOf()).toEqual({ read: 9 });
  });

  test('ends with the reason where the object types cannot be listed', async () => {
    await begin();
    const { seen, state, read } = world(3, () => success([row]));
    state.list = failed(away);
    expect(await read()).toEqual({ kind: 'done' });
    expect(await overview().refresh(PORTAL)).toMatchObject({ state: 'stopped', problem: AWAY });
    expect(seen.asked).toEqual([]);
  });

  test('passes over what is broken, and ends where three in a row are', async () => {
    await begin();
    const twoOfThree = world(3, (_, place) => (place % 3 === 0 ? success([row]) : failed(away)));
    expect(await twoOfThree.read()).toEqual({ kind: 'done' });
    expect(await overview().refresh(PORTAL)).toMatchObject({ state: 'done', problem: null });
    expect(await statesOf()).toEqual({ read: 3, failed: 6 });
    await begin();
    const three = world(3, (_, place) => (place > 3 ? failed(away) : success([row])));
    expect(await three.read()).toEqual({ kind: 'done' });
    expect(three.seen.asked).toHaveLength(6);
    expect(await overview().refresh(PORTAL)).toMatchObject({
      ...{ state: 'stopped', problem: AWAY, read: 6 },
    });
  });

  test('is not ended by what HubSpot refuses, however much that is', async () => {
    await begin();
    const { read } = world(3, (_, place) =>
      failed(
        place % 2 === 0
          ? { code: 'refused', hubspot }
          : { code: 'missing_scope', scopes: [], hubspot },
      ),
    );
    expect(await read()).toEqual({ kind: 'done' });
    expect(await overview().refresh(PORTAL)).toMatchObject({ state: 'done', problem: null });
    expect(await statesOf()).toEqual({ not_allowed: 5, failed: 4 });
  });

  test('ends at once where the grant is gone, and calls nothing read that was not', async () => {
    await begin();
    const { seen, read } = world(3, (_, place) =>
      place === 1 ? failed({ code: 'disconnected', hubspot: null }) : success([row]),
    );
    expect(await read()).toEqual({ kind: 'done' });
    expect(seen.asked).toHaveLength(AT_ONCE);
    const run = await overview().refresh(PORTAL);
    expect(run).toMatchObject({ state: 'stopped', read: 1 });
    expect(run?.problem).toContain('no longer accepts');
    expect(await statesOf()).toEqual({ read: 1, unread: 8 });
  });

  test('comes to every other direction in the end, though one object type can never be read', async () => {
    const { read } = world(6, (pair) => (pair.startsWith('2-1 ') ? failed(away) : success([row])));
    for (let run = 1; run <= 2; run += 1) {
      await begin();
      await read();
      expect((await overview().refresh(PORTAL))?.state).toBe('stopped');
    }
    expect(await statesOf()).toEqual({ read: 30, failed: 6 });
  });
});

test.each<[HubSpotFailure, ReturnType<typeof readingOf>]>([
  [
    { code: 'missing_scope', scopes: [], hubspot },
    { state: 'not_allowed', problem: 'No.' },
  ],
  [
    { code: 'refused', hubspot },
    { state: 'failed', problem: 'No.' },
  ],
  [away, { state: 'failed', problem: AWAY }],
  [busy(1), null],
  [{ code: 'locked', retryAfterMs: 1, hubspot: null }, null],
  [{ code: 'migrating', retryAfterMs: 1, hubspot: null }, null],
  [{ code: 'not_installed', hubspot: null }, null],
  [{ code: 'disconnected', hubspot: null }, null],
  [{ code: 'app_misconfigured', hubspot: null }, null],
])('of a direction that fails so (%o) it is stored: %o', (failure, reading) => {
  expect(readingOf(failed(failure))).toEqual(reading);
});

test('a direction without a label has no association, any other was read', () => {
  expect(readingOf(success([]))).toEqual({ state: 'no_association', labels: [] });
  expect(readingOf(success([row]))).toEqual({ state: 'read', labels: [row] });
});
