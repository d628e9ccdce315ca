// How Vite builds our own two parts of the local portal: the page and the worker bootstrap.
// The extension itself is built by HubSpot's builder (build.ts).
import { join } from 'node:path';
import { defineConfig, type InlineConfig } from 'vite';

const host = join(import.meta.dirname, 'host');

/** The page, with hashed assets; `base` is where local.ts serves it. */
export function pageConfig(outputDirectory: string): InlineConfig {
  return {
    ...quiet,
    root: host,
    base: '/_host/page/',
    build: { outDir: outputDirectory, emptyOutDir: true, chunkSizeWarningLimit: 1024 },
  };
}

/** The bootstrap as one classic script: HubSpot's bundles are classic scripts too. */
export function workerConfig(outputDirectory: string): InlineConfig {
  return {
    ...quiet,
    root: host,
    publicDir: false,
    define: { 'process.env.NODE_ENV': JSON.stringify('production') },
    build: {
      outDir: outputDirectory,
      emptyOutDir: true,
      lib: {
        entry: join(host, 'worker', 'bootstrap.ts'),
        name: 'localPortalWorker',
        formats: ['iife'],
        fileName: () => 'worker.js',
      },
    },
  };
}

const quiet: InlineConfig = { configFile: false, logLevel: 'error', mode: 'production' };

export default defineConfig(pageConfig(join(import.meta.dirname, '..', 'dist', 'page')));
