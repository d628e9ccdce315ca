// One real PostgreSQL for the whole run: TEST_DATABASE_URL, else one of our own in a temporary folder.
// Tests get its address (or why there is none) through vitest's inject().
import { rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import {
  connectionProblem,
  makePostgres,
  passableFolder,
  whyNoPostgres,
} from './postgres-server.ts';

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

const MAX_CONNECTIONS = 200;

/** Vitest's global setup; the returned function is its teardown. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = passableFolder('atmost-');
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
  const missing = whyNoPostgres();
  if (missing !== null) return absent(`${missing}: set TEST_DATABASE_URL`);
  try {
    const server = await makePostgres(folder, MAX_CONNECTIONS);
    return { postgres: { url: server.url, missing: null }, stop: () => server.remove() };
  } catch (error) {
    // Packaged binaries do not run on every system (musl, old libraries): that is a reason, not a bug.
    return absent(
      `its packaged binaries do not run here (${error instanceof Error ? error.message : 'unknown'})`,
    );
  }
}
