// The project files as HubSpot's own parsing library sees them, and that it names what is wrong.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseProjectConfig } from '@hubspot/project-parsing-lib/projects';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readProject } from '../../app/project.ts';
import { BACKEND_URL } from '../../src/app/settings/data/backend.ts';
import { parseHubSpotProject } from './hubspot-project.ts';

const root = join(import.meta.dirname, '..', '..');
let source: string;

beforeEach(async () => {
  source = await mkdtemp(join(tmpdir(), 'project-'));
  for (const file of ['app/app-hsmeta.json', 'app/settings/settings-hsmeta.json']) {
    await cp(join(root, 'src', file), join(source, file));
  }
});
afterEach(async () => {
  await rm(source, { recursive: true });
});

/** Rewrites one of the copied files. */
async function change(file: string, edit: (text: string) => string): Promise<void> {
  const path = join(source, 'app', file);
  const before = await readFile(path, 'utf8');
  const after = edit(before);
  expect(after).not.toBe(before);
  await writeFile(path, after);
}

test('HubSpot accepts hsproject.json and finds app and settings', async () => {
  expect(parseProjectConfig(root)).toMatchObject({ srcDir: 'src', platformVersion: '2026.09' });
  expect(await parseHubSpotProject(join(root, 'src'))).toEqual({
    uids: ['atmost_app', 'atmost_settings'],
    skipped: [],
    problems: '',
  });
});

test.each<[string, string, (text: string) => string, RegExp]>([
  [
    'a distribution HubSpot does not have',
    'app-hsmeta.json',
    (text) => text.replace('"marketplace"', '"everywhere"'),
    /config\.distribution: must be equal to one of the allowed values/u,
  ],
  [
    'a static token for a marketplace app',
    'app-hsmeta.json',
    (text) => text.replace('"type": "oauth"', '"type": "static"'),
    /config\.auth\.type/u,
  ],
  [
    'an address to fetch that is not https',
    'app-hsmeta.json',
    (text) => text.replace('"fetch": ["https:', '"fetch": ["http:'),
    /config\.permittedUrls\.fetch\.0: must match pattern/u,
  ],
  [
    'a missing support address',
    'app-hsmeta.json',
    (text) => text.replace(/"supportUrl": "[^"]+",/u, ''),
    /config\.support\.supportUrl/u,
  ],
  [
    'a top-level key of one’s own',
    'app-hsmeta.json',
    (text) => text.replace('{', '{ "extra": 1,'),
    /Unexpected top-level properties found: extra/u,
  ],
  [
    'an entry outside the settings folder',
    'settings/settings-hsmeta.json',
    (text) => text.replace('/app/settings/Settings.tsx', '/app/Settings.tsx'),
    /config\.entrypoint: must match pattern/u,
  ],
  [
    'a uid with a space in it',
    'settings/settings-hsmeta.json',
    (text) => text.replace('atmost_settings', 'atmost settings'),
    /uid/iu,
  ],
  ['broken JSON', 'settings/settings-hsmeta.json', (text) => text.slice(1), /Invalid JSON/u],
])('%s is named with its file', async (_what, file, edit, complaint) => {
  await change(file, edit);
  const { problems } = await parseHubSpotProject(source);
  expect(problems).toMatch(complaint);
  expect(problems).toContain(file.split('/').at(-1));
});

test('a component in another component’s folder is refused', async () => {
  const lost = join(source, 'app', 'webhooks');
  await cp(join(source, 'app', 'settings'), lost, { recursive: true });
  await rm(join(source, 'app', 'settings'), { recursive: true });
  expect((await parseHubSpotProject(source)).problems).toContain(
    "The directory 'app/webhooks' is incorrect for type 'settings'",
  );
});

test('the local portal reads the same files', () => {
  const { app, settings } = readProject(root);
  expect(settings.entryFile).toBe('Settings.tsx');
  expect(settings.bundleFile).toBe('Settings.js');
  expect(app.permittedUrls.fetch).toEqual([BACKEND_URL]);
});

test('the local portal names the file it cannot read', async () => {
  await writeFile(join(source, 'hsproject.json'), '{"srcDir":".","platformVersion":"2026.09"}');
  await change('app-hsmeta.json', (text) => text.replace('"fetch": ["https:', '"fetch": ["http:'));
  expect(() => readProject(source)).toThrow(/app-hsmeta\.json: .*config\.permittedUrls\.fetch/su);
  await rm(join(source, 'app', 'app-hsmeta.json'));
  expect(() => readProject(source)).toThrow(/app-hsmeta\.json is missing or is no JSON/u);
});
