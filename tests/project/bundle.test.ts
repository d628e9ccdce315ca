// The panel as HubSpot builds it: alone, from its own lockfile, with HubSpot's builder.
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as v from 'valibot';
import { buildExtension } from '../../app/build.ts';
import { extensionAt, readProject } from '../../app/project.ts';
import { GZIP_BUDGET } from '../bundle-budget.ts';

const manifestSchema = v.object({
  entry: v.string(),
  modules: v.object({
    internal: v.array(v.object({ module: v.string() })),
    external: v.array(v.object({ module: v.string() })),
  }),
});

let folder: string;
let files: string[];
let bundle: string;
let modules: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'panel-'));
  const { settings } = readProject(join(import.meta.dirname, '..', '..'));
  const alone = join(folder, 'settings');
  const filter = (path: string): boolean => basename(path) !== 'node_modules';
  await cp(settings.directory, alone, { recursive: true, filter });
  // The flags of HubSpot's own builder.
  const flags = ['--ignore-scripts', '--no-audit', '--no-optional', '--no-fund'];
  await promisify(execFile)('npm', ['ci', ...flags], { cwd: alone });
  const output = join(folder, 'dist');
  await buildExtension(extensionAt(alone, settings.entryFile), output);
  files = (await readdir(output)).sort();
  bundle = await readFile(join(output, settings.bundleFile), 'utf8');
  const manifest: unknown = JSON.parse(
    await readFile(join(output, 'Settings-manifest.json'), 'utf8'),
  );
  const { internal, external } = v.parse(manifestSchema, manifest).modules;
  modules = [...internal, ...external].map(({ module }) => module);
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

test('gives one script and its manifest', () => {
  expect(files).toEqual(['Settings-manifest.json', 'Settings.js']);
});

test('takes React and RemoteUI from HubSpot’s worker', () => {
  expect(bundle.trimEnd()).toMatch(/\(React,\s*RemoteUI\);$/u);
});

test('brings no React of its own but the JSX runtime', () => {
  const react = modules.filter((module) => /\/(react|react-dom|scheduler)\//u.test(module));
  expect(react.length).toBeGreaterThan(0);
  for (const module of react)
    expect(module).toMatch(/\/react\/(jsx-runtime|cjs\/react-jsx-runtime)/u);
});

test('is made for production', () => {
  expect(bundle).not.toContain('react-jsx-runtime.development');
  expect(modules.join('\n')).not.toMatch(/jsx-runtime\.development|jsx-dev-runtime/u);
});

test('stays within its size', () => {
  expect(gzipSync(bundle).length).toBeLessThan(GZIP_BUDGET);
});

test('an extension whose entry is missing is named, not built', async () => {
  const missing = extensionAt(folder, 'Nothing.tsx');
  await expect(buildExtension(missing, join(folder, 'never'))).rejects.toThrow(/Nothing\.tsx/u);
});
