// Starts the server from the environment, and stops it in order on SIGTERM or SIGINT.
import type { Server } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { systemClock } from './clock.ts';
import { readConfig, type Config } from './config.ts';
import { sendHttp } from './hubspot/http.ts';
import { closeHttpServer, createHttpServer } from './http/http-server.ts';
import { logRequests } from './http/request-log.ts';
import { createLog } from './log.ts';
import { serveMetrics } from './observe/metrics-server.ts';
import { startTraces, type Traces } from './observe/traces.ts';
import { openStore } from './open-store.ts';
import { createServer, type AtmostServer } from './server.ts';
import type { Database } from './storage/database.ts';

/** Connections that wait to be taken; beyond that Linux drops them for a second or more. Node's own: 511. */
const MOST_WAITING_TO_CONNECT = 4_096;

/**
 * V8 drops the code of functions that nobody called for some collections of garbage. A server that was
 * idle for a minute would answer half as many requests for some ten seconds, until all is compiled anew.
 */
setFlagsFromString('--no-flush-bytecode');

const log = createLog();
const isChild = process.connected;
const config = readConfig(process.env);
if (config.ok) await run(config.value);
else {
  process.stderr.write('Atmost cannot start. Fix these settings (see .env.example):\n');
  for (const problem of config.failure) process.stderr.write(`  - ${problem}\n`);
  process.exitCode = 1;
}

interface Running {
  readonly server: AtmostServer;
  readonly database: Database;
  readonly metrics: Server | null;
  readonly traces: Traces | null;
}

async function run(config: Config): Promise<void> {
  const opened = await openStore(config);
  if (!opened.ok) {
    process.stderr.write(`Atmost cannot start: ${opened.failure}\n`);
    process.exitCode = 1;
    return;
  }
  const database = opened.value;
  if (database.newerMigrations.length > 0) {
    log.warn({ event: 'schema_newer', migrations: database.newerMigrations });
  }
  const traces = config.tracesEndpoint === null ? null : startTraces(config.tracesEndpoint);
  const server = createServer({
    config,
    database,
    clock: systemClock,
    log,
    requestLog: logRequests(log),
    send: sendHttp,
  });
  const metrics = config.metrics && serveMetrics(config.metrics, server.metrics, log);
  const running: Running = { server, database, metrics, traces };
  await server.startJobs();
  const http = createHttpServer(server.app).listen({
    port: config.port,
    backlog: MOST_WAITING_TO_CONNECT,
  });
  http.on('listening', () => {
    const address = http.address();
    const port = typeof address === 'object' && address ? address.port : config.port;
    log.info({ event: 'listening', port, store: database.kind, api: config.hubspotApiVersion });
  });
  http.on('error', (error) => {
    process.stderr.write(`Atmost cannot listen on port ${String(config.port)}: ${error.message}\n`);
    process.exitCode = 1;
    void stop(http, running);
  });
  const stopping = { begun: false };
  const stopOnce = (why: string): void => {
    if (stopping.begun) return;
    stopping.begun = true;
    log.info({ event: 'stopping', why });
    void stop(http, running);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      stopOnce(signal);
    });
  }
  // Where another Node process started this one and is gone, even killed, nobody else would end it.
  const stopAlone = (): void => {
    stopOnce('parent gone');
  };
  process.once('disconnect', stopAlone);
  process.channel?.unref();
  if (isChild && !process.connected) stopAlone();
}

/** Longer than any answer takes, and no longer than jobs get to step back. */
const ANSWERED_WITHIN_MS = 20_000;

/** Requests and jobs first, then the store that both use. */
async function stop(http: Server, { server, database, metrics, traces }: Running): Promise<void> {
  await Promise.all([closeHttpServer(http, ANSWERED_WITHIN_MS), server.stopJobs()]);
  metrics?.close();
  metrics?.closeAllConnections();
  await database.close();
  // A collector that is away costs its time-out and no more.
  await traces?.stop().catch(() => undefined);
  log.info({ event: 'stopped' });
  // A job that did not end in time would keep the process for as long as HubSpot lets it wait, only to
  // find its store closed.
  process.exit();
}
