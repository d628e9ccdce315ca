// Rotating keys: seals every sealed value anew with the first key of the ring, while servers run.
import { sql, type Kysely } from 'kysely';
import { tokenPurpose } from './portals.ts';
import { seal, unseal, type KeyRing } from './seal.ts';
import { purpose as codePurpose } from './setup-code-rows.ts';
import type { Tables } from './tables.ts';

export interface SealedColumn {
  readonly table: string;
  readonly column: string;
  /** Names the row within its portal. */
  readonly id: string;
  /** What the value of a row is bound to. */
  readonly purpose: (portal: number, id: string) => string;
}

/** Every column that holds sealed values; a test compares this with the database. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  ...(['access', 'refresh'] as const).map((use) => ({
    ...{ table: 'portals', column: `${use}_sealed`, id: 'portal_id' },
    purpose: (portal: number) => tokenPurpose(portal, use),
  })),
  { table: 'setup_codes', column: 'code_sealed', id: 'code_id', purpose: codePurpose },
];

export interface Resealed {
  readonly resealed: number;
  /** Sealed with a key that is not in the ring, or altered. */
  readonly unreadable: number;
}

/** Rows read at once, so that no server waits for this. */
const BATCH = 100;

/** Seals what is not sealed with the first key. Values that a server replaces meanwhile are left to it. */
export async function resealAll(db: Kysely<Tables>, keys: KeyRing): Promise<Resealed> {
  let [resealed, unreadable] = [0, 0];
  for (const column of SEALED_COLUMNS) {
    let after = '';
    for (;;) {
      const rows = await nextRows(db, keys, column, after);
      for (const row of rows) {
        const purpose = column.purpose(row.portal_id, row.id);
        const opened = unseal(keys, purpose, row.sealed);
        if (!opened.ok) unreadable += 1;
        else resealed += await replace(db, column, row, seal(keys, purpose, opened.value));
      }
      const last = rows.at(-1);
      if (!last) break;
      after = last.id;
    }
  }
  return { resealed, unreadable };
}

interface SealedRow {
  readonly portal_id: number;
  readonly id: string;
  readonly sealed: string;
}

async function nextRows(
  db: Kysely<Tables>,
  keys: KeyRing,
  { table, column, id }: SealedColumn,
  after: string,
): Promise<readonly SealedRow[]> {
  const { rows } = await sql<SealedRow>`
    select portal_id, ${sql.ref(id)}::text as id, ${sql.ref(column)} as sealed
    from ${sql.table(table)}
    where ${sql.ref(column)} is not null and ${sql.ref(column)} not like ${`${keys.current.id}.%`}
      and ${sql.ref(id)}::text > ${after}
    order by ${sql.ref(id)}::text limit ${BATCH}`.execute(db);
  return rows;
}

/** 0: somebody else sealed or deleted it since it was read. */
async function replace(
  db: Kysely<Tables>,
  { table, column, id }: SealedColumn,
  row: SealedRow,
  sealed: string,
): Promise<number> {
  const { numAffectedRows } = await sql`
    update ${sql.table(table)} set ${sql.ref(column)} = ${sealed}
    where portal_id = ${row.portal_id} and ${sql.ref(id)}::text = ${row.id}
      and ${sql.ref(column)} = ${row.sealed}`.execute(db);
  return Number(numAffectedRows ?? 0n);
}
