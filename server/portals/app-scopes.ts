// The scopes that the app asks for, read from the project file that HubSpot reads: one truth.
import { readFileSync } from 'node:fs';
import { z } from 'zod';

export interface AppScopes {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

const appFileSchema = z.object({
  config: z.object({
    auth: z.object({ requiredScopes: z.array(z.string()), optionalScopes: z.array(z.string()) }),
  }),
});

/** Reads src/app/app-hsmeta.json. Throws where the file is broken: the server cannot work then. */
export function readAppScopes(): AppScopes {
  const file = new URL('../../src/app/app-hsmeta.json', import.meta.url);
  const { auth } = appFileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).config;
  return { required: auth.requiredScopes, optional: auth.optionalScopes };
}
