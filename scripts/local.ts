// A HubSpot portal on this machine, with our server connected to it as it would be to HubSpot: the
// server gets HubSpot's address, a client id and a secret, and nothing tells it that this is local.
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildLocalPortal, type Dist } from '../app/build.ts';
import { startLocalPortal, type LocalPortal } from '../app/local.ts';
import { createPortal } from '../app/portal/portal.ts';
import { readProject } from '../app/project.ts';
import { CannotStart } from './cannot-start.ts';
import { choosePort } from './choose-port.ts';
import { onlyOneIn } from './only-one.ts';
import { isReady, runServer, type ServerProcess } from './server-process.ts';

export interface LocalOptions {
  readonly dataDir: string;
  /** Wished ports; 0 or a taken one becomes a free one. */
  readonly portalPort: number;
  readonly serverPort: number;
  readonly say: (line: string) => void;
  /** Builds made before; without them everything is built anew. */
  readonly dist?: Dist;
  /** What the portal holds at first, instead of the small portal. */
  readonly seedFile?: string;
}

export interface Local {
  /** Where to open the portal. */
  readonly url: string;
  readonly serverUrl: string;
  /** The file that the server writes its log to. */
  readonly serverLog: string;
  /** Opens another address at which the same portal shows another extension. */
  show(dist: Dist): Promise<string>;
  /** The running server; a test may kill it and start it again. */
  server(): ServerProcess;
  startServer(): Promise<void>;
  close(): Promise<void>;
  /** Resolves with an exit code once the server has ended without being restarted. */
  readonly ended: Promise<number>;
}

const ROOT = join(import.meta.dirname, '..');
const APP_FILE = join(ROOT, 'src/app/app-hsmeta.json');
const APP_ID = 1_234_567;

/**
 * Builds what has to be built, starts portal and server, and resolves once both answer. Throws
 * `CannotStart` with a sentence for the person where something of theirs is in the way.
 */
export async function startLocal(options: LocalOptions): Promise<Local> {
  const giveBack = onlyOneIn(options.dataDir);
  try {
    return await startIn(options, giveBack);
  } catch (problem) {
    giveBack();
    throw problem;
  }
}

async function startIn(options: LocalOptions, giveBack: () => void): Promise<Local> {
  const { dataDir, say } = options;
  const portalPort = await choosePort('portal', options.portalPort, [], say);
  const serverPort = await choosePort('server', options.serverPort, [portalPort], say);
  const project = readProject(ROOT);
  const serverUrl = `http://localhost:${String(serverPort)}`;
  const secrets = ofBefore(dataDir, () => keepSecrets(join(dataDir, 'secrets.json')));
  const portal = ofBefore(dataDir, () =>
    createPortal({
      appHsmetaPath: registerApp(dataDir, serverUrl),
      appId: APP_ID,
      clientId: secrets.clientId,
      clientSecret: secrets.clientSecret,
      stateFile: join(dataDir, 'portal.json'),
      say,
      ...(options.seedFile === undefined ? {} : { seedFile: options.seedFile }),
    }),
  );
  if (!options.dist)
    say('atmost: building the panel with HubSpot’s builder, and the local portal…');
  const dist = options.dist ?? (await buildLocalPortal(project.settings, join(ROOT, 'dist')));
  const hosts: LocalPortal[] = [];
  const listen = async (port: number, shown: Dist): Promise<LocalPortal> => {
    const started = await startLocalPortal({
      port,
      backendUrl: serverUrl,
      portal,
      project,
      // HubSpot's own local development signs the address that it maps to, which is this server's.
      proxy: { signAs: 'local' },
      appId: APP_ID,
      clientSecret: secrets.clientSecret,
      dist: shown,
    });
    hosts.push(started);
    return started;
  };
  const closeHosts = async (): Promise<void> => {
    await Promise.all(hosts.map((one) => one.close()));
    await portal.close();
  };
  const host = await listen(portalPort, dist);
  const environment: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    PORT: String(serverPort),
    PUBLIC_BASE_URL: serverUrl,
    HUBSPOT_API_BASE_URL: host.url,
    HUBSPOT_AUTHORIZE_URL: `${host.url}/oauth/authorize`,
    HUBSPOT_CLIENT_ID: secrets.clientId,
    HUBSPOT_CLIENT_SECRET: secrets.clientSecret,
    TOKEN_ENCRYPTION_KEY: secrets.tokenKey,
    DATA_DIR: join(dataDir, 'server'),
  };
  const serverLog = join(dataDir, 'server.log');
  const logFile = openSync(serverLog, 'a', 0o600);
  let server = runServer(environment, logFile);
  const mustBeReady = async (): Promise<void> => {
    if (await isReady(server, serverUrl)) return;
    server.kill('SIGKILL');
    await closeHosts();
    throw new CannotStart(`The server did not start; ${serverLog} says why.`);
  };
  say('atmost: starting the server…');
  await mustBeReady();
  return {
    url: host.url,
    serverUrl,
    serverLog,
    show: async (shown) => (await listen(0, shown)).url,
    server: () => server,
    async startServer() {
      server = runServer(environment, logFile);
      await mustBeReady();
    },
    async close() {
      server.kill('SIGTERM');
      await server.ended;
      await closeHosts();
      giveBack();
    },
    ended: server.ended,
  };
}

/** What an earlier start kept, which a version of before or a crash may have left unreadable. */
function ofBefore<Value>(dataDir: string, read: () => Value): Value {
  try {
    return read();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.replaceAll('\n', ' ') : String(cause);
    throw new CannotStart(
      `npm start cannot go on with what it kept in ${dataDir} (${reason}). Delete that folder to start anew.`,
      { cause },
    );
  }
}

interface Secrets {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tokenKey: string;
}

/** Made once, so that what was installed stays readable at the next start. */
function keepSecrets(file: string): Secrets {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
  const secrets: Secrets = {
    clientId: randomUUID(),
    clientSecret: randomUUID(),
    tokenKey: randomBytes(32).toString('base64'),
  };
  writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}

/** The app as registered in the local portal: the real file, redirecting to the local server. */
function registerApp(dataDir: string, serverUrl: string): string {
  const text = readFileSync(APP_FILE, 'utf8');
  const file = join(dataDir, 'app-hsmeta.json');
  writeFileSync(file, text.replaceAll('http://localhost:3000', serverUrl));
  return file;
}
