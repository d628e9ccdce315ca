// Who may import whom. A file that breaks a rule is named with what it imports.
import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { isOwn, packageOf, readJson, readSources, type SourceFile } from './source-files.ts';

const sources = readSources();

const below = (...folders: string[]): readonly SourceFile[] =>
  sources.filter(({ path }) => folders.some((folder) => path.startsWith(folder)));

/** Imports that the rule does not allow, as "file -> import". */
function breaches(
  files: readonly SourceFile[],
  isAllowed: (name: string, importer: string) => boolean,
): string[] {
  return files.flatMap(({ path, imports }) =>
    imports.filter((name) => !isAllowed(name, path)).map((name) => `${path} -> ${name}`),
  );
}

const within =
  (...folders: string[]) =>
  (name: string): boolean =>
    folders.some((folder) => name.startsWith(folder));

const SETTINGS = 'src/app/settings/';

describe('the rules see', () => {
  test('files of every part of the repository, and imports of each', () => {
    for (const folder of [`${SETTINGS}domain/`, `${SETTINGS}data/`, `${SETTINGS}panel/`]) {
      expect(below(folder).length, folder).toBeGreaterThan(3);
    }
    for (const folder of ['server/', 'app/portal/', 'app/host/', 'tests/', 'scripts/']) {
      expect(below(folder).flatMap(({ imports }) => imports).length, folder).toBeGreaterThan(3);
    }
  });

  test('no import of a file of ours that does not exist', () => {
    const paths = new Set(sources.map(({ path }) => path));
    const styles = /\.(css|json|html)(\?\w+)?$/;
    expect(
      breaches(sources, (name) => !isOwn(name) || styles.test(name) || paths.has(name)),
    ).toEqual([]);
  });
});

describe('what HubSpot builds', () => {
  test('never leaves its folder', () => {
    const leaves = (name: string): boolean => isOwn(name) && !name.startsWith(SETTINGS);
    expect(breaches(below('src/'), (name) => !leaves(name))).toEqual([]);
  });

  test('has a core that knows nobody but the small schema library', () => {
    const allowed = within(`${SETTINGS}domain/`);
    expect(
      breaches(below(`${SETTINGS}domain/`), (name) => allowed(name) || name === 'valibot'),
    ).toEqual([]);
  });

  test('uses HubSpot’s stable components, React, and react-query, and nothing else', () => {
    const packages = ['@hubspot/ui-extensions', 'react', '@tanstack/react-query', 'valibot'];
    const files = below(SETTINGS).filter(({ path }) => !path.startsWith(`${SETTINGS}domain/`));
    expect(breaches(files, (name) => isOwn(name) || packages.includes(name))).toEqual([]);
  });

  test('declares every package that it uses, because HubSpot installs only those', () => {
    expect(undeclared(below('src/'), `${SETTINGS}package.json`, ['dependencies'])).toEqual([]);
  });
});

/** The server's layers, lowest first; each may import lower ones only. */
const LAYERS: readonly (readonly string[])[] = [
  [`${SETTINGS}domain/`],
  ['server/secret.ts', 'server/ids.ts', 'server/clock.ts', 'server/log.ts', 'server/share.ts'],
  ['server/storage/'],
  ['server/hubspot/'],
  ['server/config.ts'],
  ['server/failure.ts'],
  ['server/open-store.ts'],
  ['server/portals/'],
  ['server/limits/'],
  ['server/overview/'],
  ['server/scans/'],
  ['server/jobs/'],
  ['server/commands/'],
  ['server/http/'],
  ['server/observe/'],
  ['server/app.ts'],
  ['server/composition/'],
  ['server/server.ts'],
  ['server/main.ts', 'server/operator.ts'],
];

const layerOf = (path: string): number =>
  LAYERS.findIndex((layer) => layer.some((part) => path.startsWith(part)));
const partOf = (path: string): string | undefined =>
  LAYERS.flat().find((part) => path.startsWith(part));

describe('the server', () => {
  const server = below('server/');

  test('knows nothing of the local portal, the tests, the scripts or the panel', () => {
    const own = within('server/', `${SETTINGS}domain/`);
    expect(breaches(server, (name) => !isOwn(name) || own(name))).toEqual([]);
  });

  test('has every file in a layer', () => {
    expect(server.filter(({ path }) => layerOf(path) === -1).map(({ path }) => path)).toEqual([]);
  });

  test('is built in layers: a file imports its own part and lower layers', () => {
    const allowed = (name: string, importer: string): boolean =>
      !isOwn(name) || partOf(name) === partOf(importer) || layerOf(name) < layerOf(importer);
    expect(breaches(server, allowed)).toEqual([]);
  });

  test('takes nothing of HubSpot or the store for its configuration but versions and keys', () => {
    const allowed = ['server/hubspot/versions.ts', 'server/storage/seal.ts', 'server/secret.ts'];
    expect(
      breaches(
        below('server/config.ts'),
        (name) => !isOwn(name) || allowed.includes(name) || name.startsWith(`${SETTINGS}domain/`),
      ),
    ).toEqual([]);
  });

  test('runs on what a production install has', () => {
    expect(undeclared(server, 'package.json', ['dependencies'])).toEqual([]);
  });

  test.each([
    ['process.env', /process\.env|from 'node:process'/, ['main.ts', 'operator.ts', 'config.ts']],
    ['Date.now', /Date\.now\(|new Date\(\)/, ['clock.ts']],
    ['Math.random', /Math\.random\(/, ['hubspot/client.ts']],
    ['fetch', /(?<![.\w])fetch\(/, ['hubspot/http.ts']],
    ['timers', /(?<![.\w])set(Timeout|Interval)\(|node:timers/, ['clock.ts']],
  ])('reaches for %s in one place', (_what, pattern, places) => {
    const users = server.filter(({ text }) => pattern.test(text)).map(({ path }) => path);
    const allowed = places.map((place) => `server/${place}`);
    expect(users.filter((path) => !allowed.includes(path))).toEqual([]);
  });
});

describe('the local portal', () => {
  test('is a witness: it shares no code with the server, the panel or the tests', () => {
    expect(breaches(below('app/'), (name) => !isOwn(name) || name.startsWith('app/'))).toEqual([]);
  });

  test('keeps the emulated HubSpot apart from the page that shows the panel', () => {
    const foreign = (name: string, importer: string): boolean =>
      (importer.startsWith('app/portal/') && name.startsWith('app/host/')) ||
      (importer.startsWith('app/host/') && name.startsWith('app/portal/'));
    expect(breaches(below('app/'), (name, importer) => !foreign(name, importer))).toEqual([]);
  });
});

test('every package that is imported is declared', () => {
  const files = sources.filter(({ path }) => !path.startsWith('src/'));
  expect(undeclared(files, 'package.json', ['dependencies', 'devDependencies'])).toEqual([]);
});

test('no file or folder is a place for whatever comes', () => {
  const vague = /(^|\/)(utils?|helpers?|commons?|libs?|misc|shared)(\/|\.|$)/i;
  expect(sources.map(({ path }) => path).filter((path) => vague.test(path))).toEqual([]);
});

function undeclared(
  files: readonly SourceFile[],
  manifestPath: string,
  fields: readonly ('dependencies' | 'devDependencies')[],
): string[] {
  const names = v.record(v.string(), v.string());
  const manifest = v.parse(
    v.object({ dependencies: names, devDependencies: names }),
    readJson(manifestPath),
  );
  const declared = new Set(fields.flatMap((field) => Object.keys(manifest[field])));
  return breaches(
    files,
    (name) => isOwn(name) || name.startsWith('node:') || declared.has(packageOf(name)),
  );
}
