// Reads a JSON file and names it when it is missing or broken.
import { readFileSync } from 'node:fs';

/** The parsed content; throws an error that names the file. */
export function readJsonFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TypeError(`${path} cannot be read as JSON: ${reason}`, { cause });
  }
}
