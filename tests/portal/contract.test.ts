// The emulated portal against HubSpot's OpenAPI files: every operation it serves, good and bad
// requests, documented statuses, bodies, scopes and rate-limit marks.
import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { portalRoutes } from '../../app/portal/routes.ts';
import { appTokenForm } from './documented-oauth.ts';
import type { DocumentedRequest } from './documented-request.ts';
import { documentedRequests } from './documented-requests.ts';
import { testPortal, type Reply, type TestPortal, type Tokens } from './hubspot.ts';
import { batch, configurations, custom, hubspot } from './limits.ts';
import { lonely } from './records.ts';
import { howToGetThem, readOperations, type Operation } from './openapi.ts';

const folder = process.env['HUBSPOT_OPENAPI_DIR'];
if (folder === undefined) process.stdout.write(howToGetThem);

/** Older spellings of documented paths, which HubSpot's client and older apps use. */
const spellings: readonly (readonly [served: string, documented: string])[] = [
  ['/crm/v4/associations/', '/crm/associations/v4/'],
  ['/crm-object-schemas/v3/', '/crm-object-schemas/2026-03/'],
  ['/crm/v3/schemas', '/crm-object-schemas/2026-03/schemas'],
  ['/crm/v3/limits/', '/crm/limits/2026-03/'],
  ['/settings/v3/users/', '/settings/users/2026-03/'],
  ['/oauth/v3/', '/oauth/2026-03/'],
];

/** HubSpot's own web pages, and the list of records: no OpenAPI file at hand describes them. */
const undescribed = [
  '/oauth/authorize',
  '/oauth/{portalId}/authorize',
  '/crm/objects/2026-03/{objectType}',
  '/crm/objects/2026-09/{objectType}',
  '/crm/v3/objects/{objectType}',
  '/webhooks-journal-files/{key}',
];

/** Documented, and left to a later issue or to nobody: the portal does not serve them. */
const notServed = [
  /^GET \/account-info\/2026-03\/api-usage\//u,
  /^GET \/crm\/limits\/[\w-]+\/(calculated-properties|custom-object-types|custom-properties|pipelines)$/u,
  /^(POST|PATCH|DELETE) \/crm-object-schemas\//u,
  /^GET \/settings\/users\/2026-03(\/roles|\/teams)?$/u,
  /^(POST|PUT|DELETE) \/settings\/users\/2026-03/u,
  /^(GET|PUT|DELETE|POST) \/crm\/(v4\/objects|objects\/[\d-]+)\/.+\/(associations\/.+|search)$/u,
  /^POST \/crm\/.*associations\/.+\/batch\/(archive|associate\/default|create|labels\/archive)$/u,
  /^POST \/crm\/.*associations\/(.+\/)?usage\//u,
  /^\w+ \/webhooks-journal\/(journal-local|snapshots)\//u,
  /^\w+ \/webhooks-journal\/journal\/2026-03\/(earliest|latest|offset|status|batch\/latest|batch\/read)/u,
  /^(GET|DELETE) \/webhooks-journal\/subscriptions\//u,
  /^POST \/webhooks-journal\/subscriptions\/2026-03\/filters$/u,
];

/** Scenarios that change the shape of a batch answer within what the files allow. */
const variations: readonly (readonly [name: string, value: string])[] = [
  ['batchFailure', 'cancel'],
  ['batchState', 'pending'],
  ['batchState', 'processing'],
  ['batchState', 'pending-without-effect'],
  ['errorContext', 'message'],
  ['errorContext', 'nested'],
  ['errorContext', 'none'],
  ['errorSubCategory', 'object'],
  ['errorSubCategory', 'absent'],
  ['errorList', 'counted'],
  ['errorList', 'absent'],
  ['emptyFields', 'absent'],
  ['planGate', 'item'],
  ['batchStatus', '207'],
];

/** Spelled as the files have it; some have /crm/v4/associations themselves. */
function documentedPath(path: string): string {
  if (path.startsWith('/crm/v4/') && path.endsWith('/batch/read')) return path;
  const spelling = spellings.find(([served]) => path.startsWith(served));
  return spelling === undefined ? path : path.replace(spelling[0], spelling[1]);
}

function findOperation(operations: readonly Operation[], method: string, path: string): Operation {
  const wanted = documentedPath(path);
  const found = operations.find((one) => one.method === method && one.path === wanted);
  if (found === undefined) throw new TypeError(`no OpenAPI file declares ${method} ${path}`);
  return found;
}

async function appToken(portal: TestPortal): Promise<string> {
  const reply = await portal.call('POST', '/oauth/2026-03/token', { form: appTokenForm });
  return v.parse(v.looseObject({ access_token: v.string() }), reply.json).access_token;
}

async function sendRequest(
  portal: TestPortal,
  request: DocumentedRequest,
  tokens: Tokens,
): Promise<Reply> {
  const path = request.path.replace(/\{(\w+)\}/gu, (_, name: string) =>
    encodeURIComponent(request.at?.[name] ?? ''),
  );
  const query = request.query === undefined ? '' : `?${request.query}`;
  const token = request.path.startsWith('/oauth/')
    ? {}
    : {
        token: request.path.startsWith('/webhooks-journal/')
          ? await appToken(portal)
          : tokens.access_token,
      };
  return await portal.call(request.method, path + query, { ...token, ...request.sent?.(tokens) });
}

describe.skipIf(folder === undefined)('the contract with HubSpot', () => {
  const operations = folder === undefined ? [] : readOperations(folder);

  test('every documented request gets the documented status and body', async () => {
    const portal = await testPortal({ optional: ['crm.schemas.custom.read'] });
    const tokens = await portal.install();
    const problems: string[] = [];
    for (const request of documentedRequests) {
      portal.clock.now += 1000;
      const operation = findOperation(operations, request.method, request.path);
      const reply = await sendRequest(portal, request, tokens);
      const where = `${request.method} ${request.path} (${request.title})`;
      if (reply.status !== request.status) problems.push(`${where}: ${reply.status} ${reply.text}`);
      // The OAuth files of 2026-09 declare no success status at all, only "default".
      const undeclared = operation.statuses.join() === 'default' && reply.status === 200;
      if (!undeclared)
        problems.push(
          ...operation.problemsOf(reply.status, reply.json).map((one) => `${where}: ${one}`),
        );
      if (request.status < 300) {
        const asked = operation.requestProblems(
          request.sent?.(tokens).json ?? request.sent?.(tokens).form,
        );
        problems.push(...asked.map((one) => `${where}, request: ${one}`));
      }
    }
    expect(problems).toEqual([]);
  });

  test('the requests cover every route, and every route is a documented operation', () => {
    const served = portalRoutes.filter(({ path }) => !undescribed.includes(path));
    for (const route of served) findOperation(operations, route.method, route.path);
    const sent = new Set(documentedRequests.map(({ method, path }) => `${method} ${path}`));
    const uncovered = served
      .map(({ method, path }) => `${method} ${path}`)
      .filter((one) => !sent.has(one));
    expect(uncovered).toEqual([]);
  });

  test('every documented operation is served or knowingly left out', () => {
    const served = new Set(
      portalRoutes.map(({ method, path }) => `${method} ${documentedPath(path)}`),
    );
    const forgotten = operations
      .map(({ method, path }) => `${method} ${path}`)
      .filter((one) => !served.has(one) && !notServed.some((pattern) => pattern.test(one)));
    expect(forgotten).toEqual([]);
  });

  test('scopes and rate-limit marks are those of the files', () => {
    for (const route of portalRoutes) {
      if (route.access === 'open' || undescribed.includes(route.path)) continue;
      const operation = findOperation(operations, route.method, route.path);
      const where = `${route.method} ${route.path}`;
      expect([where, [...new Set(route.scopes)].sort()]).toEqual([
        where,
        [...operation.scopes].sort(),
      ]);
      expect([where, route.exempt]).toEqual([where, operation.exempt]);
    }
  });

  test('a call without, with a foreign, or with an expired token answers 401 as documented', async () => {
    const portal = await testPortal();
    const tokens = await portal.install();
    portal.clock.now += 1_800_000;
    for (const route of portalRoutes) {
      if (route.access === 'open' || undescribed.includes(route.path)) continue;
      const operation = findOperation(operations, route.method, route.path);
      for (const sent of [{}, { token: 'foreign' }, { token: tokens.access_token }]) {
        const reply = await portal.call(route.method, route.path.replace(/[{}]/gu, ''), sent);
        expect([route.path, reply.status]).toEqual([route.path, 401]);
        expect(operation.problemsOf(401, reply.json)).toEqual([]);
      }
    }
  });

  test('a token without the scopes answers 403 MISSING_SCOPES as documented', async () => {
    const portal = await testPortal({ required: ['files'], optional: [] });
    const { access_token: token } = await portal.install();
    for (const route of portalRoutes) {
      if (route.access === 'open' || undescribed.includes(route.path)) continue;
      portal.clock.now += 1000;
      const operation = findOperation(operations, route.method, route.path);
      const reply = await portal.call(route.method, route.path.replace(/[{}]/gu, ''), { token });
      expect([route.path, reply.status]).toEqual([route.path, 403]);
      expect(reply.json).toMatchObject({
        category: 'MISSING_SCOPES',
        correlationId: reply.headers.get('x-hubspot-correlation-id'),
      });
      expect(operation.problemsOf(403, reply.json)).toEqual([]);
    }
  });

  test('tokens of the first version are described and deleted as documented', async () => {
    const portal = await testPortal();
    const tokens = await portal.install();
    const access = await portal.call('GET', `/oauth/v1/access-tokens/${tokens.access_token}`);
    const path = `/oauth/v1/refresh-tokens/${tokens.refresh_token}`;
    const refresh = await portal.call('GET', path);
    const gone = await portal.call('DELETE', path);
    const check = (method: string, what: string, reply: Reply): string[] =>
      findOperation(operations, method, `/oauth/v1/${what}/{token}`).problemsOf(
        reply.status,
        reply.json,
      );
    expect(check('GET', 'access-tokens', access)).toEqual([]);
    expect(check('GET', 'refresh-tokens', refresh)).toEqual([]);
    expect(check('DELETE', 'refresh-tokens', gone)).toEqual([]);
    expect([access.status, refresh.status, gone.status]).toEqual([200, 200, 204]);
  });

  test('item errors are documented bodies in every shape that a scenario gives them', async () => {
    const portal = await testPortal();
    for (const [name, value] of variations) {
      await portal.control('POST', '/reset');
      const { access_token: token } = await portal.install();
      await portal.scenario(name, value);
      for (const kind of ['create', 'update'] as const) {
        const template = `${configurations}/{fromObjectType}/{toObjectType}/batch/${kind}`;
        const reply = await batch(portal, token, kind, '0-3/0-2', [
          hubspot(341, 4),
          custom(999, 4),
        ]);
        const problems = findOperation(operations, 'POST', template).problemsOf(
          reply.status,
          reply.json,
        );
        expect([name, value, problems]).toEqual([name, value, []]);
      }
    }
  });

  test('a batch read is as documented in every state and with every list of errors', async () => {
    const portal = await testPortal();
    const { access_token: token } = await portal.install();
    const variants = [
      ...['canceled', 'pending', 'processing'].map((value) => ['readState', value] as const),
      ...['counted', 'absent'].map((value) => ['errorList', value] as const),
    ];
    for (const [name, value] of variants) {
      await portal.scenario('readState', 'complete');
      await portal.scenario('errorList', 'listed');
      await portal.scenario(name, value);
      const inputs = [{ id: String(lonely('0-1', '0-2')) }];
      for (const version of ['2026-03', '2026-09', 'v4']) {
        const prefix = version === 'v4' ? '/crm/v4/associations' : `/crm/associations/${version}`;
        const path = `${prefix}/0-1/0-2/batch/read`;
        const reply = await portal.call('POST', path, { token, json: { inputs } });
        const template = `${prefix}/{fromObjectType}/{toObjectType}/batch/read`;
        const operation = findOperation(operations, 'POST', template);
        const found = operation.problemsOf(reply.status, reply.json);
        expect([name, value, version, found]).toEqual([name, value, version, []]);
        expect(reply.status).toBe(version === '2026-09' ? 200 : 207);
      }
    }
  });
});

test('a folder without the files is an error, not a skip', () => {
  expect(() => readOperations('/nonexistent')).toThrow(/lacks accountInfo/u);
});
