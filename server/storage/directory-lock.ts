// PGlite has no lock of its own, and two processes on one folder lose data without a word. SQLite's
// file lock is freed by the operating system when its holder dies, so no stale pid can block a start.
import { DatabaseSync } from 'node:sqlite';
import { CannotOpen } from './trouble.ts';

export interface DirectoryLock {
  release(): void;
}

/** SQLite's code where another process has the file. */
const BUSY = 5;

/**
 * Holds `file` exclusively until released or the process ends. Throws `CannotOpen` where somebody has
 * it, and SQLite's own error where it cannot be opened or written.
 */
export function lockDirectory(file: string): DirectoryLock {
  const database = new DatabaseSync(file);
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;');
  } catch (cause) {
    database.close();
    if (!isBusy(cause)) throw cause;
    throw new CannotOpen(
      'Another Atmost server uses this data directory. Stop it, set DATA_DIR to another directory, or set DATABASE_URL to share one PostgreSQL.',
      { cause },
    );
  }
  return {
    release: () => {
      database.close();
    },
  };
}

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && error.errcode === BUSY;
