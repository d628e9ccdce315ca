// The local portal as one server: the emulated HubSpot API, HubSpot's settings page around the
// real extension, and the proxy that signs its calls.
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express, { type Express, type Request, type Router } from 'express';
import type { Dist } from './build.ts';
import { hostPaths, type PageData, type Session } from './host/page-data.ts';
import { onlyPrintedAddress } from './host/printed-address.ts';
import { proxyRoutes } from './host/proxy/routes.ts';
import type { ProxySettings } from './host/proxy/settings.ts';
import type { Project } from './project.ts';

export interface LocalPortalOptions {
  /** 0 takes a free port. */
  readonly port: number;
  /** Where the app's own server listens, for example http://127.0.0.1:3000. */
  readonly backendUrl: string;
  /** The emulated HubSpot API; a `Portal` of app/portal fits. */
  readonly portal: { readonly router: Router; session(request: Request): Session };
  readonly project: Pick<Project, 'app'>;
  readonly dist: Dist;
  readonly appId: number;
  readonly clientSecret: string;
  /** First test modes of the proxy; /_host/settings changes them while it runs. */
  readonly proxy?: Partial<ProxySettings>;
  readonly now?: () => number;
}

export interface LocalPortal {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts listening on the loopback address only. */
export async function startLocalPortal(options: LocalPortalOptions): Promise<LocalPortal> {
  const app = localPortalApp(options);
  const server = app.listen(options.port, '127.0.0.1');
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve).once('error', reject);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function localPortalApp(options: LocalPortalOptions): Express {
  const { portal, dist, project, appId, clientSecret, now = Date.now } = options;
  const mapTo = backendMap(options);
  const permittedFetch = project.app.permittedUrls.fetch;
  const session = (request: Request): Session => portal.session(request);
  const proxy = { appId, clientSecret, permittedFetch, mapTo, now };

  const app = express();
  app.disable('x-powered-by');
  app.use(onlyPrintedAddress());
  app.use(proxyRoutes(proxy, session, options.proxy).router);
  app.get(hostPaths.data, (request, response) => {
    response.json(pageData(options, mapTo, session(request)));
  });
  app.use(hostPaths.page, express.static(dist.page));
  app.use(hostPaths.worker, express.static(dist.worker));
  app.use(hostPaths.extension, express.static(dist.extension));
  app.get('/favicon.ico', (_request, response) => {
    response.redirect(`${hostPaths.page}/favicon.svg`);
  });
  app.use(settingsPages(dist, session));
  app.use(portal.router);
  return app;
}

/** The paths at which HubSpot shows connected apps, each with the portal's id in it. */
function settingsPages(dist: Dist, session: (request: Request) => Session): express.Router {
  const router = express.Router();
  const home = (request: Request): string =>
    `/settings/${session(request).portalId}/connected-apps`;
  const paths = ['/settings/:portalId{/*rest}', '/integrations-settings/:portalId{/*rest}'];
  router.get('/', (request, response) => {
    response.redirect(home(request));
  });
  router.get(paths, (request, response, next) => {
    // HubSpot's API has paths below /settings too (users, for one), on a host of its own.
    if (!/^\d+$/.test(String(request.params['portalId']))) {
      next();
      return;
    }
    // Nobody sees another portal than the one they are signed in to.
    if (request.params['portalId'] !== String(session(request).portalId)) {
      response.redirect(home(request));
    } else {
      response.sendFile(join(dist.page, 'index.html'), { cacheControl: false });
    }
  });
  return router;
}

function pageData(
  { project, appId, backendUrl, dist }: LocalPortalOptions,
  mapTo: Readonly<Record<string, string>>,
  session: Session,
): PageData {
  const { name, description, support, permittedUrls } = project.app;
  return {
    session,
    app: {
      id: appId,
      name,
      description,
      documentationUrl: support.documentationUrl,
      supportUrl: support.supportUrl,
      supportEmail: support.supportEmail,
      permittedIframes: permittedUrls.iframe,
    },
    installUrl: new URL('/install', backendUrl).href,
    workerUrl: `${hostPaths.worker}/worker.js`,
    bundleUrl: `${hostPaths.extension}/${dist.bundleFile}`,
    mapTo: { ...mapTo },
  };
}

/** Every origin the app may call is played by the one local server. */
function backendMap({ project, backendUrl }: LocalPortalOptions): Record<string, string> {
  const origins = project.app.permittedUrls.fetch.map((permitted) => new URL(permitted).origin);
  return Object.fromEntries(origins.map((origin) => [origin, new URL(backendUrl).origin]));
}
