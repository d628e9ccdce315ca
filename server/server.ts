// Composition: every part of the server is made here, from a configuration and an open store.
import { randomUUID } from 'node:crypto';
import type { Express, RequestHandler } from 'express';
import { MAX_UNREAD_NAMED } from '#domain/setup/wire.ts';
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
import { createRecords } from './hubspot/records.ts';
import { createPortalFacts } from './hubspot/portal-facts.ts';
import { pathsOf } from './hubspot/versions.ts';
import { createApplyRunner } from './jobs/apply-queue.ts';
import { createBoss } from './jobs/boss.ts';
import { createDraftRunner } from './jobs/draft-queue.ts';
import { createDailyRunner } from './jobs/daily-queue.ts';
import { createRefreshRunner } from './jobs/refresh-queue.ts';
import { createScanRunner } from './jobs/scan-queue.ts';
import { applyPlan } from './limits/apply.ts';
import { draftLater } from './limits/draft-later.ts';
import { createPastPlans } from './limits/history.ts';
import { createSetupKeeping } from './limits/keep-setups.ts';
import { createLimits } from './limits/limits.ts';
import { createCarrySetups } from './limits/setup-codes.ts';
import { createSetups } from './limits/setups.ts';
import type { Log } from './log.ts';
import { readDuePortals } from './overview/daily.ts';
import { createDrifts } from './overview/drift.ts';
import { createOverviews } from './overview/overview.ts';
import { refreshOverview } from './overview/refresh.ts';
import { rememberReadings } from './overview/remember-readings.ts';
import { readAppScopes } from './portals/app-scopes.ts';
import { createInstall } from './portals/install.ts';
import { createObjectNames } from './portals/object-names.ts';
import { createObjectTypeCatalogue } from './portals/object-types.ts';
import { createPeople } from './portals/people.ts';
import { createTokens } from './portals/tokens.ts';
import { createAskedPlans } from './storage/asked-plans.ts';
import { forgetOldRecords } from './scans/forget-records.ts';
import { runScan } from './scans/run-scan.ts';
import { createPanelScans } from './scans/scans.ts';
import { createCodeAttempts } from './storage/code-attempts.ts';
import type { Database } from './storage/database.ts';
import { createDriftViews } from './storage/drift-views.ts';
import { createHistory } from './storage/history.ts';
import { createKeptSetups } from './storage/kept-setups.ts';
import { createDriftKeeper } from './storage/keep-drift.ts';
import { createOauthStates } from './storage/oauth-states.ts';
import { createOverviewStore } from './storage/overview.ts';
import { readKnownPortal } from './storage/overview-limits.ts';
import { createOverviewSnapshot } from './storage/overview-snapshot.ts';
import { createOverviewViews } from './storage/overview-views.ts';
import { createPlans } from './storage/plans.ts';
import { createPortals } from './storage/portals.ts';
import { createScans } from './storage/scans.ts';
import { createScanViews } from './storage/scan-views.ts';
import { createSetupCodes } from './storage/setup-codes.ts';

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

const STOP_TIMEOUT_MS = 20_000;

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
  const owner = randomUUID();
  const { holds } = database;
  const tokens = createTokens({
    ...{ portals, oauth, clock, log, owner },
    keys: config.tokenKeys,
    isRunning: async (name) => (await holds.held([name])).has(name),
  });
  const client = createHubSpotClient({
    send,
    baseUrl: config.hubspotApiBaseUrl,
    tokens,
    pace: createPace(database, clock),
    clock,
    log,
  });
  const overview = createOverviewStore(database.db);
  const associations = rememberReadings(createAssociations(client, paths), overview, clock);
  const facts = createPortalFacts(client, paths);
  const objectTypes = createObjectTypeCatalogue(facts, clock);
  const running = createBoss(database, log);
  const jobs = createApplyRunner(running, log);
  const refreshJobs = createRefreshRunner(running, log);
  const daily = createDailyRunner(running, log);
  const asked = createAskedPlans(database.db);
  const drafts = createDraftRunner(running, log);
  const limits = createLimits({
    ...{ associations, objectTypes, facts, plans, asked, drafts, clock },
    queue: jobs,
  });
  const people = createPeople(facts, clock);
  const past = createPastPlans({ history: createHistory(database.db), plans, people });
  const views = createOverviewViews(database.db);
  const drift = createDriftViews(database.db);
  const setups = createSetups({
    associations,
    objectTypes,
    names: createObjectNames(createObjectSchemas(client, paths), clock),
    known: (portal) => readKnownPortal(database.db, portal, MAX_UNREAD_NAMED),
    clock,
    publicBaseUrl: config.publicBaseUrl,
  });
  const carry = createCarrySetups({
    codes: createSetupCodes(database.db, config.tokenKeys),
    attempts: createCodeAttempts(database),
    facts,
    clock,
  });
  const kept = createKeptSetups(database.db);
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
  const scanJobs = createScanRunner(running, log);
  const scans = createScans(database.db);
  const scanViews = createScanViews(database.db);
  const panelScans = createPanelScans({
    ...{ associations, objectTypes, facts, portals, scans, clock },
    views: scanViews,
    queue: scanJobs,
  });
  const state = { stopping: false };
  const app = createApp({
    guard: { publicBaseUrl: config.publicBaseUrl, clientSecret: config.clientSecret, clock },
    api: {
      session: {
        portals,
        plans,
        drift,
        facts,
        scopes,
        installUrl: `${config.publicBaseUrl}/install`,
      },
      objectTypes,
      limits,
      past,
      setups,
      scans: {
        scans: panelScans,
        publicBaseUrl: config.publicBaseUrl,
        clientSecret: config.clientSecret,
        clock,
      },
      carry,
      keeping: createSetupKeeping({ kept, facts, people, clock }),
      overviews: createOverviews({
        ...{ overview, views, objectTypes, clock },
        snapshot: createOverviewSnapshot(database.db),
        queue: refreshJobs,
      }),
      drifts: createDrifts({
        overview,
        views: drift,
        types: views,
        keeper: createDriftKeeper(database.db),
        people,
        facts,
        clock,
      }),
    },
    csv: { scans, views: scanViews, portals, clientSecret: config.clientSecret, clock },
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
    async startJobs() {
      await holds.take(owner);
      await running.boss.start();
      const stopping = (): boolean => state.stopping;
      const applying = { plans, associations, clock, stopping };
      await jobs.start(({ portal, planId }) => applyPlan(applying, portal, planId));
      const drafting = { plans, asked, associations, objectTypes, clock, stopping };
      await drafts.start(({ portal, planId }) => draftLater(drafting, portal, planId));
      const scanning = { scans, records: createRecords(client, paths), clock, stopping };
      await scanJobs.start(({ portal, scanId }) => runScan(scanning, portal, scanId));
      await refreshJobs.start(({ portal }) =>
        refreshOverview({ overview, associations, objectTypes, clock, stopping }, portal),
      );
      await daily.start(async () => {
        // Side by side, so that neither waits for the other, nor is left out when it fails.
        const [begun] = await Promise.all([
          readDuePortals({ portals, overview, queue: refreshJobs, clock }),
          forgetOldRecords({ scans, clock }),
        ]);
        return begun;
      });
    },
    async stopJobs() {
      state.stopping = true;
      await running.boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS });
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
