// Every documented request that the portal serves, in the order to be sent: some change state,
// none disturbs those after it.
import { labelRequests } from './documented-labels.ts';
import { associationVersions, limitRequests } from './documented-limits.ts';
import { firstVersionTokens, oauthRequests } from './documented-oauth.ts';
import { schemaRequests, trackingRequests, userRequests } from './documented-reads.ts';
import { readRequests } from './documented-records.ts';
import type { DocumentedRequest } from './documented-request.ts';

const library = '/crm/object-library/2026-03/enablement';

export const documentedRequests: readonly DocumentedRequest[] = [
  { title: 'account details', method: 'GET', path: '/account-info/2026-03/details', status: 200 },
  ...['/settings/users/2026-03', '/settings/v3/users'].flatMap(userRequests),
  ...[
    '/crm-object-schemas/2026-03',
    '/crm-object-schemas/2026-09',
    '/crm-object-schemas/v3',
    '/crm/v3',
  ].flatMap(schemaRequests),
  { title: 'objects switched on', method: 'GET', path: library, status: 200 },
  {
    title: 'one object switched on',
    method: 'GET',
    path: `${library}/{objectTypeId}`,
    at: { objectTypeId: '0-421' },
    status: 200,
  },
  {
    title: 'an unknown object',
    method: 'GET',
    path: `${library}/{objectTypeId}`,
    at: { objectTypeId: '9-9' },
    status: 400,
  },
  ...['/crm/limits/2026-03', '/crm/limits/2026-09', '/crm/v3/limits'].flatMap(trackingRequests),
  ...readRequests,
  ...associationVersions.flatMap(limitRequests),
  ...associationVersions.flatMap(labelRequests),
  ...['/oauth/2026-03', '/oauth/2026-09', '/oauth/v3', '/oauth/v1'].flatMap(oauthRequests),
  ...firstVersionTokens,
  {
    title: 'subscribe to uninstalls',
    method: 'POST',
    path: '/webhooks-journal/subscriptions/2026-03',
    status: 200,
    sent: () => ({
      json: { subscriptionType: 'APP_LIFECYCLE_EVENT', eventTypeId: '4-1916193', properties: [] },
    }),
  },
  {
    title: 'an offset that is not there',
    method: 'GET',
    path: '/webhooks-journal/journal/2026-03/batch/{offset}/next/{count}',
    at: { offset: 'x', count: '5' },
    status: 404,
  },
  {
    title: 'leave the portal',
    method: 'DELETE',
    path: '/appinstalls/2026-03/external-install',
    status: 204,
  },
  {
    title: 'the uninstall in the journal',
    method: 'GET',
    path: '/webhooks-journal/journal/2026-03/batch/earliest/{count}',
    at: { count: '5' },
    status: 200,
  },
];
