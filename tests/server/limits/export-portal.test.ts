// The whole-portal export where HubSpot does not tell names, or not in time.
import * as v from 'valibot';
import { expect, test } from 'vitest';
import type { LabelRow, ObjectType } from '#domain/association.ts';
import { success, type Result } from '#domain/result.ts';
import { exportedSetupSchema } from '#domain/setup/wire.ts';
import type { HubSpotFailure } from '../../../server/hubspot/failure.ts';
import type { ObjectSchema } from '../../../server/hubspot/object-schemas.ts';
import { portalIdSchema } from '../../../server/ids.ts';
import { exportPortal } from '../../../server/limits/export-portal.ts';
import { fakeClock, START } from '../fake-clock.ts';

const PORTAL = v.parse(portalIdSchema, 42);

const typeOf = (id: string, singular: string): ObjectType => ({
  ...{ id, singular, plural: `${singular}s` },
  custom: false,
});

type Told = Result<ObjectSchema | null, HubSpotFailure>;

const PARTNER: LabelRow = { category: 'USER_DEFINED', typeId: 7, label: 'Partner', limit: 4 };

/** Exports Deal → Company, with one limit unless told otherwise; Ticket has none. */
const exported = (schema: (id: string) => Promise<Told>, rows: readonly LabelRow[] = [PARTNER]) =>
  exportPortal(
    {
      known: () =>
        Promise.resolve({
          types: [typeOf('0-3', 'Deal'), typeOf('0-2', 'Company'), typeOf('0-5', 'Ticket')],
          directions: [{ from: '0-3', to: '0-2', rows }],
          ...{ read: 9, oldestReadAt: START, unknownCount: 0, unknown: [] },
          notes: ['Custom objects could not be listed.'],
        }),
      names: { schema: (_portal, type) => schema(type.id) },
      clock: fakeClock(),
      publicBaseUrl: 'https://atmost.example.com',
    },
    PORTAL,
  );

const definitions = [
  { from: '0-3', to: '0-2', typeId: 7, name: 'partner' },
  // Other directions use the same id.
  { from: '0-2', to: '0-3', typeId: 7, name: 'partner_of' },
  { from: '0-3', to: '0-5', typeId: 7, name: 'reporter' },
];
const named = (id: string): Promise<Told> =>
  Promise.resolve(success({ name: id === '0-3' ? 'deal' : 'company', definitions }));

test('object types with a limit are asked for their names, others are not', async () => {
  const asked: string[] = [];
  const answer = await exported((id) => {
    asked.push(id);
    return named(id);
  });
  expect(asked.toSorted()).toEqual(['0-2', '0-3']);
  expect(answer).toMatchObject({
    ok: true,
    value: {
      document: { limits: [{ from: 'deal', to: 'company', label: 'partner', limit: 4 }] },
      ...{ readAt: '2026-11-23T10:00:00.000Z', read: 9, namedByText: [] },
    },
  });
});

test('what has no limit is no entry, and all associations have no label', async () => {
  const all = { ...PARTNER, typeId: 5, label: null, limit: 9 };
  const { value } = await exported(
    (id) =>
      Promise.resolve(
        success({
          name: id === '0-3' ? 'deal' : 'company',
          definitions: [{ from: '0-3', to: '0-2', typeId: 5, name: 'deal_to_company' }],
        }),
      ),
    [all, { ...PARTNER, limit: null }],
  ).then((answer) => v.parse(v.object({ value: exportedSetupSchema }), answer));
  const unsaid = { label: null, labelText: null };
  expect(value.document.limits).toMatchObject([{ from: 'deal', ...unsaid, limit: 9 }]);
  expect(value.notes).toEqual(['Custom objects could not be listed.']);
});

test.each([
  [1, /^1 limit is outside .*“L0”: 0\.$/],
  [21, /^21 limits are outside .*“L19”: 0; and 1 more\.$/],
])('%i that no setup may hold are counted in words', async (count, note) => {
  const rows = Array.from({ length: count }, (_, index) => {
    return { ...PARTNER, typeId: index, label: `L${String(index)}`, limit: 0 };
  });
  const answer = await exported(named, rows);
  expect(answer.ok ? answer.value.notes.at(-1) : '').toMatch(note);
});

test.each([
  ['refuses', () => Promise.resolve(success(null))],
  [
    'is not answering',
    () =>
      Promise.resolve({
        ok: false,
        failure: { code: 'unavailable', retryAfterMs: 1, hubspot: null },
      } satisfies Told),
  ],
  // A promise that never settles: the export must not wait for it.
  ['takes too long', () => new Promise<Told>(() => undefined)],
])('where HubSpot %s, the text stands in, and is said to', async (_what, untold) => {
  const answer = await exported((id) => (id === '0-3' ? untold() : named(id)));
  expect(answer).toMatchObject({
    ok: true,
    value: {
      document: {
        limits: [{ from: 'Deal', to: 'company', label: null, labelText: 'Partner', limit: 4 }],
      },
      namedByText: ['Deal'],
    },
  });
});

test('limits that no setup may hold are left out and named, and the answer can be read', async () => {
  const answer = await exported(named, [
    { ...PARTNER, typeId: 8, label: null, limit: 10_001 },
    { ...PARTNER, limit: 10_000 },
    { ...PARTNER, typeId: 9, label: 'Payer', limit: 2_147_483_647 },
  ]);
  const { document, notes } = v.parse(
    exportedSetupSchema,
    answer.ok ? answer.value : answer.failure,
  );
  expect(document.limits).toMatchObject([{ labelText: 'Partner', limit: 10_000 }]);
  expect(notes).toEqual([
    'Custom objects could not be listed.',
    '2 limits are outside what a setup may hold (1 to 10,000). Not in this export: Deal → Company, all associations (no label): 10,001; Deal → Company, “Payer”: 2,147,483,647.',
  ]);
});

test('a limit whose names no setup may hold is left out and named, the longest names are not', async () => {
  const longest = 'x'.repeat(250);
  const answer = await exported(named, [
    { ...PARTNER, label: longest },
    { ...PARTNER, typeId: 8, label: `${longest}y` },
    { ...PARTNER, typeId: 9, label: '' },
  ]);
  const { document, notes } = v.parse(
    exportedSetupSchema,
    answer.ok ? answer.value : answer.failure,
  );
  expect(document.limits).toMatchObject([{ labelText: longest }]);
  expect(notes.at(-1)).toBe(
    `2 limits have a name that a setup cannot hold (1 to 250 characters). Not in this export: Deal → Company, “${'x'.repeat(79)}…”: 4; Deal → Company, “”: 4.`,
  );
});

test('a document that is too long to be brought in again is refused', async () => {
  const rows = Array.from({ length: 1_000 }, (_, index) => {
    return { ...PARTNER, typeId: index, label: `${String(index)}${'"'.repeat(245)}` };
  });
  const several = await exported(named, rows.slice(0, 600));
  expect(several).toMatchObject({ ok: true });
  const tooLong = await exported(named, rows);
  expect(tooLong).toMatchObject({ ok: false, failure: { code: 'cannot_export' } });
  expect(tooLong.ok ? '' : tooLong.failure.message).toMatch(
    /\d{3},\d{3} characters; a setup has at most 400,000/,
  );
});

test('of many limits that no setup may hold the first are named and the others counted', async () => {
  const rows = Array.from({ length: 23 }, (_, index) => {
    return { ...PARTNER, typeId: index, label: `L${String(index)}`, limit: 10_001 };
  });
  const answer = await exported(named, rows);
  const note = answer.ok ? answer.value.notes.at(-1) : '';
  expect(note).toContain('23 limits are outside');
  expect(note).toMatch(/“L19”: 10,001; and 3 more\.$/);
});

test('twenty limits that no setup may hold are all named, and names of 80 characters told whole', async () => {
  const labels = ['x'.repeat(80), 'y'.repeat(81), `${'z'.repeat(78)}🤝zz`];
  const rows = Array.from({ length: 20 }, (_, index) => {
    return { ...PARTNER, typeId: index, label: labels[index] ?? `L${String(index)}`, limit: 0 };
  });
  const answer = await exported(named, rows);
  const note = answer.ok ? answer.value.notes.at(-1) : '';
  for (const told of ['x'.repeat(80), `${'y'.repeat(79)}…`, `${'z'.repeat(78)}\uFFFD…`]) {
    expect(note).toContain(`“${told}”: 0;`);
  }
  expect(note).toMatch(/“L19”: 0\.$/);
});

test('limits that are left out count for nothing: a thousand others are one setup', async () => {
  const rows = (count: number): LabelRow[] =>
    Array.from({ length: count }, (_, index) => {
      return { ...PARTNER, typeId: index, label: `L${String(index)}` };
    });
  const outside = { ...PARTNER, typeId: 5_000, limit: 10_001 };
  const most = await exported(named, [...rows(1_000), outside]);
  const { document } = v.parse(exportedSetupSchema, most.ok ? most.value : most.failure);
  expect(document.limits).toHaveLength(1_000);
  const tooMany = await exported(named, [...rows(1_001), outside]);
  expect(tooMany).toMatchObject({ ok: false, failure: { code: 'cannot_export' } });
  expect(tooMany.ok ? '' : tooMany.failure.message).toContain('would hold 1,001 limits');
});
