// One `npm start` per folder: two would write the same state file, and their servers the same store.
import { join } from 'node:path';
import { lockDirectory, type DirectoryLock } from '../server/storage/directory-lock.ts';
import { CannotStart } from './cannot-start.ts';

/** Takes the folder until the result is called or the process ends; throws where somebody has it. */
export function onlyOneIn(dataDir: string): () => void {
  let lock: DirectoryLock;
  try {
    lock = lockDirectory(join(dataDir, 'start.lock'));
  } catch (cause) {
    throw new CannotStart(
      `Another npm start uses ${dataDir}. Stop it, or open the address that it printed.`,
      { cause },
    );
  }
  return () => {
    lock.release();
  };
}
