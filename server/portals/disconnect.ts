// Disconnecting in the panel: HubSpot takes the app out of the portal, then the grant is revoked, then
// everything ends here. It may come twice: a connection that ended already stays as it ended.
import { erasedOn, type Disconnected } from '#domain/leaving.ts';
import type { DisconnectRequest } from '#domain/requests/leaving.ts';
import { failed, success, type Result } from '#domain/result.ts';
import type { Clock } from '../clock.ts';
import { failureOf, type ApiFailure } from '../failure.ts';
import type { AppInstall } from '../hubspot/app-install.ts';
import type { HubSpotFailure } from '../hubspot/failure.ts';
import type { OauthClient } from '../hubspot/oauth.ts';
import type { PortalFacts } from '../hubspot/portal-facts.ts';
import type { Log } from '../log.ts';
import type { Erasure } from '../storage/erase-portal.ts';
import { tokenPurpose, type PortalRow, type Portals } from '../storage/portals.ts';
import { unseal, type KeyRing } from '../storage/seal.ts';
import type { Asker } from './asker.ts';
import { mustBeSuperAdmin } from './super-admin.ts';

export interface DisconnectParts {
  readonly portals: Portals;
  readonly erasure: Erasure;
  readonly facts: Pick<PortalFacts, 'isSuperAdmin'>;
  readonly appInstall: AppInstall;
  readonly oauth: OauthClient;
  readonly keys: KeyRing;
  readonly clock: Clock;
  readonly log: Log;
}

/** Ends the connection that the wish names. */
export async function disconnect(
  parts: DisconnectParts,
  asker: Asker,
  wish: DisconnectRequest,
): Promise<Result<Disconnected, ApiFailure>> {
  const row = await parts.portals.find(asker.portal);
  if (!row || row.leftAt !== null) return success(endOf(row, null));
  if (new Date(row.connectedAt).toISOString() !== wish.connectedAt) return failed(NEWER);
  const allowed = await mustBeSuperAdmin(parts.facts, asker);
  if (!allowed.ok) {
    const now = await parts.portals.find(asker.portal);
    return now?.leftAt == null ? allowed : success(endOf(now, null));
  }
  const uninstalled = await parts.appInstall.uninstall(asker.portal);
  if (!uninstalled.ok && !wish.anyway) return failed(stillInstalled(uninstalled.failure));
  await revoke(parts, asker, row);
  const at = parts.clock.now();
  await parts.portals.leave(asker.portal, {
    ...{ at, by: asker.user, reason: 'panel', grant: { connectedAt: row.connectedAt } },
  });
  if (wish.eraseNow) await parts.erasure.eraseIfLeftBefore(asker.portal, Number.MAX_SAFE_INTEGER);
  const left = await parts.portals.find(asker.portal);
  if (left?.leftAt === null) return failed(NEWER);
  parts.log.info({
    event: 'disconnected',
    portal: asker.portal,
    uninstalled: uninstalled.ok,
    erased: left === null,
  });
  return success(endOf(left, uninstalled.ok));
}

const NEWER: ApiFailure = {
  code: 'not_found',
  message:
    'This connection has ended, and the portal was connected again since. Load the page again.',
};

const endOf = (row: PortalRow | null, removedInHubSpot: boolean | null): Disconnected => ({
  erasedOn: row?.leftAt == null ? null : erasedOn(row.leftAt),
  removedInHubSpot,
});

/** The reason in HubSpot's case, under a code of its own: only here the person may go on anyway. */
function stillInstalled(failure: HubSpotFailure): ApiFailure {
  // Without a time to come back after: the person decides whether to try again or to go on anyway.
  const { message, correlationId } = failureOf(failure);
  return {
    ...(correlationId === undefined ? {} : { correlationId }),
    code: 'cannot_disconnect',
    message: `HubSpot did not remove the app, so nothing was disconnected. ${message}`,
  };
}

/**
 * Uninstalled or not, the grant must be worth nothing. It may have been refreshed, so it is looked up
 * anew; that of a connection made meanwhile is somebody else's.
 */
async function revoke(
  parts: DisconnectParts,
  { portal }: Asker,
  { connectedAt }: PortalRow,
): Promise<void> {
  const now = await parts.portals.find(portal);
  const sealed = now?.refreshSealed ?? null;
  if (sealed === null || now?.connectedAt !== connectedAt) return;
  const token = unseal(parts.keys, tokenPurpose(portal, 'refresh'), sealed);
  const revoked = token.ok ? await parts.oauth.revoke(token.value) : token;
  if (revoked.ok) return;
  const failure = typeof revoked.failure === 'string' ? revoked.failure : revoked.failure.code;
  parts.log.warn({ event: 'token_not_revoked', portal, failure });
}
