// The calls that a scan makes: what is asked of HubSpot, and what its answers mean, fields missing.
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { success } from '#domain/result.ts';
import { PATIENT, type Call, type HubSpotClient } from '../../../server/hubspot/client.ts';
import { createRecords } from '../../../server/hubspot/records.ts';
import { pathsOf } from '../../../server/hubspot/versions.ts';
import { portalIdSchema } from '../../../server/ids.ts';

const PORTAL = v.parse(portalIdSchema, 42);

/** The calls over a client that answers `body`, as far as it has the form that is asked for. */
function recordsOn(
  body: unknown,
  version: Parameters<typeof pathsOf>[0] = '2026-03',
  httpStatus = 200,
) {
  const calls: Omit<Call<unknown>, 'answer'>[] = [];
  const client: HubSpotClient = {
    call(_portal, { answer, ...call }) {
      calls.push(call);
      const answered = { httpStatus, correlationId: null, body: v.parse(answer, body) };
      return Promise.resolve(success(answered));
    },
  };
  const records = createRecords(client, pathsOf(version));
  return {
    calls,
    list: (after: string | null) => records.listIds(PORTAL, '0-3', after, PATIENT),
    read: (inputs: readonly { id: string; after: string | null }[]) =>
      records.readLinks(PORTAL, { from: '0-3', to: '0-2' }, inputs, PATIENT),
  };
}

test('ids come a hundred at a time, and of their properties only the id is asked for', async () => {
  const { calls, list } = recordsOn({
    results: [{ id: '11', properties: { hs_object_id: '11' }, archived: false }, { id: '12' }],
    paging: { next: { after: '12', link: 'https://api.hubapi.com/…' } },
  });
  expect(await list(null)).toEqual(success({ ids: ['11', '12'], after: '12' }));
  await list('a b');
  const path = '/crm/objects/2026-03/0-3?limit=100&properties=hs_object_id&archived=false';
  expect(calls.map((call) => [call.method, call.path])).toEqual([
    ['GET', path],
    ['GET', `${path}&after=a%20b`],
  ]);
});

test.for([
  { results: [{ id: '1' }] },
  { results: [{ id: '1' }], paging: null },
  { results: [{ id: '1' }], paging: {} },
  { results: [{ id: '1' }], paging: { prev: { before: '1' } } },
])('a page without a next one is the last: %o', async (body) => {
  expect(await recordsOn(body).list(null)).toEqual(success({ ids: ['1'], after: null }));
});

test('a page that leads to itself is no page: whoever went on would never come to an end', async () => {
  const { list } = recordsOn({ results: [{ id: '12' }], paging: { next: { after: '12' } } });
  expect(await list('11')).toMatchObject({ ok: true });
  expect(await list('12')).toMatchObject({ ok: false, failure: { code: 'unavailable' } });
});

test('a read names each record once, where it goes on included, and changes nothing', async () => {
  const { calls, read } = recordsOn({ results: [] });
  await read([
    { id: '1', after: null },
    { id: '2', after: 'MTA=' },
  ]);
  expect(calls).toEqual([
    {
      ...{ method: 'POST', path: '/crm/associations/2026-03/0-3/0-2/batch/read' },
      body: { inputs: [{ id: '1' }, { id: '2', after: 'MTA=' }] },
      ...{ patience: PATIENT, budget: 'declared_exempt', readOnly: true },
    },
  ]);
});

test('the version decides the address', async () => {
  const { calls, read } = recordsOn({ results: [] }, 'v4');
  await read([{ id: '1', after: null }]);
  expect(calls[0]?.path).toBe('/crm/v4/associations/0-3/0-2/batch/read');
});

const type = { category: 'USER_DEFINED', typeId: 7, label: 'Billing' };

test('each record comes with its types per associated record, and where it goes on', async () => {
  const unlabelled = { category: 'HUBSPOT_DEFINED', typeId: 341, label: null };
  const { read } = recordsOn({
    status: 'COMPLETE',
    results: [
      {
        from: { id: '1' },
        to: [
          { toObjectId: '900', associationTypes: [unlabelled, type] },
          { toObjectId: 901, associationTypes: [] },
        ],
        paging: { next: { after: 'MTA=' } },
      },
      { from: { id: '2' }, to: [] },
    ],
  });
  const bare = ({ category, typeId }: Pick<typeof type, 'category' | 'typeId'>) => ({
    category,
    typeId,
  });
  const answer = await read([]);
  if (!answer.ok) throw new Error(answer.failure.code);
  const { records, hasOtherErrors } = answer.value;
  expect(hasOtherErrors).toBe(false);
  expect(records).toMatchObject([
    { id: '1', to: [[bare(unlabelled), bare(type)], []], after: 'MTA=' },
    { id: '2', to: [], after: null },
  ]);
});

const NOTHING_THERE = 'No deal is associated with company 1.';
test.for([
  [undefined, false],
  [null, false],
  [[], false],
  [[{ category: 'OBJECT_NOT_FOUND', message: NOTHING_THERE }], false],
  [
    [{ category: 'OBJECT_NOT_FOUND', subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND' }],
    false,
  ],
  [[{ message: NOTHING_THERE }], false],
  [[{ category: null, message: 'Could not find deal 5.' }], false],
  [[{ message: 'Object not found.' }], false],
  [[{}], true],
  [[{ message: 'Internal error.' }], true],
  [[{ category: 'RATE_LIMITS', message: NOTHING_THERE }], true],
  [[{ category: 'OBJECT_NOT_FOUND' }, { category: 'INTERNAL_ERROR' }], true],
] as const)('of the errors %o, another than "nothing there": %s', async ([errors, other]) => {
  const { read } = recordsOn({ results: [], errors });
  expect(await read([])).toEqual(success({ records: [], hasOtherErrors: other }));
});

const EMPTY_ERROR = { category: 'OBJECT_NOT_FOUND', message: NOTHING_THERE };
test.for([
  ['errors that are counted and not told', 207, { status: 'COMPLETE', numErrors: 1 }, true],
  ['fewer errors than are counted', 207, { numErrors: 2, errors: [EMPTY_ERROR] }, true],
  ['counted errors in a 200, as 2026-09 has it', 200, { numErrors: 1 }, true],
  ['a 207 that tells no error', 207, { status: 'COMPLETE' }, true],
  ['a read that was canceled', 200, { status: 'CANCELED' }, true],
  [
    'a canceled read of records of which one has none',
    207,
    { status: 'CANCELED', numErrors: 1, errors: [EMPTY_ERROR] },
    true,
  ],
  ['a read that is not done', 200, { status: 'PENDING' }, true],
  ['a read that is being done', 200, { status: 'PROCESSING' }, true],
  [
    'all errors that are counted',
    207,
    { status: 'COMPLETE', numErrors: 1, errors: [EMPTY_ERROR] },
    false,
  ],
  [
    'errors that nobody counted',
    207,
    { status: null, numErrors: null, errors: [EMPTY_ERROR] },
    false,
  ],
  ['nothing but the results', 200, { status: 'COMPLETE' }, false],
] as const)(
  '%s: whether somebody missing may have associations',
  async ([, status, body, other]) => {
    const { read } = recordsOn({ results: [], ...body }, '2026-03', status);
    expect(await read([])).toEqual(success({ records: [], hasOtherErrors: other }));
  },
);
