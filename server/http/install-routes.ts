// /install sends the browser to HubSpot; /oauth/callback receives it again.
import { Router, type Request, type Response } from 'express';
import type { Install, InstallReturn } from '../portals/install.ts';
import { installedPage, installFailurePage, welcomePage } from './install-pages.ts';
import { renderPage } from './pages.ts';
import { queryOf } from './query.ts';

export const CALLBACK_PATH = '/oauth/callback';
/** As long as a state lives. */
const COOKIE_SECONDS = 600;

export interface InstallRouteParts {
  readonly install: Install;
  /** Whether browsers reach this server by https; the cookie is then never sent without. */
  readonly https: boolean;
  /** Page of a portal in HubSpot where its connected apps are listed. */
  readonly settingsUrl: (portal: number) => string;
}

/** Whether a browser shows the answer to a person, so that it has to be a page. */
export const isInstallPage = (path: string): boolean =>
  path === '/install' || path === CALLBACK_PATH;

/** Pages of the install. */
export function installRoutes(parts: InstallRouteParts): Router {
  const router = Router();

  router.get('/', (_request, response) => {
    response.type('html').send(renderPage(welcomePage));
  });

  router.get('/install', async (_request, response) => {
    const start = await parts.install.start();
    // A cookie of its own for every install: two tabs do not spoil each other.
    response.cookie(cookieName(parts.https, start.state), start.browserSecret, {
      ...cookieOptions(parts.https),
      maxAge: COOKIE_SECONDS * 1_000,
    });
    response.redirect(303, start.authorizeUrl);
  });

  router.get(CALLBACK_PATH, async (request, response) => {
    const back = readReturn(request, parts.https);
    if (back.state !== null) clearCookie(response, parts.https, back.state);
    const end = await parts.install.finish(back);
    const { status, page } = end.ok
      ? { status: 200, page: installedPage(end.value.portal, parts.settingsUrl(end.value.portal)) }
      : installFailurePage(end.failure);
    response.status(status).type('html').send(renderPage(page));
  });

  return router;
}

/**
 * By https a browser takes a cookie with this prefix from this very host only: no neighbour under the
 * same domain can plant one. The prefix demands the path “/”.
 */
const cookieName = (https: boolean, state: string): string =>
  `${https ? '__Host-' : ''}atmost_install_${state.slice(0, 12)}`;

const cookieOptions = (https: boolean) =>
  ({ httpOnly: true, sameSite: 'lax', secure: https, path: https ? '/' : CALLBACK_PATH }) as const;

function clearCookie(response: Response, https: boolean, state: string): void {
  if (!/^[\w-]{12,128}$/.test(state)) return;
  response.clearCookie(cookieName(https, state), cookieOptions(https));
}

/** A parameter that stands there twice counts as not given. */
function readReturn(request: Request, https: boolean): InstallReturn {
  const query = queryOf(request.originalUrl);
  const one = (name: string): string | null => {
    const values = query.getAll(name);
    return values.length === 1 ? (values[0] ?? null) : null;
  };
  const state = one('state');
  return {
    state,
    code: one('code'),
    error: one('error'),
    browserSecret: state === null ? null : readCookie(request, cookieName(https, state)),
  };
}

function readCookie(request: Request, name: string): string | null {
  const header = request.get('cookie') ?? '';
  for (const part of header.split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value !== undefined) return value;
  }
  return null;
}
