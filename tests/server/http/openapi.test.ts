// The OpenAPI document describes every route, and its schemas say the same as the parsers.
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { sayFailure } from '#domain/failureWords.ts';
import { errorBodySchema, routes, type RouteName } from '#domain/wire.ts';
import { requestQueries } from '#domain/requests/requests.ts';
import { openApiDocument } from '../../../server/http/openapi.ts';

const schema = v.record(v.string(), v.unknown());
const content = v.strictObject({ 'application/json': v.strictObject({ schema }) });
const operation = v.strictObject({
  operationId: v.string(),
  parameters: v.array(
    v.variant('in', [
      v.strictObject({
        name: v.string(),
        in: v.literal('path'),
        required: v.literal(true),
        schema,
      }),
      v.strictObject({ name: v.string(), in: v.literal('query'), required: v.boolean(), schema }),
    ]),
  ),
  requestBody: v.optional(v.strictObject({ required: v.boolean(), content })),
  responses: v.record(
    v.pipe(v.string(), v.regex(/^([1-5]\d\d|default)$/)),
    v.strictObject({ description: v.pipe(v.string(), v.minLength(1)), content }),
  ),
});

/** The part of OpenAPI 3.1 that the document uses, strictly. */
const document = v.strictObject({
  openapi: v.pipe(v.string(), v.regex(/^3\.1\.\d$/)),
  info: v.strictObject({ title: v.string(), version: v.string(), description: v.string() }),
  servers: v.array(v.strictObject({ url: v.pipe(v.string(), v.url()) })),
  paths: v.record(
    v.pipe(v.string(), v.startsWith('/')),
    v.record(v.picklist(['get', 'put', 'post', 'delete']), v.optional(operation)),
  ),
  components: v.strictObject({
    securitySchemes: v.record(
      v.string(),
      v.strictObject({ type: v.literal('apiKey'), in: v.literal('header'), name: v.string() }),
    ),
  }),
  security: v.array(v.record(v.string(), v.array(v.string()))),
});

const served: unknown = JSON.parse(JSON.stringify(openApiDocument('https://atmost.example.com')));
const api = v.parse(document, served);
const operations = Object.entries(api.paths).flatMap(([path, item]) =>
  Object.entries(item).flatMap(([method, one]) => (one ? [{ path, method, ...one }] : [])),
);

const compile = (given: Record<string, unknown>) =>
  addFormats.default(new Ajv2020({ strict: false })).compile(given);

const schemaOf = (body: v.InferOutput<typeof content> | undefined): Record<string, unknown> => {
  if (!body) throw new Error('No body is described.');
  return body['application/json'].schema;
};

describe('the document', () => {
  test('describes every route once, by its method and path', () => {
    const described = operations.map(
      ({ method, path, operationId }) => `${operationId}: ${method} ${path}`,
    );
    const expected = Object.entries(routes).map(
      ([name, { method, path }]) =>
        `${name}: ${method.toLowerCase()} ${path.replaceAll(/:(\w+)/g, '{$1}')}`,
    );
    expect(described.sort()).toEqual(expected.sort());
  });

  test('names the parameters of each path, and no others', () => {
    for (const { path, parameters } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((found) => found[1]);
      const described = parameters.filter((parameter) => parameter.in === 'path');
      expect(described.map(({ name }) => name)).toEqual(inPath);
    }
  });

  test('holds only schemas that a validator takes', () => {
    for (const one of operations) {
      const bodies = [
        one.requestBody?.content,
        ...Object.values(one.responses).map((r) => r.content),
      ];
      const schemas = [
        ...one.parameters.map((parameter) => parameter.schema),
        ...bodies.filter((body) => body !== undefined).map(schemaOf),
      ];
      for (const given of schemas) expect(() => compile(given)).not.toThrow();
    }
  });

  test('names the signature as the key to everything', () => {
    const schemes = Object.keys(api.components.securitySchemes);
    expect(api.security).toEqual(schemes.map((name) => ({ [name]: [] })));
  });
});

const ofRoute = (name: RouteName) => {
  const found = operations.find(({ operationId }) => operationId === name);
  if (!found) throw new Error(`${name} is not described.`);
  return found;
};

const queryOf = (name: RouteName) =>
  ofRoute(name).parameters.filter((parameter) => parameter.in === 'query');

describe('the described query parameters', () => {
  test('are those of the shared schemas, of the routes that have some and of no others', () => {
    const described = operations.flatMap(({ operationId, parameters }) =>
      parameters.some((parameter) => parameter.in === 'query') ? [operationId] : [],
    );
    expect(described.toSorted()).toEqual(Object.keys(requestQueries).toSorted());
    for (const [name, { entries }] of Object.entries(requestQueries)) {
      const names = operations
        .filter(({ operationId }) => operationId === name)
        .flatMap(({ parameters }) => parameters)
        .flatMap((parameter) => (parameter.in === 'query' ? [parameter.name] : []));
      expect(names).toEqual(Object.keys(entries));
    }
  });

  test('of the overview take and refuse what the server takes and refuses', () => {
    const values: readonly (readonly [string, readonly string[]])[] = [
      ['search', ['', 'billing', 'x'.repeat(100), 'x'.repeat(101)]],
      ['filter', ['all', 'limited', 'none', '']],
      ['from', ['0-1', '2-7654321', 'deal', '']],
      ['page', ['1', '999999', '0', 'x', '1000000']],
    ];
    for (const [name, given] of values) {
      const parameter = queryOf('overview').find((one) => one.name === name);
      if (!parameter) throw new Error(`${name} is not described.`);
      expect(parameter.required).toBe(false);
      const validate = compile(parameter.schema);
      for (const text of given) {
        const taken = v.safeParse(requestQueries.overview, { [name]: text }).success;
        expect(validate(text), `${name}=${text}`).toBe(taken);
      }
    }
  });
});

describe('the described bodies', () => {
  test('of a plan request take and refuse what the server takes and refuses', () => {
    const validate = compile(schemaOf(ofRoute('makePlan').requestBody?.content));
    const change = { from: '0-3', to: '0-2', category: 'USER_DEFINED', typeId: 5, limit: 3 };
    const bodies = [
      { changes: [change] },
      { changes: [{ ...change, limit: null }] },
      { undoOf: '7d2f0a51-5a2c-4c59-9a3b-2f6b1c9f0e11' },
      { changes: [] },
      { changes: [{ ...change, limit: 0 }] },
      { changes: [{ ...change, limit: 10_001 }] },
      { changes: [{ ...change, from: 'deals' }] },
      { changes: [change], more: 1 },
      { changes: [{ ...change, more: 1 }] },
      {},
      { undoOf: '7d2f0a51-5a2c-4c59-9a3b-2f6b1c9f0e11', changes: [change] },
      { undoOf: 'not a plan' },
    ];
    expect(bodies.map((body) => validate(body))).toEqual([
      true,
      true,
      true,
      ...Array.from({ length: 9 }, () => false),
    ]);
  });

  test('belong to the routes that take a body, and say whether there has to be one', () => {
    const taking = operations.filter(({ requestBody }) => requestBody !== undefined);
    expect(
      taking.map(({ operationId, requestBody }) => [operationId, requestBody?.required]),
    ).toEqual([
      ['makePlan', true],
      ['applyPlan', false],
      ['exportSetup', true],
      ['lookUpSetup', true],
      ['makeCode', true],
      ['enterCode', true],
      ['keepSetup', true],
      ['pinSetup', true],
      ['startScan', true],
      ['csvLink', true],
      ['judgeLimits', true],
      ['keepDrift', true],
      ['disconnect', true],
    ]);
  });

  test('of every failure are the error body', () => {
    const error = v.parse(errorBodySchema, {
      error: sayFailure({ code: 'internal', message: 'Sorry.' }),
    });
    for (const { responses } of operations) {
      expect(compile(schemaOf(responses['default']?.content))(error)).toBe(true);
    }
  });
});
