// What is committed must mean the same everywhere: exact versions, no address of one machine.
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { readJson, ROOT } from './source-files.ts';

const EXTENSION = 'src/app/settings';

const names = v.optional(v.record(v.string(), v.string()), {});
const manifestSchema = v.object({ dependencies: names, devDependencies: names });
const lockSchema = v.object({
  packages: v.record(
    v.string(),
    v.object({
      version: v.optional(v.string()),
      resolved: v.optional(v.string()),
      integrity: v.optional(v.string()),
      link: v.optional(v.boolean()),
    }),
  ),
});

const versionsOf = (folder: string): Record<string, string> => {
  const manifest = v.parse(manifestSchema, readJson(join(folder, 'package.json')));
  return { ...manifest.dependencies, ...manifest.devDependencies };
};

/** Tracked text files, as far as they are there. */
function trackedTexts(): { path: string; text: string }[] {
  const list = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' });
  return list
    .split('\0')
    .filter((path) => statSync(join(ROOT, path), { throwIfNoEntry: false })?.isFile() === true)
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
    .filter(({ text }) => !text.includes('\0'));
}

describe.each(['.', EXTENSION])('the packages of %s', (folder) => {
  test('are pinned to exact versions', () => {
    const loose = Object.entries(versionsOf(folder)).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
    );
    expect(loose).toEqual([]);
  });

  test('are locked by content and not by a registry’s address', () => {
    const { packages } = v.parse(lockSchema, readJson(join(folder, 'package-lock.json')));
    const installed = Object.entries(packages).filter(([path]) => path.startsWith('node_modules/'));
    expect(installed.length).toBeGreaterThan(3);
    for (const [path, one] of installed) {
      expect(one.integrity, path).toMatch(/^sha512-/);
      expect(one.resolved, path).toBe(undefined);
    }
  });

  test('are locked at the versions that are asked for', () => {
    const { packages } = v.parse(lockSchema, readJson(join(folder, 'package-lock.json')));
    for (const [name, version] of Object.entries(versionsOf(folder))) {
      expect(packages[`node_modules/${name}`]?.version, name).toBe(version);
    }
  });
});

test('the extension is built with the very packages it is tested with', () => {
  const root = versionsOf('.');
  const extension = versionsOf(EXTENSION);
  const shared = Object.fromEntries(Object.keys(extension).map((name) => [name, root[name]]));
  expect(extension).toEqual(shared);
});

describe('no tracked file', () => {
  const tracked = trackedTexts();

  test.each([
    ['a path of one machine', /(?<![\w.~<>{}:*/-])\/(?:work|home|root|tmp|Users|private)\/[\w.-]+/],
    [
      'the address of a package registry',
      /https?:\/\/[\w.-]*(?:registry|artifact|nexus|verdaccio)[\w.-]*/,
    ],
    ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
    ['a token of HubSpot or npm', /\b(?:pat-(?:na|eu|ap)\d-[0-9a-f]{8}-|npm_[A-Za-z0-9]{36})/],
  ])('holds %s', (_what, pattern) => {
    expect(tracked.length).toBeGreaterThan(50);
    const found = tracked.flatMap(({ path, text }) => {
      const match = pattern.exec(text);
      return match ? [`${path}: ${match[0]}`] : [];
    });
    expect(found).toEqual([]);
  });

  test('was generated: builds, reports, data and HubSpot’s OpenAPI files stay out', () => {
    const generated =
      /(^|\/)(node_modules|dist|\.data|test-results|coverage)\/|\.env$|openapi\/.*\.json$/;
    expect(tracked.map(({ path }) => path).filter((path) => generated.test(path))).toEqual([]);
  });
});
