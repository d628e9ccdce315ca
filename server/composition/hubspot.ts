// Everything that talks to HubSpot, made once and shared by requests and jobs.
import { randomUUID } from 'node:crypto';
import { CALLBACK_PATH } from '../http/install-routes.ts';
import { createAppInstall } from '../hubspot/app-install.ts';
import { createAssociations } from '../hubspot/associations.ts';
import { createHubSpotClient } from '../hubspot/client.ts';
import { hideSecrets } from '../hubspot/hide-secrets.ts';
import { createObjectSchemas } from '../hubspot/object-schemas.ts';
import { createOauthClient } from '../hubspot/oauth.ts';
import { createPace } from '../hubspot/pace.ts';
import { createPortalFacts } from '../hubspot/portal-facts.ts';
import { createRecords } from '../hubspot/records.ts';
import { createUninstallJournal } from '../hubspot/uninstall-journal.ts';
import { pathsOf } from '../hubspot/versions.ts';
import { observeCalls, observePace } from '../observe/hubspot-calls.ts';
import type { Metrics } from '../observe/metrics.ts';
import { observeRefreshes } from '../observe/work.ts';
import { rememberReadings } from '../overview/remember-readings.ts';
import { createObjectTypeCatalogue } from '../portals/object-types.ts';
import { createPeople } from '../portals/people.ts';
import { createTokens } from '../portals/tokens.ts';
import type { ServerParts } from './parts.ts';
import type { Stores } from './stores.ts';

export type HubSpot = ReturnType<typeof createHubSpot>;

/** HubSpot as the rest of the server sees it: one client, one pace, one holder of tokens. */
export function createHubSpot(parts: ServerParts, { portals, overview }: Stores, metrics: Metrics) {
  const { config, database, clock, log } = parts;
  const send = observeCalls(hideSecrets(parts.send, config.clientSecret), metrics, clock);
  const paths = pathsOf(config.hubspotApiVersion);
  // Names this server towards the others on the same store.
  const owner = randomUUID();
  const redirectUri = `${config.publicBaseUrl}${CALLBACK_PATH}`;
  const oauth = observeRefreshes(
    createOauthClient({
      ...{ send, redirectUri },
      baseUrl: config.hubspotApiBaseUrl,
      clientId: config.clientId,
      clientSecret: config.clientSecret,
    }),
    metrics,
  );
  const tokens = createTokens({
    ...{ portals, oauth, clock, log, owner },
    keys: config.tokenKeys,
    isRunning: async (name) => (await database.holds.held([name])).has(name),
  });
  const client = createHubSpotClient({
    ...{ send, tokens, clock, log },
    baseUrl: config.hubspotApiBaseUrl,
    pace: observePace(createPace(database, clock), metrics, clock),
  });
  const facts = createPortalFacts(client, paths);
  return {
    ...{ owner, redirectUri, oauth, tokens, facts },
    associations: rememberReadings(createAssociations(client, paths), overview, clock),
    appInstall: createAppInstall(client, paths),
    journal: createUninstallJournal({
      ...{ send, oauth, paths, clock },
      baseUrl: config.hubspotApiBaseUrl,
    }),
    objectSchemas: createObjectSchemas(client, paths),
    objectTypes: createObjectTypeCatalogue(
      facts,
      clock,
      async (portal) => (await portals.find(portal))?.connectedAt ?? null,
    ),
    people: createPeople(facts, clock),
    records: createRecords(client, paths),
  };
}
