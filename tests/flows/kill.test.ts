// A server that is killed in the middle of an apply goes on with it at its next start: every row
// ends with an outcome that is what HubSpot holds. So do the making of a large plan, a reading and a
// scan, which counts no record twice and none not at all. Runs the real server/main.ts as a process.
import { randomUUID } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as v from 'valibot';
import { rowText } from '#domain/association.ts';
import { overviewSchema, refreshSchema } from '#domain/overview.ts';
import { scanSchema, type Scan } from '#domain/scan.ts';
import { planViewSchema, type PlanView } from '#domain/wire.ts';
import { freePort } from '../../scripts/free-port.ts';
import { isReady, runServer, type ServerProcess } from '../../scripts/server-process.ts';
import { change, CONSULTANT, FROM, TO, UNLABELLED } from './direction.ts';
import { CLIENT_SECRET, startEmulator, type Emulator } from './emulator.ts';
import { sendSigned } from './hubspot-request.ts';
import { openPage, startInstall } from './install-walk.ts';
import { distributionsOf, truthAt } from './scan-truth.ts';
import { settingsBeside } from './server-settings.ts';
import { PRODUCTION } from './world.ts';

/** Milliseconds after "apply" at which the server is killed; HubSpot answers after 120 ms each. */
const KILLED_AFTER_MS = [300, 700, 1_000, 1_300, 1_700, 2_200];
const LATENCY_MS = 120;

let folder: string;
let log: number;
let hubspot: Emulator;
let url: string;
let environment: NodeJS.ProcessEnv;
let server: ServerProcess;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'atmost-kill-'));
  log = openSync(join(folder, 'server.log'), 'a');
  const port = await freePort(0);
  url = `http://localhost:${String(port)}`;
  hubspot = await startEmulator(folder, url);
  environment = {
    PORT: String(port),
    ...settingsBeside(hubspot.url, url),
    DATA_DIR: join(folder, 'data'),
  };
  await start();
  const { authorizeUrl, cookie } = await startInstall(url);
  await openPage(await hubspot.consent(authorizeUrl, PRODUCTION, 'connect'), cookie);
  await hubspot.admin('PUT', '/settings', { latencyMs: LATENCY_MS });
});

afterAll(async () => {
  server.kill('SIGTERM');
  await server.ended;
  await hubspot.close();
  closeSync(log);
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<void> {
  server = runServer(environment, log);
  if (!(await isReady(server, url))) {
    throw new Error(
      `The server did not start:\n${readFileSync(join(folder, 'server.log'), 'utf8')}`,
    );
  }
}

const ask = async (method: string, path: string, body?: object): Promise<PlanView> =>
  v.parse(planViewSchema, await send(method, path, body));

async function send(method: string, path: string, body?: object): Promise<unknown> {
  const signing = { publicBaseUrl: url, clientSecret: CLIENT_SECRET, ...PRODUCTION };
  const sent = body ? JSON.stringify(body) : '';
  const { text } = await sendSigned(url, signing, method, path, sent);
  return JSON.parse(text);
}

async function untilDone(planId: string): Promise<PlanView> {
  for (;;) {
    const plan = await ask('GET', `/api/plans/${planId}`);
    if (plan.state === 'done') return plan;
    await sleep(100);
  }
}

test.for(KILLED_AFTER_MS)(
  'killed %i ms after apply, the plan is finished at the next start',
  async (killAfterMs, { expect: expectHere }) => {
    const before = await hubspot.limits(PRODUCTION.portalId, FROM, TO);
    const lower = (before.get(UNLABELLED) ?? 100) > 50;
    const planId = randomUUID();
    await ask('PUT', `/api/plans/${planId}`, {
      changes: [
        change(UNLABELLED, lower ? 20 : 90),
        change(CONSULTANT, lower ? 5 : 6),
        change('USER_DEFINED:34', lower ? null : 4),
        change('USER_DEFINED:36', lower ? 3 : null),
      ],
    });
    await ask('POST', `/api/plans/${planId}/apply`);
    await sleep(killAfterMs);
    server.kill('SIGKILL');
    await server.ended;
    await start();
    const done = await untilDone(planId);
    const held = await hubspot.limits(PRODUCTION.portalId, FROM, TO);
    for (const item of done.items) {
      expectHere(held.get(rowText(item))).toBe(item.after);
      expectHere(['saved', 'unchanged']).toContain(item.outcome.kind);
    }
  },
);

test.for(['SIGKILL', 'SIGTERM'] as const)(
  'a large plan whose making %s interrupts is made at the next start',
  async (signal, { expect: expectHere }) => {
    await hubspot.admin('PUT', '/settings', { rateLimit: 100_000, latencyMs: LATENCY_MS });
    const types = ['0-1', '0-2', '0-3', '0-5', '0-8'];
    const changes = types.flatMap((from) =>
      types.map((to) => ({ ...change(CONSULTANT, 1), from, to, typeId: 987_654 })),
    );
    const planId = randomUUID();
    const asked = await ask('PUT', `/api/plans/${planId}`, { changes });
    expectHere(asked.progress?.total).toBe(changes.length);
    for (;;) {
      const { progress, refusal } = await ask('GET', `/api/plans/${planId}`);
      if (progress === null) throw new Error(`Made too soon: ${JSON.stringify(refusal)}`);
      if (progress.read > 5) break;
      await sleep(20);
    }
    server.kill(signal);
    await server.ended;
    await start();
    expectHere(await ask('GET', `/api/plans/${planId}`)).toMatchObject({ state: 'planning' });
    for (;;) {
      const { state, refusal } = await ask('GET', `/api/plans/${planId}`);
      if (state === 'planning') {
        await sleep(100);
        continue;
      }
      // None of the types exists, so the plan that is made is a refusal that names all of them.
      expectHere(refusal?.problems).toHaveLength(changes.length);
      return;
    }
  },
);

test.for(['SIGKILL', 'SIGTERM'] as const)(
  'a reading of the portal that %s interrupts goes on at the next start',
  async (signal, { expect: expectHere }) => {
    await hubspot.admin('PUT', '/settings', { rateLimit: 100_000, latencyMs: 15 });
    const started = v.parse(refreshSchema, await send('POST', '/api/overview/refresh'));
    const look = async () => v.parse(overviewSchema, await send('GET', '/api/overview'));
    for (;;) {
      const { refresh } = await look();
      if ((refresh?.read ?? 0) > 20) break;
      await sleep(20);
    }
    const stoppingSince = Date.now();
    server.kill(signal);
    await server.ended;
    expectHere(Date.now() - stoppingSince).toBeLessThan(10_000);
    await start();
    const again = await look();
    expectHere(again.refresh).toMatchObject({ state: 'reading', startedAt: started.startedAt });
    for (;;) {
      const { refresh, counts } = await look();
      if (refresh?.state === 'reading') {
        await sleep(100);
        continue;
      }
      expectHere(refresh?.state).toBe('done');
      expectHere(refresh?.read).toBe(refresh?.total);
      expectHere(counts).toMatchObject({ unread: 0, failed: 0, notAllowed: 0 });
      return;
    }
  },
);

/** Seven stretches of 1,000 at most, each of ten lists and more: some 700 ms. */
const SCANNED_RECORDS = 6_030;
/** Milliseconds after a stretch was stored: at its beginning, in its middle, and as it is stored. */
const SCAN_KILLED_AFTER_MS = [0, 300, 600, 750];

test('a scan that is killed again and again is a brute-force count in the end', async ({
  expect: expectHere,
}) => {
  const { portalId } = PRODUCTION;
  const pair = { from: FROM, to: TO };
  await hubspot.admin('PUT', '/records', {
    ...{ portalId, objectType: FROM, count: SCANNED_RECORDS },
  });
  const links = { mean: 1.5, heaviest: 300, heavyRecords: 3, labelShare: 0.4 };
  await hubspot.admin('PUT', '/associations', { portalId, ...pair, ...links });
  await hubspot.admin('PUT', '/settings', { rateLimit: 100_000, latencyMs: 60 });
  const path = `/api/scans/${randomUUID()}`;
  const look = async (): Promise<Scan> => v.parse(scanSchema, await send('GET', path));
  await send('PUT', path, pair);
  const seen: number[] = [];
  for (const killAfterMs of SCAN_KILLED_AFTER_MS) {
    let scan = await look();
    const { read } = scan;
    for (; scan.read === read; scan = await look()) await sleep(20);
    await sleep(killAfterMs);
    // In mid-scan, or nothing was tried.
    expectHere(scan.state).toBe('reading');
    server.kill('SIGKILL');
    await server.ended;
    await start();
    seen.push(scan.read, (await look()).read);
  }
  expectHere(seen.at(-1)).toBeLessThan(SCANNED_RECORDS);
  // What was counted before a kill stays counted.
  expectHere(seen).toEqual([...seen].sort((one, other) => one - other));
  let scan = await look();
  for (; scan.state === 'reading'; scan = await look()) await sleep(50);
  expectHere(scan).toMatchObject({
    ...{ state: 'done', read: SCANNED_RECORDS, total: SCANNED_RECORDS, unread: 0 },
  });
  expectHere(distributionsOf(scan)).toEqual(await truthAt(hubspot, PRODUCTION, pair));
});

test('a second server on the same data directory refuses to start and says why', async () => {
  const output = join(folder, 'second.log');
  const file = openSync(output, 'a');
  const second = runServer({ ...environment, PORT: String(await freePort(0)) }, file);
  expect(await second.ended).toBe(1);
  closeSync(file);
  expect(readFileSync(output, 'utf8')).toContain('Another Atmost server uses this data directory');
});
