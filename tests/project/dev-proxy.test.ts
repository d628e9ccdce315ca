// HubSpot's own development proxy as a second witness of how requests are signed.
import { spawn, type ChildProcess } from 'node:child_process';
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../scripts/free-port.ts';
import { startRecordingServer, type RecordingServer } from '../host/recording-server.ts';
import { signatureChecks } from './signature-checks.ts';

const clientSecret = 'a secret for this test';
const root = join(import.meta.dirname, '..', '..');

let folder: string;
let backend: RecordingServer;
let proxyUrl: string;
let devServer: ChildProcess | undefined;

beforeAll(async () => {
  backend = await startRecordingServer();
  folder = await mkdtemp(join(tmpdir(), 'dev-proxy-'));
  const source = join(folder, 'src');
  for (const file of ['app/app-hsmeta.json', 'app/settings/settings-hsmeta.json']) {
    await cp(join(root, 'src', file), join(source, file));
  }
  await writeFile(join(source, 'app/settings/Settings.tsx'), 'export {};\n');
  const proxy = { 'https://atmost.example.com': backend.url };
  await writeFile(join(source, 'app/local.json'), JSON.stringify({ proxy }));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  const port = await freePort(0);
  proxyUrl = `http://127.0.0.1:${port}/api/crm-extensibility/execution/internal/v3/proxy`;
  devServer = await startDevServer(source, port);
});

afterAll(async () => {
  devServer?.kill();
  await backend.close();
  await rm(folder, { recursive: true });
});

async function callThroughHubSpotsProxy(request: object): Promise<unknown> {
  const response = await fetch(proxyUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ requestTimeoutMillis: 5000, ...request }),
  });
  return await response.json();
}

const requestUri = 'https://atmost.example.com/api/limits?portalId=4242&userId=7';

test.each(signatureChecks)('$name accepts what HubSpot’s proxy signed', async ({ accepts }) => {
  await callThroughHubSpotsProxy({ requestUri, method: 'GET' });
  await callThroughHubSpotsProxy({ requestUri, method: 'POST', requestBody: { text: 'ü' } });
  for (const request of backend.received.slice(-2)) {
    expect(accepts(request, backend.url, clientSecret)).toBe(true);
    // It signs the address it calls, not the public one.
    expect(accepts(request, 'https://atmost.example.com', clientSecret)).toBe(false);
    expect(accepts(request, backend.url, 'another secret')).toBe(false);
    expect(accepts({ ...request, body: `${request.body} ` }, backend.url, clientSecret)).toBe(
      false,
    );
  }
});

test('its wrapping of an error is the one that the local portal plays', async () => {
  backend.answer = (_request, response) =>
    response.writeHead(409, { 'content-type': 'application/json' }).end('{"error":{}}');
  expect(await callThroughHubSpotsProxy({ requestUri, method: 'GET' })).toMatchObject({
    status: 'error',
    category: 'BAD_GATEWAY',
    message: 'Error returned from Request Uri',
    context: { appServerStatusCode: ['409'] },
    responseBody: { error: {} },
  });
});

async function startDevServer(source: string, port: number): Promise<ChildProcess> {
  const script = join(import.meta.dirname, 'dev-server.ts');
  const child = spawn(process.execPath, [script, source, String(port)], {
    // Its crash reporter would call HubSpot: a closed port takes the place of the way out.
    env: { ...process.env, CLIENT_SECRET: clientSecret, https_proxy: 'http://127.0.0.1:9' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => {
      resolve();
    });
    child.once('exit', () => {
      reject(new Error(`HubSpot's development server ended: ${complaints}`));
    });
  });
  return child;
}
