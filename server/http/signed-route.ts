// The guard of every API route: signature first, then path, query and body against the shared schemas.
// A handler only ever sees an asker that HubSpot vouched for and values that were parsed.
import type { Request, RequestHandler, Response } from 'express';
import type { Result } from '#domain/result.ts';
import type { ParsedRequest } from '#domain/requests/requests.ts';
import type { AnswerOf, RouteName } from '#domain/wire.ts';
import type { Clock } from '../clock.ts';
import type { ApiFailure } from '../failure.ts';
import type { Log } from '../log.ts';
import type { Asker } from '../portals/asker.ts';
import type { Secret } from '../secret.ts';
import { answerFailure, answerValue, type JsonBytes } from './answers.ts';
import { parseRequest } from './parse-request.ts';
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

export interface Asked<Route extends RouteName> extends ParsedRequest<Route> {
  readonly asker: Asker;
}

export interface Handler<Route extends RouteName, Answer = AnswerOf<Route>> {
  (asked: Asked<Route>): Promise<Result<Answer | JsonBytes, ApiFailure>>;
  /** The answer where it lies ready, which needs no turn; else null. */
  readonly ready?: (asked: Asked<Route>) => Promise<Result<JsonBytes, ApiFailure> | null>;
}

/** A handler for each of these routes. */
export type Handlers<Routes extends RouteName> = {
  readonly [Route in Routes]: Handler<Route>;
};

const SIGNATURE = 'x-hubspot-signature-v3';

/** Refuses what carries no signature before its body is read: memory is for genuine requests. */
export function refuseUnsigned({ limits }: GuardParts): RequestHandler {
  return async (request, response, next) => {
    if (request.get(SIGNATURE) !== undefined) next();
    else await answerStranger(limits, request, response, unsigned);
  };
}

/** An Express handler that runs the route's own for genuine, well-formed requests only. */
export function signedRoute<Route extends RouteName>(
  parts: GuardParts,
  route: Route,
  handlers: Handlers<Route>,
): RequestHandler {
  const handler = handlers[route];
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
    const parsed = place.ok ? parseRequest<Route>(route, request.params, query, bytes) : place;
    const answer = parsed.ok
      ? await inTurn<Route>(parts, response, handler, { asker: { portal, user }, ...parsed.value })
      : parsed;
    if (answer === null) return;
    if (answer.ok) answerValue(response, answer.value);
    else answerFailure(response, answer.failure, requestIdOf(request));
  };
}

/** What the handler says; null: whoever asked has gone away. */
async function inTurn<Route extends RouteName>(
  { takeTurns }: GuardParts,
  response: Response,
  handler: Handler<Route>,
  asked: Asked<Route>,
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
