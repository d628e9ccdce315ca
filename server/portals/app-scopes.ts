// The scopes that the app asks for, read from the project file that HubSpot reads: one truth.
import { readFileSync } from 'node:fs';
import * as v from 'valibot';

export interface AppScopes {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

const appFileSchema = v.object({
  config: v.object({
    auth: v.object({ requiredScopes: v.array(v.string()), optionalScopes: v.array(v.string()) }),
  }),
});

/** Reads src/app/app-hsmeta.json. Throws where the file is broken: the server cannot work then. */
export function readAppScopes(): AppScopes {
  const file = new URL('../../src/app/app-hsmeta.json', import.meta.url);
  const { auth } = v.parse(appFileSchema, JSON.parse(readFileSync(file, 'utf8'))).config;
  return { required: auth.requiredScopes, optional: auth.optionalScopes };
}
