// HubSpot's OAuth endpoints: exchange a code, refresh, introspect, revoke. Form-encoded in, JSON out;
// nothing secret ever stands in a query string.
import * as v from 'valibot';
import { failed, success, type Result } from '#domain/result.ts';
import { portalIdSchema, userIdSchema, type PortalId, type UserId } from '../ids.ts';
import { Secret } from '../secret.ts';
import type { HubSpotError } from '#domain/outcome.ts';
import { classify, type Unanswered } from './classify.ts';
import { toHubSpotError } from './error-body.ts';
import type { HubSpotFailure } from './failure.ts';
import type { SendHttp } from './http.ts';
import { oauthPaths } from './versions.ts';

export interface Grant {
  readonly accessToken: Secret;
  readonly refreshToken: Secret;
  /** Lifetime of the access token, milliseconds (HubSpot: 30 minutes). */
  readonly expiresInMs: number;
}

export interface TokenOwner {
  readonly portal: PortalId;
  readonly user: UserId | null;
  readonly hubDomain: string | null;
  readonly scopes: readonly string[];
}

/** `grant_refused`: the code or refresh token is used, expired, revoked or not ours. */
export type TokenFailure =
  HubSpotFailure | { readonly code: 'grant_refused'; readonly hubspot: HubSpotError | null };

export interface OauthClient {
  exchangeCode(code: string): Promise<Result<Grant, TokenFailure>>;
  refresh(refreshToken: Secret): Promise<Result<Grant, HubSpotFailure>>;
  /** Whose token it is; 'disconnected' where HubSpot calls it inactive. */
  introspect(accessToken: Secret): Promise<Result<TokenOwner, HubSpotFailure>>;
  /** Ends a grant. A token that HubSpot does not know any more is a success too. */
  revoke(refreshToken: Secret): Promise<Result<null, HubSpotFailure>>;
  /** A token of the app itself, for no portal. */
  appToken(scopes: readonly string[]): Promise<Result<AppToken, HubSpotFailure>>;
}

export interface AppToken {
  readonly accessToken: Secret;
  readonly expiresInMs: number;
}

/** Shorter than the refresh lease, so that a lease outlives the request it protects. */
export const TOKEN_REQUEST_TIMEOUT_MS = 20_000;
/** A person waits, and the grant is worth nothing any more once the app is uninstalled. */
const REVOKE_TIMEOUT_MS = 3_000;

/** A token that claims to live longer is refreshed after a day: nothing is lost by that. */
const LONGEST_LIFE_S = 24 * 3_600;
const expiresIn = v.pipe(
  v.number(),
  v.finite(),
  v.gtValue(0),
  v.transform((seconds) => Math.min(LONGEST_LIFE_S, seconds)),
);
const tokenText = v.pipe(v.string(), v.nonEmpty());

const grantSchema = v.pipe(
  v.object({ access_token: tokenText, refresh_token: tokenText, expires_in: expiresIn }),
  v.transform((answer): Grant => ({
    accessToken: new Secret(answer.access_token),
    refreshToken: new Secret(answer.refresh_token),
    expiresInMs: answer.expires_in * 1_000,
  })),
);

const appTokenSchema = v.pipe(
  v.object({ access_token: tokenText, expires_in: expiresIn }),
  v.transform((answer): AppToken => ({
    accessToken: new Secret(answer.access_token),
    expiresInMs: answer.expires_in * 1_000,
  })),
);

const introspectionSchema = v.variant('active', [
  v.object({ active: v.literal(false) }),
  v.object({
    active: v.literal(true),
    hub_id: portalIdSchema,
    user_id: v.nullish(userIdSchema),
    hub_domain: v.nullish(v.string()),
    scopes: v.array(v.string()),
  }),
]);

/** A client for one app. `redirectUri` must be the one of the authorize request, letter by letter. */
export function createOauthClient(options: {
  readonly send: SendHttp;
  readonly baseUrl: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly redirectUri: string;
}): OauthClient {
  const post = async <Value>(
    path: string,
    form: Readonly<Record<string, string>>,
    schema: v.GenericSchema<unknown, Value>,
    timeoutMs = TOKEN_REQUEST_TIMEOUT_MS,
  ): Promise<Result<Value, TokenFailure>> => {
    const exchange = classify(
      await options.send({
        method: 'POST',
        url: `${options.baseUrl}${path}`,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          accept: 'application/json',
        },
        body: new URLSearchParams({
          ...form,
          client_id: options.clientId,
          client_secret: options.clientSecret.reveal(),
        }).toString(),
        timeoutMs,
      }),
    );
    if (!exchange.ok) return failed(tokenFailure(exchange.failure));
    const parsed = v.safeParse(schema, exchange.value.body);
    if (parsed.success) return success(parsed.output);
    return failed({ code: 'unavailable', retryAfterMs: 2_000, hubspot: null });
  };

  return {
    exchangeCode: (code) =>
      post(
        oauthPaths.token,
        { grant_type: 'authorization_code', code, redirect_uri: options.redirectUri },
        grantSchema,
      ),

    async refresh(refreshToken) {
      const answer = await post(
        oauthPaths.token,
        { grant_type: 'refresh_token', refresh_token: refreshToken.reveal() },
        grantSchema,
      );
      return answer.ok ? answer : failed(deadGrantDisconnects(answer.failure));
    },

    async introspect(accessToken) {
      const answer = await post(
        oauthPaths.introspect,
        { token: accessToken.reveal(), token_type_hint: 'access_token' },
        introspectionSchema,
      );
      if (!answer.ok) return failed(deadGrantDisconnects(answer.failure));
      if (!answer.value.active) return failed({ code: 'disconnected', hubspot: null });
      return success({
        portal: answer.value.hub_id,
        user: answer.value.user_id ?? null,
        hubDomain: answer.value.hub_domain ?? null,
        scopes: answer.value.scopes,
      });
    },

    async revoke(refreshToken) {
      const form = { token: refreshToken.reveal(), token_type_hint: 'refresh_token' };
      const answer = await post(oauthPaths.revoke, form, v.unknown(), REVOKE_TIMEOUT_MS);
      return answer.ok ? success(null) : failed(deadGrantDisconnects(answer.failure));
    },

    async appToken(scopes) {
      const form = { grant_type: 'client_credentials', scope: scopes.join(' ') };
      const answer = await post(oauthPaths.token, form, appTokenSchema);
      return answer.ok ? answer : failed(deadGrantDisconnects(answer.failure));
    },
  };
}

const deadGrantDisconnects = (failure: TokenFailure): HubSpotFailure =>
  failure.code === 'grant_refused' ? { code: 'disconnected', hubspot: failure.hubspot } : failure;

const DEAD_GRANT_STATUSES = ['BAD_REFRESH_TOKEN', 'BAD_HUB', 'BAD_AUTH_CODE', 'BAD_CODE_VERIFIER'];
const DEAD_GRANT_ERRORS = ['invalid_grant', 'access_denied'];

/**
 * Only what surely says "this code or grant is dead" counts as that; every other 4xx is the
 * operator's (wrong secret, wrong redirect) and must keep the installs.
 */
function tokenFailure(failure: Unanswered): TokenFailure {
  if (failure.code === 'unauthorized') {
    const { body, status, correlationId } = failure.answer;
    const hubspot = toHubSpotError(body, status, correlationId);
    return saysDead(hubspot) ? { code: 'grant_refused', hubspot } : misconfigured(hubspot);
  }
  if (failure.code !== 'refused' && failure.code !== 'missing_scope') return failure;
  return saysDead(failure.hubspot)
    ? { code: 'grant_refused', hubspot: failure.hubspot }
    : misconfigured(failure.hubspot);
}

const misconfigured = (hubspot: HubSpotError | null): HubSpotFailure => ({
  code: 'app_misconfigured',
  hubspot,
});

const saysDead = (error: HubSpotError | null): boolean =>
  DEAD_GRANT_STATUSES.includes(error?.status ?? '') ||
  DEAD_GRANT_ERRORS.includes(error?.category ?? '');
