// `npm run portal` as a process of its own: what it prints, and how it fails.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../scripts/free-port.ts';
import { leaveNothing } from '../leave-nothing.ts';

const main = fileURLToPath(new URL('../../app/portal/main.ts', import.meta.url));

interface Running {
  readonly output: () => string;
  readonly exit: Promise<number | null>;
  stop(): void;
}

function run(environment: Readonly<Record<string, string>>): Running {
  const child = spawn(process.execPath, [main], { env: { ...process.env, ...environment } });
  let output = '';
  const collect = (chunk: Buffer): void => {
    output += chunk.toString('utf8');
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const exit = once(child, 'close').then(() => child.exitCode);
  const stop = (): void => void child.kill('SIGTERM');
  onTestFinished(stop);
  return { output: () => output, exit, stop };
}

test('it prints its address and what to do next, answers there, and stops when asked', async () => {
  const port = await freePort(0);
  const portal = run({
    PORTAL_PORT: String(port),
    PORTAL_LATENCY_MS: '1',
    PORTAL_TIME_SCALE: '20',
  });
  await expect.poll(portal.output).toContain('Install page');
  const url = `http://127.0.0.1:${port}`;
  expect(portal.output()).toContain(url);
  const settings: unknown = await (await fetch(`${url}/_portal/settings`)).json();
  expect(settings).toEqual({
    rateLimit: 110,
    latencyMs: 1,
    timeScale: 20,
    limitCallsExempt: false,
  });
  portal.stop();
  expect(await portal.exit).toBe(0);
});

test('it ends when the Node process that started it was killed', async () => {
  const port = await freePort(0);
  const address = `http://127.0.0.1:${port}`;
  const script = `
    const child = require('node:child_process').spawn(process.execPath, [${JSON.stringify(main)}], {
      env: { ...process.env, PORTAL_PORT: '${port}' },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.once('spawn', () => console.log(child.pid));`;
  const parent = spawn(process.execPath, ['-e', script]);
  onTestFinished(() => void parent.kill('SIGKILL'));
  const [printed] = (await once(parent.stdout, 'data')) as [Buffer];
  leaveNothing(Number(printed.toString('utf8')));
  const answers = (): Promise<boolean> =>
    fetch(`${address}/_portal/portals`).then(
      ({ ok }) => ok,
      () => false,
    );
  await expect.poll(answers).toBe(true);
  parent.kill('SIGKILL');
  await expect.poll(answers).toBe(false);
});

test('a taken port is a clear sentence and exit code 1', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const portal = run({ PORTAL_PORT: String(port) });
  expect(await portal.exit).toBe(1);
  expect(portal.output()).toContain(`Port ${port} is taken`);
});

test('a wrong environment names every problem at once', async () => {
  const portal = run({ PORTAL_PORT: 'many', PORTAL_SIZE: 'huge', PORTAL_LATENCY_MS: '-1' });
  expect(await portal.exit).toBe(1);
  for (const name of ['PORTAL_PORT', 'PORTAL_SIZE', 'PORTAL_LATENCY_MS']) {
    expect(portal.output()).toContain(name);
  }
});

test('a seed file that is none is named', async () => {
  const portal = run({ PORTAL_PORT: '0', PORTAL_SEED: main });
  expect(await portal.exit).toBe(1);
  expect(portal.output()).toContain('main.ts');
});
