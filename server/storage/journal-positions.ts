// How far HubSpot's journals were read, by all servers together.
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

export interface JournalPositions {
  find(journal: string): Promise<string | null>;
  save(journal: string, position: string): Promise<void>;
}

/** Positions in the store's `journal_positions` table. */
export function createJournalPositions(db: Kysely<Tables>): JournalPositions {
  return {
    async find(journal) {
      const row = await db
        .selectFrom('journal_positions')
        .select('position')
        .where('journal', '=', journal)
        .executeTakeFirst();
      return row?.position ?? null;
    },

    async save(journal, position) {
      await db
        .insertInto('journal_positions')
        .values({ journal, position })
        .onConflict((conflict) => conflict.column('journal').doUpdateSet({ position }))
        .execute();
    },
  };
}
