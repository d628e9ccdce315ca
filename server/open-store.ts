// Opens the store that the configuration names; what fails is told in our own words, because a
// database's message may hold its address with the password.
import { failed, success, type Result } from '#domain/result.ts';
import type { Config } from './config.ts';
import { openEmbedded, openPostgres, type Database } from './storage/database.ts';
import { CannotOpen } from './storage/trouble.ts';

/** The open store, or why it cannot be opened, as a sentence. */
export async function openStore(config: Config): Promise<Result<Database, string>> {
  try {
    return success(
      config.databaseUrl
        ? await openPostgres(config.databaseUrl)
        : await openEmbedded(config.dataDir),
    );
  } catch (error) {
    if (error instanceof CannotOpen) return failed(error.message);
    return failed(
      config.databaseUrl
        ? 'PostgreSQL at DATABASE_URL does not answer, or refuses the connection.'
        : `The data directory “${config.dataDir}” cannot be opened or written.`,
    );
  }
}
