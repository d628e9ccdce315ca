// Says what a token is (introspection and its v1 forms), and revokes refresh tokens.
import { emptyAnswer, jsonAnswer, type Answer } from '../http/answer.ts';
import { notFound } from '../http/refusal.ts';
import { parameter, type OpenCall } from '../http/route.ts';
import { accountOf } from '../world/world.ts';
import { invalidOauthRequest } from './errors.ts';
import { clientProblem, readForm } from './form.ts';
import {
  dropRefreshToken,
  findAccessToken,
  findRefreshToken,
  type AccessToken,
  type RefreshToken,
} from './grants.ts';

export function introspectionAnswer(call: OpenCall, version: string): Answer {
  const value = tokenOfForm(call, version);
  if (typeof value !== 'string') return value;
  const access = livingAccessToken(call, value);
  if (access !== undefined) {
    return jsonAnswer(200, {
      active: true,
      token_use: 'access_token',
      ...accessFacts(call, access),
    });
  }
  const refresh = findRefreshToken(call.memory.grants, value);
  if (refresh === undefined) return jsonAnswer(200, { active: false });
  return jsonAnswer(200, {
    active: true,
    token_use: 'refresh_token',
    app_id: call.memory.app.appId,
    ...refreshFacts(call, refresh),
  });
}

/** Observed at HubSpot: 200 and nothing more, for unknown tokens too (RFC 7009). */
export function revocationAnswer(call: OpenCall, version: string): Answer {
  const value = tokenOfForm(call, version);
  if (typeof value !== 'string') return value;
  dropRefreshToken(call.memory.grants, value);
  call.memory.changed();
  return emptyAnswer(200);
}

export function accessTokenInfoV1(call: OpenCall): Answer {
  const access = livingAccessToken(call, parameter(call, 'token'));
  if (access === undefined) return notFound(call.correlationId, 'access token is not known');
  return jsonAnswer(200, accessFacts(call, access));
}

export function refreshTokenInfoV1(call: OpenCall): Answer {
  const refresh = findRefreshToken(call.memory.grants, parameter(call, 'token'));
  if (refresh === undefined) return notFound(call.correlationId, 'refresh token is not known');
  return jsonAnswer(200, refreshFacts(call, refresh));
}

export function deleteRefreshTokenV1(call: OpenCall): Answer {
  const refresh = findRefreshToken(call.memory.grants, parameter(call, 'token'));
  if (refresh === undefined) return notFound(call.correlationId, 'refresh token is not known');
  dropRefreshToken(call.memory.grants, refresh.token);
  call.memory.changed();
  return emptyAnswer(204);
}

function tokenOfForm(call: OpenCall, version: string): string | Answer {
  const form = readForm(call, version);
  if (form.kind === 'refused') return form.answer;
  const problem = clientProblem(call, form.value);
  if (problem !== undefined) return problem;
  return form.value.get('token') ?? invalidOauthRequest('token is required', call.correlationId);
}

function livingAccessToken(call: OpenCall, value: string): AccessToken | undefined {
  const access = findAccessToken(call.memory.grants, value);
  return access !== undefined && access.expiresAt > call.now ? access : undefined;
}

function refreshFacts(call: OpenCall, token: RefreshToken): Record<string, unknown> {
  const account = accountOf(call.memory.world, token.portalId);
  return {
    token: token.token,
    token_type: 'bearer',
    client_id: call.memory.app.clientId,
    hub_id: token.portalId,
    hub_domain: account?.hubDomain,
    user_id: token.userId,
    user: account?.users.find((user) => user.id === token.userId)?.email,
    scopes: token.scopes,
  };
}

function accessFacts(call: OpenCall, token: AccessToken): Record<string, unknown> {
  const { appId } = call.memory.app;
  return {
    ...refreshFacts(call, token),
    app_id: appId,
    expires_in: Math.floor((token.expiresAt - call.now) / 1000),
    is_private_distribution: false,
    signed_access_token: signedForm(token, appId),
  };
}

/** HubSpot's internal form of the token. Its signatures mean nothing here, so they are empty. */
function signedForm(token: AccessToken, appId: number): Record<string, unknown> {
  return {
    appId,
    appInstallId: `${appId}-${token.portalId}`,
    audience: '',
    expiresAt: token.expiresAt,
    hubId: token.portalId,
    hublet: 'eu1',
    installingUserId: token.userId,
    isPrivateDistribution: false,
    isServiceAccount: false,
    isUserLevel: false,
    newSignature: '',
    scopes: token.scopes.join(' '),
    scopeToScopeGroupPks: '',
    signature: '',
    trialScopes: '',
    trialScopeToScopeGroupPks: '',
    userId: token.userId,
  };
}
