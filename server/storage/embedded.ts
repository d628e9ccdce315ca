// PGlite in a data directory, as the store uses it: no statement without room for it, and a write-ahead
// log and tables that do not grow for ever.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PGlite as PGliteOfKysely } from 'kysely';
import type { PGliteLike } from 'pg-boss';
import { repeat } from '../clock.ts';
import { lockDirectory } from './directory-lock.ts';
import { demandRoom, demandWritable, watchDiskSpace, type DiskSpace } from './disk-space.ts';
import { startPglite, type Pglite, type Query } from './pglite.ts';
import { vacuumNext } from './vacuum.ts';

export interface Embedded {
  /** The part of PGlite that Kysely and pg-boss use. */
  readonly pglite: PGliteOfKysely & PGliteLike;
  /** Bytes that may still be written. */
  readonly free: () => number;
  readonly close: () => Promise<void>;
}

const storeIn = (dataDir: string): string => join(dataDir, 'store');

/** Whether a store was ever opened in the directory. */
export const hasStore = (dataDir: string): boolean => existsSync(storeIn(dataDir));

/**
 * Opens PGlite in the directory. Throws where another process holds the directory, where it cannot
 * be written, and where it has too little room.
 */
export async function openPglite(dataDir: string): Promise<Embedded> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  demandWritable(dataDir);
  const lock = lockDirectory(join(dataDir, 'store.lock'));
  const folder = storeIn(dataDir);
  const space = watchDiskSpace(dataDir);
  let pglite: Pglite;
  try {
    demandRoom(dataDir, !hasStore(dataDir));
    pglite = await startPglite(folder);
  } catch (cause) {
    lock.release();
    throw cause;
  }
  const stopTidying = keepTidy(pglite, space);
  return {
    pglite: guard(pglite, space),
    free: () => space.free(),
    close: async () => {
      stopTidying();
      if (!pglite.closed) await pglite.close();
      lock.release();
    },
  };
}

/** A transaction may always begin and end, so that none is left open; between, each statement needs room. */
function guard(pglite: Pglite, space: DiskSpace): Embedded['pglite'] {
  const guarded =
    (query: Query): Query =>
    async (text, values, options) => {
      // pg-boss's adapter ends what failed with this one.
      if (text !== 'ROLLBACK') space.demand();
      return query(text, values, options);
    };
  return {
    query: guarded(pglite.query),
    async exec(text: string) {
      space.demand();
      return pglite.exec(text);
    },
    transaction: (work) =>
      pglite.transaction((query) => work({ query: guarded(query), rollback: neverAsked })),
    close: () => pglite.close(),
    waitReady: Promise.resolve(),
    ready: true,
    get closed() {
      return pglite.closed;
    },
  };
}

/** Kysely takes a transaction back by failing it. */
const neverAsked = (): Promise<void> =>
  Promise.reject(new Error('A transaction is taken back by throwing.'));

const LOOK_MS = 5_000;
/** A segment: the log then fits into the five that PostgreSQL keeps and writes again. */
const LONG = 16_777_216;
const LENGTH = `select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn)::float8 as length
  from pg_control_checkpoint()`;

/**
 * Makes a checkpoint wherever the log has become long. PGlite has no process that does, so without
 * this the log grows for as long as the server runs, and all of it is replayed after a kill. Then does
 * the same for the tables.
 */
function keepTidy(pglite: Pglite, space: DiskSpace): () => void {
  return repeat(LOOK_MS, async () => {
    try {
      space.demand();
      const { rows } = await pglite.query<{ length: number }>(LENGTH);
      if ((rows[0]?.length ?? 0) > LONG) await pglite.query('checkpoint');
      await vacuumNext(pglite, space);
    } catch {
      // No room, or closed meanwhile: the next look does it, and whoever uses the store tells.
    }
  });
}
