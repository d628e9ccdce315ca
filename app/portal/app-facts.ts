// What HubSpot knows of the app: its project file, read as data, and its credentials.
import * as v from 'valibot';
import { readJsonFile } from './json-file.ts';

const appFileSchema = v.object({
  config: v.object({
    name: v.string(),
    auth: v.object({
      redirectUrls: v.array(v.string()),
      requiredScopes: v.array(v.string()),
      optionalScopes: v.optional(v.array(v.string()), []),
      conditionallyRequiredScopes: v.optional(v.array(v.string()), []),
    }),
  }),
});

export interface AppFacts {
  readonly appId: number;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly name: string;
  readonly redirectUrls: readonly string[];
  readonly requiredScopes: readonly string[];
  readonly optionalScopes: readonly string[];
  readonly conditionallyRequiredScopes: readonly string[];
}

/** Throws when the file is missing or is no app-hsmeta.json: nothing can run without it. */
export function readAppFacts(
  path: string,
  credentials: Pick<AppFacts, 'appId' | 'clientId' | 'clientSecret'>,
): AppFacts {
  const { config } = v.parse(appFileSchema, readJsonFile(path));
  return { ...credentials, name: config.name, ...config.auth };
}
