// Builds everything the local portal serves (`npm run build`): the extension with HubSpot's own
// builder, our worker bootstrap and our page. It takes about two seconds, so it always builds:
// a stale bundle would cost more than it saves.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { remoteBuild } from '@hubspot/ui-extensions-dev-server/build';
import { build } from 'vite';
import { readProject, type SettingsExtension } from './project.ts';
import { pageConfig, workerConfig } from './vite.config.ts';

export interface Dist {
  /** Folder with the extension's bundle and manifest. */
  readonly extension: string;
  /** Name of the bundle in that folder. */
  readonly bundleFile: string;
  readonly page: string;
  readonly worker: string;
}

/** Builds all three parts below `outputDirectory`. Throws with the name of the part that failed. */
export async function buildLocalPortal(
  extension: SettingsExtension,
  outputDirectory: string,
): Promise<Dist> {
  const page = join(outputDirectory, 'page');
  const worker = join(outputDirectory, 'worker');
  await inProduction(async () => {
    await named('the local portal’s page', build(pageConfig(page)));
    await named('the worker of the local portal', build(workerConfig(worker)));
  });
  const bundle = await buildExtension(extension, join(outputDirectory, 'extension'));
  return { extension: bundle, bundleFile: extension.bundleFile, page, worker };
}

/** Builds one extension with HubSpot's builder; returns the folder of the bundle. */
export async function buildExtension(
  extension: SettingsExtension,
  outputDirectory: string,
): Promise<string> {
  const entry = join(extension.directory, extension.entryFile);
  if (!existsSync(entry)) throw new Error(`There is no extension to build: ${entry} is missing.`);
  const built = inProduction(() =>
    remoteBuild({
      root: extension.directory,
      entryPoint: extension.entryFile,
      outputDir: outputDirectory,
      logLevel: 'error',
    }),
  );
  await named(`the extension ${entry}`, built);
  return outputDirectory;
}

/**
 * HubSpot's builder takes NODE_ENV from the process; in a test run that is `test`, which would
 * bundle React's development code, unlike on HubSpot.
 */
async function inProduction<Value>(work: () => Promise<Value>): Promise<Value> {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
}

async function named(part: string, work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Building ${part} failed: ${reason}`, { cause });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const root = join(import.meta.dirname, '..');
  const started = performance.now();
  await buildLocalPortal(readProject(root).settings, join(root, 'dist'));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`atmost: built the panel and the local portal into dist/ (${seconds} s)\n`);
}
