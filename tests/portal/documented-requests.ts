// Every documented request that the portal serves, good and bad, as data for the contract test.
// `path` is spelled as in the OpenAPI files, `at` fills its parameters.
import { ana, clientId, clientSecret, redirectUri, type Sent, type Tokens } from './hubspot.ts';

export interface DocumentedRequest {
  readonly title: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly at?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly status: number;
  readonly sent?: (tokens: Tokens) => Sent;
}

const deals = { fromObjectType: '0-3', toObjectType: '0-2' };
const nowhere = { fromObjectType: '0-3', toObjectType: 'starships' };
const good = { category: 'HUBSPOT_DEFINED', typeId: 341, maxToObjectIds: 9 };
const better = { category: 'USER_DEFINED', typeId: 58, maxToObjectIds: 2 };
const bad = { category: 'USER_DEFINED', typeId: 341, maxToObjectIds: 9 };
const inputs =
  (...items: readonly object[]) =>
  () => ({ json: { inputs: items } });
const specs = (...items: readonly { category: string; typeId: number }[]) =>
  inputs(...items.map(({ category, typeId }) => ({ category, typeId })));

interface Versions {
  readonly prefix: string;
  readonly created: number;
  readonly partly: number;
  readonly purged: number;
  readonly purgePartly: number;
}

/** What each file declares; a 204 purge cannot carry item errors, so v4 refuses as a whole. */
const associationVersions: readonly Versions[] = [
  { prefix: '/crm/associations/2026-03', created: 201, partly: 207, purged: 200, purgePartly: 200 },
  { prefix: '/crm/associations/2026-09', created: 200, partly: 200, purged: 200, purgePartly: 200 },
  { prefix: '/crm/associations/v4', created: 201, partly: 207, purged: 204, purgePartly: 400 },
  { prefix: '/crm/v4/associations', created: 201, partly: 207, purged: 204, purgePartly: 400 },
];

function limitRequests({
  prefix,
  created,
  partly,
  purged,
  purgePartly,
}: Versions): DocumentedRequest[] {
  const pair = `${prefix}/definitions/configurations/{fromObjectType}/{toObjectType}`;
  const post = (
    kind: string,
    title: string,
    status: number,
    sent: DocumentedRequest['sent'],
    at = deals,
  ): DocumentedRequest => ({
    title: `${kind}: ${title}`,
    method: 'POST',
    path: `${pair}/batch/${kind}`,
    at,
    status,
    ...(sent === undefined ? {} : { sent }),
  });
  const wrongForms = (kind: string): DocumentedRequest[] => [
    post(kind, 'not JSON', 400, () => ({
      body: '{"inputs":',
      headers: { 'content-type': 'application/json' },
    })),
    post(kind, 'another content type', 415, () => ({
      body: 'inputs',
      headers: { 'content-type': 'text/plain' },
    })),
    post(kind, 'no inputs', 400, () => ({ json: {} })),
    post(kind, 'empty inputs', 400, inputs()),
    post(kind, 'missing fields', 400, inputs({ category: 'USER_DEFINED' })),
    post(kind, 'unknown field', 400, inputs({ ...good, colour: 'red' })),
    post(kind, 'unknown object type', 400, inputs(good), nowhere),
    post(
      kind,
      'the same type twice',
      400,
      kind === 'purge' ? specs(good, good) : inputs(good, good),
    ),
  ];
  return [
    {
      title: 'all limits',
      method: 'GET',
      path: `${prefix}/definitions/configurations/all`,
      status: 200,
    },
    { title: 'limits of a direction', method: 'GET', path: pair, at: deals, status: 200 },
    { title: 'limits of an unknown object', method: 'GET', path: pair, at: nowhere, status: 400 },
    post('create', 'all good', created, inputs(good, better)),
    post('create', 'one of two wrong', partly, inputs({ ...good, maxToObjectIds: 8 }, bad)),
    post('create', 'all wrong', partly, inputs(bad)),
    post('update', 'all good', 200, inputs({ ...good, maxToObjectIds: 7 })),
    post('update', 'one of two wrong', partly, inputs(better, bad)),
    post('update', 'all wrong', partly, inputs(bad)),
    post('purge', 'all good', purged, specs(good)),
    post('purge', 'without a limit', purged, specs(good)),
    post('purge', 'one of two wrong', purgePartly, specs(better, bad)),
    ...['create', 'update', 'purge'].flatMap(wrongForms),
    post('create', 'a fraction', 400, inputs({ ...good, maxToObjectIds: 1.5 })),
    post('create', 'an unknown category', 400, inputs({ ...good, category: 'MINE' })),
    post('update', 'a limit beyond int32', 400, inputs({ ...good, maxToObjectIds: 2 ** 31 })),
    post('update', 'a limit of zero', partly, inputs({ ...good, maxToObjectIds: 0 })),
  ];
}

function labelRequests({ prefix }: Versions): DocumentedRequest[] {
  const path = `${prefix}/{fromObjectType}/{toObjectType}/labels`;
  const one = `${path}/{associationTypeId}`;
  const name = `contract_${prefix.replace(/\W/gu, '_')}`;
  const create = (title: string, status: number, json: object): DocumentedRequest => ({
    title,
    method: 'POST',
    path,
    at: deals,
    status,
    sent: () => ({ json }),
  });
  const label = `Contract ${prefix}`;
  return [
    { title: 'labels', method: 'GET', path, at: deals, status: 200 },
    { title: 'labels of an unknown object', method: 'GET', path, at: nowhere, status: 400 },
    create('a new paired label', 200, { label, inverseLabel: `${label} of`, name }),
    create('a name with a hyphen', 400, { label: 'Any', name: 'with-hyphen' }),
    create('a name that exists', 400, { label: 'Any', name }),
    create('a label without name', 400, { label: 'Any' }),
    {
      title: 'a new text',
      method: 'PUT',
      path,
      at: deals,
      status: 204,
      sent: () => ({
        json: { associationTypeId: 56, label: `Reseller ${prefix}`, inverseLabel: 'R' },
      }),
    },
    {
      title: 'a new text for an unknown type',
      method: 'PUT',
      path,
      at: deals,
      status: 404,
      sent: () => ({ json: { associationTypeId: 999_999, label: 'Any' } }),
    },
    {
      title: 'delete an unknown label',
      method: 'DELETE',
      path: one,
      at: { ...deals, associationTypeId: '999999' },
      status: 404,
    },
    {
      title: 'delete by a word',
      method: 'DELETE',
      path: one,
      at: { ...deals, associationTypeId: 'red' },
      status: 400,
    },
    // Each version deletes a label of its own, by the typeIds of the seed.
    {
      title: 'delete a label',
      method: 'DELETE',
      path: one,
      at: {
        fromObjectType: '0-3',
        toObjectType: '0-1',
        associationTypeId: deletable[prefix] ?? '',
      },
      status: 204,
    },
  ];
}

const deletable: Readonly<Record<string, string>> = {
  '/crm/associations/2026-03': '42',
  '/crm/associations/2026-09': '44',
  '/crm/associations/v4': '46',
  '/crm/v4/associations': '48',
};

function schemaRequests(prefix: string): DocumentedRequest[] {
  const one = `${prefix}/schemas/{objectType}`;
  return [
    { title: 'custom objects', method: 'GET', path: `${prefix}/schemas`, status: 200 },
    {
      title: 'custom objects in short',
      method: 'GET',
      path: `${prefix}/schemas`,
      query:
        'includePropertyDefinitions=false&includeAssociationDefinitions=false&includeAuditMetadata=false',
      status: 200,
    },
    {
      title: 'archived custom objects',
      method: 'GET',
      path: `${prefix}/schemas`,
      query: 'archived=true',
      status: 200,
    },
    {
      title: 'a standard object',
      method: 'GET',
      path: one,
      at: { objectType: '0-3' },
      status: 200,
    },
    {
      title: 'a custom object',
      method: 'GET',
      path: one,
      at: { objectType: '2-1000' },
      status: 200,
    },
    {
      title: 'a custom object by its full name',
      method: 'GET',
      path: one,
      at: { objectType: 'p24201733_instrument' },
      status: 200,
    },
    {
      title: 'a custom object by its bare name',
      method: 'GET',
      path: one,
      at: { objectType: 'instrument' },
      status: 400,
    },
  ];
}

function trackingRequests(prefix: string): DocumentedRequest[] {
  const records = `${prefix}/associations/records`;
  const pair = { fromObjectTypeId: '0-1', toObjectTypeId: '0-2' };
  return [
    { title: 'record counts', method: 'GET', path: `${prefix}/records`, status: 200 },
    { title: 'labels in use', method: 'GET', path: `${prefix}/associations/labels`, status: 200 },
    {
      title: 'labels of a pair',
      method: 'GET',
      path: `${prefix}/associations/labels`,
      query: 'fromObjectTypeId=0-3&toObjectTypeId=0-2',
      status: 200,
    },
    { title: 'objects near a limit', method: 'GET', path: `${records}/from`, status: 200 },
    {
      title: 'objects near a limit from contacts',
      method: 'GET',
      path: `${records}/{fromObjectTypeId}/to`,
      at: pair,
      status: 200,
    },
    {
      title: 'records near a limit',
      method: 'GET',
      path: `${records}/{fromObjectTypeId}/{toObjectTypeId}`,
      at: pair,
      status: 200,
    },
    {
      title: 'records of an unknown object',
      method: 'GET',
      path: `${records}/{fromObjectTypeId}/{toObjectTypeId}`,
      at: { fromObjectTypeId: '0-1', toObjectTypeId: '9-9' },
      status: 400,
    },
    {
      title: 'objects from an unknown one',
      method: 'GET',
      path: `${records}/{fromObjectTypeId}/to`,
      at: { fromObjectTypeId: '9-9' },
      status: 400,
    },
  ];
}

function userRequests(prefix: string): DocumentedRequest[] {
  const path = `${prefix}/{userId}`;
  return [
    { title: 'a user', method: 'GET', path, at: { userId: String(ana) }, status: 200 },
    {
      title: 'a user by e-mail',
      method: 'GET',
      path,
      at: { userId: 'ben@northwind.example' },
      query: 'idProperty=EMAIL',
      status: 200,
    },
    { title: 'an unknown user', method: 'GET', path, at: { userId: '1' }, status: 404 },
    {
      title: 'an unknown idProperty',
      method: 'GET',
      path,
      at: { userId: '1' },
      query: 'idProperty=NAME',
      status: 400,
    },
  ];
}

const credentials = { client_id: clientId, client_secret: clientSecret };

function oauthRequests(prefix: string): DocumentedRequest[] {
  const post = (
    path: string,
    title: string,
    status: number,
    form: (tokens: Tokens) => Record<string, string>,
  ): DocumentedRequest => ({
    title,
    method: 'POST',
    path: `${prefix}${path}`,
    status,
    sent: (tokens) => ({ form: form(tokens) }),
  });
  return [
    post('/token', 'refresh', 200, (tokens) => ({
      ...credentials,
      grant_type: 'refresh_token',
      refresh_token: tokens.refresh_token,
    })),
    post('/token', 'a dead refresh token', 400, () => ({
      ...credentials,
      grant_type: 'refresh_token',
      refresh_token: 'dead',
    })),
    post('/token', 'an unknown code', 400, () => ({
      ...credentials,
      grant_type: 'authorization_code',
      code: 'x',
      redirect_uri: redirectUri,
    })),
    post('/token', 'an unknown grant', 400, () => ({ ...credentials, grant_type: 'password' })),
    post('/token', 'a wrong secret', 400, () => ({
      ...credentials,
      client_secret: 'wrong',
      grant_type: 'refresh_token',
    })),
    ...(prefix === '/oauth/v1'
      ? []
      : [
          post('/token/introspect', 'what an access token is', 200, (tokens) => ({
            ...credentials,
            token: tokens.access_token,
          })),
          post('/token/introspect', 'what a refresh token is', 200, (tokens) => ({
            ...credentials,
            token: tokens.refresh_token,
          })),
          post('/token/revoke', 'revocation of an unknown token', 200, () => ({
            ...credentials,
            token: 'x',
          })),
          post('/token/introspect', 'introspection without token', 400, () => credentials),
          post('/token/revoke', 'revocation by a stranger', 400, () => ({
            ...credentials,
            client_id: 'stranger',
            token: 'x',
          })),
        ]),
  ];
}

const firstVersionTokens: readonly DocumentedRequest[] = [
  {
    title: 'an unknown access token',
    method: 'GET',
    path: '/oauth/v1/access-tokens/{token}',
    at: { token: 'x' },
    status: 404,
  },
  {
    title: 'an unknown refresh token',
    method: 'GET',
    path: '/oauth/v1/refresh-tokens/{token}',
    at: { token: 'x' },
    status: 404,
  },
  {
    title: 'delete an unknown refresh token',
    method: 'DELETE',
    path: '/oauth/v1/refresh-tokens/{token}',
    at: { token: 'x' },
    status: 404,
  },
];

const library = '/crm/object-library/2026-03/enablement';

/** In the order to be sent: some change state, none disturbs those after it. */
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
  ...associationVersions.flatMap(limitRequests),
  ...associationVersions.flatMap(labelRequests),
  ...['/oauth/2026-03', '/oauth/2026-09', '/oauth/v3', '/oauth/v1'].flatMap(oauthRequests),
  ...firstVersionTokens,
  {
    title: 'leave the portal',
    method: 'DELETE',
    path: '/appinstalls/2026-03/external-install',
    status: 204,
  },
];
