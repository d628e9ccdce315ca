// POST …/token: exchanges a code, refreshes a token.
import { randomBytes } from 'node:crypto';
import { jsonAnswer, type Answer } from '../http/answer.ts';
import type { OpenCall } from '../http/route.ts';
import { journalScopes } from '../journal/journal.ts';
import { accountOf } from '../world/world.ts';
import { invalidOauthRequest, oauthError } from './errors.ts';
import { clientProblem, readForm } from './form.ts';
import {
  accessTokenSeconds,
  dropRefreshToken,
  findRefreshToken,
  issueAccessToken,
  issueRefreshToken,
  takeCode,
  type RefreshToken,
} from './grants.ts';

export function tokenAnswer(call: OpenCall, version: string): Answer {
  const form = readForm(call, version);
  if (form.kind === 'refused') return form.answer;
  const problem = clientProblem(call, form.value);
  if (problem !== undefined) return problem;
  switch (form.value.get('grant_type')) {
    case 'authorization_code':
      return exchange(call, form.value);
    case 'refresh_token':
      return refresh(call, form.value);
    case 'client_credentials':
      // The file of 2026-09 lists the two other grants alone.
      return version === '2026-09'
        ? oauthError('BAD_GRANT_TYPE', call.correlationId)
        : appToken(call, form.value);
    case null:
    default:
      return oauthError('BAD_GRANT_TYPE', call.correlationId);
  }
}

function exchange(call: OpenCall, form: URLSearchParams): Answer {
  const { memory, now } = call;
  const value = form.get('code');
  const redirectUri = form.get('redirect_uri');
  if (value === null || redirectUri === null) {
    return invalidOauthRequest('code and redirect_uri are required', call.correlationId);
  }
  // Even a request that is refused below has used the code up.
  const code = takeCode(memory.grants, value, now);
  memory.changed();
  if (code === undefined) return oauthError('BAD_AUTH_CODE', call.correlationId);
  if (code.redirectUri !== redirectUri) return oauthError('BAD_REDIRECT_URI', call.correlationId);
  const account = accountOf(memory.world, code.portalId);
  if (account === undefined) return oauthError('BAD_HUB', call.correlationId);
  const { portalId, userId, scopes } = code;
  account.install = { userId, scopes, installedAt: now };
  return issued(call, issueRefreshToken(memory.grants, { portalId, userId, scopes }));
}

/** A token for the webhooks journal, which acts for no portal. */
function appToken(call: OpenCall, form: URLSearchParams): Answer {
  const { journal, scenarios } = call.memory;
  const wanted = (form.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
  const scopes = wanted.flatMap((scope) => journalScopes.get(scope) ?? []);
  if (scenarios.journalScopes === 'refused' || scopes.length < Math.max(1, wanted.length)) {
    return oauthError('BAD_SCOPES', call.correlationId);
  }
  const token = `CA${randomBytes(60).toString('base64url')}`;
  journal.tokens.push({ token, scopes, expiresAt: call.now + accessTokenSeconds * 1000 });
  return jsonAnswer(
    200,
    {
      ...{ access_token: token, expires_in: accessTokenSeconds, token_type: 'bearer' },
      ...{ token_use: 'client_credentials', scopes: wanted },
    },
    { 'cache-control': 'no-store' },
  );
}

function refresh(call: OpenCall, form: URLSearchParams): Answer {
  const { grants, scenarios, world } = call.memory;
  const value = form.get('refresh_token');
  if (value === null) return invalidOauthRequest('refresh_token is required', call.correlationId);
  if (scenarios.refreshFailure !== 'none') {
    return oauthError(scenarios.refreshFailure, call.correlationId);
  }
  const token = findRefreshToken(grants, value);
  if (token === undefined) return oauthError('BAD_REFRESH_TOKEN', call.correlationId);
  if (accountOf(world, token.portalId) === undefined) {
    return oauthError('BAD_HUB', call.correlationId);
  }
  if (scenarios.refreshToken === 'same') return issued(call, token);
  dropRefreshToken(grants, token.token);
  const { portalId, userId, scopes } = token;
  return issued(call, issueRefreshToken(grants, { portalId, userId, scopes }));
}

function issued(call: OpenCall, refreshToken: RefreshToken): Answer {
  const { portalId, userId, scopes } = refreshToken;
  const access = issueAccessToken(call.memory.grants, { portalId, userId, scopes }, call.now);
  call.memory.changed();
  return jsonAnswer(
    200,
    {
      access_token: access.token,
      refresh_token: refreshToken.token,
      expires_in: accessTokenSeconds,
      token_type: 'bearer',
      token_use: 'access_token',
      hub_id: portalId,
      user_id: userId,
      scopes,
    },
    { 'cache-control': 'no-store' },
  );
}
