// Composition: the server from a configuration and an open store.
import type { Express } from 'express';
import { createApp } from './app.ts';
import { createApi } from './composition/api.ts';
import { createHubSpot } from './composition/hubspot.ts';
import { createJobs } from './composition/jobs.ts';
import type { ServerParts } from './composition/parts.ts';
import { createQueues, type Queues } from './composition/queues.ts';
import { createStores } from './composition/stores.ts';
import { createTurns } from './http/turns.ts';
import { createRequestLimits, type RequestLimits } from './http/request-limits.ts';
import { createMetrics, type Metrics } from './observe/metrics.ts';
import { readQueueDepths } from './observe/queue-depths.ts';
import { observeRequests } from './observe/requests.ts';
import { stateOfStore, watchStore } from './observe/store-pulse.ts';
import { readAppScopes } from './portals/app-scopes.ts';
import { createInstall } from './portals/install.ts';

export interface AtmostServer {
  readonly app: Express;
  readonly metrics: Metrics;
  /** Starts working on queued plans, those of a killed server included. */
  startJobs(): Promise<void>;
  /** Stops taking work; running jobs get a while to finish. Leaves the database open. */
  stopJobs(): Promise<void>;
}

/** Puts the server together; nothing is started yet. */
export function createServer(
  parts: ServerParts,
  queues: Queues = createQueues(parts),
  limits: RequestLimits = createRequestLimits(),
): AtmostServer {
  const { config, database, clock, log } = parts;
  const { publicBaseUrl, clientSecret } = config;
  const scopes = readAppScopes();
  const metrics = createMetrics(() => readQueueDepths(database), database.free);
  const stores = createStores(database, config, clock, metrics);
  const hubspot = createHubSpot(parts, stores, metrics);
  const jobs = createJobs(parts, stores, hubspot, queues, metrics);
  const install = createInstall({
    ...{ ...stores, ...hubspot, scopes, clock, log },
    keys: config.tokenKeys,
    authorizeUrl: config.hubspotAuthorizeUrl,
    clientId: config.clientId,
  });
  const app = createApp({
    guard: { publicBaseUrl, clientSecret, clock, log, limits, takeTurns: createTurns() },
    api: createApi(parts, stores, hubspot, jobs, scopes),
    csv: { ...stores, views: stores.scanViews, clientSecret, clock },
    install: {
      install,
      https: publicBaseUrl.startsWith('https:'),
      settingsUrl: (portal) => connectedAppsUrl(config.hubspotAuthorizeUrl, portal),
    },
    observe: observeRequests(metrics, clock),
    requestLog: parts.requestLog,
    log,
    readiness: async () => (jobs.isStopping() ? 'stopping' : stateOfStore(database)),
  });
  const watch = { stop: (): void => undefined };
  return {
    app,
    metrics,
    async startJobs() {
      watch.stop = watchStore(database, log);
      await jobs.start();
    },
    async stopJobs() {
      await jobs.stop();
      watch.stop();
    },
  };
}

/** Where HubSpot lists a portal's connected apps; the host is the one of the consent page. */
const connectedAppsUrl = (authorizeUrl: string, portal: number): string =>
  `${new URL(authorizeUrl).origin}/integrations-settings/${String(portal)}/installed`;
