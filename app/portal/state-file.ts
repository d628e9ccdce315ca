// The optional state file: what a restart must keep. Written shortly after a change, all at once.
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { noArray } from '../no-array.ts';
import { problemsIn } from '../problems.ts';
import { scenariosSchema } from './control/scenarios.ts';
import { readJsonFile } from './json-file.ts';
import { defaultSettings, settingsSchema, type Memory } from './memory.ts';
import { grantsSchema } from './oauth/grants.ts';
import { highestTypeId, worldSchema } from './world/world.ts';

const stateSchema = v.strictObject({
  version: v.literal(1),
  world: worldSchema,
  grants: grantsSchema,
  scenarios: scenariosSchema,
  /** Partial: a file of an older version lacks the newer ones. */
  settings: noArray(v.partial(settingsSchema)),
});

/** Many changes come in one go; they share one write. */
const saveDelayMilliseconds = 25;

export interface StateFile {
  /** Writes what is still unwritten and stops listening for changes. */
  close(): void;
}

/**
 * Loads `path` into `memory` if it exists, and saves there from now on. Throws if unreadable. A full
 * disk or a lost permission is no reason to stop: `say` hears of it once, the next change tries again.
 */
export function keepState(memory: Memory, path: string, say: (line: string) => void): StateFile {
  if (existsSync(path)) load(memory, path);
  let timer: NodeJS.Timeout | undefined;
  let unwritten = false;
  let failing = false;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (!unwritten) return;
    try {
      save(memory, path);
      unwritten = false;
      failing = false;
    } catch (problem) {
      if (!failing) say(notSaved(path, problem));
      failing = true;
    }
  };
  memory.changed = () => {
    unwritten = true;
    timer ??= setTimeout(flush, saveDelayMilliseconds);
  };
  return {
    close: () => {
      flush();
      memory.changed = () => undefined;
    },
  };
}

function notSaved(path: string, problem: unknown): string {
  const reason = problem instanceof Error ? problem.message : String(problem);
  return `The portal's state could not be saved in ${path}; the next change tries again. ${reason}`;
}

function load(memory: Memory, path: string): void {
  const decoded = v.safeParse(stateSchema, readJsonFile(path));
  if (!decoded.success) {
    const reason = problemsIn(decoded.issues);
    throw new TypeError(`${path} is not a state file of this portal; delete it.\n${reason}`);
  }
  const { world, grants, scenarios, settings } = decoded.output;
  for (const account of world.accounts) {
    // A file of an older version has no count of its own.
    account.lastTypeId = Math.max(account.lastTypeId, highestTypeId(account.associationTypes));
  }
  const known = { ...defaultSettings(), ...settings };
  Object.assign(memory, { world, grants, scenarios, settings: known });
}

function save(memory: Memory, path: string): void {
  const { world, grants, scenarios, settings } = memory;
  mkdirSync(dirname(path), { recursive: true });
  const text = JSON.stringify({ version: 1, world, grants, scenarios, settings });
  // A reader, or a crash, sees the old file or the new one, never half of one.
  writeFileSync(`${path}.new`, text, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
