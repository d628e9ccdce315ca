// Path, query and body of a request, against the shared schemas.
import * as v from 'valibot';
import { failed, success, type Result } from '#domain/result.ts';
import {
  pathParameters,
  requestBodies,
  requestQueries,
  type ParsedRequest,
} from '#domain/requests/requests.ts';
import type { RouteName } from '#domain/wire.ts';
import type { ApiFailure } from '../failure.ts';
import { givenIn } from './query.ts';
import { requestProblem } from './request-problem.ts';

type QuerySchema = v.ObjectSchema<v.ObjectEntries, undefined>;

type BodySchema = v.GenericSchema | Forms;
type Forms = v.UnionSchema<v.StrictObjectSchema<v.ObjectEntries, undefined>[], undefined>;

/** All of them, of a megabyte of mistakes, would take seconds and a gigabyte. */
const FIRST_ONLY = { abortEarly: true } as const;

/** Reads a request of a route; the first thing that is wrong is told. */
export function parseRequest<Route extends RouteName>(
  route: Route,
  params: Readonly<Record<string, unknown>>,
  signedQuery: URLSearchParams,
  bytes: Buffer,
): Result<ParsedRequest<Route>, ApiFailure> {
  const path = parsePath(params);
  if (!path.ok) return path;
  const query = parseQuery(route, signedQuery);
  if (!query.ok) return query;
  const body = parseBody(route, bytes);
  if (!body.ok) return body;
  const parsed = { path: path.value, query: query.value, body: body.value };
  // The schemas were looked up by the route, which is how the type says what each route has.
  return success(parsed as ParsedRequest<Route>);
}

function parsePath(
  params: Readonly<Record<string, unknown>>,
): Result<Readonly<Record<string, string>>, ApiFailure> {
  const path: Record<string, string> = {};
  for (const name of Object.keys(params)) {
    const schema = schemaOf<v.GenericSchema<string>>(pathParameters, name);
    if (!schema) continue;
    const parsed = v.safeParse(schema, params[name], FIRST_ONLY);
    if (!parsed.success) {
      return failed(badRequest(`The address’s “${name}” is not of the expected form.`));
    }
    path[name] = parsed.output;
  }
  return success(path);
}

/** The route's own query parameters. HubSpot adds some of its own, so others are passed over. */
function parseQuery(route: RouteName, given: URLSearchParams): Result<unknown, ApiFailure> {
  const schema = schemaOf<QuerySchema>(requestQueries, route);
  if (!schema) return success({});
  return parseBy(schema, givenIn(given, Object.keys(schema.entries)));
}

function parseBody(route: RouteName, bytes: Buffer): Result<unknown, ApiFailure> {
  const json = parseJson(bytes);
  if (!json.ok) return json;
  const schema = schemaOf<BodySchema>(requestBodies, route);
  if (!schema) {
    // HubSpot may send no body or an empty object where the panel gave none.
    return isEmpty(json.value) ? success(null) : failed(badRequest('This request takes no body.'));
  }
  // The schemas would take a list for an object without keys.
  if (Array.isArray(json.value)) return failed(badRequest('The body has to be an object in { }.'));
  // No body is the same as an empty one, for the same reason.
  const body = json.value ?? {};
  return parseBy(isUnion(schema) ? formFor(schema, body) : schema, body);
}

const isUnion = (schema: BodySchema): schema is Forms => schema.type === 'union';

/** Of a body with several forms the one whose fields it uses most: only its problems are meant. */
function formFor({ options }: Forms, body: unknown): v.GenericSchema {
  const used = typeof body === 'object' && body !== null ? Object.keys(body) : [];
  const uses = ({ entries }: Forms['options'][number]): number =>
    used.filter((name) => Object.hasOwn(entries, name)).length;
  return options.reduce((best, form) => (uses(form) > uses(best) ? form : best));
}

function parseBy(schema: v.GenericSchema, given: unknown): Result<unknown, ApiFailure> {
  const parsed = v.safeParse(schema, given, FIRST_ONLY);
  return parsed.success
    ? success(parsed.output)
    : failed(badRequest(requestProblem(parsed.issues)));
}

/** Looked at, not printed: printing a body nested 100,000 deep needs more stack than there is. */
const isEmpty = (value: unknown): boolean =>
  value === null ||
  (typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0);

const schemaOf = <Schema>(
  schemas: Readonly<Record<string, Schema>>,
  name: string,
): Schema | undefined => (Object.hasOwn(schemas, name) ? schemas[name] : undefined);

function parseJson(bytes: Buffer): Result<unknown, ApiFailure> {
  if (bytes.length === 0) return success(null);
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return success(value);
  } catch {
    // JSON.parse throws for nothing else.
    return failed(badRequest('The body is not JSON.'));
  }
}

const badRequest = (message: string): ApiFailure => ({ code: 'bad_request', message });
