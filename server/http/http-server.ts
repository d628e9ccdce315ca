// The HTTP server under the app, with an end to every request that comes too slowly, and its own end.
import { createServer, type RequestListener, type Server } from 'node:http';
import { endedOrAfter, repeat } from '../clock.ts';

export interface Patience {
  /** Milliseconds until a request's headers are there. */
  readonly headersMs: number;
  /** Milliseconds until all of a request is there, its body too; how long an answer takes is free. */
  readonly requestMs: number;
  /** How often slow connections are looked for. */
  readonly lookMs: number;
}

/** HubSpot's proxy sends at most 1 MB from a data centre: what takes this long is meant to. */
const PATIENCE: Patience = { headersMs: 10_000, requestMs: 30_000, lookMs: 5_000 };

/** A server that is not listening yet. */
export function createHttpServer(app: RequestListener, patience = PATIENCE): Server {
  return createServer(
    {
      headersTimeout: patience.headersMs,
      requestTimeout: patience.requestMs,
      connectionsCheckingInterval: patience.lookMs,
    },
    app,
  );
}

const IDLE_LOOK_MS = 50;

/**
 * Takes no new connection; resolves once all that was asked is answered, or after so long, and then
 * every connection is closed. One that is kept for more requests would stay open by itself.
 */
export async function closeHttpServer(http: Server, withinMs: number): Promise<void> {
  const closed = new Promise((resolve) => http.close(resolve));
  const stopLooking = repeat(IDLE_LOOK_MS, () => {
    http.closeIdleConnections();
    return Promise.resolve();
  });
  await endedOrAfter(closed, withinMs);
  stopLooking();
  http.closeAllConnections();
}
