// Ids in stretches, and every association of each record: who is continued, who is asked for once
// more, and of whom it is said that the associations are not known.
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { failed, success, type Result } from '#domain/result.ts';
import type { HubSpotFailure } from '../../../server/hubspot/failure.ts';
import type { IdPage, LinksRead, RecordLinks, Records } from '../../../server/hubspot/records.ts';
import { portalIdSchema } from '../../../server/ids.ts';
import { countLinks, readIds } from '../../../server/scans/read-links.ts';

const PORTAL = v.parse(portalIdSchema, 42);
const TYPE = { category: 'USER_DEFINED', typeId: 7 } as const;
const DIRECTION = { from: '0-3', to: '0-2', types: [{ ...TYPE, label: 'Billing' }] };
const away: HubSpotFailure = { code: 'unavailable', retryAfterMs: 1, hubspot: null };

type Inputs = Parameters<Records['readLinks']>[2];

/** HubSpot that answers the reads of associations in turn. */
function hubspotOf(answers: readonly Result<LinksRead, HubSpotFailure>[]) {
  const asked: Inputs[] = [];
  const records: Records = {
    listIds: () => Promise.reject(new Error('No ids are asked for here.')),
    readLinks(_portal, _direction, inputs) {
      asked.push(inputs);
      const answer = answers[asked.length - 1];
      return answer ? Promise.resolve(answer) : Promise.reject(new Error('One read too many.'));
    },
  };
  return { asked, count: (ids: readonly string[]) => countLinks(records, PORTAL, DIRECTION, ids) };
}

const record = (id: string, associations: number, after: string | null = null): RecordLinks => ({
  ...{ id, after },
  to: Array.from({ length: associations }, () => [TYPE]),
});
const read = (records: readonly RecordLinks[], hasOtherErrors = false) =>
  success({ records, hasOtherErrors });
const first = (id: string) => ({ id, after: null });

/** Associations by record, and how many records are not known. */
async function counted(answer: ReturnType<ReturnType<typeof hubspotOf>['count']>) {
  const { ok, ...rest } = await answer;
  if (!('value' in rest)) return { ok, ...rest };
  const { tally, unread } = rest.value;
  const { counts, heavy } = tally.result();
  const single = counts.find(({ associations }) => associations === 1)?.records ?? 0;
  const heavyById = heavy.map(({ recordId, associations }) => [recordId, associations]);
  return { single, heavy: heavyById, unread };
}

test('whoever has more is continued where it stopped, alone, until nothing is left', async () => {
  const { asked, count } = hubspotOf([
    read([record('1', 1), record('2', 500, 'a'), record('3', 500, 'b')]),
    read([record('2', 500, 'c'), record('3', 2)]),
    read([record('2', 3)]),
  ]);
  expect(await counted(count(['1', '2', '3']))).toEqual({
    ...{ single: 1, unread: 0 },
    heavy: [
      [2, 1_003],
      [3, 502],
    ],
  });
  expect(asked).toEqual([
    [first('1'), first('2'), first('3')],
    [
      { id: '2', after: 'a' },
      { id: '3', after: 'b' },
    ],
    [{ id: '2', after: 'c' }],
  ]);
});

test('who is missing without another error has no associations', async () => {
  const { asked, count } = hubspotOf([read([record('2', 4)])]);
  expect(await counted(count(['1', '2', '3']))).toEqual({ single: 0, heavy: [[2, 4]], unread: 0 });
  expect(asked).toHaveLength(1);
});

test('who is missing from its own continuation is read anew, and is gone where it is missing then', async () => {
  const { asked, count } = hubspotOf([
    read([record('1', 500, 'a'), record('2', 500, 'b'), record('3', 1)]),
    read([]),
    read([record('2', 7)]),
  ]);
  expect(await counted(count(['1', '2', '3']))).toEqual({
    ...{ single: 1, unread: 0 },
    heavy: [[2, 7]],
  });
  expect(asked.slice(1)).toEqual([
    [
      { id: '1', after: 'a' },
      { id: '2', after: 'b' },
    ],
    [first('1'), first('2')],
  ]);
});

test('who breaks off again after being read anew is not known', async () => {
  const broken = [read([record('1', 500, 'a')]), read([])];
  const { asked, count } = hubspotOf([...broken, ...broken]);
  expect(await counted(count(['1']))).toEqual({ single: 0, heavy: [], unread: 1 });
  expect(asked).toHaveLength(4);
});

test('who was merged meanwhile is counted where it stands in the list: under its own id, and once', async () => {
  // 2 went into 3, and 4 into 2000, whose stretch is another one.
  const { asked, count } = hubspotOf([
    read([record('1', 2), record('3', 1), record('3', 1), record('2000', 500, 'a')]),
  ]);
  expect(await counted(count(['1', '2', '3', '4']))).toEqual({
    ...{ single: 1, unread: 0 },
    heavy: [[1, 2]],
  });
  expect(asked).toHaveLength(1);
});

test('who is sent back to where it just went on is not known, and is asked for no more', async () => {
  const { asked, count } = hubspotOf([
    read([record('1', 500, 'a'), record('2', 500, 'b')]),
    read([record('1', 500, 'a'), record('2', 3)]),
  ]);
  expect(await counted(count(['1', '2']))).toEqual({ single: 0, heavy: [[2, 503]], unread: 1 });
  expect(asked).toHaveLength(2);
});

test('beside another error, who is missing is asked for once more, and then not known', async () => {
  const { asked, count } = hubspotOf([read([record('1', 2)], true), read([record('2', 3)], true)]);
  expect(await counted(count(['1', '2', '3']))).toEqual({
    ...{ single: 0, unread: 1 },
    heavy: [
      [1, 2],
      [2, 3],
    ],
  });
  expect(asked[1]).toEqual([first('2'), first('3')]);
});

test('a record that breaks off in the middle is in no number: what is known of it is too little', async () => {
  const more = { id: '1', after: 'a' };
  const { asked, count } = hubspotOf([
    read([record('1', 500, 'a'), record('2', 2)]),
    read([], true),
    read([], true),
  ]);
  expect(await counted(count(['1', '2']))).toEqual({ single: 0, heavy: [[2, 2]], unread: 1 });
  expect(asked.slice(1)).toEqual([[more], [more]]);
});

test('each is asked for once more, whoever else was before it', async () => {
  const { asked, count } = hubspotOf([
    read([record('1', 500, 'a')], true),
    read([record('1', 500, 'b')], true),
    read([], true),
    read([record('1', 9)]),
  ]);
  expect(await counted(count(['1', '2']))).toEqual({ single: 0, heavy: [[1, 1_009]], unread: 1 });
  expect(asked.slice(1)).toEqual([
    [{ id: '1', after: 'a' }, first('2')],
    [{ id: '1', after: 'b' }],
    [{ id: '1', after: 'b' }],
  ]);
});

test('who alone was asked for once more already stands alone next, beside who was not', async () => {
  const { asked, count } = hubspotOf([
    read([record('1', 500, 'a')], true),
    read([], true),
    read([record('1', 9)]),
    read([], true),
  ]);
  expect(await counted(count(['1', '2']))).toEqual({ single: 0, heavy: [[1, 509]], unread: 1 });
  const more = { id: '1', after: 'a' };
  expect(asked.slice(1)).toEqual([[more, first('2')], [more], [first('2')]]);
});

/** HubSpot where these records have one association each, and every read of these fails. */
function hubspotWith(linked: readonly string[], bad: readonly string[]) {
  const asked: Inputs[] = [];
  const records: Records = {
    listIds: () => Promise.reject(new Error('No ids are asked for here.')),
    readLinks(_portal, _direction, inputs) {
      asked.push(inputs);
      const ids = inputs.map(({ id }) => id);
      const told = ids.filter((id) => linked.includes(id) && !bad.includes(id));
      const hasError = ids.some((id) => bad.includes(id));
      return Promise.resolve(
        read(
          told.map((id) => record(id, 1)),
          hasError,
        ),
      );
    },
  };
  return { asked, count: (ids: readonly string[]) => countLinks(records, PORTAL, DIRECTION, ids) };
}

const STRETCH = Array.from({ length: 1_000 }, (_, place) => String(place + 1));
const LINKED = STRETCH.filter((id) => Number(id) % 5 === 0);

test.for([
  { bad: ['300'], single: 199 },
  { bad: ['301'], single: 200 },
  { bad: ['1', '1000'], single: 199 },
  { bad: ['2', '400', '401'], single: 199, most: 20 },
])(
  'of a stretch with $bad that cannot be read, the others are known',
  async ({ bad, single, most }) => {
    const { asked, count } = hubspotWith(LINKED, bad);
    const found = await counted(count(STRETCH));
    expect(found).toMatchObject({ single, heavy: [] });
    const unread = 'unread' in found ? found.unread : Number.NaN;
    expect(unread).toBeGreaterThanOrEqual(bad.length);
    expect(unread).toBeLessThanOrEqual(most ?? bad.length);
    expect(asked.length).toBeLessThanOrEqual(42);
  },
);

test('where none can be read, the calls have an end and nothing is claimed', async () => {
  const { asked, count } = hubspotWith([], STRETCH);
  expect(await counted(count(STRETCH))).toEqual({ single: 0, heavy: [], unread: 1_000 });
  expect(asked).toHaveLength(42);
});

test('an id that no number can hold is not asked for, and not known', async () => {
  const { asked, count } = hubspotOf([read([record('1', 2)])]);
  const ids = ['1', '9007199254740993', 'x'];
  expect(await counted(count(ids))).toEqual({ single: 0, heavy: [[1, 2]], unread: 2 });
  expect(asked).toEqual([[first('1')]]);
});

test('no records are no call', async () => {
  const { asked, count } = hubspotOf([]);
  expect(await counted(count([]))).toEqual({ single: 0, heavy: [], unread: 0 });
  expect(asked).toEqual([]);
});

test('a failure in the middle is the failure of the stretch: nothing of it is told', async () => {
  const { count } = hubspotOf([read([record('1', 500, 'a')]), failed(away)]);
  expect(await count(['1'])).toEqual(failed(away));
});

/** HubSpot whose pages of ids come in turn; the last one ends. */
function listOf(pages: readonly number[]) {
  const askedAfter: (string | null)[] = [];
  const records: Records = {
    readLinks: () => Promise.reject(new Error('No associations are asked for here.')),
    listIds(_portal, _type, after) {
      const page = Number(after ?? 0);
      askedAfter.push(after);
      const ids = Array.from(
        { length: pages[page] ?? 0 },
        (_, place) => `${String(page)}.${String(place)}`,
      );
      const next = page + 1 < pages.length ? String(page + 1) : null;
      const answer: IdPage = { ids, after: next };
      return Promise.resolve(success(answer));
    },
  };
  return { askedAfter, from: (after: string | null) => readIds(records, PORTAL, '0-3', after) };
}

test.for([
  { pages: [0], calls: 1, ids: 0, next: null },
  { pages: [100, 40], calls: 2, ids: 140, next: null },
  { pages: Array<number>(10).fill(100), calls: 10, ids: 1_000, next: null },
  { pages: Array<number>(11).fill(100), calls: 10, ids: 1_000, next: '10' },
  // Pages may be smaller than asked for; a stretch never holds more than one read takes.
  { pages: [...Array<number>(15).fill(61), 100], calls: 15, ids: 915, next: '15' },
  { pages: [0, 0, 5], calls: 3, ids: 5, next: null },
])('pages of $pages records make a stretch of $ids', async ({ pages, calls, ids, next }) => {
  const { askedAfter, from } = listOf(pages);
  const stretch = await from(null);
  expect(stretch).toMatchObject({ ok: true, value: { after: next } });
  expect(stretch.ok && stretch.value.ids).toHaveLength(ids);
  expect(askedAfter).toHaveLength(calls);
});

test('the next stretch goes on where the one before ended', async () => {
  const { askedAfter, from } = listOf(Array<number>(12).fill(100));
  await from(null);
  askedAfter.length = 0;
  const rest = await from('10');
  expect(rest.ok && rest.value.ids).toHaveLength(200);
  expect(askedAfter).toEqual(['10', '11']);
});

test('a page that fails is the failure of the stretch', async () => {
  const { from } = listOf([100]);
  expect(await from(null)).toMatchObject({ ok: true });
  const records: Records = {
    listIds: (_portal, _type, after) =>
      Promise.resolve(after === null ? success({ ids: ['1'], after: 'a' }) : failed(away)),
    readLinks: () => Promise.reject(new Error('No associations are asked for here.')),
  };
  expect(await readIds(records, PORTAL, '0-3', null)).toEqual(failed(away));
});
