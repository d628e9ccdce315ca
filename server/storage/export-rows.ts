// Everything that is stored of a portal, without what is secret.
import { sql, type Kysely } from 'kysely';
import type { PortalId } from '../ids.ts';
import { portalTables } from './portal-tables.ts';
import type { Tables } from './tables.ts';

export type ExportedRow = Readonly<Record<string, unknown>>;

/** By their names: sealed tokens and codes, and hashes by which codes are found. */
const SECRET = /_(sealed|hash)$/;

/** Hands over the portal's rows table by table, all as of one moment. */
export async function exportRows(
  db: Kysely<Tables>,
  portal: PortalId,
  take: (table: string, rows: readonly ExportedRow[]) => void,
): Promise<void> {
  await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (transaction) => {
      for (const table of await portalTables(transaction)) {
        const { rows } = await sql<ExportedRow>`
          select * from ${sql.table(table)} where portal_id = ${portal}`.execute(transaction);
        take(table, rows.map(withoutSecrets));
      }
    });
}

const withoutSecrets = (row: ExportedRow): ExportedRow =>
  Object.fromEntries(Object.entries(row).filter(([column]) => !SECRET.test(column)));
