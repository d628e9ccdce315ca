// Every call that the server makes, in each version that can be chosen, against HubSpot's OpenAPI
// files: method, address, parameters, body, scopes that the app asks for, and what counts in the window.
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { failed, success } from '#domain/result.ts';
import { createAppInstall } from '../../../server/hubspot/app-install.ts';
import { createAssociations } from '../../../server/hubspot/associations.ts';
import { PATIENT, type HubSpotClient } from '../../../server/hubspot/client.ts';
import type { SendHttp } from '../../../server/hubspot/http.ts';
import { createOauthClient } from '../../../server/hubspot/oauth.ts';
import { createObjectSchemas } from '../../../server/hubspot/object-schemas.ts';
import { createPortalFacts } from '../../../server/hubspot/portal-facts.ts';
import { createRecords } from '../../../server/hubspot/records.ts';
import { createUninstallJournal } from '../../../server/hubspot/uninstall-journal.ts';
import {
  apiVersions,
  pathsOf,
  type ApiVersion,
  type Paths,
} from '../../../server/hubspot/versions.ts';
import { portalIdSchema, userIdSchema } from '../../../server/ids.ts';
import { readAppScopes } from '../../../server/portals/app-scopes.ts';
import { Secret } from '../../../server/secret.ts';
import { readOperations, type Operation } from '../../portal/openapi.ts';
import { fakeClock } from '../fake-clock.ts';

const folder = process.env['HUBSPOT_OPENAPI_DIR'];
const BASE = 'https://api.hubapi.com';
const PORTAL = v.parse(portalIdSchema, 42);
const USER = v.parse(userIdSchema, 7);
const PAIR = { from: '0-3', to: '2-1234567' };
const token = new Secret('a token of 16 signs and more');

interface Made {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  /** Of the calls for a portal only. */
  readonly exempt?: boolean;
}

/** Has the server make each of its calls once; none is answered. `used` gets the paths by name. */
async function callsOf(version: ApiVersion, used = new Set<string>()): Promise<readonly Made[]> {
  const made: Made[] = [];
  const client: HubSpotClient = {
    call(_portal, { method, path, body, budget }) {
      made.push({ method, path, body, exempt: budget === 'declared_exempt' });
      return Promise.resolve(failed({ code: 'unavailable', retryAfterMs: 1, hubspot: null }));
    },
  };
  const send: SendHttp = ({ method, url, headers, body }) => {
    const isForm = headers['content-type'] === 'application/x-www-form-urlencoded';
    const sent: unknown = isForm
      ? Object.fromEntries(new URLSearchParams(body ?? ''))
      : body && JSON.parse(body);
    made.push({ method, path: url.slice(BASE.length), body: sent ?? undefined });
    return Promise.resolve(failed({ reason: 'timeout' }));
  };
  const paths = new Proxy(pathsOf(version), {
    get(target, name: keyof Paths) {
      used.add(name);
      return target[name];
    },
  });
  const { from, to } = PAIR;
  const associations = createAssociations(client, paths);
  await associations.readDirection(PORTAL, from, to, PATIENT);
  await associations.readLimits(PORTAL, from, to, PATIENT);
  const type = { category: 'USER_DEFINED', typeId: 36 } as const;
  await associations.write(PORTAL, from, to, 'purge', [type], PATIENT);
  for (const operation of ['create', 'update'] as const) {
    await associations.write(
      PORTAL,
      from,
      to,
      operation,
      [{ ...type, maxToObjectIds: 2 }],
      PATIENT,
    );
  }
  const records = createRecords(client, paths);
  await records.readLinks(PORTAL, PAIR, [{ id: '1', after: null }], PATIENT);
  await records.readLinks(PORTAL, PAIR, [{ id: '1', after: 'MTA=' }], PATIENT);
  const facts = createPortalFacts(client, paths);
  await facts.account(PORTAL);
  await facts.isSuperAdmin(PORTAL, USER);
  await facts.userName(PORTAL, USER);
  await facts.standardObjectTypes(PORTAL);
  await facts.customObjectTypes(PORTAL);
  await facts.recordCount(PORTAL, from);
  await facts.limitReport(PORTAL, from, to);
  await createObjectSchemas(client, paths).read(PORTAL, from);
  await createAppInstall(client, paths).uninstall(PORTAL);
  const app = { clientId: 'client', clientSecret: token };
  const redirectUri = 'https://atmost.example.com/oauth/callback';
  const oauth = createOauthClient({ send, baseUrl: BASE, ...app, redirectUri });
  await oauth.exchangeCode('a code');
  await oauth.refresh(token);
  await oauth.introspect(token);
  await oauth.revoke(token);
  await oauth.appToken(['developer.webhooks_journal.read']);
  const appToken = () => Promise.resolve(success({ accessToken: token, expiresInMs: 1_800_000 }));
  const clock = fakeClock();
  const journal = createUninstallJournal({
    send,
    baseUrl: BASE,
    paths,
    clock,
    oauth: { appToken },
  });
  await journal.subscribe();
  await journal.read(null);
  await journal.read('0196f2a5-5f0e-7c3b-9e3a-4f6a5c7d8e90');
  return made;
}

const isAt = (template: string, path: string): boolean =>
  new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`, 'u').test(path);

/** The operation that the files declare for a call; where several fit, the one with most fixed words. */
function operationOf(operations: readonly Operation[], { method, path }: Made): Operation {
  const [address = ''] = path.split('?');
  const fitting = operations.filter((one) => one.method === method && isAt(one.path, address));
  const [best] = fitting.toSorted((a, b) => a.path.split('{').length - b.path.split('{').length);
  if (best === undefined) throw new TypeError(`no OpenAPI file declares ${method} ${path}`);
  return best;
}

/** No OpenAPI file at hand describes the list of records: tests/server/hubspot/records.test.ts. */
const UNDESCRIBED = 'recordIds';

describe.skipIf(folder === undefined)('the calls of the server are HubSpot’s', () => {
  const operations = folder === undefined ? [] : readOperations(folder);
  const { required, optional } = readAppScopes();

  test.for(apiVersions)('in version %s', async (version) => {
    const used = new Set<string>();
    const made = await callsOf(version, used);
    expect([...used, UNDESCRIBED].sort()).toEqual(Object.keys(pathsOf(version)).sort());
    const problems = made.flatMap((call) => {
      const where = `${call.method} ${call.path}`;
      const operation = operationOf(operations, call);
      const query = new URLSearchParams(call.path.split('?')[1] ?? '');
      const unknown = [...query.keys()].filter((name) => !operation.parameters.has(name));
      const asked = call.body === undefined ? [] : operation.requestProblems(call.body);
      const counted = call.exempt === undefined || call.exempt === operation.exempt;
      return [
        ...unknown.map((name) => `${where}: no parameter ${name} is declared`),
        ...asked.map((one) => `${where}: ${one}`),
        ...(counted ? [] : [`${where}: exempt is ${String(operation.exempt)}`]),
      ];
    });
    expect(problems).toEqual([]);
  });

  test.for(apiVersions)('what the app asks for opens them, in version %s', async (version) => {
    const made = await callsOf(version);
    const closed = made
      .filter(({ exempt }) => exempt !== undefined)
      .filter((call) => {
        const { scopes } = operationOf(operations, call);
        return !required.some((scope) => scopes.has(scope));
      });
    // Custom objects need Enterprise, so nobody is required to grant them.
    expect(closed.map(({ path }) => path)).toEqual([pathsOf(version).objectSchemas]);
    for (const call of closed) {
      expect(optional.some((scope) => operationOf(operations, call).scopes.has(scope))).toBe(true);
    }
  });

  test('of every object that HubSpot has a scope for, in each version, the app asks to read it', () => {
    const [first = [], ...others] = apiVersions.map((version) => {
      const call = {
        method: 'GET',
        path: pathsOf(version).labels(PAIR.from, PAIR.to),
        body: undefined,
      };
      const read = /^crm\.objects\.[a-z_-]+\.read$/u;
      return [...operationOf(operations, call).scopes].filter((scope) => read.test(scope));
    });
    const everywhere = first.filter((scope) => others.every((scopes) => scopes.includes(scope)));
    expect(everywhere.length).toBeGreaterThan(15);
    const notAsked = everywhere.filter((scope) => ![...required, ...optional].includes(scope));
    // What only HubSpot's partners have.
    expect(notAsked.sort()).toEqual([
      'crm.objects.partner-clients.read',
      'crm.objects.partner-services.read',
    ]);
  });
});
