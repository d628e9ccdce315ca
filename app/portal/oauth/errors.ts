// OAuth errors: HubSpot's status with the RFC 6749 fields it added in 2026, and the fields its
// OpenAPI file requires of every error.
import type { OauthStatus } from '../control/faults.ts';
import { jsonAnswer, type Answer } from '../http/answer.ts';

const errors: Readonly<Record<OauthStatus, readonly [error: string, description: string]>> = {
  BAD_REFRESH_TOKEN: ['invalid_grant', 'refresh token is invalid, expired or revoked'],
  BAD_AUTH_CODE: ['invalid_grant', 'missing or unknown auth code'],
  BAD_CODE_VERIFIER: ['invalid_grant', 'code verifier does not match'],
  BAD_REDIRECT_URI: ['invalid_grant', 'redirect URI does not match the one of the auth code'],
  BAD_CLIENT_ID: ['invalid_client', 'missing or unknown client id'],
  BAD_CLIENT_SECRET: ['invalid_client', 'missing or invalid client secret'],
  BAD_HUB: ['access_denied', 'the account is not available to this app'],
  BAD_SCOPES: ['invalid_scope', 'missing or unknown scopes'],
  BAD_GRANT_TYPE: ['unsupported_grant_type', 'missing or unknown grant type'],
};

export function oauthError(status: OauthStatus, correlationId: string): Answer {
  const [error, description] = errors[status];
  return errorAnswer(status, error, description, correlationId);
}

/** A request that is wrong in form: a field missing, credentials in the address. */
export function invalidOauthRequest(description: string, correlationId: string): Answer {
  return errorAnswer('BAD_REQUEST', 'invalid_request', description, correlationId);
}

function errorAnswer(
  status: string,
  error: string,
  description: string,
  correlationId: string,
): Answer {
  return jsonAnswer(
    400,
    {
      error,
      error_description: description,
      status,
      message: description,
      correlationId,
      category: 'VALIDATION_ERROR',
    },
    { 'cache-control': 'no-store' },
  );
}
