// What every answer tells browsers and whatever stands between: run nothing, frame nothing, keep nothing.
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { STYLE_HASH } from './pages.ts';

/** Set before any route answers, so that errors carry them too. */
export function safeHeaders(): readonly RequestHandler[] {
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
  // A 404 or 410 may be kept like a 200 where nothing forbids it, and both may be over in a minute.
  const forget: RequestHandler = (_request, response, next) => {
    response.set('cache-control', 'no-store');
    next();
  };
  return [protect, forget];
}
