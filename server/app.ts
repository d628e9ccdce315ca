// The Express app: one table of routes, each behind its guard. Knows nothing of ports or processes.
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { SETUP_SCHEMA_PATH } from '#domain/setup/document.ts';
import { routes, type RouteName } from '#domain/wire.ts';
import { answerFailure } from './http/answers.ts';
import { apiHandlers, type ApiParts } from './http/api-routes.ts';
import { csvRoute, type CsvRouteParts } from './http/csv-route.ts';
import { storeAwayPage } from './http/install-pages.ts';
import { installRoutes, isInstallPage, type InstallRouteParts } from './http/install-routes.ts';
import { openApiDocument } from './http/openapi.ts';
import { renderPage } from './http/pages.ts';
import { requestIdOf } from './http/request-id.ts';
import { safeHeaders } from './http/safe-headers.ts';
import { setupJsonSchema } from './http/setup-schema.ts';
import { refuseUnsigned, signedRoute, type GuardParts } from './http/signed-route.ts';
import { storeFailure } from './failure.ts';
import { faultOf, type Log } from './log.ts';
import type { StoreState } from './observe/store-pulse.ts';
import { storeTrouble } from './storage/trouble.ts';

export interface AppParts {
  readonly guard: GuardParts;
  readonly api: ApiParts;
  readonly install: InstallRouteParts;
  readonly csv: CsvRouteParts;
  /** Measures and traces every request. */
  readonly observe: RequestHandler;
  readonly requestLog: RequestHandler;
  readonly log: Log;
  /** Whether this server should be sent requests, and why not. */
  readonly readiness: () => Promise<StoreState | 'stopping'>;
}

/** hubspot.fetch sends and takes at most 1 MB. */
const BODY_LIMIT = '1mb';

/** Builds the app. */
export function createApp(parts: AppParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', false);
  // No answer may be kept by whoever asked, so nobody has one to compare with.
  app.set('etag', false);
  app.use(parts.observe, parts.requestLog);
  app.use(safeHeaders());
  app.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  app.get('/readyz', async (_request, response) => {
    const readiness = await parts.readiness();
    if (readiness === 'ready') response.json({ status: 'ready' });
    else response.status(503).json({ status: 'not_ready', reason: readiness });
  });
  addApiRoutes(app, parts);
  app.use(parts.guard.limits.pages);
  const document = openApiDocument(parts.guard.publicBaseUrl);
  app.get('/openapi.json', (_request, response) => {
    response.json(document);
  });
  const setupSchema = setupJsonSchema(parts.guard.publicBaseUrl);
  app.get(SETUP_SCHEMA_PATH, (_request, response) => {
    response.type('application/schema+json').json(setupSchema);
  });
  app.use(installRoutes(parts.install));
  app.use(csvRoute(parts.csv));
  app.use((request, response) => {
    const message = `There is nothing at ${request.method} of this address.`;
    answerFailure(response, { code: 'not_found', message }, requestIdOf(request));
  });
  app.use(unexpected(parts.log));
  return app;
}

type Method = 'GET' | 'PUT' | 'POST' | 'DELETE';

const REGISTER = { GET: 'get', PUT: 'put', POST: 'post', DELETE: 'delete' } as const;

/** Express looks for a route from the first on, and an open page asks for its overview again and again. */
const MOST_ASKED: RouteName = 'overview';

function addApiRoutes(app: Express, parts: AppParts): void {
  // Raw bytes, because the signature covers them; parsing comes after it was checked.
  const readBody = express.raw({ type: () => true, limit: BODY_LIMIT, inflate: false });
  const handlers = apiHandlers(parts.api);
  const others = (Object.keys(routes) as RouteName[]).filter((name) => name !== MOST_ASKED);
  for (const name of [MOST_ASKED, ...others]) {
    const guarded = signedRoute(parts.guard, name, handlers);
    const { method, path }: { method: Method; path: string } = routes[name];
    app[REGISTER[method]](path, refuseUnsigned(parts.guard), readBody, guarded);
  }
}

/** Body too large, cut or compressed: the sender's; the store away: told. All else is a bug and says nothing. */
function unexpected(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const requestId = requestIdOf(request);
    if (response.headersSent) {
      next(error);
      return;
    }
    const status = statusOf(error);
    const trouble = storeTrouble(error);
    if (status === 413) {
      const message = 'The request is larger than 1 MB. Send fewer changes at once.';
      answerFailure(response, { code: 'too_large', message }, requestId);
    } else if (status !== null && status < 500) {
      const message = 'The request could not be read.';
      answerFailure(response, { code: 'bad_request', message }, requestId);
    } else if (trouble !== null) {
      log.warn({
        event: 'request_without_store',
        requestId,
        reason: trouble,
        fault: faultOf(error),
      });
      if (isInstallPage(request.path)) {
        response.status(424).type('html').send(renderPage(storeAwayPage));
      } else answerFailure(response, storeFailure(trouble), requestId);
    } else {
      log.error({ event: 'unexpected', requestId, fault: faultOf(error) });
      const message =
        'Something went wrong in Atmost. Try again; the id helps whoever looks into it.';
      answerFailure(response, { code: 'internal', message }, requestId);
    }
  };
}

function statusOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('status' in error)) return null;
  return typeof error.status === 'number' ? error.status : null;
}
