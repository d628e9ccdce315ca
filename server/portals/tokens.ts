// A usable access token per portal: refreshed before it expires, one refresh at a time in this
// process (a shared promise) and across processes (a lease in the store that outlasts the request).
import { failed, success, type Result } from '#domain/result.ts';
import type { Clock } from '../clock.ts';
import type { AccessToken, Tokens } from '../hubspot/access.ts';
import type { HubSpotFailure } from '../hubspot/failure.ts';
import type { Grant, OauthClient } from '../hubspot/oauth.ts';
import type { PortalId } from '../ids.ts';
import type { Log } from '../log.ts';
import { createShare } from '../share.ts';
import {
  tokenPurpose,
  type PortalRow,
  type Portals,
  type SealedTokens,
} from '../storage/portals.ts';
import { seal, unseal, type KeyRing } from '../storage/seal.ts';

/** HubSpot's tokens live 30 minutes; refreshed this long before, none runs out on the way. */
const MARGIN_MS = 3 * 60_000;
/** Longer than a token request may take, so that a slow refresh never loses its lease. */
const LEASE_MS = 45_000;
const LEASE_POLL_MS = 100;
/**
 * Looks in a row at which its owner does not run, before a lease is nobody's. At fewer, a live server
 * whose session PostgreSQL has just ended would be taken for a dead one, and its refresh made twice.
 */
const LOOKS = 6;

export interface TokenParts {
  readonly portals: Portals;
  readonly oauth: OauthClient;
  readonly keys: KeyRing;
  readonly clock: Clock;
  readonly log: Log;
  /** Names this process in leases. */
  readonly owner: string;
  /** Whether the process of that name lives: a lease of a dead one is nobody's. */
  readonly isRunning: (owner: string) => Promise<boolean>;
}

type Refreshed = Result<AccessToken, HubSpotFailure>;

/** Tokens from the store, refreshed at HubSpot. */
export function createTokens(parts: TokenParts): Tokens {
  const share = createShare<PortalId, Refreshed>();
  return {
    async accessToken(portal, refusedVersion) {
      const row = await parts.portals.find(portal);
      const usable = usableToken(parts, row, refusedVersion);
      if (usable) return usable;
      return share(portal, () => refreshUnderLease(parts, portal, refusedVersion));
    },
  };
}

/** The stored token, or the reason why there is none; null: it has to be refreshed. */
function usableToken(
  parts: TokenParts,
  row: PortalRow | null,
  refusedVersion: number | null,
): Refreshed | null {
  if (!row) return failed({ code: 'not_installed', hubspot: null });
  if (row.status === 'disconnected' || row.accessSealed === null) {
    return failed({ code: 'disconnected', hubspot: null });
  }
  const fresh = row.accessExpiresAt - parts.clock.now() > MARGIN_MS;
  if (!fresh || row.tokenVersion === refusedVersion) return null;
  const opened = unseal(parts.keys, tokenPurpose(row.portalId, 'access'), row.accessSealed);
  if (!opened.ok) return keysAreWrong(parts, row.portalId);
  return success({ token: opened.value, version: row.tokenVersion });
}

async function refreshUnderLease(
  parts: TokenParts,
  portal: PortalId,
  refusedVersion: number | null,
): Promise<Refreshed> {
  const giveUpAt = parts.clock.now() + 2 * LEASE_MS;
  let notRunning = 0;
  for (;;) {
    if (await parts.portals.takeRefreshLease(portal, parts.owner, LEASE_MS)) {
      try {
        return await refreshOnce(parts, portal, refusedVersion);
      } finally {
        await parts.portals.releaseRefreshLease(portal, parts.owner);
      }
    }
    await parts.clock.sleep(LEASE_POLL_MS);
    const row = await parts.portals.find(portal);
    const usable = usableToken(parts, row, refusedVersion);
    if (usable) return usable;
    const owner = row?.refreshLeaseOwner ?? null;
    notRunning = owner === null || (await parts.isRunning(owner)) ? 0 : notRunning + 1;
    if (owner !== null && notRunning >= LOOKS) {
      await parts.portals.releaseRefreshLease(portal, owner);
    }
    if (parts.clock.now() > giveUpAt) {
      return failed({ code: 'unavailable', retryAfterMs: LEASE_POLL_MS, hubspot: null });
    }
  }
}

/** With the lease held: looks again first, because another process may just have refreshed. */
async function refreshOnce(
  parts: TokenParts,
  portal: PortalId,
  refusedVersion: number | null,
): Promise<Refreshed> {
  const row = await parts.portals.find(portal);
  const usable = usableToken(parts, row, refusedVersion);
  if (usable || !row?.refreshSealed) {
    return usable ?? failed({ code: 'disconnected', hubspot: null });
  }
  const refreshToken = unseal(parts.keys, tokenPurpose(portal, 'refresh'), row.refreshSealed);
  if (!refreshToken.ok) return keysAreWrong(parts, portal);
  const grant = await parts.oauth.refresh(refreshToken.value);
  parts.log.info({
    event: 'token_refresh',
    portal,
    failure: grant.ok ? null : grant.failure.code,
  });
  if (!grant.ok && grant.failure.code !== 'disconnected') return grant;
  const now = parts.clock.now();
  const newest = grant.ok
    ? await parts.portals.replaceTokens(
        portal,
        row.tokenVersion,
        sealGrant(parts.keys, portal, grant.value, now),
      )
    : await parts.portals.leave(portal, {
        ...{ at: now, by: null, reason: 'access_ended' },
        grant: { version: row.tokenVersion },
      });
  if (!newest) return tokenOfNewerGrant(parts, portal);
  return grant.ok
    ? success({ token: grant.value.accessToken, version: row.tokenVersion + 1 })
    : grant;
}

/** The app was installed again while HubSpot was asked about the old grant: that one counts. */
async function tokenOfNewerGrant(parts: TokenParts, portal: PortalId): Promise<Refreshed> {
  const usable = usableToken(parts, await parts.portals.find(portal), null);
  return usable ?? failed({ code: 'unavailable', retryAfterMs: LEASE_POLL_MS, hubspot: null });
}

function keysAreWrong(parts: TokenParts, portal: PortalId): Refreshed {
  parts.log.error({ event: 'token_unreadable', portal });
  return failed({ code: 'app_misconfigured', hubspot: null });
}

/** A grant as it is stored: both tokens sealed for this portal and this use. */
export function sealGrant(
  keys: KeyRing,
  portal: PortalId,
  grant: Grant,
  now: number,
): SealedTokens {
  return {
    accessSealed: seal(keys, tokenPurpose(portal, 'access'), grant.accessToken),
    refreshSealed: seal(keys, tokenPurpose(portal, 'refresh'), grant.refreshToken),
    accessExpiresAt: now + grant.expiresInMs,
  };
}
