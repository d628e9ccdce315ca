// The HubSpot project of this repository, read as data: what the app is called, what it may call,
// and which file is the entry of its settings extension.
import { readFileSync } from 'node:fs';
import { basename, dirname, join, parse } from 'node:path';
import * as v from 'valibot';
import { problemsIn } from './problems.ts';

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

const projectFileSchema = v.object({
  srcDir: v.pipe(v.string(), v.minLength(1)),
  platformVersion: v.pipe(v.string(), v.minLength(1)),
});

const address = v.pipe(v.string(), v.trim(), v.url());
const httpsAddress = v.pipe(
  address,
  v.check((text) => URL.parse(text)?.protocol === 'https:', 'is no https address'),
);

const appFileSchema = v.object({
  type: v.literal('app'),
  config: v.object({
    name: v.pipe(v.string(), v.minLength(1)),
    description: v.string(),
    permittedUrls: v.object({
      fetch: v.array(httpsAddress),
      iframe: v.optional(v.array(httpsAddress), []),
    }),
    support: v.object({
      supportEmail: v.string(),
      documentationUrl: address,
      supportUrl: address,
      supportPhone: v.string(),
    }),
  }),
});

const settingsFileSchema = v.object({
  type: v.literal('settings'),
  config: v.object({ entrypoint: v.pipe(v.string(), v.regex(/^\/.+\.(tsx|ts|jsx|js)$/)) }),
});

export type AppConfig = v.InferOutput<typeof appFileSchema>['config'];

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

function readJson<Schema extends v.GenericSchema>(
  file: string,
  schema: Schema,
): v.InferOutput<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(`${file} is missing or is no JSON`, { cause });
  }
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  throw new Error(`${file}: ${problemsIn(parsed.issues)}`);
}
