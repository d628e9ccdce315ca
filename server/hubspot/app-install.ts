// The app's install in a portal, which only HubSpot can take out of the portal's connected apps.
import * as v from 'valibot';
import { failed, success, type Result } from '#domain/result.ts';
import type { PortalId } from '../ids.ts';
import { INTERACTIVE, type HubSpotClient } from './client.ts';
import type { HubSpotFailure } from './failure.ts';
import type { Paths } from './versions.ts';

export interface AppInstall {
  /** Uninstalls the app; one that is not installed any more is a success too. One call. */
  uninstall(portal: PortalId): Promise<Result<null, HubSpotFailure>>;
}

/** The call for it; HubSpot tells the portal's admins by e-mail. */
export function createAppInstall(client: HubSpotClient, paths: Paths): AppInstall {
  return {
    async uninstall(portal) {
      const answered = await client.call(portal, {
        method: 'DELETE',
        path: paths.uninstall,
        answer: v.unknown(),
        patience: INTERACTIVE,
      });
      return answered.ok || isGone(answered.failure) ? success(null) : failed(answered.failure);
    },
  };
}

function isGone(failure: HubSpotFailure): boolean {
  if (failure.code === 'refused') return failure.hubspot.httpStatus === 404;
  return failure.code === 'disconnected' || failure.code === 'not_installed';
}
