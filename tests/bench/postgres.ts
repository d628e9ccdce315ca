// A PostgreSQL of the bench's own, for what must not share a process with the store.
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import pg from 'pg';
import { makePostgres, passableFolder, whyNoPostgres } from '../postgres-server.ts';

const MAX_CONNECTIONS = 50;

export interface BenchPostgres {
  /** Address of a database that nobody has used yet. */
  newDatabase(): Promise<string>;
  close(): Promise<void>;
}

/** Starts one; a sentence says why none runs here. */
export async function startPostgres(): Promise<BenchPostgres | string> {
  const missing = whyNoPostgres();
  if (missing !== null) return missing;
  const folder = passableFolder('atmost-bench-pg-');
  const removeFolder = (): void => {
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const server = await makePostgres(folder, MAX_CONNECTIONS);
    return {
      newDatabase: () => createDatabase(server.url),
      async close() {
        await server.remove();
        removeFolder();
      },
    };
  } catch (error) {
    // Packaged binaries do not run on every system (musl, old libraries).
    removeFolder();
    return error instanceof Error ? error.message : 'unknown';
  }
}

async function createDatabase(adminUrl: string): Promise<string> {
  const name = `bench_${randomBytes(4).toString('hex')}`;
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}
