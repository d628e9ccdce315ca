// Room for the embedded store. PGlite's whole thread stops for good when a new segment of its
// write-ahead log (16 MB) finds no room, so it must never come to that: with little room left no
// statement is begun, and with room again it goes on. A look costs two system calls, so each
// statement has its own.
import { accessSync, constants, statfsSync } from 'node:fs';
import { CannotOpen, StoreClosedToUse } from './trouble.ts';

const MB = 1_048_576;
/**
 * Eight segments. A statement writes a fraction of one; the most is deleting the record ids of a scan,
 * some 150 bytes each.
 */
const STOP_BELOW = 128 * MB;
/** More than that, so that room at the border does not mean a change with every file. */
const GO_ON_FROM = 160 * MB;
/** What an empty store with its log takes. */
const NEW_STORE = 64 * MB;

export interface DiskSpace {
  /** Bytes that may still be written. */
  free(): number;
  /** Of these, what an open store may use up and still go on by itself. */
  spare(): number;
  /** Throws StoreClosedToUse where the store must not be used now. */
  demand(): void;
}

/** Refuses a directory in which nothing can be written. */
export function demandWritable(directory: string): void {
  if (isWritable(directory)) return;
  throw new CannotOpen(
    `The data directory “${directory}” is read-only, or does not belong to the user that runs Atmost.`,
  );
}

/** Refuses a directory with too little room to open a store there, or to make a new one. */
export function demandRoom(directory: string, isNew: boolean): void {
  const needed = GO_ON_FROM + (isNew ? NEW_STORE : 0);
  const free = freeBytes(directory);
  if (free >= needed) return;
  throw new CannotOpen(
    `The data directory “${directory}” has ${megabytes(free)} MB of free space; ${megabytes(needed)} MB are needed.`,
  );
}

/** Watches the room of an open store. */
export function watchDiskSpace(directory: string): DiskSpace {
  const state = { full: false };
  return {
    free: () => freeBytes(directory),
    spare: () => freeBytes(directory) - GO_ON_FROM,
    demand() {
      if (!isWritable(directory)) {
        throw new StoreClosedToUse('25006', 'The data directory is read-only or gone.');
      }
      state.full = freeBytes(directory) < (state.full ? GO_ON_FROM : STOP_BELOW);
      if (state.full) throw new StoreClosedToUse('53100', 'The data directory is almost full.');
    },
  };
}

const megabytes = (bytes: number): string => String(Math.floor(bytes / MB));

function freeBytes(directory: string): number {
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize;
}

function isWritable(directory: string): boolean {
  try {
    accessSync(directory, constants.W_OK);
    return true;
  } catch {
    // Read-only, somebody else's, or gone: nothing can be written in any of these.
    return false;
  }
}
