// Where HubSpot shows a record.
import type { PortalId } from '../ids.ts';

/** The host of HubSpot's pages where the portal's own is not known; it leads on to the right one. */
const USUAL_HOST = 'app.hubspot.com';

/** The record's page in the portal (https://knowledge.hubspot.com, "record page URL"). */
export const recordUrl = (
  uiDomain: string | null,
  portal: PortalId,
  objectType: string,
  recordId: number,
): string =>
  `https://${uiDomain ?? USUAL_HOST}/contacts/${String(portal)}/record/${objectType}/${String(recordId)}`;
