// The OAuth install: start it for one browser, and finish it when HubSpot sends the browser back.
import { failed, success, type Result } from '#domain/result.ts';
import type { Clock } from '../clock.ts';
import type { HubSpotFailure } from '../hubspot/failure.ts';
import type { OauthClient, TokenOwner } from '../hubspot/oauth.ts';
import type { PortalFacts } from '../hubspot/portal-facts.ts';
import type { PortalId } from '../ids.ts';
import type { Log } from '../log.ts';
import type { OauthStates, StateCheck } from '../storage/oauth-states.ts';
import type { Portals } from '../storage/portals.ts';
import type { KeyRing } from '../storage/seal.ts';
import type { AppScopes } from './app-scopes.ts';
import { sealGrant } from './tokens.ts';

export interface InstallStart {
  /** HubSpot's consent page. */
  readonly authorizeUrl: string;
  readonly state: string;
  readonly browserSecret: string;
}

/** What HubSpot sends back, plus the secret from this browser's cookie. */
export interface InstallReturn {
  readonly state: string | null;
  readonly code: string | null;
  readonly error: string | null;
  readonly browserSecret: string | null;
}

export type InstallFailure =
  | { readonly code: 'state_missing' }
  | { readonly code: 'state_refused'; readonly check: Exclude<StateCheck, 'good'> }
  | { readonly code: 'consent_refused'; readonly error: string }
  | { readonly code: 'code_missing' }
  | { readonly code: 'code_refused' }
  | { readonly code: 'hubspot'; readonly failure: HubSpotFailure };

export interface Install {
  start(): Promise<InstallStart>;
  finish(back: InstallReturn): Promise<Result<{ readonly portal: PortalId }, InstallFailure>>;
}

export interface InstallParts {
  readonly states: OauthStates;
  readonly portals: Portals;
  readonly oauth: OauthClient;
  readonly facts: PortalFacts;
  readonly scopes: AppScopes;
  readonly keys: KeyRing;
  readonly clock: Clock;
  readonly log: Log;
  readonly authorizeUrl: string;
  readonly clientId: string;
  readonly redirectUri: string;
}

/** The install of one app. */
export function createInstall(parts: InstallParts): Install {
  return {
    async start() {
      const { state, browserSecret } = await parts.states.issue();
      return { authorizeUrl: authorizeUrl(parts, state), state, browserSecret };
    },

    async finish(back) {
      if (back.state === null) return failed({ code: 'state_missing' });
      const check = await parts.states.use(back.state, back.browserSecret);
      if (check !== 'good') return failed({ code: 'state_refused', check });
      if (back.error !== null) return failed({ code: 'consent_refused', error: back.error });
      if (back.code === null) return failed({ code: 'code_missing' });
      return saveGrant(parts, back.code);
    },
  };
}

/** HubSpot's own SDK and CLI encode spaces as %20, not as +. */
function authorizeUrl(parts: InstallParts, state: string): string {
  const query = {
    client_id: parts.clientId,
    redirect_uri: parts.redirectUri,
    scope: parts.scopes.required.join(' '),
    optional_scope: parts.scopes.optional.join(' '),
    state,
  };
  const text = Object.entries(query)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
  return `${parts.authorizeUrl}?${text}`;
}

async function saveGrant(
  parts: InstallParts,
  code: string,
): Promise<Result<{ readonly portal: PortalId }, InstallFailure>> {
  const grant = await parts.oauth.exchangeCode(code);
  if (!grant.ok) {
    return grant.failure.code === 'grant_refused'
      ? failed({ code: 'code_refused' })
      : failed({ code: 'hubspot', failure: grant.failure });
  }
  // Whose token it is comes from HubSpot about the token itself, never from the browser.
  const owner = await parts.oauth.introspect(grant.value.accessToken);
  if (!owner.ok) return failed({ code: 'hubspot', failure: owner.failure });
  const now = parts.clock.now();
  await parts.portals.install(owner.value.portal, {
    ...sealGrant(parts.keys, owner.value.portal, grant.value, now),
    hubDomain: owner.value.hubDomain,
    scopes: owner.value.scopes,
    installedBy: owner.value.user,
    at: now,
  });
  parts.log.info({ event: 'installed', portal: owner.value.portal });
  await rememberAccount(parts, owner.value);
  return success({ portal: owner.value.portal });
}

/** Nice to have: an install does not fail because the account's details could not be read. */
async function rememberAccount(parts: InstallParts, owner: TokenOwner): Promise<void> {
  const account = await parts.facts.account(owner.portal);
  if (!account.ok) return;
  await parts.portals.setAccount(owner.portal, account.value.accountType, account.value.uiDomain);
}
