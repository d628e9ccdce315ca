// HubSpot's token endpoint in memory: counts refreshes, answers as told, and hands out numbered tokens.
import { failed, success, type Result } from '#domain/result.ts';
import type { HubSpotFailure } from '../../../server/hubspot/failure.ts';
import type { Grant, OauthClient } from '../../../server/hubspot/oauth.ts';
import { Secret } from '../../../server/secret.ts';

export interface FakeOauth extends OauthClient {
  /** Refresh tokens that were sent, in order. */
  readonly refreshedWith: readonly string[];
  /** What every refresh does from now on; it may wait, and change the world while it does. */
  answerWith(refresh: () => Promise<Result<Grant, HubSpotFailure>>): void;
}

export const HALF_AN_HOUR_MS = 30 * 60_000;

export const grantNumber = (number: number | string): Grant => ({
  accessToken: new Secret(`access-${String(number)}`),
  refreshToken: new Secret(`refresh-${String(number)}`),
  expiresInMs: HALF_AN_HOUR_MS,
});

/** Grants new tokens to everybody until told otherwise. */
export function fakeOauth(): FakeOauth {
  const refreshedWith: string[] = [];
  const grantNext = () => Promise.resolve(success(grantNumber(refreshedWith.length + 1)));
  let answer: () => Promise<Result<Grant, HubSpotFailure>> = grantNext;
  return {
    refreshedWith,
    answerWith(refresh) {
      answer = refresh;
    },
    refresh(refreshToken) {
      refreshedWith.push(refreshToken.reveal());
      return answer();
    },
    exchangeCode: () => Promise.resolve(failed({ code: 'grant_refused', hubspot: null })),
    introspect: () => Promise.resolve(failed({ code: 'disconnected', hubspot: null })),
    revoke: () => Promise.resolve(success(null)),
    appToken: () => Promise.resolve(failed({ code: 'app_misconfigured', hubspot: null })),
  };
}
