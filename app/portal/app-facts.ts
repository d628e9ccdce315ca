// What HubSpot knows of the app: its project file, read as data, and its credentials.
import { z } from 'zod';
import { readJsonFile } from './json-file.ts';

const appFileSchema = z.object({
  config: z.object({
    name: z.string(),
    auth: z.object({
      redirectUrls: z.array(z.string()),
      requiredScopes: z.array(z.string()),
      optionalScopes: z.array(z.string()).default([]),
      conditionallyRequiredScopes: z.array(z.string()).default([]),
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
  const { config } = appFileSchema.parse(readJsonFile(path));
  return { ...credentials, name: config.name, ...config.auth };
}
