// Emulated HubSpot and scripts as processes of their own, for whoever measures from outside of both.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Seed } from '../app/portal/world/seed.ts';
import { freePort } from '../scripts/free-port.ts';
import { askPortal } from './portal-admin.ts';

/** The origin that the app is registered with; only signatures and the redirect know it. */
export const PUBLIC_BASE_URL = 'http://localhost:3000';
export const CLIENT_ID = 'measured-client';
export const CLIENT_SECRET = 'measured-client-secret';
/** Only a hang is given up on. */
const READY_WITHIN_MS = 150_000;

export interface PortalProcess {
  readonly url: string;
  /** Asks or changes the emulated HubSpot; what it answers, parsed. */
  readonly admin: (method: string, path: string, body?: object) => Promise<unknown>;
  close(): Promise<void>;
}

/** Starts the emulated portal from a seed; `log` is where it writes, and `logFile` its name. */
export async function startPortalProcess(
  folder: string,
  seed: Seed,
  log: number,
  logFile: string,
): Promise<PortalProcess> {
  const seedFile = join(folder, 'seed.json');
  writeFileSync(seedFile, JSON.stringify(seed));
  const port = await freePort(0);
  const url = `http://127.0.0.1:${String(port)}`;
  const portal = runScript('app/portal/main.ts', log, {
    PORTAL_PORT: String(port),
    PORTAL_CLIENT_ID: CLIENT_ID,
    PORTAL_CLIENT_SECRET: CLIENT_SECRET,
    PORTAL_SEED: seedFile,
  });
  await untilAnswers(`${url}/_portal/portals`, portal, logFile);
  return {
    url,
    admin: (method, path, body) => askPortal(url, method, path, body),
    close: () => ended(portal, 'SIGTERM'),
  };
}

/** A server's settings towards that portal, with a key of its own. */
export const serverSettings = (
  portalUrl: string,
  port: number,
  dataDir: string,
): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  PORT: String(port),
  PUBLIC_BASE_URL,
  HUBSPOT_API_BASE_URL: portalUrl,
  HUBSPOT_AUTHORIZE_URL: `${portalUrl}/oauth/authorize`,
  HUBSPOT_CLIENT_ID: CLIENT_ID,
  HUBSPOT_CLIENT_SECRET: CLIENT_SECRET,
  TOKEN_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  DATA_DIR: dataDir,
});

/** Starts one of this repository's scripts as a process, which hears by its channel when this one is gone. */
export function runScript(
  path: string,
  output: number,
  environment: Readonly<Record<string, string>>,
): ChildProcess {
  return spawn(process.execPath, [path], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', output, output, 'ipc'],
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
