// Two real servers as processes on one PostgreSQL, behind what plays the balancer: any of the two
// may answer any request, and a request whose server dies is sent again, as HubSpot's proxy does.
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AnswerOf, RouteName } from '#domain/wire.ts';
import { freePort } from '../../scripts/free-port.ts';
import { isReady, runServer, type ServerProcess } from '../../scripts/server-process.ts';
import type { Database } from '../../server/storage/database.ts';
import { createEmptyPostgres } from '../stores.ts';
import { CLIENT_SECRET, startEmulator, type Emulator } from './emulator.ts';
import { sendSigned } from './hubspot-request.ts';
import { settingsBeside } from './server-settings.ts';
import { decodeAnswer, type Answer, type Who } from './world.ts';

export type Which = 0 | 1;

export interface ServerPair {
  readonly hubspot: Emulator;
  /** A look into the store that both share. */
  readonly database: Database;
  /** Whether this server answers requests, as far as the balancer knows. */
  isServing(which: Which): boolean;
  /** Starts a server that is not running; returns once it is ready, or was killed before. */
  start(which: Which): Promise<void>;
  /** Sends the signal and waits for the end; returns the exit code. */
  end(which: Which, signal: 'SIGKILL' | 'SIGTERM'): Promise<number>;
  install(who: Who): Promise<void>;
  /** Sends to this one; null: it does not serve, or died over it. */
  sendTo(which: Which, who: Who, method: string, path: string): Promise<Answer | null>;
  /** Sends to either server until one answers. */
  send(who: Who, method: string, path: string, body?: object): Promise<Answer>;
  /** Sends and decodes a 200 by the route's schema. */
  ask<Route extends RouteName>(
    route: Route,
    ...request: Parameters<ServerPair['send']>
  ): Promise<AnswerOf<Route>>;
  /** Everything that this server has logged in all of its lives. */
  logText(which: Which): string;
  close(): Promise<void>;
}

const ANSWERED_WITHIN_MS = 40_000;

interface Running {
  readonly url: string;
  server: ServerProcess | null;
  ready: boolean;
}

/** Starts both servers on a fresh database; nothing is installed yet. */
export async function startPair(): Promise<ServerPair> {
  const folder = mkdtempSync(join(tmpdir(), 'atmost-pair-'));
  const logFiles = [join(folder, 'server-0.log'), join(folder, 'server-1.log')] as const;
  const logs = [openSync(logFiles[0], 'a'), openSync(logFiles[1], 'a')] as const;
  const logText: ServerPair['logText'] = (which) => readFileSync(logFiles[which], 'utf8');
  const ports = [await freePort(0), await freePort(0)] as const;
  const publicBaseUrl = `http://localhost:${String(ports[0])}`;
  const hubspot = await startEmulator(folder, publicBaseUrl);
  const empty = await createEmptyPostgres();
  const environment = {
    ...settingsBeside(hubspot.url, publicBaseUrl),
    DATABASE_URL: empty.address,
    // A start is mostly compiling. Only a process that ends by itself leaves what it compiled.
    NODE_COMPILE_CACHE: join(folder, 'compiled'),
  };
  const toRunning = (port: number): Running => ({
    url: `http://localhost:${String(port)}`,
    server: null,
    ready: false,
  });
  const both = [toRunning(ports[0]), toRunning(ports[1])] as const;

  const start: ServerPair['start'] = async (which) => {
    const one = both[which];
    const server = runServer({ ...environment, PORT: String(ports[which]) }, logs[which]);
    one.server = server;
    const ready = await isReady(server, one.url);
    if (!ready && server.process.signalCode === null) {
      throw new Error(`A server did not start:\n${logText(which).slice(-5_000)}`);
    }
    if (one.server === server) one.ready = ready;
  };
  const end: ServerPair['end'] = async (which, signal) => {
    const one = both[which];
    one.ready = false;
    one.server?.kill(signal);
    return (await one.server?.ended) ?? 0;
  };
  const sendTo: ServerPair['sendTo'] = async (which, who, method, path) => {
    const { ready, url } = both[which];
    return ready ? deliver(url, publicBaseUrl, who, method, path, undefined) : null;
  };
  const send: ServerPair['send'] = async (who, method, path, body) => {
    const giveUpAt = Date.now() + ANSWERED_WITHIN_MS;
    for (let turn = turns++; Date.now() < giveUpAt; turn += 1) {
      const one = both[turn % 2 === 0 ? 0 : 1];
      const answer = one.ready
        ? await deliver(one.url, publicBaseUrl, who, method, path, body)
        : null;
      if (answer) return answer;
      if (!both.some(({ ready }) => ready)) await sleep(20);
    }
    throw new Error(`Nobody answered ${method} ${path}.`);
  };
  let turns = 0;
  const database = await empty.open();
  await start(0);
  await end(0, 'SIGTERM');
  await Promise.all([start(0), start(1)]);
  return {
    hubspot,
    database,
    isServing: (which) => both[which].ready,
    start,
    end,
    sendTo,
    send,
    ask: async (route, ...request) => decodeAnswer(route, await send(...request)),
    async install(who) {
      const started = await fetch(`${publicBaseUrl}/install`, { redirect: 'manual' });
      const cookie = started.headers.get('set-cookie')?.split(';')[0] ?? '';
      const authorizeUrl = started.headers.get('location') ?? '';
      const back = await hubspot.consent(authorizeUrl, who, 'connect');
      await fetch(back, { headers: { cookie } });
    },
    logText,
    async close() {
      await Promise.all([end(0, 'SIGKILL'), end(1, 'SIGKILL')]);
      await database.close();
      await empty.drop();
      await hubspot.close();
      for (const log of logs) closeSync(log);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** null: the connection was refused or broke. */
async function deliver(
  url: string,
  publicBaseUrl: string,
  who: Who,
  method: string,
  path: string,
  body: object | undefined,
): Promise<Answer | null> {
  const text = body ? JSON.stringify(body) : '';
  const signing = { publicBaseUrl, clientSecret: CLIENT_SECRET, ...who };
  try {
    return await sendSigned(url, signing, method, path, text);
  } catch {
    // Killed: it may have done what it was asked, so every request must bear to come twice.
    return null;
  }
}
