// The scopes that the app asks for, read from the project file that HubSpot reads: one truth.
import { readFileSync } from 'node:fs';
import * as v from 'valibot';

export interface AppScopes {
  /** All that HubSpot wants to see as `scope`: those of some subscriptions only, too. */
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

const scopes = v.array(v.string());

const appFileSchema = v.object({
  config: v.object({
    auth: v.object({
      requiredScopes: scopes,
      optionalScopes: scopes,
      conditionallyRequiredScopes: scopes,
    }),
  }),
});

const APP_FILE = new URL('../../src/app/app-hsmeta.json', import.meta.url);

/** Reads src/app/app-hsmeta.json. Throws where the file is broken: the server cannot work then. */
export function readAppScopes(file: URL = APP_FILE): AppScopes {
  const { auth } = v.parse(appFileSchema, JSON.parse(readFileSync(file, 'utf8'))).config;
  return {
    required: [...auth.requiredScopes, ...auth.conditionallyRequiredScopes],
    optional: auth.optionalScopes,
  };
}
