// What is measured runs as in production: the server as a process of its own, HubSpot (emulated) as
// another, and whoever measures outside of both.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type * as mini from 'zod/mini';
import type { routes } from '#domain/wire.ts';
import { freePort } from '../../scripts/free-port.ts';
import { isReady, runServer } from '../../scripts/server-process.ts';
import { consent } from '../flows/emulator.ts';
import { signRequest, type SignedRequest } from '../flows/hubspot-request.ts';
import { decodeAnswer } from '../flows/world.ts';
import type { Rate } from './bound.ts';
import { BENCH_PORTAL, benchSeed } from './seed.ts';

/** The origin that the app is registered with; only signatures and the redirect know it. */
const PUBLIC_BASE_URL = 'http://localhost:3000';
const CLIENT_ID = 'bench-client';
const CLIENT_SECRET = 'bench-client-secret';
const READY_WITHIN_MS = 30_000;

/** HubSpot's rate for a marketplace app, and the latency of a call. */
const RATE_LIMIT = 110;
const WINDOW_MS = 10_000;
const LATENCY_MS = 40;

export interface BenchPortal {
  readonly url: string;
  admin(method: string, path: string, body?: object): Promise<unknown>;
  /** HubSpot's usual rate and 40 ms a call, with everything so many times as fast. */
  playUsual(timeScale: number): Promise<Rate>;
  /** No rate limit that anybody meets and no latency. */
  playUnlimited(): Promise<void>;
  /** Lets the rate window pass and forgets the calls. */
  rest(rate: Rate): Promise<void>;
  /** Calls since the last rest, and how many of them were refused as too many. */
  calls(): Promise<{ readonly total: number; readonly refused: number }>;
  startServer(): Promise<BenchServer>;
  /** A token for somebody who is not our server. */
  accessToken(server: BenchServer): Promise<string>;
  close(): Promise<void>;
}

export interface BenchServer {
  readonly url: string;
  readonly pid: number;
  sign(path: string): SignedRequest;
  /** Sends as HubSpot would, and decodes a 200 by the route's schema. */
  ask<Route extends keyof typeof routes>(
    route: Route,
    method: string,
    path: string,
    body?: object,
  ): Promise<mini.infer<(typeof routes)[Route]['answer']>>;
  close(): Promise<void>;
}

/** Starts the emulated portal as a process; nothing is installed yet. */
export async function startPortal(): Promise<BenchPortal> {
  const folder = mkdtempSync(join(tmpdir(), 'atmost-bench-'));
  const log = openSync(join(folder, 'processes.log'), 'a');
  const seedFile = join(folder, 'seed.json');
  writeFileSync(seedFile, JSON.stringify(benchSeed()));
  const port = await freePort(0);
  const url = `http://127.0.0.1:${String(port)}`;
  const portal = runScript('app/portal/main.ts', log, {
    PORTAL_PORT: String(port),
    PORTAL_CLIENT_ID: CLIENT_ID,
    PORTAL_CLIENT_SECRET: CLIENT_SECRET,
    PORTAL_SEED: seedFile,
  });
  await untilAnswers(`${url}/_portal/portals`, portal, join(folder, 'processes.log'));
  const admin = adminOf(url);
  const settings = { rateLimit: RATE_LIMIT };
  return {
    url,
    admin,
    async playUsual(timeScale) {
      const latencyMs = Math.round(LATENCY_MS / timeScale);
      await admin('PUT', '/settings', { ...settings, latencyMs, timeScale });
      return { calls: RATE_LIMIT, windowMs: WINDOW_MS / timeScale, latencyMs };
    },
    async playUnlimited() {
      await admin('PUT', '/settings', { rateLimit: 1_000_000, latencyMs: 0, timeScale: 1 });
    },
    async rest(rate) {
      await sleep(rate.windowMs * 1.2);
      await admin('DELETE', '/calls');
    },
    async calls() {
      const { total, calls } = callsSchema.parse(await admin('GET', '/calls'));
      return { total, refused: calls.filter(({ status }) => status === 429).length };
    },
    startServer: () => startServer(url, folder, log),
    accessToken: (server) => accessToken(url, server),
    async close() {
      await ended(portal, 'SIGTERM');
      closeSync(log);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const callsSchema = z.object({
  total: z.int(),
  calls: z.array(z.object({ status: z.int().nullable() })),
});

/** Starts one of this repository's scripts as a process. */
export function runScript(
  path: string,
  output: number,
  environment: Readonly<Record<string, string>>,
): ChildProcess {
  return spawn(process.execPath, [path], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', output, output],
  });
}

/** Sends the signal and waits for the end. */
export async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await gone;
}

/** Waits until a process answers; throws with its log where it ended. */
export async function untilAnswers(
  url: string,
  child: ChildProcess,
  logFile: string,
): Promise<void> {
  const giveUpAt = Date.now() + READY_WITHIN_MS;
  while (Date.now() < giveUpAt && child.exitCode === null) {
    try {
      if ((await fetch(url)).ok) return;
    } catch {
      // Not listening yet.
    }
    await sleep(50);
  }
  throw new Error(`${url} does not answer:\n${readFileSync(logFile, 'utf8').slice(-3_000)}`);
}

const adminOf =
  (url: string): BenchPortal['admin'] =>
  async (method, path, body) => {
    const response = await fetch(`${url}/_portal${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${text}`);
    const parsed: unknown = text === '' ? null : JSON.parse(text);
    return parsed;
  };

/** A fresh server on a store of its own, installed in the portal. */
async function startServer(hubspotUrl: string, folder: string, log: number): Promise<BenchServer> {
  const dataDir = join(folder, randomBytes(4).toString('hex'));
  mkdirSync(dataDir);
  const port = await freePort(0);
  const url = `http://localhost:${String(port)}`;
  const server = runServer(
    {
      PATH: process.env['PATH'],
      PORT: String(port),
      PUBLIC_BASE_URL,
      HUBSPOT_API_BASE_URL: hubspotUrl,
      HUBSPOT_AUTHORIZE_URL: `${hubspotUrl}/oauth/authorize`,
      HUBSPOT_CLIENT_ID: CLIENT_ID,
      HUBSPOT_CLIENT_SECRET: CLIENT_SECRET,
      TOKEN_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      DATA_DIR: dataDir,
    },
    log,
  );
  if (!(await isReady(server, url)) || server.process.pid === undefined) {
    const text = readFileSync(join(folder, 'processes.log'), 'utf8');
    throw new Error(`The server did not start:\n${text.slice(-3_000)}`);
  }
  const { location, cookie } = await beginInstall(url);
  const back = new URL(await consent(location, BENCH_PORTAL, 'connect'));
  await fetch(url + back.pathname + back.search, { headers: { cookie } });
  const signing = { publicBaseUrl: PUBLIC_BASE_URL, clientSecret: CLIENT_SECRET, ...BENCH_PORTAL };
  return {
    url,
    pid: server.process.pid,
    sign: (path) => signRequest(signing, 'GET', path, ''),
    async ask(route, method, path, body) {
      const text = body ? JSON.stringify(body) : '';
      const signed = signRequest(signing, method, path, text);
      const response = await fetch(url + signed.target, {
        method,
        headers: signed.headers,
        ...(text === '' ? {} : { body: text }),
      });
      return decodeAnswer(route, { status: response.status, text: await response.text() });
    },
    async close() {
      server.kill('SIGTERM');
      await server.ended;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function beginInstall(url: string): Promise<{ location: string; cookie: string }> {
  const start = await fetch(`${url}/install`, { redirect: 'manual' });
  return {
    location: start.headers.get('location') ?? '',
    cookie: start.headers.get('set-cookie')?.split(';')[0] ?? '',
  };
}

async function accessToken(portalUrl: string, server: BenchServer): Promise<string> {
  const { location } = await beginInstall(server.url);
  const back = new URL(await consent(location, BENCH_PORTAL, 'connect'));
  const response = await fetch(`${portalUrl}/oauth/2026-03/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: back.searchParams.get('code') ?? '',
      redirect_uri: `${back.origin}${back.pathname}`,
      client_id: CLIENT_ID,
      client_secret: CLIENT_SECRET,
    }),
  });
  return z.object({ access_token: z.string() }).parse(await response.json()).access_token;
}
