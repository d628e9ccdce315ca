// Who asks: made only by the signature check.
import type { PortalId, UserId } from '../ids.ts';

/** Portal and user as HubSpot signed them. */
export interface Asker {
  readonly portal: PortalId;
  readonly user: UserId;
}
