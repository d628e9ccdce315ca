// Many portals in one emulated HubSpot, all installed in one server; both are processes of their own.
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Seed } from '../../app/portal/world/seed.ts';
import { freePort } from '../../scripts/free-port.ts';
import { isReady, runServer } from '../../scripts/server-process.ts';
import { consent } from '../flows/emulator.ts';
import { signRequest, type SignedRequest } from '../flows/hubspot-request.ts';
import {
  CLIENT_SECRET,
  PUBLIC_BASE_URL,
  serverSettings,
  startPortalProcess,
} from '../processes.ts';

const FIRST_PORTAL = 4_800_001;
const USER = 7001;

export interface Held {
  readonly rssMb: number;
  /** Open files and sockets. */
  readonly handles: number;
}

export interface LoadWorld {
  readonly url: string;
  readonly portals: readonly number[];
  sign(portal: number, method: string, path: string, body: string): SignedRequest;
  /** Changes the emulated HubSpot. */
  admin(method: string, path: string, body: object): Promise<unknown>;
  /** What the server's process holds now (Linux). */
  held(): Held;
  logText(): string;
  /** Stops everything in order; the server's exit code. */
  close(): Promise<number>;
}

/** Starts a server on the embedded store, installed in so many portals. */
export async function startLoadWorld(count: number): Promise<LoadWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'atmost-load-'));
  const logFile = join(folder, 'processes.log');
  const log = openSync(logFile, 'a');
  const portals = Array.from({ length: count }, (_, index) => FIRST_PORTAL + index);
  const hubspot = await startPortalProcess(
    folder,
    { portals: portals.map(portalOf) },
    log,
    logFile,
  );
  const port = await freePort(0);
  const url = `http://127.0.0.1:${String(port)}`;
  const server = runServer(serverSettings(hubspot.url, port, join(folder, 'data')), log);
  const logText = (): string => readFileSync(logFile, 'utf8');
  const stop = async (): Promise<number> => {
    server.kill('SIGTERM');
    const code = await server.ended;
    await hubspot.close();
    closeSync(log);
    rmSync(folder, { recursive: true, force: true });
    return code;
  };
  try {
    if (!(await isReady(server, url))) throw new Error(`Not ready:\n${logText()}`);
    for (const [index, portalId] of portals.entries()) await install(url, portalId, index);
  } catch (cause) {
    await stop();
    throw cause;
  }
  return {
    url,
    portals,
    admin: hubspot.admin,
    logText,
    sign: (portalId, method, path, body) =>
      signRequest(
        { publicBaseUrl: PUBLIC_BASE_URL, clientSecret: CLIENT_SECRET, portalId, userId: USER },
        ...([method, path, body] as const),
      ),
    held: () => heldBy(server.process.pid ?? 0),
    close: stop,
  };
}

const portalOf = (portalId: number): Seed['portals'][number] => ({
  portalId,
  hubDomain: `load-${String(portalId)}.example`,
  accountName: 'Load',
  accountType: 'STANDARD',
  timeZone: 'Europe/Berlin',
  users: [
    {
      ...{ id: USER, email: 'ana@load.example', firstName: 'Ana', lastName: 'Load' },
      superAdmin: true,
    },
  ],
  objectTypes: [
    { objectTypeId: '0-1', name: 'contact', singular: 'Contact', plural: 'Contacts' },
    { objectTypeId: '0-2', name: 'company', singular: 'Company', plural: 'Companies' },
  ],
  associations: [
    {
      ...{ from: '0-1', to: '0-2', category: 'HUBSPOT_DEFINED', name: 'contact_to_company' },
      ...{ forward: { typeId: 279, limit: 5 }, inverse: { typeId: 280 } },
    },
  ],
});

/** Installs as a browser with an address of its own: installs are limited per address. */
async function install(url: string, portalId: number, index: number): Promise<void> {
  const localAddress = `127.1.${String(index >> 8)}.${String((index % 256) + 1)}`;
  const start = await visit(`${url}/install`, localAddress, '');
  const location = start.headers.location ?? '';
  const back = new URL(await consent(location, { portalId, userId: USER }, 'connect'));
  const cookie = start.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  const end = await visit(url + back.pathname + back.search, localAddress, cookie);
  if (end.statusCode !== 200) throw new Error(`Portal ${String(portalId)} was not installed.`);
}

function visit(url: string, localAddress: string, cookie: string) {
  return new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { localAddress, headers: { cookie } }, (response) => {
      response.resume();
      response.once('end', () => {
        resolve(response);
      });
    }).once('error', reject);
  });
}

function heldBy(pid: number): Held {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  const kilobytes = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]);
  return {
    rssMb: Math.round(kilobytes / 1_024),
    handles: readdirSync(`/proc/${String(pid)}/fd`).length,
  };
}

/** Waits until the server's idle connections are gone: handles no more than `most`. */
export async function untilAtRest(world: LoadWorld, most: number, withinMs: number): Promise<Held> {
  const giveUpAt = Date.now() + withinMs;
  while (world.held().handles > most && Date.now() < giveUpAt) await sleep(100);
  return world.held();
}
