// Opens the store: embedded PGlite in a data directory, or PostgreSQL. One dialect, one schema.
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { fromPglite, type Db } from 'pg-boss';
import type { Secret } from '../secret.ts';
import { openPglite } from './embedded.ts';
import { embeddedHolds, openPostgresHolds, type Holds } from './holds.ts';
import { migrate, STEP_WAITS_MS } from './migrate.ts';
import { PgliteThreadDialect } from './pglite-dialect.ts';
import { safeInteger } from './safe-integer.ts';
import { answeredInTime, impatientSocket, PATIENCE } from './silence.ts';
import type { Tables } from './tables.ts';

export interface Database {
  readonly kind: 'embedded' | 'postgres';
  readonly db: Kysely<Tables>;
  /** The same database for libraries that speak SQL text, each with its own tables: queue and pacer. */
  readonly sql: Db;
  /** What one server at a time may do. */
  readonly holds: Holds;
  /**
   * Grows with every statement of `db` that may have changed something; null: other processes can
   * write too. Where it stands still, nothing has changed but what belongs to the libraries.
   */
  readonly written: (() => number) | null;
  /** Bytes that the store may still grow by; null: it is not on this machine's disk. */
  readonly free: (() => number) | null;
  /** Migrations of a newer version that this one does not know; what it uses is there all the same. */
  readonly newerMigrations: readonly string[];
  /** Rejects where the store does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Connections of one server, beside the one of its holds: the jobs, the queue's own work and the requests share them. */
const POOL_SIZE = 10;
const CONNECT_TIMEOUT_MS = 5_000;

/** Opens the embedded store. Throws where another process holds the directory. */
export async function openEmbedded(dataDir: string): Promise<Database> {
  const { pglite, free, close: closePglite } = await openPglite(dataDir);
  const { note, written } = countWrites();
  const db = new Kysely<Tables>({
    dialect: new PgliteThreadDialect(pglite),
    log({ query: { query } }) {
      if (query.kind !== 'SelectQueryNode' || query.with) note();
    },
  });
  const close = async (): Promise<void> => {
    await db.destroy();
    await closePglite();
  };
  const store = fromPglite(pglite);
  return finishOpening(
    {
      kind: 'embedded',
      db,
      sql: store,
      holds: embeddedHolds(),
      ping: () => ask(store),
      ...{ written, free, close },
    },
    () => migrate(db),
  );
}

/**
 * A statement is counted when its answer is here, before whoever sent it knows of it. Answers come in
 * the order of the work, so nobody who knows of a change can meet the count from before it; and whoever
 * asks the store in mid-transaction is answered after its end.
 */
function countWrites() {
  let count = 0;
  return {
    note: (): void => {
      count += 1;
    },
    written: (): number => count,
  };
}

/** Opens PostgreSQL. Throws where it cannot be reached. */
export async function openPostgres(url: Secret, patience = PATIENCE): Promise<Database> {
  pg.types.setTypeParser(pg.types.builtins.INT8, safeInteger);
  const settings = {
    connectionString: url.reveal(),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  };
  const holds = await openPostgresHolds(settings, patience);
  const pool = openPool({
    ...settings,
    max: POOL_SIZE,
    stream: () => impatientSocket(patience),
  });
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const store: Db = {
    executeSql: (text, values) => (values ? pool.query(text, values) : pool.query(text)),
  };
  return finishOpening(
    {
      kind: 'postgres',
      db,
      sql: store,
      holds,
      written: null,
      free: null,
      ping: () => answeredInTime(ask(store), patience),
      async close() {
        await db.destroy();
        // Last: whoever takes over must not meet a statement of this server.
        await holds.close();
      },
    },
    async () => {
      // A connection of its own, which may be silent for as long as an index of many rows takes.
      const own = openPool({ ...settings, max: 1, lock_timeout: STEP_WAITS_MS });
      const alone = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: own }) });
      try {
        return await migrate(alone);
      } finally {
        await alone.destroy();
      }
    },
  );
}

function openPool(settings: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(settings);
  // An idle connection that breaks is replaced by the pool; without a listener it ends the process.
  pool.on('error', () => undefined);
  // The pool listens to idle connections only; one that breaks between the statements of a
  // transaction would end the process too. The next statement fails, and tells.
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
  });
  return pool;
}

async function ask(store: Db): Promise<void> {
  await store.executeSql('select 1');
}

async function finishOpening(
  opened: Omit<Database, 'newerMigrations'>,
  bringUpToDate: () => Promise<readonly string[]>,
): Promise<Database> {
  try {
    return { ...opened, newerMigrations: await bringUpToDate() };
  } catch (cause) {
    await opened.close();
    throw cause;
  }
}
