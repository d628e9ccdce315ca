// One line per finished request, without query (it holds an e-mail address), headers, or the token of
// a link to a list (whoever reads the log within five minutes could open it).
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { CSV_PATH } from './csv-link.ts';
import { requestIdOf } from './request-id.ts';

const PROBES: readonly string[] = ['/healthz', '/readyz'];

/** A middleware that logs; probes are left out. */
export function logRequests(log: Logger): RequestHandler {
  // These lines hold nothing but what is named here, so nothing is looked for that would have to go.
  const lines = log.child({}, { redact: [] });
  return (request, response, next) => {
    const { method, path } = request;
    if (PROBES.includes(request.originalUrl)) {
      next();
      return;
    }
    const begun = performance.now();
    response.once('close', () => {
      const line = {
        requestId: requestIdOf(request),
        method,
        path: loggedPath(path),
        status: response.statusCode,
        ms: Math.round(performance.now() - begun),
      };
      // Whoever asked went away, or the answer could not be sent.
      if (response.writableFinished) lines.info({ event: 'request', ...line });
      else lines.warn({ event: 'request_cut', ...line });
    });
    next();
  };
}

/**
 * Of the path as Express reads it, in either case of its letters: an address may be written in ways that
 * do not begin with it, and lead to the list all the same.
 */
const loggedPath = (path: string): string =>
  path.toLowerCase().startsWith(CSV_PATH) ? CSV_PATH : path;
