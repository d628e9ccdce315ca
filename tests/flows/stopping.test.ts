// A server that is told to stop while it waits for HubSpot: what was asked is answered first.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { decodeAnswer } from './world.ts';
import { change, CONSULTANT } from './direction.ts';
import { startOwnServer, until, type OwnServer } from './own-server.ts';

let folder: string;
let server: OwnServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'atmost-stopping-'));
  server = await startOwnServer(folder, { DATA_DIR: join(folder, 'data') });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the request under way gets its plan, and nothing of it is a bug in the log', async () => {
  const { hubspot } = server;
  await hubspot.admin('PUT', '/settings', { latencyMs: 1_500 });
  await hubspot.forgetCalls();
  const planId = randomUUID();
  const changes = [change(CONSULTANT, 4)];
  const asked = server.send('PUT', `/api/plans/${planId}`, { changes });
  await until(async () => (await hubspot.calls()).length > 0);
  const ended = server.stop();
  expect(decodeAnswer('makePlan', await asked)).toMatchObject({ planId, state: 'ready' });
  expect(await ended).toBe(0);
  expect(server.logged('stopped')).toHaveLength(1);
  for (const event of ['unexpected', 'request_cut', 'request_without_store']) {
    expect(server.logged(event)).toEqual([]);
  }
});

test('a scan that HubSpot keeps waiting does not keep the process: it ends in its time', async () => {
  const other = await startOwnServer(folder, { DATA_DIR: join(folder, 'other') });
  onTestFinished(() => other.close());
  const { hubspot } = other;
  await hubspot.fault({ kind: 'slow', ms: 120_000 }, { path: '/batch/read' }, 50);
  await other.send('PUT', `/api/scans/${randomUUID()}`, { from: '0-1', to: '0-2' });
  // What comes next is the read that is not answered.
  await until(async () => (await hubspot.calls()).some(({ path }) => path.includes('/objects/')));
  const told = performance.now();
  expect(await other.stop()).toBe(0);
  // Twenty seconds for the job, and some for a slow machine; the call would take thirty.
  expect(performance.now() - told).toBeLessThan(26_000);
  expect(other.logged('job_failed')).toEqual([]);
});
