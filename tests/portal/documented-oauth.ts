// The documented token calls of each version, good and bad.
import type { DocumentedRequest } from './documented-request.ts';
import { clientId, clientSecret, redirectUri, type Tokens } from './hubspot.ts';

const credentials = { client_id: clientId, client_secret: clientSecret };

/** For the webhooks journal. */
export const appTokenForm = {
  ...credentials,
  grant_type: 'client_credentials',
  scope: 'developer.webhooks_journal.read developer.webhooks_journal.subscriptions.write',
};

export function oauthRequests(prefix: string): DocumentedRequest[] {
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
    // The file of 2026-09 does not list this grant.
    post('/token', 'the app itself', prefix === '/oauth/2026-09' ? 400 : 200, () => appTokenForm),
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

export const firstVersionTokens: readonly DocumentedRequest[] = [
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
