// The install link's parameters and the reasons why HubSpot blocks the install page.
import { isIP } from 'node:net';
import type { AppFacts } from '../app-facts.ts';
import type { Account } from '../world/world.ts';

export interface AuthorizeRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly optionalScopes: readonly string[];
  readonly state: string | null;
}

export type ReadRequest =
  | { readonly kind: 'ok'; readonly request: AuthorizeRequest }
  | { readonly kind: 'blocked'; readonly reason: string };

/** Reads and checks the parameters against what the app has registered. */
export function readAuthorizeRequest(parameters: URLSearchParams, app: AppFacts): ReadRequest {
  const repeated = [...parameters.keys()].find((name) => parameters.getAll(name).length > 1);
  if (repeated !== undefined) return blocked(`The link names ${repeated} more than once.`);
  const request: AuthorizeRequest = {
    clientId: parameters.get('client_id') ?? '',
    redirectUri: parameters.get('redirect_uri') ?? '',
    scopes: wordsOf(parameters.get('scope')),
    optionalScopes: wordsOf(parameters.get('optional_scope')),
    state: parameters.get('state'),
  };
  const reason = reasonAgainst(request, app);
  return reason === undefined ? { kind: 'ok', request } : blocked(reason);
}

/** The scopes a portal grants: all required ones and the optional ones that it has. */
export function grantedScopes(request: AuthorizeRequest, account: Account): string[] {
  const optional = request.optionalScopes.filter((scope) => !account.missingScopes.includes(scope));
  return [...new Set([...request.scopes, ...optional])];
}

/** Required scopes that a portal's subscription lacks; any one blocks the install. */
export function lackingScopes(request: AuthorizeRequest, account: Account): string[] {
  return request.scopes.filter((scope) => account.missingScopes.includes(scope));
}

function blocked(reason: string): ReadRequest {
  return { kind: 'blocked', reason };
}

function wordsOf(value: string | null): string[] {
  return (value ?? '').split(' ').filter((word) => word !== '');
}

/** "Working with OAuth": https, http for localhost alone, and no IP addresses. */
function isAllowedRedirect(redirectUri: string): boolean {
  const url = URL.parse(redirectUri);
  if (url === null || isIP(url.hostname.replace(/^\[|\]$/gu, '')) !== 0) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && url.hostname === 'localhost');
}

function reasonAgainst(request: AuthorizeRequest, app: AppFacts): string | undefined {
  if (request.clientId !== app.clientId) return 'No app with this client_id is known.';
  if (!app.redirectUrls.includes(request.redirectUri)) {
    return `The redirect_uri does not match the ones registered for ${app.name}.`;
  }
  if (!isAllowedRedirect(request.redirectUri)) {
    return 'The redirect_uri must use https (http for localhost alone) and must not be an IP address.';
  }
  const missing = app.requiredScopes.filter((scope) => !request.scopes.includes(scope));
  if (missing.length > 0) {
    return `The link lacks scopes that ${app.name} requires: ${missing.join(', ')}.`;
  }
  const inScope = [...app.requiredScopes, ...app.conditionallyRequiredScopes];
  const foreign = [
    ...request.scopes.filter((scope) => !inScope.includes(scope)),
    ...request.optionalScopes.filter((scope) => !app.optionalScopes.includes(scope)),
  ];
  if (foreign.length > 0) {
    return `The link asks for scopes that ${app.name} does not declare there: ${foreign.join(', ')}.`;
  }
  return undefined;
}
