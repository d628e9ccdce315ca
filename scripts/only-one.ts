// One `npm start` per folder: two would write the same state file, and their servers the same store.
import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { lockDirectory, type DirectoryLock } from '../server/storage/directory-lock.ts';
import { CannotOpen } from '../server/storage/trouble.ts';
import { CannotStart } from './cannot-start.ts';

/**
 * Makes the folder and takes it until the result is called or the process ends; throws where somebody
 * has it, and where it cannot be had.
 */
export function onlyOneIn(dataDir: string): () => void {
  let lock: DirectoryLock;
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.W_OK);
    lock = lockDirectory(join(dataDir, 'start.lock'));
  } catch (cause) {
    throw new CannotStart(whyNot(dataDir, cause), { cause });
  }
  return () => {
    lock.release();
  };
}

function whyNot(dataDir: string, cause: unknown): string {
  if (cause instanceof CannotOpen) {
    return `Another npm start uses ${dataDir}. Stop it, or open the address that it printed.`;
  }
  const reason = cause instanceof Error ? cause.message : String(cause);
  return `npm start cannot write to ${dataDir} (${reason}). It keeps there what you install and set: make the folder your own, or delete it.`;
}
