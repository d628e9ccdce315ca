// Codes and tokens: issued here, looked up here, expired here. Lifetimes are HubSpot's.
import { randomBytes, randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { integer } from '../../whole-numbers.ts';

/** HubSpot documents 1800 seconds for access tokens and no figure for codes, only "short-lived". */
export const accessTokenSeconds = 1800;
const codeMilliseconds = 5 * 60_000;
/** Dead tokens are remembered for a day, so that a late call hears "expired", not "unknown". */
const rememberedMilliseconds = 24 * 60 * 60_000;

const tokenFields = {
  token: v.string(),
  portalId: integer,
  userId: integer,
  scopes: v.array(v.string()),
};
const accessTokenSchema = v.strictObject({ ...tokenFields, expiresAt: v.number() });
const refreshTokenSchema = v.strictObject(tokenFields);
const codeSchema = v.strictObject({
  code: v.string(),
  portalId: integer,
  userId: integer,
  scopes: v.array(v.string()),
  redirectUri: v.string(),
  expiresAt: v.number(),
});
export const grantsSchema = v.strictObject({
  codes: v.array(codeSchema),
  accessTokens: v.array(accessTokenSchema),
  refreshTokens: v.array(refreshTokenSchema),
});
export type Grants = v.InferOutput<typeof grantsSchema>;
export type AccessToken = v.InferOutput<typeof accessTokenSchema>;
export type RefreshToken = v.InferOutput<typeof refreshTokenSchema>;
export type AuthorizationCode = v.InferOutput<typeof codeSchema>;
type Subject = Pick<RefreshToken, 'portalId' | 'userId' | 'scopes'>;

export const noGrants = (): Grants => ({ codes: [], accessTokens: [], refreshTokens: [] });

export function issueCode(
  grants: Grants,
  subject: Subject,
  redirectUri: string,
  now: number,
): AuthorizationCode {
  grants.codes = grants.codes.filter((code) => code.expiresAt > now);
  const code = { ...subject, code: randomUUID(), redirectUri, expiresAt: now + codeMilliseconds };
  grants.codes.push(code);
  return code;
}

/** Takes a code out of circulation: whoever asks second finds nothing. */
export function takeCode(
  grants: Grants,
  value: string,
  now: number,
): AuthorizationCode | undefined {
  const found = grants.codes.find((code) => code.code === value && code.expiresAt > now);
  grants.codes = grants.codes.filter((code) => code !== found);
  return found;
}

export function issueRefreshToken(grants: Grants, subject: Subject): RefreshToken {
  const token = { ...subject, token: `eu1-${randomUUID()}` };
  grants.refreshTokens.push(token);
  return token;
}

/** Issues an access token as long as HubSpot's may be (512 characters and more). */
export function issueAccessToken(grants: Grants, subject: Subject, now: number): AccessToken {
  grants.accessTokens = grants.accessTokens.filter(
    (token) => token.expiresAt > now - rememberedMilliseconds,
  );
  const token = {
    ...subject,
    token: `C${randomBytes(390).toString('base64url')}`,
    expiresAt: now + accessTokenSeconds * 1000,
  };
  grants.accessTokens.push(token);
  return token;
}

export function findAccessToken(grants: Grants, value: string): AccessToken | undefined {
  return grants.accessTokens.find((token) => token.token === value);
}

export function findRefreshToken(grants: Grants, value: string): RefreshToken | undefined {
  return grants.refreshTokens.find((token) => token.token === value);
}

/** Drops one refresh token. Access tokens already issued live on, as observed at HubSpot. */
export function dropRefreshToken(grants: Grants, value: string): void {
  grants.refreshTokens = grants.refreshTokens.filter((token) => token.token !== value);
}

/** Everything of one portal dies at once: the app was uninstalled there. */
export function dropPortalGrants(grants: Grants, portalId: number): void {
  grants.codes = grants.codes.filter((code) => code.portalId !== portalId);
  grants.accessTokens = grants.accessTokens.filter((token) => token.portalId !== portalId);
  grants.refreshTokens = grants.refreshTokens.filter((token) => token.portalId !== portalId);
}

/** Lets every access token of a portal expire now; answers how many were alive. */
export function expireAccessTokens(grants: Grants, portalId: number, now: number): number {
  const alive = grants.accessTokens.filter(
    (token) => token.portalId === portalId && token.expiresAt > now,
  );
  for (const token of alive) token.expiresAt = now;
  return alive.length;
}
