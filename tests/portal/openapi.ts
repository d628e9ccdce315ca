// HubSpot's OpenAPI files as validators. The files are HubSpot's and are not in this repository.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import * as v from 'valibot';

export const specificationFiles = [
  'accountInfo.2026-03',
  'appUninstalls.2026-03',
  'associations.2026-03',
  'associations.2026-09',
  'associations.v4',
  'associationsSchema.2026-03',
  'associationsSchema.2026-09',
  'associationsSchema.v4',
  'limitsTracking.2026-03',
  'limitsTracking.2026-09',
  'oauth.2026-03',
  'oauth.2026-09',
  'oauth.v1',
  'objectLibrary.2026-03',
  'schemas.2026-03',
  'schemas.2026-09',
  'userProvisioning.2026-03',
  'webhooksJournal.2026-03',
] as const;

export const howToGetThem = `HUBSPOT_OPENAPI_DIR is not set, so the contract tests are skipped.
To run them: clone https://github.com/HubSpot/HubSpot-public-api-spec-collection, copy from its
PublicApiSpecs folder the files accountInfo, appUninstalls, associations, associationsSchema, limitsTracking,
oauth, objectLibrary, schemas, userProvisioning and webhooksJournal of each version into one folder under the names
${specificationFiles.map((name) => `${name}.json`).join(', ')},
and set HUBSPOT_OPENAPI_DIR to that folder.
`;

const mediaTypeSchema = v.looseObject({ schema: v.optional(v.unknown()) });
const operationSchema = v.looseObject({
  parameters: v.optional(v.array(v.looseObject({ name: v.string(), in: v.string() }))),
  responses: v.record(
    v.string(),
    v.looseObject({
      content: v.optional(v.record(v.string(), mediaTypeSchema)),
    }),
  ),
  requestBody: v.optional(v.looseObject({ content: v.record(v.string(), mediaTypeSchema) })),
  security: v.optional(v.array(v.record(v.string(), v.array(v.string())))),
  'x-hubspot-rate-limit-exemptions': v.optional(v.array(v.string())),
});
const fileSchema = v.looseObject({
  paths: v.record(v.string(), v.record(v.string(), operationSchema)),
  components: v.looseObject({ schemas: v.record(v.string(), v.unknown()) }),
});

export interface Operation {
  /** The file that declares it, e.g. "oauth.2026-03". */
  readonly file: string;
  readonly method: string;
  readonly path: string;
  /** Names of what may stand in the query. */
  readonly parameters: ReadonlySet<string>;
  readonly scopes: ReadonlySet<string>;
  readonly exempt: boolean;
  readonly statuses: readonly string[];
  /** Problems of an answer with this status; an empty list means it is as documented. */
  problemsOf(status: number, body: unknown): string[];
  /** Problems of a JSON request body. */
  requestProblems(body: unknown): string[];
}

/** Reads every file; throws when one is missing or is no OpenAPI file. */
export function readOperations(folder: string): Operation[] {
  const missing = specificationFiles.filter((name) => !existsSync(join(folder, `${name}.json`)));
  if (missing.length > 0) {
    throw new TypeError(`${folder} lacks ${missing.join(', ')}.\n${howToGetThem}`);
  }
  return specificationFiles.flatMap((name) => operationsOf(folder, name));
}

function operationsOf(folder: string, name: string): Operation[] {
  const file = v.parse(fileSchema, JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')));
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const root = { $id: name, components: prepared(file.components) };
  ajv.addSchema(v.parse(v.record(v.string(), v.unknown()), root));
  const check = (schema: unknown, body: unknown): string[] => {
    const validate = ajv.compile(absolute(name, prepared(schema)));
    return validate(body) ? [] : [ajv.errorsText(validate.errors, { separator: '\n' })];
  };
  return Object.entries(file.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Operation => {
      const bodySchema = Object.values(operation.requestBody?.content ?? {})[0]?.schema;
      return {
        file: name,
        method: method.toUpperCase(),
        path,
        parameters: new Set(
          (operation.parameters ?? []).flatMap((one) => (one.in === 'query' ? [one.name] : [])),
        ),
        scopes: new Set(scopesOf(operation.security ?? [])),
        exempt: operation['x-hubspot-rate-limit-exemptions']?.includes('ten-secondly') === true,
        statuses: Object.keys(operation.responses),
        problemsOf: (status, body) => {
          const declared = operation.responses[String(status)];
          if (declared === undefined) {
            return status < 400
              ? [`${status} is not declared`]
              : check({ $ref: '#/components/schemas/Error' }, body);
          }
          const schema = Object.values(declared.content ?? {})[0]?.schema;
          if (schema === undefined)
            return body === undefined ? [] : ['a body where none is declared'];
          return check(schema, body);
        },
        requestProblems: (body) => (bodySchema === undefined ? [] : check(bodySchema, body)),
      };
    }),
  );
}

/** Internal acceptance-test scopes of HubSpot are nothing an app can hold. */
function scopesOf(security: readonly Readonly<Record<string, readonly string[]>>[]): string[] {
  return security
    .flatMap((block) =>
      Object.entries(block).flatMap(([scheme, scopes]) => (scopes.length > 0 ? scopes : [scheme])),
    )
    .filter((scope) => !scope.startsWith('ACCEPTANCE_TEST'));
}

/** What the files' README warns of: stray examples, absent nullability, subCategory's type. */
function prepared(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(prepared);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).filter(([key]) => key !== 'example');
  const copy = Object.fromEntries(entries.map(([key, value]) => [key, prepared(value)]));
  const properties = v.safeParse(propertiesSchema, copy['properties']);
  if (properties.success && copy['type'] === 'object') {
    const required = v.parse(v.fallback(v.array(v.string()), []), copy['required']);
    copy['properties'] = Object.fromEntries(
      Object.entries(properties.output).map(([key, value]) => [
        key,
        required.includes(key) ? value : optional(key, value),
      ]),
    );
  }
  return copy;
}

const propertiesSchema = v.record(v.string(), v.unknown());

function optional(name: string, schema: unknown): unknown {
  const own = name === 'subCategory' ? [{ type: 'object' }, { type: 'string' }] : [schema];
  return { anyOf: [...own, { type: 'null' }] };
}

/** Local references inside a response schema point into the file they come from. */
function absolute(name: string, schema: unknown): Record<string, unknown> {
  const text = JSON.stringify(schema).replaceAll('"#/components/', `"${name}#/components/`);
  return v.parse(v.record(v.string(), v.unknown()), JSON.parse(text));
}
