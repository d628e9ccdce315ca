// Every address of HubSpot that the emulated portal serves. A test compares this list with
// HubSpot's OpenAPI files.
import { accountRoutes } from './account/routes.ts';
import { associationRoutes } from './associations/routes.ts';
import type { Route } from './http/route.ts';
import { journalRoutes } from './journal/routes.ts';
import { oauthRoutes } from './oauth/routes.ts';
import { limitsTrackingRoutes } from './objects/limits-tracking.ts';
import { objectLibraryRoutes } from './objects/object-library.ts';
import { schemaRoutes } from './objects/schemas.ts';
import { listRecordsRoutes } from './records/list-records.ts';
import { readAssociationsRoutes } from './records/read-associations.ts';

export const portalRoutes: readonly Route[] = [
  ...oauthRoutes,
  ...accountRoutes,
  ...schemaRoutes,
  ...objectLibraryRoutes,
  ...limitsTrackingRoutes,
  ...associationRoutes,
  ...listRecordsRoutes,
  ...readAssociationsRoutes,
  ...journalRoutes,
];
