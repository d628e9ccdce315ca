// Where HubSpot's OAuth answers: the install page, and the token calls of every version.
import type { OpenRoute } from '../http/route.ts';
import { authorizePage, decideAuthorization } from './authorize.ts';
import {
  accessTokenInfoV1,
  deleteRefreshTokenV1,
  introspectionAnswer,
  refreshTokenInfoV1,
  revocationAnswer,
} from './introspect.ts';
import { tokenAnswer } from './token.ts';

const pages: OpenRoute[] = [
  { access: 'open', method: 'GET', path: '/oauth/authorize', handle: authorizePage },
  { access: 'open', method: 'GET', path: '/oauth/{portalId}/authorize', handle: authorizePage },
  { access: 'open', method: 'POST', path: '/oauth/authorize', handle: decideAuthorization },
];

const tokenCalls = ['2026-03', '2026-09', 'v3'].flatMap((version): OpenRoute[] => [
  {
    access: 'open',
    method: 'POST',
    path: `/oauth/${version}/token`,
    handle: (call) => tokenAnswer(call, version),
  },
  {
    access: 'open',
    method: 'POST',
    path: `/oauth/${version}/token/introspect`,
    handle: (call) => introspectionAnswer(call, version),
  },
  {
    access: 'open',
    method: 'POST',
    path: `/oauth/${version}/token/revoke`,
    handle: (call) => revocationAnswer(call, version),
  },
]);

const firstVersion: OpenRoute[] = [
  {
    access: 'open',
    method: 'POST',
    path: '/oauth/v1/token',
    handle: (call) => tokenAnswer(call, 'v1'),
  },
  {
    access: 'open',
    method: 'GET',
    path: '/oauth/v1/access-tokens/{token}',
    handle: accessTokenInfoV1,
  },
  {
    access: 'open',
    method: 'GET',
    path: '/oauth/v1/refresh-tokens/{token}',
    handle: refreshTokenInfoV1,
  },
  {
    access: 'open',
    method: 'DELETE',
    path: '/oauth/v1/refresh-tokens/{token}',
    handle: deleteRefreshTokenV1,
  },
];

export const oauthRoutes: readonly OpenRoute[] = [...pages, ...tokenCalls, ...firstVersion];
