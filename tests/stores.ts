// Real stores for tests: the embedded one and PostgreSQL, each fresh and empty for a test file.
import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import { Secret } from '../server/secret.ts';
import { openEmbedded, openPostgres, type Database } from '../server/storage/database.ts';

export type StoreKind = Database['kind'];

export interface TestStore {
  readonly kind: StoreKind;
  readonly database: Database;
  /** Opens the same store once more, as another server would. PostgreSQL only. */
  openAgain(): Promise<Database>;
  /** What DATABASE_URL (PostgreSQL) or DATA_DIR (embedded) would be. */
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Runs `battery` once per store. It gets a function that gives the store inside tests and hooks;
 * the store is opened before the battery's tests and closed after them.
 */
export function onEveryStore(name: string, battery: (store: () => TestStore) => void): void {
  onEmbedded(name, battery);
  onPostgres(name, battery);
}

/** Runs `battery` on the embedded store only. */
export function onEmbedded(name: string, battery: (store: () => TestStore) => void): void {
  describe(`${name} (embedded)`, () => {
    battery(openedForTheseTests(openEmbeddedStore));
  });
}

/** Runs `battery` on PostgreSQL; where there is none, it is reported as skipped, with the reason. */
export function onPostgres(name: string, battery: (store: () => TestStore) => void): void {
  const { missing } = inject('postgres');
  if (missing === null) {
    describe(`${name} (PostgreSQL)`, () => {
      battery(openedForTheseTests(openPostgresStore));
    });
  } else {
    describe.skip(`${name} (PostgreSQL): skipped, because ${missing}`, () => {
      battery(() => {
        throw new Error(missing);
      });
    });
  }
}

function openedForTheseTests(open: () => Promise<TestStore>): () => TestStore {
  let opened: TestStore | null = null;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(async () => {
    await opened?.close();
  });
  return () => {
    if (!opened) throw new Error('The store is open only inside tests and hooks.');
    return opened;
  };
}

/** A fresh embedded store in a folder of its own, which is gone after close(). */
export async function openEmbeddedStore(): Promise<TestStore> {
  const address = join(inject('runFolder'), `store-${randomUUID()}`);
  await fillFreshStore(address);
  const database = await openEmbedded(address);
  return {
    kind: 'embedded',
    database,
    address,
    openAgain: () => openEmbedded(address),
    async close() {
      await database.close();
      rmSync(address, { recursive: true, force: true });
    },
  };
}

/**
 * A new embedded store takes two to three seconds, a copy of a closed one a tenth of a second: the
 * first caller of a run leaves its fresh store behind as the pattern for the others.
 */
async function fillFreshStore(address: string): Promise<void> {
  const pattern = join(inject('runFolder'), 'empty-store');
  if (!existsSync(pattern)) {
    const made = join(inject('runFolder'), `making-${randomUUID()}`);
    const database = await openEmbedded(made);
    await database.close();
    if (!existsSync(pattern)) renameIfFirst(made, pattern);
  }
  mkdirSync(address, { mode: 0o700 });
  cpSync(pattern, address, { recursive: true });
}

function renameIfFirst(made: string, pattern: string): void {
  try {
    renameSync(made, pattern);
  } catch (error) {
    // Another worker was first; its store is as good.
    if (!existsSync(pattern)) throw error;
    rmSync(made, { recursive: true, force: true });
  }
}

/** A fresh PostgreSQL database, which is gone after close(). Throws where there is no PostgreSQL. */
export async function openPostgresStore(): Promise<TestStore> {
  const empty = await createEmptyPostgres();
  const database = await empty.open();
  return {
    kind: 'postgres',
    database,
    address: empty.address,
    openAgain: () => empty.open(),
    async close() {
      await database.close();
      await empty.drop();
    },
  };
}

export interface EmptyPostgres {
  readonly address: string;
  /** Opens the store as a server does; the first one makes its tables. */
  open(): Promise<Database>;
  drop(): Promise<void>;
}

/** A PostgreSQL database without any table. Throws where there is no PostgreSQL. */
export async function createEmptyPostgres(): Promise<EmptyPostgres> {
  const { url: admin, missing } = inject('postgres');
  if (admin === null) throw new Error(missing);
  const name = `atmost_test_${randomUUID().replaceAll('-', '')}`;
  await runAsAdmin(admin, `create database ${name}`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return {
    address: url.href,
    open: () => openPostgres(new Secret(url.href)),
    drop: () => runAsAdmin(admin, `drop database ${name} with (force)`),
  };
}

async function runAsAdmin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
