// Commands for who runs Atmost: `npm run operator -- <command>`, with the server's own settings.
import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { systemClock } from './clock.ts';
import { backup, restore } from './commands/backup.ts';
import { erase, exportPortal, rotateKeys, type Done } from './commands/commands.ts';
import { readConfig, type Config } from './config.ts';
import { portalIdSchema, type PortalId } from './ids.ts';
import { createLog } from './log.ts';
import { openStore } from './open-store.ts';
import type { Database } from './storage/database.ts';
import { hasStore } from './storage/embedded.ts';

const USAGE = `Usage: npm run operator -- <command>

  export --portal ID   everything stored of a portal, as JSON, without secrets
  erase --portal ID    erases everything stored of a portal, now and for good
  backup --file PATH   the whole store as one new file; secrets in it stay sealed
  restore --file PATH  fills an empty store, of either kind, from such a file
  rotate-keys          seals everything anew with the first key of TOKEN_ENCRYPTION_KEY

Settings are the server's (see .env.example). On the embedded store, stop the server first.`;

interface Command {
  readonly run: (database: Database, config: Config) => Promise<Done>;
  /** A store that nobody opened before has nothing to tell; only a restore begins with one. */
  readonly beginsStore?: true;
}

// Where `npm start` took them from, too.
if (existsSync('.env')) loadEnvFile('.env');

const command = readCommand(process.argv.slice(2));
const config = readConfig(process.env);
if (command === null) refuse(USAGE);
else if (!config.ok)
  refuse(['Fix these settings (see .env.example):', ...config.failure].join('\n  - '));
else await run(command, config.value);

async function run({ run: work, beginsStore }: Command, config: Config): Promise<void> {
  if (config.databaseUrl === null && beginsStore !== true && !hasStore(config.dataDir)) {
    refuse(
      `There is no store in “${config.dataDir}”. Set DATABASE_URL or DATA_DIR to what the server has.`,
    );
    return;
  }
  const opened = await openStore(config);
  if (!opened.ok) {
    refuse(opened.failure);
    return;
  }
  const { ok, text } = await work(opened.value, config);
  await opened.value.close();
  if (ok) process.stdout.write(`${text}\n`);
  else refuse(text);
}

/** null: nothing that could be run. */
function readCommand(words: string[]): Command | null {
  try {
    const { values, positionals } = parseArgs({
      args: words,
      options: { portal: { type: 'string' }, file: { type: 'string' } },
      allowPositionals: true,
    });
    return positionals.length === 1 ? commandOf(positionals[0], values.portal, values.file) : null;
  } catch {
    // parseArgs throws for options that it does not know, and for nothing else.
    return null;
  }
}

function commandOf(
  name: string | undefined,
  portalText: string | undefined,
  file: string | undefined,
): Command | null {
  if (file !== undefined && portalText === undefined) {
    if (name === 'backup') return { run: (database) => backup(database, file, systemClock.now()) };
    if (name === 'restore') {
      // Standard output is for what the command says.
      const log = createLog(process.stderr);
      return { run: (database) => restore(database, file, log), beginsStore: true };
    }
  }
  if (file !== undefined) return null;
  const portal = portalOf(portalText);
  if (name === 'rotate-keys' && portalText === undefined) {
    return { run: (database, { tokenKeys }) => rotateKeys(database, tokenKeys) };
  }
  if (portal === null) return null;
  if (name === 'erase') return { run: (database) => erase(database, portal) };
  if (name === 'export') {
    return {
      run: (database) => exportPortal(database, portal, systemClock.now(), toStandardOutput),
    };
  }
  return null;
}

function portalOf(text: string | undefined): PortalId | null {
  const parsed = v.safeParse(portalIdSchema, text);
  return parsed.success ? parsed.output : null;
}

function toStandardOutput(text: string): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.write(text, () => {
      resolve();
    });
  });
}

function refuse(text: string): void {
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}
