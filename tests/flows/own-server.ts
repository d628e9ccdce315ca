// One real server as a process beside an emulated HubSpot, for tests that take its store away.
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { rowText } from '#domain/association.ts';
import type { AnswerOf, PlanView, RouteName } from '#domain/wire.ts';
import { expect } from 'vitest';
import { freePort } from '../../scripts/free-port.ts';
import { isReady, runServer } from '../../scripts/server-process.ts';
import { change, CONSULTANT, FROM, TO, UNLABELLED } from './direction.ts';
import { CLIENT_SECRET, startEmulator, type Emulator } from './emulator.ts';
import { sendSigned } from './hubspot-request.ts';
import { openPage, startInstall } from './install-walk.ts';
import { settingsBeside } from './server-settings.ts';
import { decodeAnswer, decodeError, PRODUCTION, type Answer } from './world.ts';
import { expectEachWriteOnce } from './written-once.ts';

export interface OwnServer {
  readonly hubspot: Emulator;
  readonly pid: number;
  send(method: string, path: string, body?: object): Promise<Answer>;
  /** Sends and decodes a 200 by the route's schema. */
  ask<Route extends RouteName>(
    route: Route,
    ...request: Parameters<OwnServer['send']>
  ): Promise<AnswerOf<Route>>;
  /** Opens a page as a browser does. */
  visit(path: string): Promise<Answer>;
  /** What /readyz answers: `ready`, or the reason why not. */
  readiness(): Promise<string>;
  untilReadiness(wanted: string): Promise<void>;
  /** Events of the log so far, in order, with their reasons. */
  logged(event: string): readonly string[];
  /** SIGTERM; returns the exit code. */
  stop(): Promise<number>;
  close(): Promise<void>;
}

/** More than hubspot.fetch waits, less than a hang. */
const ANSWERED_WITHIN_MS = 30_000;
const SOON_MS = 60_000;

/** Starts a server on the store that `store` names, and installs the app. `through`: see runServer. */
export async function startOwnServer(
  folder: string,
  store: NodeJS.ProcessEnv,
  through: readonly string[] = [],
): Promise<OwnServer> {
  const logFile = join(folder, 'server.log');
  const log = openSync(logFile, 'a');
  const port = await freePort(0);
  const url = `http://localhost:${String(port)}`;
  const hubspot = await startEmulator(folder, url);
  const environment = {
    PATH: process.env['PATH'],
    PORT: String(port),
    ...settingsBeside(hubspot.url, url),
    ...store,
  };
  const server = runServer(environment, log, through);
  const logText = (): string => readFileSync(logFile, 'utf8');
  if (!(await isReady(server, url))) throw new Error(`The server did not start:\n${logText()}`);
  const { authorizeUrl, cookie } = await startInstall(url);
  await openPage(await hubspot.consent(authorizeUrl, PRODUCTION, 'connect'), cookie);

  const signing = { publicBaseUrl: url, clientSecret: CLIENT_SECRET, ...PRODUCTION };
  const send: OwnServer['send'] = (method, path, body) =>
    inTime(sendSigned(url, signing, method, path, body ? JSON.stringify(body) : ''));
  const readiness: OwnServer['readiness'] = async () => {
    const answer = await inTime(fetch(`${url}/readyz`));
    const body = (await answer.json()) as { readonly status: string; readonly reason?: string };
    expect(answer.status).toBe(body.status === 'ready' ? 200 : 503);
    return body.reason ?? body.status;
  };
  const stop = (): Promise<number> => {
    server.kill('SIGTERM');
    return server.ended;
  };
  return {
    hubspot,
    pid: server.process.pid ?? 0,
    send,
    ask: async (route, ...request) => decodeAnswer(route, await send(...request)),
    visit: async (path) => {
      const answer = await inTime(fetch(url + path, { redirect: 'manual' }));
      return { status: answer.status, text: await answer.text() };
    },
    readiness,
    untilReadiness: (wanted) => until(async () => (await readiness()) === wanted),
    logged: (event) =>
      logText()
        .split('\n')
        .filter((line) => line.includes(`"event":"${event}"`))
        .map((line) => (JSON.parse(line) as { readonly reason?: string }).reason ?? ''),
    stop,
    async close() {
      await stop();
      await hubspot.close();
      closeSync(log);
    },
  };
}

/** Waits until it is so; throws where that takes a minute. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + SOON_MS;
  while (!(await isSo())) {
    if (Date.now() > giveUpAt) throw new Error(`Not so within a minute: ${isSo.toString()}`);
    await sleep(50);
  }
}

function inTime<Value>(asked: Promise<Value>): Promise<Value> {
  const tooLate = sleep(ANSWERED_WITHIN_MS, null, { ref: false }).then(() => {
    throw new Error('The server does not answer.');
  });
  return Promise.race([asked, tooLate]);
}

/** HubSpot's answers take so long while a store is taken away, so that this is in mid-apply. */
const SLOW_MS = 600;

/** Begins a plan of several writes, until HubSpot has seen the first; returns how many it will have seen. */
export async function beginPlan(server: OwnServer, planId: string): Promise<number> {
  const { hubspot } = server;
  const before = await hubspot.limits(PRODUCTION.portalId, FROM, TO);
  const lower = (before.get(UNLABELLED) ?? 100) > 50;
  const changes = [
    change(UNLABELLED, lower ? 20 : 90),
    change(CONSULTANT, lower ? 5 : 6),
    change('USER_DEFINED:34', lower ? null : 4),
    change('USER_DEFINED:36', lower ? 3 : null),
  ];
  await server.ask('plan', 'PUT', `/api/plans/${planId}`, { changes });
  const seen = await writesSeen(hubspot);
  await hubspot.admin('PUT', '/settings', { latencyMs: SLOW_MS });
  await server.ask('plan', 'POST', `/api/plans/${planId}/apply`);
  await until(async () => (await writesSeen(hubspot)) > seen);
  return seen + changes.length;
}

/** While the store is away, every kind of request is answered with this failure, and at once. */
export async function expectStoreAway(
  server: OwnServer,
  planId: string,
  failure: object,
): Promise<void> {
  for (const [method, path] of [
    ['GET', `/api/plans/${planId}`],
    ['POST', `/api/plans/${planId}/apply`],
    ['GET', '/api/session'],
  ] as const) {
    const answer = await server.send(method, path);
    expect(answer.status).toBe(424);
    expect(decodeError(answer)).toMatchObject({ code: 'store_unavailable', ...failure });
  }
}

/** How many limits HubSpot was sent so far. */
export async function writesSeen(hubspot: Emulator): Promise<number> {
  const { writes } = (await hubspot.admin('GET', '/limit-writes')) as { writes: unknown[] };
  return writes.length;
}

/**
 * Waits for the end of the plan: every outcome is what the portal holds, and HubSpot was sent each
 * change of these plans once.
 */
export async function expectTrueEnd(server: OwnServer, planIds: readonly string[]): Promise<void> {
  const { hubspot } = server;
  await hubspot.admin('PUT', '/settings', { latencyMs: 0 });
  const plans: PlanView[] = [];
  for (const planId of planIds) {
    const look = () => server.ask('plan', 'GET', `/api/plans/${planId}`);
    await until(async () => (await look()).state === 'done');
    plans.push(await look());
  }
  const held = await hubspot.limits(PRODUCTION.portalId, FROM, TO);
  for (const item of plans.at(-1)?.items ?? []) {
    expect(item.outcome.kind).toBe(item.before === item.after ? 'unchanged' : 'saved');
    expect(held.get(rowText(item))).toBe(item.after);
  }
  await expectEachWriteOnce(hubspot, [{ ...PRODUCTION, plans }]);
}
