// Locks of the database by name, for what no row stands for.
import { sql, type Transaction } from 'kysely';
import type { Tables } from './tables.ts';

/** Waits for the lock of that name, and holds it to the end of the transaction. */
export async function lockByName(transaction: Transaction<Tables>, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(transaction);
}
