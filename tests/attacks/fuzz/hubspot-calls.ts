// Every call that the server makes to HubSpot, through the real client and down to fetch.
import * as v from 'valibot';
import { failed, success, type Result } from '#domain/result.ts';
import { createAppInstall } from '../../../server/hubspot/app-install.ts';
import { allowanceOf, readAllowance, readRateLeft } from '../../../server/hubspot/allowance.ts';
import { createAssociations } from '../../../server/hubspot/associations.ts';
import { createHubSpotClient, INTERACTIVE } from '../../../server/hubspot/client.ts';
import { hideSecrets } from '../../../server/hubspot/hide-secrets.ts';
import { sendHttp } from '../../../server/hubspot/http.ts';
import { createOauthClient } from '../../../server/hubspot/oauth.ts';
import { createObjectSchemas } from '../../../server/hubspot/object-schemas.ts';
import { createPortalFacts } from '../../../server/hubspot/portal-facts.ts';
import { createRecords } from '../../../server/hubspot/records.ts';
import { createUninstallJournal } from '../../../server/hubspot/uninstall-journal.ts';
import { pathsOf } from '../../../server/hubspot/versions.ts';
import { portalIdSchema, userIdSchema } from '../../../server/ids.ts';
import { matchAnswer } from '../../../server/limits/match.ts';
import { createLog } from '../../../server/log.ts';
import { createMetrics } from '../../../server/observe/metrics.ts';
import { observeCalls } from '../../../server/observe/hubspot-calls.ts';
import { Secret } from '../../../server/secret.ts';
import { fakeClock } from '../../server/fake-clock.ts';

const SECRET = new Secret('the client secret of this app');
const PORTAL = v.parse(portalIdSchema, 42);
const USER = v.parse(userIdSchema, 7);
const CONTACTS = { from: '0-1', to: '0-2' };

type Call = () => Promise<Result<unknown, { readonly code: string }>>;

/** The calls by name; each ends with a value or a failure. */
export function hubspotCalls(): Readonly<Record<string, Call>> {
  const clock = fakeClock();
  const baseUrl = 'https://api.hubapi.com';
  const metrics = createMetrics(() => Promise.resolve(null), null);
  const send = observeCalls(hideSecrets(sendHttp, SECRET), metrics, clock);
  const paths = pathsOf('2026-03');
  const token = new Secret('an access token of the portal');
  const client = createHubSpotClient({
    ...{ send, baseUrl, clock },
    log: createLog({ write: () => undefined }),
    tokens: { accessToken: () => Promise.resolve(success({ token, version: 1 })) },
    pace: {
      take: () => Promise.resolve(success(null)),
      observe: (_portal, headers) => {
        const left = readRateLeft(headers);
        const allowance = readAllowance(headers)?.allowance ?? allowanceOf(1, 1);
        return mustBeNumbers([
          left ?? 0,
          allowance.everyUs,
          allowance.spanUs,
          allowance.momentUs,
          allowance.leadUs,
          allowance.calls,
        ]);
      },
      hold: (_portal, milliseconds) => mustBeNumbers([milliseconds]),
    },
  });
  const associations = createAssociations(client, paths);
  const records = createRecords(client, paths);
  const facts = createPortalFacts(client, paths);
  const oauth = createOauthClient({
    ...{ send, baseUrl, clientId: 'client', clientSecret: SECRET },
    redirectUri: 'https://atmost.example.com/oauth/callback',
  });
  const appToken = () => Promise.resolve(success({ accessToken: token, expiresInMs: 1_800_000 }));
  const journal = createUninstallJournal({ send, baseUrl, paths, clock, oauth: { appToken } });
  const { from, to } = CONTACTS;
  const write = async (operation: 'create' | 'update' | 'purge') => {
    const inputs = [
      { category: 'HUBSPOT_DEFINED', typeId: 279, maxToObjectIds: 2 },
      { category: 'USER_DEFINED', typeId: 36, maxToObjectIds: 2 },
    ] as const;
    const answered = await associations.write(PORTAL, from, to, operation, inputs, INTERACTIVE);
    if (!answered.ok) return answered;
    const verdicts = matchAnswer(operation, inputs, answered.value);
    return verdicts.length === inputs.length ? answered : failed({ code: 'lost a verdict' });
  };
  return {
    readDirection: () => associations.readDirection(PORTAL, from, to, INTERACTIVE),
    surveyDirection: () => associations.surveyDirection(PORTAL, from, to, INTERACTIVE),
    create: () => write('create'),
    update: () => write('update'),
    purge: () => write('purge'),
    listIds: () => records.listIds(PORTAL, from, null, INTERACTIVE),
    readLinks: () => records.readLinks(PORTAL, CONTACTS, [{ id: '1', after: null }], INTERACTIVE),
    objectSchema: () => createObjectSchemas(client, paths).read(PORTAL, from),
    uninstall: () => createAppInstall(client, paths).uninstall(PORTAL),
    account: () => facts.account(PORTAL),
    isSuperAdmin: () => facts.isSuperAdmin(PORTAL, USER),
    userName: () => facts.userName(PORTAL, USER),
    standardObjectTypes: () => facts.standardObjectTypes(PORTAL),
    customObjectTypes: () => facts.customObjectTypes(PORTAL),
    recordCount: () => facts.recordCount(PORTAL, from),
    limitReport: () => facts.limitReport(PORTAL, from, to),
    exchangeCode: () => oauth.exchangeCode('a code of an install'),
    refresh: () => oauth.refresh(new Secret('a refresh token of the portal')),
    introspect: () => oauth.introspect(token),
    revoke: () => oauth.revoke(token),
    appToken: () => oauth.appToken(['a.scope']),
    subscribe: () => journal.subscribe(),
    readJournal: () => journal.read(null),
  };
}

/** What is reckoned with afterwards: a number that is none would spread. */
function mustBeNumbers(values: readonly number[]): Promise<void> {
  const wrong = values.filter((value) => !Number.isFinite(value) || value < 0);
  return wrong.length === 0
    ? Promise.resolve()
    : Promise.reject(new RangeError(`No numbers to reckon with: ${wrong.join()}`));
}
