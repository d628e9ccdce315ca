// What the panel's API is answered with.
import { MAX_UNREAD_NAMED } from '#domain/setup/wire.ts';
import type { ApiParts } from '../http/api-routes.ts';
import { createKeptAnswers } from '../http/kept-answers.ts';
import { createPastPlans } from '../limits/history.ts';
import { createSetupKeeping } from '../limits/keep-setups.ts';
import { createLimits } from '../limits/limits.ts';
import { createCarrySetups } from '../limits/setup-codes.ts';
import { createSetups } from '../limits/setups.ts';
import { createDrifts } from '../overview/drift.ts';
import { keepGlance } from '../overview/kept-glance.ts';
import { createOverviews } from '../overview/overview.ts';
import type { AppScopes } from '../portals/app-scopes.ts';
import { createObjectNames } from '../portals/object-names.ts';
import { shareSuperAdmin } from '../portals/super-admin.ts';
import { createPanelScans } from '../scans/scans.ts';
import { readKnownPortal } from '../storage/overview-limits.ts';
import type { HubSpot } from './hubspot.ts';
import type { Jobs } from './jobs.ts';
import type { ServerParts } from './parts.ts';
import type { Stores } from './stores.ts';

/** One part per capability of the panel. */
export function createApi(
  { config, database, clock, log }: ServerParts,
  stores: Stores,
  hubspot: HubSpot,
  { queues }: Jobs,
  scopes: AppScopes,
): ApiParts {
  const { publicBaseUrl, clientSecret, tokenKeys: keys } = config;
  const shared = { ...stores, ...hubspot, clock };
  return {
    session: {
      ...shared,
      glance: keepGlance(stores.overviewMarks, async (portal) => {
        const [portalRead, changedOutside] = await Promise.all([
          stores.overview.isListed(portal),
          stores.driftViews.count(portal),
        ]);
        return { portalRead, changedOutside };
      }),
      scopes,
      installUrl: `${publicBaseUrl}/install`,
    },
    rights: shareSuperAdmin(hubspot.facts),
    objectTypes: hubspot.objectTypes,
    limits: createLimits({ ...shared, drafts: queues.draft, queue: queues.apply }),
    past: createPastPlans(shared),
    setups: createSetups({
      ...{ ...shared, publicBaseUrl },
      names: createObjectNames(hubspot.objectSchemas, clock),
      known: (portal) => readKnownPortal(database.db, portal, MAX_UNREAD_NAMED),
    }),
    scans: {
      ...{ publicBaseUrl, clientSecret, clock },
      scans: createPanelScans({ ...shared, views: stores.scanViews, queue: queues.scan }),
    },
    carry: createCarrySetups({ ...shared, attempts: stores.codeAttempts }),
    keeping: createSetupKeeping({ ...shared, kept: stores.keptSetups }),
    overviews: createOverviews({
      ...shared,
      views: stores.overviewViews,
      snapshot: stores.overviewSnapshot,
      queue: queues.refresh,
    }),
    leaving: { ...shared, keys, log },
    keepAnswers: createKeptAnswers(stores.overviewMarks),
    drifts: createDrifts({
      ...shared,
      views: stores.driftViews,
      types: stores.overviewViews,
      keeper: stores.driftKeeper,
    }),
  };
}
