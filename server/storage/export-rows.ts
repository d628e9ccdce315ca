// Everything that is stored of a portal, without what is secret.
import { sql, type Kysely } from 'kysely';
import type { PortalId } from '../ids.ts';
import { readInParts } from './dump.ts';
import { portalTables } from './portal-tables.ts';
import type { Tables } from './tables.ts';

/** By their names: sealed tokens and codes, and hashes by which codes are found. */
const SECRET = /_(sealed|hash)$/;

/**
 * Writes the portal's rows table by table as one JSON object, all as of one moment. In parts: of
 * millions of record ids the whole would be longer than a text may be.
 */
export async function exportRows(
  db: Kysely<Tables>,
  portal: PortalId,
  write: (text: string) => Promise<void>,
): Promise<void> {
  await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (transaction) => {
      let before = '{';
      for (const table of await portalTables(transaction)) {
        await write(`${before}\n${JSON.stringify(table)}: [`);
        before = ',';
        let between = '\n';
        await readInParts(
          transaction,
          sql`select to_json(held)::text as line from ${sql.table(table)} held
            where portal_id = ${portal}`,
          async (rows) => {
            await write(`${between}${rows.map(withoutSecrets).join(',\n')}`);
            between = ',\n';
          },
        );
        await write(']');
      }
      await write('}');
    });
}

function withoutSecrets(row: string): string {
  const columns = Object.entries(JSON.parse(row) as Readonly<Record<string, unknown>>);
  return JSON.stringify(Object.fromEntries(columns.filter(([column]) => !SECRET.test(column))));
}
