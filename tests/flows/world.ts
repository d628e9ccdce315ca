// A whole world for one test file: emulated HubSpot, embedded store, and the real server on a port.
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { isFinal } from '#domain/outcome.ts';
import {
  errorBodySchema,
  routes,
  type AnswerOf,
  type ErrorBody,
  type PlanView,
  type RouteName,
} from '#domain/wire.ts';
import { freePort } from '../../scripts/free-port.ts';
import { systemClock, type Clock } from '../../server/clock.ts';
import type { Queues } from '../../server/composition/queues.ts';
import { readConfig } from '../../server/config.ts';
import { logRequests } from '../../server/http/request-log.ts';
import type { RequestLimits } from '../../server/http/request-limits.ts';
import { sendHttp, type SendHttp } from '../../server/hubspot/http.ts';
import { createLog } from '../../server/log.ts';
import type { Metrics } from '../../server/observe/metrics.ts';
import { createServer, type AtmostServer } from '../../server/server.ts';
import { openEmbedded, type Database } from '../../server/storage/database.ts';
import { CLIENT_ID, CLIENT_SECRET, startEmulator, type Emulator } from './emulator.ts';
import { sendSigned } from './hubspot-request.ts';
import { openPage, startInstall, type Page } from './install-walk.ts';

export const PRODUCTION = { portalId: 24_201_733, userId: 5101 };
export const SANDBOX = { portalId: 24_305_108, userId: 5101 };
/** Works in the production portal without being Super Admin. */
export const NOT_ADMIN = { portalId: 24_201_733, userId: 5102 };
/** May install apps there ("HubSpot Marketplace Access") without being Super Admin. */
export const INSTALLER = { portalId: 24_201_733, userId: 5103 };

export interface Who {
  readonly portalId: number;
  readonly userId: number;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

export interface World {
  readonly hubspot: Emulator;
  readonly url: string;
  readonly database: Database;
  readonly metrics: Metrics;
  readonly app: AtmostServer['app'];
  /** Folder of the embedded store. */
  readonly dataDir: string;
  /** Every line the server logged. */
  readonly logLines: readonly string[];
  install(who?: Who): Promise<string>;
  send(who: Who, method: string, path: string, body?: unknown): Promise<Answer>;
  /** Sends and decodes a 200 by the route's schema; throws with the body otherwise. */
  get<Route extends RouteName>(route: Route, path: string, who?: Who): Promise<AnswerOf<Route>>;
  makePlan(changes: readonly object[], planId?: string): Promise<PlanView>;
  applyPlan(planId: string): Promise<PlanView>;
  /** Applies and waits for the end. */
  applied(planId: string): Promise<PlanView>;
  untilDone(planId: string): Promise<PlanView>;
  close(): Promise<void>;
}

const DONE_WITHIN_MS = 90_000;

/** What a test may put in the place of the real thing. */
export interface Replaced {
  readonly clock?: Clock;
  readonly send?: SendHttp;
  readonly queues?: Queues;
  /** More settings of the server, or others. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Opens another store than the embedded one; it is closed with the world. */
  readonly openStore?: () => Promise<Database>;
  readonly limits?: RequestLimits;
}

/** HubSpot signs by the same clock. */
const skewOf = ({ clock }: Replaced): number => (clock ? clock.now() - Date.now() : 0);

/** Starts a world; nothing is installed yet. */
export async function startWorld(
  size: 'small' | 'large' = 'small',
  replaced: Replaced = {},
): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'atmost-flow-'));
  const port = await freePort(0);
  const url = `http://localhost:${String(port)}`;
  const hubspot = await startEmulator(folder, url, size, replaced.clock);
  const logLines: string[] = [];
  const dataDir = join(folder, 'data');
  const database = await (replaced.openStore ?? (() => openEmbedded(dataDir)))();
  const server = startServer(hubspot.url, url, database, logLines, replaced);
  await server.startJobs();
  const http = await listen(server, port);

  const send: World['send'] = async (who, method, path, body) => {
    const text = body === undefined ? '' : JSON.stringify(body);
    const signing = { publicBaseUrl: url, clientSecret: CLIENT_SECRET, ...who };
    return sendSigned(url, { ...signing, skewMs: skewOf(replaced) }, method, path, text);
  };
  const plan = (answer: Answer): PlanView => decodeAnswer('plan', answer);
  const untilDone = async (planId: string): Promise<PlanView> => {
    const giveUpAt = Date.now() + DONE_WITHIN_MS;
    for (;;) {
      const view = plan(await send(PRODUCTION, 'GET', `/api/plans/${planId}`));
      if (view.state === 'done') return view;
      if (Date.now() > giveUpAt) throw new Error(`Not done: ${JSON.stringify(view)}`);
      await sleep(50);
    }
  };
  const applyPlan = async (planId: string): Promise<PlanView> =>
    plan(await send(PRODUCTION, 'POST', `/api/plans/${planId}/apply`));
  return {
    hubspot,
    url,
    database,
    metrics: server.metrics,
    app: server.app,
    dataDir,
    logLines,
    send,
    applyPlan,
    untilDone,
    install: async (who) => (await visitInstall({ url, hubspot }, who)).text,
    get: async (route, path, who = PRODUCTION) => decodeAnswer(route, await send(who, 'GET', path)),
    makePlan: async (changes, planId = randomUUID()) =>
      plan(await send(PRODUCTION, 'PUT', `/api/plans/${planId}`, { changes })),
    async applied(planId) {
      await applyPlan(planId);
      return untilDone(planId);
    },
    async close() {
      http.close();
      http.closeAllConnections();
      await server.stopJobs();
      await database.close();
      await hubspot.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function startServer(
  hubspotUrl: string,
  url: string,
  database: Database,
  logLines: string[],
  { clock = systemClock, send = sendHttp, queues, limits, environment }: Replaced,
): AtmostServer {
  const config = readConfig({
    PUBLIC_BASE_URL: url,
    HUBSPOT_API_BASE_URL: hubspotUrl,
    HUBSPOT_AUTHORIZE_URL: `${hubspotUrl}/oauth/authorize`,
    HUBSPOT_CLIENT_ID: CLIENT_ID,
    HUBSPOT_CLIENT_SECRET: CLIENT_SECRET,
    TOKEN_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    ...environment,
  });
  if (!config.ok) throw new Error(config.failure.join('\n'));
  const log = createLog({
    write: (line) => {
      logLines.push(line);
    },
  });
  const parts = {
    ...{ config: config.value, database, clock, log, send },
    requestLog: logRequests(log),
  };
  return createServer(parts, queues, limits);
}

function listen(server: AtmostServer, port: number): Promise<Server> {
  return new Promise((resolve) => {
    const http = server.app.listen(port, () => {
      resolve(http);
    });
  });
}

/** Walks the browser's way through an install; answers with its last page. */
export async function visitInstall(
  { url, hubspot }: Pick<World, 'url' | 'hubspot'>,
  who: Who = PRODUCTION,
): Promise<Page> {
  const { authorizeUrl, cookie } = await startInstall(url);
  return openPage(await hubspot.consent(authorizeUrl, who, 'connect'), cookie);
}

/** Decodes a 200 of a route; anything else is an error that shows the body. */
export function decodeAnswer<Route extends RouteName>(
  route: Route,
  answer: Answer,
): AnswerOf<Route> {
  if (answer.status !== 200) throw new Error(`${String(answer.status)}: ${answer.text}`);
  return v.parse(routes[route].answer, JSON.parse(answer.text));
}

/** Decodes an error body. */
export function decodeError(answer: Answer): ErrorBody['error'] {
  return v.parse(errorBodySchema, JSON.parse(answer.text)).error;
}

/** Outcome kinds of a plan, in order. */
export const kindsOf = (plan: PlanView): readonly string[] =>
  plan.items.map((item) => item.outcome.kind);

/** Whether every item has an end. */
export const isSettled = (plan: PlanView): boolean =>
  plan.items.every((item) => isFinal(item.outcome));
