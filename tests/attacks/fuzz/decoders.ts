// Everything that reads what others wrote, each with good inputs that are spoiled for it.
import fc from 'fast-check';
import * as v from 'valibot';
import { normaliseCode } from '#domain/setup/code.ts';
import { hubspotErrorSchema } from '#domain/outcome.ts';
import { pathParameters, requestBodies, requestQueries } from '#domain/requests/requests.ts';
import { failed, success } from '#domain/result.ts';
import { readSetup } from '#domain/setup/read.ts';
import { errorBodySchema, routes } from '#domain/wire.ts';
import { readJson, unwrap } from '../../../src/app/settings/data/envelope.ts';
import { readConfig } from '../../../server/config.ts';
import { checkCsvToken, signCsvGrant } from '../../../server/http/csv-link.ts';
import { queryOf } from '../../../server/http/query.ts';
import { checkSignature } from '../../../server/http/signature.ts';
import { classify } from '../../../server/hubspot/classify.ts';
import { toHubSpotError } from '../../../server/hubspot/error-body.ts';
import { portalIdSchema } from '../../../server/ids.ts';
import { Secret } from '../../../server/secret.ts';
import { parseKeyRing, seal, unseal } from '../../../server/storage/seal.ts';
import { valuesOf } from '../from-schema.ts';
import { exchanges, jsonNear, textNear } from './spoil.ts';

export interface Decoder {
  readonly what: string;
  readonly runs: number;
  readonly inputs: fc.Arbitrary<unknown>;
  /** Must end without throwing. */
  readonly read: (input: never) => unknown;
}

const decoder = <Input>(
  what: string,
  runs: number,
  inputs: fc.Arbitrary<Input>,
  read: (input: Input) => unknown,
): Decoder => ({ what, runs, inputs, read });

const secret = new Secret('the client secret of this app');
const KEY = Buffer.alloc(32, 7).toString('base64');
const keys = parseKeyRing(KEY);
if (!keys.ok) throw new Error(keys.failure);
const ring = keys.value;

const grant = {
  portal: v.parse(portalIdSchema, 42),
  scanId: '7d2f0a51-5a2c-4c59-9a3b-2f6b1c9f0e11',
  type: { category: 'USER_DEFINED', typeId: 279, over: 2 },
} as const;
const token = signCsvGrant(secret, grant, 1_000);
const sealed = seal(ring, 'portal 42 access', secret);

const setup = {
  version: 1,
  limits: [
    { from: 'contact', to: 'company', labelText: 'Größe; "x"', limit: 2 },
    { from: 'deal', to: 'contact', label: 'a_b', category: 'USER_DEFINED', limit: 10_000 },
  ],
};
const csv = 'from,to,label,labelText,category,limit\r\ncontact,company,,"Größe; ""x""",,2\r\n';

const environment = {
  ...{ PORT: '3000', PUBLIC_BASE_URL: 'https://atmost.example.com', TOKEN_ENCRYPTION_KEY: KEY },
  ...{ HUBSPOT_API_BASE_URL: 'https://api.hubapi.com', HUBSPOT_API_VERSION: '2026-03' },
  ...{ HUBSPOT_AUTHORIZE_URL: 'https://app.hubspot.com/x', HUBSPOT_CLIENT_ID: 'client' },
  ...{ HUBSPOT_CLIENT_SECRET: 'planted-secret', DATABASE_URL: 'postgres://u:p@localhost/x' },
  ...{ DATA_DIR: '.data', METRICS_PORT: '1', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:1' },
};
const variables = Object.entries(environment);

const error = {
  ...{ status: 'error', category: 'X', subCategory: { a: 'b' }, message: 'a@b.example', id: 1 },
  ...{ context: { typeId: ['36'] }, links: { a: 'b' }, policyName: 'DAILY' },
  errors: [{ message: 'x', code: 'C', in: 'typeId', context: { typeId: ['36'] } }],
};

const target = '/api/session?userId=7&portalId=42&userEmail=a%2Bb%40c.example&appId=77';
const signature = Buffer.alloc(32, 1).toString('base64');

/** Bodies that a schema takes, spoiled. */
const near = (schema: Parameters<typeof valuesOf>[0]): fc.Arbitrary<unknown> =>
  fc.tuple(valuesOf(schema), exchanges).map(([good, spoil]) => spoil(good));

const bodies = Object.entries(requestBodies).map(([name, schema]) =>
  decoder(`body of ${name}`, 800, near(schema), (body) => v.safeParse(schema, body)),
);

const answers = Object.entries(routes).map(([name, { answer }]) =>
  decoder(`answer of ${name}, as the panel reads it`, 100, near(answer), (body) =>
    v.safeParse(answer, body),
  ),
);

export const decoders: readonly Decoder[] = [
  ...bodies,
  ...answers,
  decoder(
    'signed request',
    10_000,
    fc.record({
      method: fc.constantFrom('GET', 'PUT', 'x', ''),
      target: textNear(target),
      rawBody: fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
      signature: fc.option(textNear(signature), { nil: undefined }),
      timestamp: fc.option(textNear('1700000300000'), { nil: undefined }),
    }),
    (request) => {
      const checked = checkSignature(request, 'https://x.example', secret, 1_700_000_300_000);
      if (checked.ok) throw new Error('Nobody signed this.');
    },
  ),
  decoder('query of a request', 4_000, textNear(`${target}&page=2&search=x&over=1`), (text) => {
    const query = Object.fromEntries(queryOf(text));
    for (const schema of Object.values(requestQueries)) v.safeParse(schema, query);
    for (const schema of Object.values(pathParameters)) v.safeParse(schema, query['search']);
  }),
  decoder('token of a list’s link', 6_000, textNear(token), (text) => {
    const check = checkCsvToken(secret, text, 0);
    if (check.kind !== 'altered' && text !== token) throw new Error('Nobody signed this.');
  }),
  decoder('pasted setup as JSON', 7_000, textNear(JSON.stringify(setup, null, 2)), readSetup),
  decoder('pasted setup as CSV', 6_000, textNear(csv, csv.replaceAll(',', ';')), readSetup),
  decoder('typed code', 6_000, textNear('4F7K-9Q2M-XR8T', '4f7k 9q2m xr8t'), (text) => {
    const code = normaliseCode(text);
    if (code !== null && !/^[0-9A-Z]{12}$/.test(code)) throw new Error(`No code: ${code}`);
  }),
  decoder('error body of HubSpot', 10_000, jsonNear(error), (body) => {
    v.parse(hubspotErrorSchema, JSON.parse(JSON.stringify(toHubSpotError(body, 400, null))));
  }),
  decoder(
    'outcome of a call',
    5_000,
    fc.record({
      status: fc.integer({ min: 100, max: 999 }),
      after: textNear('7', 'Tue, 24 Nov 2026 10:00:00 GMT'),
      body: jsonNear(error),
      isJson: fc.boolean(),
    }),
    ({ status, after, body, isJson }) => {
      const headers = new Headers();
      const letters = after.replaceAll(/[^\x21-\x7e ]/g, '');
      headers.set('retry-after', letters.slice(0, 1_000));
      const correlationId = null;
      const sent = isJson
        ? success({ status, headers, body, correlationId })
        : failed({ reason: 'not_json', status, headers, correlationId } as const);
      const exchange = classify(sent);
      if (exchange.ok || !('retryAfterMs' in exchange.failure)) return;
      const { retryAfterMs } = exchange.failure;
      if (!Number.isSafeInteger(retryAfterMs) || retryAfterMs < 0) {
        throw new RangeError(`No time to wait: ${String(retryAfterMs)}`);
      }
    },
  ),
  decoder(
    'environment',
    5_000,
    fc
      .constantFrom(...variables)
      .chain(([name, good]) => textNear(good).map((text) => [name, text])),
    ([name = '', text = '']) => {
      const read = readConfig({ ...environment, [name]: text });
      if (!read.ok && read.failure.join().includes('planted-secret')) throw new Error('It told.');
    },
  ),
  decoder('sealed token', 4_000, textNear(sealed), (text) => {
    const opened = unseal(ring, 'portal 42 access', text);
    if (opened.ok && text !== sealed) throw new Error('Nobody sealed this.');
  }),
  decoder('ring of keys', 2_000, textNear(`${KEY},${KEY}`), parseKeyRing),
  decoder(
    'wrapping of HubSpot’s proxy',
    4_000,
    fc.tuple(
      fc.integer({ min: 100, max: 599 }),
      textNear(
        JSON.stringify({
          ...{ status: 'error', category: 'RATE_LIMITS', responseBody: '{"error":{}}' },
          context: { appServerStatusCode: ['409'] },
        }),
      ),
    ),
    ([status, text]) => v.safeParse(errorBodySchema, unwrap(status, readJson(text)).body),
  ),
];
