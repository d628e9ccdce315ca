// What the client needs to act for a portal: an access token, whoever keeps it.
import type { Result } from '#domain/result.ts';
import type { PortalId } from '../ids.ts';
import type { Secret } from '../secret.ts';
import type { HubSpotFailure } from './failure.ts';

export interface AccessToken {
  readonly token: Secret;
  /** Grows with each new token of the portal. */
  readonly version: number;
}

export interface Tokens {
  /**
   * A token for the portal. After a 401, `refusedVersion` names the token that HubSpot refused, so
   * that of many callers with the same dead token only the first refreshes.
   */
  accessToken(
    portal: PortalId,
    refusedVersion: number | null,
  ): Promise<Result<AccessToken, HubSpotFailure>>;
}
