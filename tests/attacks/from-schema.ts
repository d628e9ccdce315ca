// Requests made from the route table alone: what each route's schemas take, as arbitraries.
import fc from 'fast-check';
import { z } from 'zod';
import type * as mini from 'zod/mini';
import { pathParameters, requestBodies, requestQueries } from '#domain/requests/requests.ts';
import { routes, type RouteName } from '#domain/wire.ts';

type JsonSchema = z.infer<typeof jsonSchema>;

const jsonSchema = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  get anyOf() {
    return z.array(jsonSchema).optional();
  },
  get oneOf() {
    return z.array(jsonSchema).optional();
  },
  /** false: nothing behind `prefixItems`. */
  get items() {
    return z.union([jsonSchema, z.literal(false)]).optional();
  },
  get prefixItems() {
    return z.array(jsonSchema).optional();
  },
  get properties() {
    return z.record(z.string(), jsonSchema).optional();
  },
  required: z.array(z.string()).optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
});

/** Values that a schema takes, or nearly: what JSON Schema cannot say is not kept. */
export function valuesOf(schema: mini.ZodMiniType): fc.Arbitrary<unknown> {
  return arbitraryOf(jsonSchema.parse(z.toJSONSchema(schema, { io: 'input' })));
}

function arbitraryOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return fc.oneof(...either.map(arbitraryOf));
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (Array.isArray(schema.type)) {
    return fc.oneof(...schema.type.map((type) => arbitraryOf({ ...schema, type })));
  }
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

const has = (table: object, name: string): mini.ZodMiniType | undefined =>
  Object.entries(table).find(([known]) => known === name)?.[1] as mini.ZodMiniType | undefined;

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
