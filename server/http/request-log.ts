// One line per finished request, without query (it holds an e-mail address), headers, or the token of
// a link to a list (whoever reads the log within five minutes could open it).
import { pinoHttp } from 'pino-http';
import type { Logger } from 'pino';
import type { RequestHandler } from 'express';
import { CSV_PATH } from './csv-link.ts';
import { requestIdOf } from './request-id.ts';

/** A middleware that logs; probes are left out. */
export function logRequests(log: Logger): RequestHandler {
  return pinoHttp({
    logger: log,
    genReqId: requestIdOf,
    autoLogging: { ignore: (request) => request.url === '/healthz' || request.url === '/readyz' },
    serializers: {
      req: (request: { id: string; method: string; url: string }) => ({
        id: request.id,
        method: request.method,
        path: loggedPath(request.url),
      }),
      res: (response: { statusCode: number }) => ({ status: response.statusCode }),
    },
  });
}

function loggedPath(url: string): string {
  const path = url.split('?')[0] ?? '';
  // Express reads addresses in either case of their letters.
  return path.toLowerCase().startsWith(CSV_PATH) ? CSV_PATH : path;
}
