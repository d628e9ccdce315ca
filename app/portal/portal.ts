// The emulated HubSpot portal: a router to mount, or a server of its own. It is a witness, written
// from HubSpot's documents and sharing no code with the app.
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import { readAppFacts } from './app-facts.ts';
import { controlRouter } from './control/router.ts';
import { deliver } from './http/deliver.ts';
import { notFound, validationError } from './http/refusal.ts';
import { serve } from './http/serve.ts';
import { newMemory, startOver, type Memory } from './memory.ts';
import { portalRoutes } from './routes.ts';
import { sessionOf, signedIn, type PortalSession } from './session.ts';
import { keepState } from './state-file.ts';
import { chooseWorld } from './world/choose-world.ts';

export type { PortalSession } from './session.ts';

export interface PortalOptions {
  readonly appHsmetaPath: string;
  readonly appId: number;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly stateFile?: string;
  readonly seedFile?: string;
  readonly size?: 'small' | 'large';
  /** Milliseconds; tests hand in a clock. */
  readonly now?: () => number;
  /** Hears what a person at the terminal should know; without it, standard error does. */
  readonly say?: (line: string) => void;
}

export interface Portal {
  readonly router: Router;
  session(request: Request): PortalSession;
  reset(): void;
  close(): Promise<void>;
}

/** Makes a portal. Mount the router before any body parser: it reads raw bodies itself. */
export function createPortal(options: PortalOptions): Portal {
  const freshWorld = (): ReturnType<typeof chooseWorld> => chooseWorld(options);
  const memory = newMemory(
    readAppFacts(options.appHsmetaPath, options),
    freshWorld(),
    options.now ?? Date.now,
  );
  const state =
    options.stateFile === undefined
      ? undefined
      : keepState(memory, options.stateFile, options.say ?? complain);
  const router = hubspotRouter(memory);
  router.use('/_portal', controlRouter(memory, freshWorld));
  return {
    router,
    session: (request) => sessionOf(signedIn(memory.world, request.headers.cookie ?? '')),
    reset: () => {
      startOver(memory, freshWorld());
    },
    close: () => {
      state?.close();
      return Promise.resolve();
    },
  };
}

/** Starts a portal on 127.0.0.1; port 0 or none means a free one. */
export async function startPortal(
  options: PortalOptions & { readonly port?: number },
): Promise<{ url: string; portal: Portal; close(): Promise<void> }> {
  const portal = createPortal(options);
  const application = express();
  application.disable('x-powered-by');
  application.use(portal.router);
  application.use((request, response) => {
    const answer = notFound(
      crypto.randomUUID(),
      `Nothing answers ${request.method} ${request.path}`,
    );
    response.status(404).type('json').send(answer.body);
  });
  const server = createServer(application);
  let port: number;
  try {
    port = await listen(server, options.port ?? 0);
  } catch (problem) {
    await portal.close();
    throw problem;
  }
  return {
    url: `http://127.0.0.1:${port}`,
    portal,
    close: async () => {
      await stop(server);
      await portal.close();
    },
  };
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

const registerNames = { GET: 'get', POST: 'post', PUT: 'put', DELETE: 'delete' } as const;

function hubspotRouter(memory: Memory): Router {
  // By default Express takes other cases and a slash at the end for the same address.
  const router = express.Router({ caseSensitive: true, strict: true });
  for (const route of portalRoutes) {
    router[registerNames[route.method]](
      route.path.replace(/\{(\w+)\}/gu, ':$1'),
      async (request, response) => {
        await serve(memory, route, request, response);
      },
    );
  }
  router.use(refuseUnreadableAddress);
  return router;
}

/** A path with broken percent-encoding reaches no route; every other error is a bug. */
function refuseUnreadableAddress(
  error: unknown,
  request: Request,
  response: Response,
  next: NextFunction,
): void {
  if (!(error instanceof URIError)) {
    next(error);
    return;
  }
  const answer = validationError(randomUUID(), `The address ${request.originalUrl} is malformed`);
  deliver(response, answer, 'whole');
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}
