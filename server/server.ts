// Composition: every part of the server is made here, from a configuration and an open store.
import { randomUUID } from 'node:crypto';
import type { Express, RequestHandler } from 'express';
import { createApp } from './app.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { CALLBACK_PATH } from './http/install-routes.ts';
import { createAssociations } from './hubspot/associations.ts';
import { createHubSpotClient } from './hubspot/client.ts';
import type { SendHttp } from './hubspot/http.ts';
import { createObjectSchemas } from './hubspot/object-schemas.ts';
import { createOauthClient } from './hubspot/oauth.ts';
import { createPace } from './hubspot/pace.ts';
import { createPortalFacts } from './hubspot/portal-facts.ts';
import { pathsOf } from './hubspot/versions.ts';
import { createJobRunner } from './jobs/apply-queue.ts';
import { applyPlan } from './limits/apply.ts';
import { createPastPlans } from './limits/history.ts';
import { createLimits } from './limits/limits.ts';
import { createSetups } from './limits/setups.ts';
import type { Log } from './log.ts';
import { readAppScopes } from './portals/app-scopes.ts';
import { createInstall } from './portals/install.ts';
import { createObjectNames } from './portals/object-names.ts';
import { createObjectTypeCatalogue } from './portals/object-types.ts';
import { createPeople } from './portals/people.ts';
import { createTokens } from './portals/tokens.ts';
import type { Database } from './storage/database.ts';
import { createHistory } from './storage/history.ts';
import { createOauthStates } from './storage/oauth-states.ts';
import { createPlans } from './storage/plans.ts';
import { createPortals } from './storage/portals.ts';

export interface ServerParts {
  readonly config: Config;
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly requestLog: RequestHandler;
  readonly send: SendHttp;
}

export interface AtmostServer {
  readonly app: Express;
  /** Starts working on queued plans, those of a killed server included. */
  startJobs(): Promise<void>;
  /** Stops taking work; running jobs get a while to finish. Leaves the database open. */
  stopJobs(): Promise<void>;
}

/** Puts the server together; nothing is started yet. */
export function createServer(parts: ServerParts): AtmostServer {
  const { config, database, clock, log, send } = parts;
  const paths = pathsOf(config.hubspotApiVersion);
  const portals = createPortals(database.db);
  const plans = createPlans(database.db);
  const scopes = readAppScopes();
  const redirectUri = `${config.publicBaseUrl}${CALLBACK_PATH}`;
  const oauth = createOauthClient({
    send,
    baseUrl: config.hubspotApiBaseUrl,
    clientId: config.clientId,
    clientSecret: config.clientSecret,
    redirectUri,
  });
  const tokens = createTokens({
    portals,
    oauth,
    keys: config.tokenKeys,
    clock,
    log,
    owner: randomUUID(),
  });
  const client = createHubSpotClient({
    send,
    baseUrl: config.hubspotApiBaseUrl,
    tokens,
    pace: createPace(database, clock),
    clock,
    log,
  });
  const associations = createAssociations(client, paths);
  const facts = createPortalFacts(client, paths);
  const objectTypes = createObjectTypeCatalogue(facts, clock);
  const jobs = createJobRunner(database, log);
  const limits = createLimits({ associations, objectTypes, facts, plans, queue: jobs, clock });
  const past = createPastPlans({
    history: createHistory(database.db),
    plans,
    people: createPeople(facts, clock),
  });
  const setups = createSetups({
    associations,
    objectTypes,
    names: createObjectNames(createObjectSchemas(client, paths), clock),
    publicBaseUrl: config.publicBaseUrl,
  });
  const install = createInstall({
    states: createOauthStates(database.db, clock),
    portals,
    oauth,
    facts,
    scopes,
    keys: config.tokenKeys,
    clock,
    log,
    authorizeUrl: config.hubspotAuthorizeUrl,
    clientId: config.clientId,
    redirectUri,
  });
  const state = { stopping: false };
  const app = createApp({
    guard: { publicBaseUrl: config.publicBaseUrl, clientSecret: config.clientSecret, clock },
    api: {
      session: { portals, plans, facts, scopes, installUrl: `${config.publicBaseUrl}/install` },
      objectTypes,
      limits,
      past,
      setups,
    },
    install: {
      install,
      https: config.publicBaseUrl.startsWith('https:'),
      settingsUrl: (portal) => connectedAppsUrl(config.hubspotAuthorizeUrl, portal),
    },
    requestLog: parts.requestLog,
    log,
    ready: async () => !state.stopping && (await answers(database)),
  });
  return {
    app,
    startJobs: () =>
      jobs.start(({ portal, planId }) => applyPlan({ plans, associations, clock }, portal, planId)),
    async stopJobs() {
      state.stopping = true;
      await jobs.stop();
    },
  };
}

/** Where HubSpot lists a portal's connected apps; the host is the one of the consent page. */
const connectedAppsUrl = (authorizeUrl: string, portal: number): string =>
  `${new URL(authorizeUrl).origin}/integrations-settings/${String(portal)}/installed`;

async function answers(database: Database): Promise<boolean> {
  try {
    await database.ping();
    return true;
  } catch {
    // Whatever it is, it means "not ready"; the readiness probe tells so.
    return false;
  }
}
