// The HubSpot project of this repository, read as data: what the app is called, what it may call,
// and which file is the entry of its settings extension.
import { readFileSync } from 'node:fs';
import { basename, dirname, join, parse } from 'node:path';
import { z } from 'zod';

export interface Project {
  /** Folder of hsproject.json. */
  readonly root: string;
  readonly platformVersion: string;
  /** HubSpot's source folder, absolute. */
  readonly sourceDirectory: string;
  readonly appFile: string;
  readonly app: AppConfig;
  readonly settings: SettingsExtension;
}

export interface SettingsExtension {
  /** Folder that HubSpot's builder gets, absolute. */
  readonly directory: string;
  /** Entry inside that folder, for example `Settings.tsx`. */
  readonly entryFile: string;
  /** What HubSpot's builder calls the result, for example `Settings.js`. */
  readonly bundleFile: string;
}

const projectFileSchema = z.object({
  srcDir: z.string().min(1),
  platformVersion: z.string().min(1),
});

const appFileSchema = z.object({
  type: z.literal('app'),
  config: z.object({
    name: z.string().min(1),
    description: z.string(),
    permittedUrls: z.object({
      fetch: z.array(z.url({ protocol: /^https$/ })),
      iframe: z.array(z.url({ protocol: /^https$/ })).default([]),
    }),
    support: z.object({
      supportEmail: z.string(),
      documentationUrl: z.url(),
      supportUrl: z.url(),
      supportPhone: z.string(),
    }),
  }),
});

const settingsFileSchema = z.object({
  type: z.literal('settings'),
  config: z.object({ entrypoint: z.string().regex(/^\/.+\.(tsx|ts|jsx|js)$/) }),
});

export type AppConfig = z.infer<typeof appFileSchema>['config'];

/** Reads the project below `root`; throws one error that names the file and what is wrong in it. */
export function readProject(root: string): Project {
  const { srcDir, platformVersion } = readJson(join(root, 'hsproject.json'), projectFileSchema);
  const sourceDirectory = join(root, srcDir);
  const appFile = join(sourceDirectory, 'app', 'app-hsmeta.json');
  const settingsFile = join(sourceDirectory, 'app', 'settings', 'settings-hsmeta.json');
  const { entrypoint } = readJson(settingsFile, settingsFileSchema).config;
  return {
    root,
    platformVersion,
    sourceDirectory,
    appFile,
    app: readJson(appFile, appFileSchema).config,
    settings: extensionAt(join(sourceDirectory, dirname(entrypoint)), basename(entrypoint)),
  };
}

/** The extension whose entry lies in `directory`. */
export function extensionAt(directory: string, entryFile: string): SettingsExtension {
  return { directory, entryFile, bundleFile: `${parse(entryFile).name}.js` };
}

function readJson<Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(`${file} is missing or is no JSON`, { cause });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
}
