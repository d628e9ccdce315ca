// What every answer tells browsers and whatever stands between: run nothing, frame nothing, keep nothing.
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { STYLE_HASH } from './pages.ts';

/** To be set before any route answers, so that errors carry them too. */
export function safeHeaders(): RequestHandler {
  const headers = Object.entries({
    ...helmetHeaders(),
    // A 404 or 410 may be kept like a 200 where nothing forbids it, and both may be over in a minute.
    'cache-control': 'no-store',
  });
  return (_request, response, next) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    next();
  };
}

/** Helmet's, which are the same for every answer: asked for once instead of by thirteen functions each time. */
function helmetHeaders(): Readonly<Record<string, string>> {
  const protect = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: [`'${STYLE_HASH}'`],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
      },
    },
    xFrameOptions: { action: 'deny' },
  });
  const request = new IncomingMessage(new Socket());
  const answer = new ServerResponse(request);
  protect(request, answer, (error) => {
    if (error !== undefined) throw new Error('Helmet sets no headers.', { cause: error });
  });
  return Object.fromEntries(
    Object.entries(answer.getHeaders()).map(([name, value]) => [name, String(value)]),
  );
}
