// The settings of a server that runs as a process beside an emulated HubSpot.
import { randomBytes } from 'node:crypto';
import { CLIENT_ID, CLIENT_SECRET } from './emulator.ts';

/** Everything but port and store, with a key of its own. */
export const settingsBeside = (hubspotUrl: string, publicBaseUrl: string) => ({
  PUBLIC_BASE_URL: publicBaseUrl,
  HUBSPOT_API_BASE_URL: hubspotUrl,
  HUBSPOT_AUTHORIZE_URL: `${hubspotUrl}/oauth/authorize`,
  HUBSPOT_CLIENT_ID: CLIENT_ID,
  HUBSPOT_CLIENT_SECRET: CLIENT_SECRET,
  TOKEN_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
});
