// What is measured runs as in production: the server as a process of its own, HubSpot (emulated) as
// another, and whoever measures outside of both.
import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import type { AnswerOf, RouteName } from '#domain/wire.ts';
import { freePort } from '../../scripts/free-port.ts';
import { isReady, runServer } from '../../scripts/server-process.ts';
import { Secret } from '../../server/secret.ts';
import { openEmbedded, openPostgres, type Database } from '../../server/storage/database.ts';
import { consent } from '../flows/emulator.ts';
import { sendSigned, signRequest, type SignedRequest } from '../flows/hubspot-request.ts';
import { decodeAnswer } from '../flows/world.ts';
import {
  CLIENT_ID,
  CLIENT_SECRET,
  PUBLIC_BASE_URL,
  serverSettings,
  startPortalProcess,
} from '../processes.ts';
import type { Rate } from './bound.ts';
import { BENCH_PORTAL, benchSeed } from './seed.ts';

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
  /** A fresh server on an embedded store of its own, or on the empty PostgreSQL database that is named. */
  startServer(databaseUrl?: string): Promise<BenchServer>;
  /** A token for somebody who is not our server. */
  accessToken(server: BenchServer): Promise<string>;
  close(): Promise<void>;
}

/** What HubSpot sends to the server from one portal. */
export interface PortalSide {
  /** Signed as HubSpot does. */
  sign(path: string): SignedRequest;
  /** Sends as HubSpot would, and decodes a 200 by the route's schema. */
  ask<Route extends RouteName>(
    route: Route,
    method: string,
    path: string,
    body?: object,
  ): Promise<AnswerOf<Route>>;
}

/** Its own requests are those of the bench's portal. */
export interface BenchServer extends PortalSide {
  readonly url: string;
  readonly pid: number;
  of(portalId: number): PortalSide;
  /** Installs the app in another portal of the emulated HubSpot. */
  install(portalId: number): Promise<void>;
  /** Stops the server, lets `change` work on its store, and starts it again. */
  restart(change: (database: Database) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** Starts the emulated portal (or portals) as a process; nothing is installed yet. */
export async function startPortal(seed = benchSeed()): Promise<BenchPortal> {
  const folder = mkdtempSync(join(tmpdir(), 'atmost-bench-'));
  const logFile = join(folder, 'processes.log');
  const log = openSync(logFile, 'a');
  const portal = await startPortalProcess(folder, seed, log, logFile);
  const { url, admin } = portal;
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
      const { total, calls } = v.parse(callsSchema, await admin('GET', '/calls'));
      return { total, refused: calls.filter(({ status }) => status === 429).length };
    },
    startServer: (databaseUrl) =>
      startServer({ url, folder, log, databaseUrl: databaseUrl ?? null }),
    accessToken: (server) => accessToken(url, server),
    async close() {
      await portal.close();
      closeSync(log);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const callsSchema = v.object({
  total: v.number(),
  calls: v.array(v.object({ status: v.nullable(v.number()) })),
});

interface ServerPlace {
  /** The emulated portal's. */
  readonly url: string;
  readonly folder: string;
  readonly log: number;
  /** null: the embedded store. */
  readonly databaseUrl: string | null;
}

/** A fresh server, installed in the portal. */
async function startServer(place: ServerPlace): Promise<BenchServer> {
  const { folder, log, databaseUrl } = place;
  const dataDir = join(folder, randomBytes(4).toString('hex'));
  mkdirSync(dataDir);
  const port = await freePort(0);
  const url = `http://localhost:${String(port)}`;
  const settings = {
    ...serverSettings(place.url, port, dataDir),
    ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
  };
  const start = async () => {
    const server = runServer(settings, log);
    const { pid } = server.process;
    if ((await isReady(server, url)) && pid !== undefined) return { ...server, pid };
    const text = readFileSync(join(folder, 'processes.log'), 'utf8');
    throw new Error(`The server did not start:\n${text.slice(-3_000)}`);
  };
  let server = await start();
  const stop = async (): Promise<void> => {
    server.kill('SIGTERM');
    await server.ended;
  };
  const install = async (portalId: number): Promise<void> => {
    const { location, cookie } = await beginInstall(url);
    const who = { ...BENCH_PORTAL, portalId };
    const back = new URL(await consent(location, who, 'connect'));
    await fetch(url + back.pathname + back.search, { headers: { cookie } });
  };
  const of = (portalId: number): PortalSide => {
    const portal = { ...BENCH_PORTAL, portalId };
    const signing = { publicBaseUrl: PUBLIC_BASE_URL, clientSecret: CLIENT_SECRET, ...portal };
    return {
      sign: (path) => signRequest(signing, 'GET', path, ''),
      async ask(route, method, path, body) {
        const text = body ? JSON.stringify(body) : '';
        return decodeAnswer(route, await sendSigned(url, signing, method, path, text));
      },
    };
  };
  await install(BENCH_PORTAL.portalId);
  return {
    ...of(BENCH_PORTAL.portalId),
    url,
    get pid() {
      return server.pid;
    },
    of,
    install,
    async restart(change) {
      await stop();
      const database = await (databaseUrl === null
        ? openEmbedded(dataDir)
        : openPostgres(new Secret(databaseUrl)));
      await change(database);
      await database.close();
      server = await start();
    },
    async close() {
      await stop();
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
  return v.parse(v.object({ access_token: v.string() }), await response.json()).access_token;
}
