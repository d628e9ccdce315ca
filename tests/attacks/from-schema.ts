// Requests made from the route table alone: what each route's schemas take, as arbitraries.
import fc from 'fast-check';
import * as v from 'valibot';
import { pathParameters, requestBodies, requestQueries } from '#domain/requests/requests.ts';
import { routes, type RouteName } from '#domain/wire.ts';
import { jsonSchemaOf } from '../../server/http/json-schema.ts';

const several = (): v.GenericSchema<unknown, JsonSchema[] | undefined> =>
  v.optional(v.array(v.lazy(() => jsonSchema)));

interface JsonSchema {
  readonly type?: string | undefined;
  readonly const?: unknown;
  readonly enum?: unknown[] | undefined;
  readonly anyOf?: JsonSchema[] | undefined;
  readonly oneOf?: JsonSchema[] | undefined;
  /** false: nothing behind `prefixItems`. */
  readonly items?: JsonSchema | false | undefined;
  readonly prefixItems?: JsonSchema[] | undefined;
  readonly properties?: Record<string, JsonSchema> | undefined;
  readonly required?: string[] | undefined;
  readonly format?: string | undefined;
  readonly pattern?: string | undefined;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly minItems?: number | undefined;
  readonly maxItems?: number | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
}

/** Strict, so that a rule which the arbitraries do not know is not passed over. */
const jsonSchema: v.GenericSchema<unknown, JsonSchema> = v.strictObject({
  $schema: v.optional(v.string()),
  type: v.optional(v.string()),
  const: v.optional(v.unknown()),
  enum: v.optional(v.array(v.unknown())),
  anyOf: several(),
  oneOf: several(),
  items: v.optional(v.union([v.literal(false), v.lazy(() => jsonSchema)])),
  prefixItems: several(),
  properties: v.optional(
    v.record(
      v.string(),
      v.lazy(() => jsonSchema),
    ),
  ),
  /** Of a record the values are made by nobody: any other key is as good. */
  additionalProperties: v.optional(v.unknown()),
  propertyNames: v.optional(v.unknown()),
  default: v.optional(v.unknown()),
  required: v.optional(v.array(v.string())),
  format: v.optional(v.string()),
  pattern: v.optional(v.string()),
  minLength: v.optional(v.number()),
  maxLength: v.optional(v.number()),
  minItems: v.optional(v.number()),
  maxItems: v.optional(v.number()),
  minimum: v.optional(v.number()),
  maximum: v.optional(v.number()),
});

/** Values that a schema takes, or nearly: what JSON Schema cannot say is not kept. */
export function valuesOf(schema: v.GenericSchema): fc.Arbitrary<unknown> {
  return arbitraryOf(v.parse(jsonSchema, jsonSchemaOf(schema)));
}

function arbitraryOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return fc.oneof(...either.map(arbitraryOf));
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const { minItems = 0, maxItems = 4 } = schema;
  switch (schema.type ?? 'any') {
    case 'object':
      return objectOf(schema);
    case 'array':
      if (schema.prefixItems) return fc.tuple(...schema.prefixItems.map(arbitraryOf));
      return fc.array(schema.items ? arbitraryOf(schema.items) : fc.jsonValue(), {
        minLength: minItems,
        maxLength: Math.max(minItems, Math.min(maxItems, 4)),
      });
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -10, max: schema.maximum ?? 2 ** 31 - 1 });
    case 'string':
      return textOf(schema);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.jsonValue();
  }
}

function objectOf({ properties = {}, required = [] }: JsonSchema): fc.Arbitrary<unknown> {
  const fields = Object.entries(properties).map(([name, one]) => [name, arbitraryOf(one)] as const);
  return fc.record(Object.fromEntries(fields), { requiredKeys: required });
}

function textOf({ format, pattern, minLength, maxLength = 20 }: JsonSchema): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.uuid();
  if (format === 'date-time') return fc.constant('2026-11-24T10:00:00.000Z');
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, 'u'));
  return fc.string({
    unit: 'binary',
    minLength: minLength ?? 0,
    maxLength: Math.min(maxLength, 20),
  });
}

export interface Made {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

const has = (table: object, name: string): v.GenericSchema | undefined =>
  Object.entries(table).find(([known]) => known === name)?.[1] as v.GenericSchema | undefined;

/** Requests of a route that get past its guard; a new route joins by standing in the table. */
export function requestsOf(name: RouteName): fc.Arbitrary<Made> {
  const { method, path } = routes[name];
  const names = [...path.matchAll(/:(\w+)/g)].map(([, parameter = '']) => parameter);
  const schemas = names.map((one) => has(pathParameters, one));
  const query = has(requestQueries, name);
  const body = has(requestBodies, name);
  return fc
    .tuple(
      fc.tuple(...schemas.map((one) => (one ? valuesOf(one) : fc.constant('x')))),
      query ? valuesOf(query) : fc.constant({}),
      body ? valuesOf(body) : fc.constant(undefined),
    )
    .map(([values, asked, given]) => {
      const filled = names.reduce<string>(
        (text, one, at) => text.replace(`:${one}`, encodeURIComponent(String(values[at]))),
        path,
      );
      const pairs = Object.entries(asked as object).map(([key, value]): [string, string] => [
        key,
        String(value).toWellFormed(),
      ]);
      const search = new URLSearchParams(pairs).toString();
      return { method, path: search === '' ? filled : `${filled}?${search}`, body: given };
    });
}
