// HubSpot as it must not be: what fetch gives in its place is a genuine answer, spoiled.
import fc from 'fast-check';
import { changes, exchanges } from './spoil.ts';

const types = [
  { category: 'HUBSPOT_DEFINED', typeId: 279 },
  { category: 'USER_DEFINED', typeId: 36 },
];

/** A good answer for each call, by a part of its address. The first that fits counts. */
const GOOD: readonly (readonly [string, unknown])[] = [
  ['/token/introspect', { active: true, hub_id: 42, user_id: 7, hub_domain: 'x', scopes: ['a'] }],
  ['/token/revoke', null],
  ['/oauth/', { access_token: 'CJ-token', refresh_token: 'eu1-token', expires_in: 1_800 }],
  ['/labels', { results: types.map((type) => ({ ...type, label: 'Consultant' })) }],
  [
    '/batch/read',
    {
      results: [
        {
          from: { id: '1' },
          to: [{ toObjectId: 2, associationTypes: types }],
          paging: { next: { after: '9' } },
        },
      ],
      errors: [{ category: 'OBJECT_NOT_FOUND', message: 'not found' }],
    },
  ],
  [
    '/batch/',
    {
      ...{ status: 'COMPLETE', numErrors: 1 },
      results: types.map((type) => ({ ...type, userEnforcedMaxToObjectIds: 2 })),
      errors: [{ status: 'error', message: 'typeId 36', context: { typeId: ['36'] } }],
    },
  ],
  [
    '/definitions/configurations/',
    { results: types.map((type) => ({ ...type, userEnforcedMaxToObjectIds: 2 })) },
  ],
  ['/limits/2026-03/associations', { limit: 5, totalRecordsAtLimit: 1, totalRecordsNearLimit: 2 }],
  [
    '/crm/limits/',
    {
      hubspotDefinedObjectTypes: [
        { objectTypeId: '0-1', singularLabel: 'Contact', pluralLabel: 'Contacts', usage: 3 },
      ],
      customObjectTypes: { byObjectType: [{ objectTypeId: '2-1', usage: 4 }] },
    },
  ],
  [
    '/schemas?',
    {
      results: [
        {
          objectTypeId: '2-1',
          name: 'x',
          archived: false,
          labels: { singular: 'X', plural: 'Xs' },
        },
      ],
    },
  ],
  [
    '/schemas/',
    {
      name: 'contact',
      associations: [{ id: '279', fromObjectTypeId: '0-1', toObjectTypeId: '0-2', name: 'a' }],
    },
  ],
  ['/account-info/', { accountType: 'STANDARD', uiDomain: 'app.hubspot.com' }],
  ['/users/', { superAdmin: true, email: 'a@b.example', firstName: 'A', lastName: 'B' }],
  ['/crm/objects/', { results: [{ id: '1' }, { id: '2' }], paging: { next: { after: '2' } } }],
  [
    '/webhooks-journal/journal/',
    { results: [{ url: 'https://files.example/x', currentOffset: 'a' }] },
  ],
  ['files.example', { journalEvents: [{ portalId: 42 }] }],
  ['', { id: 1 }],
];

const ERROR = {
  ...{ status: 'error', category: 'VALIDATION_ERROR', message: 'x', correlationId: 'c', id: '1' },
  ...{ policyName: 'SECONDLY', context: { requiredGranularScopes: ['a.b'] }, links: { a: 'b' } },
  errors: [{ message: 'x', code: 'C', in: 'typeId', context: { typeId: ['36'] } }],
};

const HEADERS: readonly (readonly [string, readonly string[]])[] = [
  ['retry-after', ['0', '1', '-1', '9'.repeat(30), 'Tue, 24 Nov 2026 10:00:00 GMT', 'soon']],
  ['date', ['Tue, 24 Nov 2026 10:00:00 GMT', 'never']],
  ['x-hubspot-ratelimit-max', ['110', '0', '-5', '999999999', '1e9', 'x']],
  ['x-hubspot-ratelimit-remaining', ['109', '0', '-1', '999999999']],
  ['x-hubspot-ratelimit-interval-milliseconds', ['10000', '0', '999999999', 'x']],
  ['x-hubspot-correlation-id', ['c-1', 'ÿ', 'x'.repeat(2_000)]],
  ['content-type', ['application/json', 'text/html', 'x']],
];

export interface Spoiled {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** What is sent in the place of a good body. */
  readonly body: (good: unknown) => string;
  /** The connection breaks behind so much of the body; null: it does not. */
  readonly cutAt: number | null;
}

/** Ways to spoil an answer; most are 200, so that their bodies are read. */
export const spoiledAnswers: fc.Arbitrary<Spoiled> = fc.record({
  status: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(200, 200, 201, 207) },
    {
      weight: 3,
      arbitrary: fc.constantFrom(400, 401, 403, 404, 408, 409, 423, 429, 477, 500, 503),
    },
    { weight: 1, arbitrary: fc.integer({ min: 200, max: 599 }) },
  ),
  headers: fc
    .tuple(...HEADERS.map(([, values]) => fc.option(fc.constantFrom(...values), { freq: 2 })))
    .map((values) =>
      Object.fromEntries(
        HEADERS.flatMap(([name], index) => {
          const value = values[index];
          return value == null ? [] : [[name, value]];
        }),
      ),
    ),
  body: fc.oneof(
    { weight: 6, arbitrary: exchanges.map((spoil) => (good: unknown) => printed(spoil(good))) },
    { weight: 2, arbitrary: changes.map((spoil) => (good: unknown) => spoil(printed(good))) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        () => '',
        () => 'null',
        () => '<html>',
        () => '\uFEFF',
      ),
    },
    { weight: 1, arbitrary: fc.json().map((text) => () => text) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(1_000, 20_000)
        .map((deep) => () => '{"subCategory":'.repeat(deep) + '1' + '}'.repeat(deep)),
    },
  ),
  cutAt: fc.option(fc.nat({ max: 100 }), { freq: 8 }),
});

const printed = (value: unknown): string => JSON.stringify(value);

/** The answer for this address, spoiled. */
export function spoil(url: string, { status, headers, body, cutAt }: Spoiled): Response {
  const good = GOOD.find(([part]) => url.includes(part))?.[1];
  const text = body(status < 300 ? good : ERROR);
  if ([204, 205, 304].includes(status)) return new Response(null, { status, headers });
  const bytes = Buffer.from(text);
  const stream =
    cutAt === null
      ? bytes
      : new ReadableStream({
          start(controller) {
            controller.enqueue(bytes.subarray(0, cutAt));
            controller.error(new TypeError('terminated'));
          },
        });
  return new Response(stream, { status, headers });
}
