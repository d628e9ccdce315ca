// The server as a child of `npm start`: it ends with its parent, however that ends.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../scripts/free-port.ts';
import { isAlive, leaveNothing } from '../leave-nothing.ts';
import { serverSettings } from '../processes.ts';

/** As long as the script waits, and some more. */
const STARTED = { timeout: 160_000 };
/** Well before what stands in for the server ends by itself. */
const ENDED = { timeout: 30_000 };
const MODULE = new URL('../../scripts/server-process.ts', import.meta.url).href;

/** A parent that starts a child, prints its id, and then does `last`. */
const parent = (last: string): string => `
  const { runServer } = await import(${JSON.stringify(MODULE)});
  // What stands in for the server does nothing, for longer than a test lasts.
  const idle = [process.execPath, '-e', 'setTimeout(() => {}, 60_000)'];
  const { process: child } = runServer({ PATH: process.env.PATH }, 'inherit', idle);
  console.log(child.pid);
  ${last}`;

test.for([
  'setTimeout(() => { throw new Error("uncaught"); }, 50);',
  'setTimeout(() => void Promise.reject(new Error("unhandled")), 50);',
  'setTimeout(() => process.exit(0), 50);',
])('it does not outlive a parent that ends by %s', async (last) => {
  const { child, output } = run(parent(last));
  await once(child, 'exit');
  const server = Number(output().trim());
  expect(server).toBeGreaterThan(0);
  leaveNothing(server);
  await expect.poll(() => isAlive(server), ENDED).toBe(false);
});

test('a server hears that its parent was killed, and stops in order', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'atmost-orphan-'));
  onTestFinished(() => {
    rmSync(dataDir, { recursive: true, force: true });
  });
  const port = await freePort(0);
  const url = `http://localhost:${String(port)}`;
  const settings = JSON.stringify(serverSettings('http://127.0.0.1:9', port, dataDir));
  const script = `
    const { isReady, runServer } = await import(${JSON.stringify(MODULE)});
    const server = runServer(${settings}, 'inherit');
    await isReady(server, ${JSON.stringify(url)});
    console.log(JSON.stringify({ pid: server.process.pid }));`;
  const { child, output } = run(script);
  // The server's log is on the same output.
  const found = (): RegExpExecArray | null => /^\{"pid":(\d+)\}$/m.exec(output());
  await expect.poll(found, STARTED).not.toBeNull();
  const server = Number(found()?.[1]);
  leaveNothing(server);
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  child.kill('SIGKILL');
  await expect.poll(() => isAlive(server)).toBe(false);
  expect(output()).toContain('"event":"stopped"');
});

/** A Node process that runs the script, and what it has printed so far. */
function run(script: string): { readonly child: ChildProcess; readonly output: () => string } {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString('utf8')));
  return { child, output: () => printed };
}
