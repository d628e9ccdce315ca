// The guard of every API route: signature first, then path, query and body against the shared schemas.
// A handler only ever sees an asker that HubSpot vouched for and values that were parsed.
import type { Request, RequestHandler, Response } from 'express';
import * as z from 'zod/mini';
import { failed, success, type Result } from '#domain/result.ts';
import { type RouteName } from '#domain/wire.ts';
import { pathParameters, requestBodies, requestQueries } from '#domain/requests/requests.ts';
import type { Clock } from '../clock.ts';
import type { ApiFailure } from '../failure.ts';
import type { Log } from '../log.ts';
import type { Asker } from '../portals/asker.ts';
import type { Secret } from '../secret.ts';
import { answerFailure, answerValue } from './answers.ts';
import { givenIn } from './query.ts';
import { requestIdOf } from './request-id.ts';
import type { RequestLimits } from './request-limits.ts';
import { checkSignature, isSignedByHubSpot } from './signature.ts';
import type { TakeTurns } from './turns.ts';

export interface GuardParts {
  readonly publicBaseUrl: string;
  readonly clientSecret: Secret;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: RequestLimits;
  readonly takeTurns: TakeTurns;
}

export interface Asked {
  readonly asker: Asker;
  /** Path parameters, parsed by their names' schemas. */
  readonly path: Readonly<Record<string, string>>;
  /** The route's own query parameters, parsed; {} where it has none. */
  readonly query: unknown;
  /** The parsed body where the route takes one, else null. */
  readonly body: unknown;
}

export interface Handler {
  (asked: Asked): Promise<Result<unknown, ApiFailure>>;
  /** The answer where it lies ready, which needs no turn; else null. */
  readonly ready?: (asked: Asked) => Promise<Result<unknown, ApiFailure> | null>;
}

const SIGNATURE = 'x-hubspot-signature-v3';

/** Refuses what carries no signature before its body is read: memory is for genuine requests. */
export function refuseUnsigned({ limits }: GuardParts): RequestHandler {
  return async (request, response, next) => {
    if (request.get(SIGNATURE) !== undefined) next();
    else await answerStranger(limits, request, response, unsigned);
  };
}

/** An Express handler that runs `handler` for genuine, well-formed requests only. */
export function signedRoute(parts: GuardParts, route: RouteName, handler: Handler): RequestHandler {
  return async (request, response) => {
    const rawBody: unknown = request.body;
    const bytes = Buffer.isBuffer(rawBody) ? rawBody : Buffer.alloc(0);
    const { publicBaseUrl, clientSecret } = parts;
    const signed = {
      method: request.method,
      target: request.originalUrl,
      rawBody: bytes,
      signature: request.get(SIGNATURE),
      timestamp: request.get('x-hubspot-request-timestamp'),
    };
    const now = parts.clock.now();
    const genuine = checkSignature(signed, publicBaseUrl, clientSecret, now);
    if (!genuine.ok) {
      const aheadMs = now - Number(signed.timestamp);
      const isStale = genuine.failure === 'stale_request';
      if (isStale && isSignedByHubSpot(signed, publicBaseUrl, clientSecret)) {
        parts.log.warn({ event: 'clock_differs', aheadMs });
      }
      await answerStranger(parts.limits, request, response, isStale ? stale(aheadMs) : unsigned);
      return;
    }
    const { portal, user, query } = genuine.value;
    const place = await parts.limits.takeForPortal(portal);
    const parsed = place.ok ? parseRequest(route, request, query, bytes) : place;
    const answer = parsed.ok
      ? await inTurn(parts, response, handler, { asker: { portal, user }, ...parsed.value })
      : parsed;
    if (answer === null) return;
    if (answer.ok) answerValue(response, answer.value);
    else answerFailure(response, answer.failure, requestIdOf(request));
  };
}

/** What the handler says; null: whoever asked has gone away. */
async function inTurn(
  { takeTurns }: GuardParts,
  response: Response,
  handler: Handler,
  asked: Asked,
): Promise<Result<unknown, ApiFailure> | null> {
  const ready = await handler.ready?.(asked);
  if (ready) return ready;
  return takeTurns(asked.asker.portal, async () =>
    // Whoever went away while waiting would never learn what was done.
    response.closed ? null : handler(asked),
  );
}

async function answerStranger(
  limits: RequestLimits,
  request: Request,
  response: Response,
  failure: ApiFailure,
): Promise<void> {
  // A socket that is gone already has no address; its answer goes nowhere either.
  const place = await limits.takeForStranger(request.socket.remoteAddress ?? '::');
  answerFailure(response, place.ok ? failure : place.failure, requestIdOf(request));
}

const unsigned: ApiFailure = {
  code: 'unsigned',
  message: 'This address answers only requests that HubSpot signed for this app.',
};

function stale(aheadMs: number): ApiFailure {
  const seconds = Math.round(Math.abs(aheadMs) / 1_000);
  const apart = `${String(Math.floor(seconds / 60))} min ${String(seconds % 60)} s`;
  const message = `The server’s clock is ${apart} ${aheadMs > 0 ? 'ahead of' : 'behind'} the time at which HubSpot signed this request; at most 5 minutes are allowed. Try again. If it stays, whoever runs the server has to set its clock.`;
  return { code: 'stale_request', message };
}

function parseRequest(
  route: RouteName,
  request: Request,
  signedQuery: URLSearchParams,
  bytes: Buffer,
): Result<Omit<Asked, 'asker'>, ApiFailure> {
  const path = parsePath(request.params);
  if (!path.ok) return path;
  const query = parseQuery(route, signedQuery);
  if (!query.ok) return query;
  const body = parseBody(route, bytes);
  return body.ok ? success({ path: path.value, query: query.value, body: body.value }) : body;
}

function parsePath(
  params: Readonly<Record<string, unknown>>,
): Result<Readonly<Record<string, string>>, ApiFailure> {
  const path: Record<string, string> = {};
  for (const name of Object.keys(params)) {
    const schema = schemaOf<z.ZodMiniType<string>>(pathParameters, name);
    if (!schema) continue;
    const parsed = schema.safeParse(params[name]);
    if (!parsed.success) return failed(badRequest(`The address’s “${name}” ${why(parsed.error)}.`));
    path[name] = parsed.data;
  }
  return success(path);
}

/** The route's own query parameters. HubSpot adds some of its own, so others are passed over. */
function parseQuery(route: RouteName, given: URLSearchParams): Result<unknown, ApiFailure> {
  const schema = schemaOf<z.ZodMiniObject>(requestQueries, route);
  if (!schema) return success({});
  const parsed = schema.safeParse(givenIn(given, Object.keys(schema.shape)));
  return parsed.success ? success(parsed.data) : failed(badRequest(bodyProblem(parsed.error)));
}

function parseBody(route: RouteName, bytes: Buffer): Result<unknown, ApiFailure> {
  const json = parseJson(bytes);
  if (!json.ok) return json;
  const schema = schemaOf<z.ZodMiniType>(requestBodies, route);
  if (!schema) {
    // HubSpot may send no body or an empty object where the panel gave none.
    return isEmpty(json.value) ? success(null) : failed(badRequest('This request takes no body.'));
  }
  // No body is the same as an empty one, for the same reason.
  const parsed = schema.safeParse(json.value ?? {});
  return parsed.success ? success(parsed.data) : failed(badRequest(bodyProblem(parsed.error)));
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

const why = (error: z.core.$ZodError): string =>
  error.issues.some((issue) => issue.code === 'invalid_format')
    ? 'is not of the expected form'
    : 'is missing';

/** Names the first problem by its place in the body; the rest would only repeat it. */
function bodyProblem(error: z.core.$ZodError): string {
  const issues = innermost(error.issues);
  const first = issues[0];
  if (!first) return 'The body is not of the expected form.';
  const place = z.core.toDotPath(first.path);
  const more = issues.length > 1 ? ` (and ${String(issues.length - 1)} more)` : '';
  return `${place === '' ? 'The body' : `“${place}”`}: ${first.message}${more}.`;
}

/** Of a body with several forms, the problems of the form whose fields it uses. */
function innermost(issues: readonly z.core.$ZodIssue[]): readonly z.core.$ZodIssue[] {
  const [first] = issues;
  if (first?.code !== 'invalid_union') return issues;
  const meant = first.errors.find((form) => form.every(({ code }) => code !== 'unrecognized_keys'));
  return meant ?? first.errors[0] ?? issues;
}
