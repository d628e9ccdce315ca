// Brings the schema up to date, while servers of the version before work on it and somebody may be
// making a backup of it.
import { sql, type Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { systemClock } from '../clock.ts';
import { schemaOf } from './dump.ts';
import { migrations } from './migrations.ts';
import type { Tables } from './tables.ts';
import { CannotOpen } from './trouble.ts';

/**
 * Milliseconds that a step may wait for a table (PostgreSQL's `lock_timeout`): whoever wants the table
 * after it waits behind it, so it steps back soon and comes again.
 */
export const STEP_WAITS_MS = 500;
const AGAIN_AFTER_MS = 1_500;
const GIVE_UP_AFTER_MS = 300_000;
/** lock_not_available and deadlock_detected. */
const IN_USE: readonly unknown[] = ['55P03', '40P01'];

/**
 * Runs what is pending, a transaction each: one for all would hold the tables of the first step while
 * it waits for those of the next, against whoever takes them the other way round. Tells which
 * migrations a newer version has run. Kysely refuses those it does not know, but steps are only ever
 * added, so that an older server works on a newer schema: to it they are steps that do nothing.
 */
export async function migrate(db: Kysely<Tables>): Promise<readonly string[]> {
  const giveUpAt = systemClock.now() + GIVE_UP_AFTER_MS;
  for (;;) {
    const newer = await newerMigrations(db);
    const { error, results } = await migratorOf(db, newer).migrateUp();
    if (error === undefined && results?.length === 0) return newer;
    if (error === undefined) continue;
    if (!isInUse(error)) {
      // Kysely met one that a newer version has run since the look.
      if ((await newerMigrations(db)).length > newer.length) continue;
      throw new Error('The store could not be brought up to date.', { cause: error });
    }
    if (systemClock.now() > giveUpAt) throw new CannotOpen(STILL_IN_USE);
    await systemClock.sleep(AGAIN_AFTER_MS);
  }
}

function migratorOf(db: Kysely<Tables>, newer: readonly string[]): Migrator {
  const doNothing: Migration = { up: () => Promise.resolve() };
  const known = { ...migrations, ...Object.fromEntries(newer.map((name) => [name, doNothing])) };
  return new Migrator({ db, provider: { getMigrations: () => Promise.resolve(known) } });
}

const STILL_IN_USE =
  'The store cannot be brought up to date, because its tables have been in use for five minutes, as by a backup or pg_dump. Start Atmost again when that has ended.';

const isInUse = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && IN_USE.includes(error.code);

/** Migrations that this version does not know, in order. */
async function newerMigrations(db: Kysely<Tables>): Promise<readonly string[]> {
  const { rows } = await sql<{ found: string | null }>`
    select to_regclass('kysely_migration')::text as found`.execute(db);
  if (rows[0]?.found == null) return [];
  return (await schemaOf(db)).filter((name) => !(name in migrations));
}
