// The whole store into one file, and back into an empty store of either kind.
import { open } from 'node:fs/promises';
import * as v from 'valibot';
import { failed, success, type Result } from '#domain/result.ts';
import { withQueues } from '../jobs/requeue.ts';
import type { Log } from '../log.ts';
import { noList } from '#domain/noList.ts';
import type { Database } from '../storage/database.ts';
import { dumpStore, isEmpty, JOBS, putRows, schemaOf } from '../storage/dump.ts';
import { backupLines, CutShort, readHeader, readRows } from './backup-file.ts';
import type { Done } from './commands.ts';

/** Writes everything that is stored into a new file, which only its owner may read. */
export async function backup({ db }: Database, file: string, at: number): Promise<Done> {
  const opened = await open(file, 'wx', 0o600).catch(() => null);
  if (opened === null) return { ok: false, text: `“${file}” exists already or cannot be written.` };
  try {
    // Not write(), which writes a part and says how much where the disk has no room for all of it.
    const write = (lines: readonly string[]) => opened.appendFile(`${lines.join('\n')}\n`);
    await write([backupLines.header(await schemaOf(db), at)]);
    let count = 0;
    await dumpStore(db, async (table, rows) => {
      count += rows.length;
      await write(rows.map((row) => backupLines.row(table, row)));
    });
    await write([backupLines.end(count)]);
    await opened.sync();
    return {
      ok: true,
      text: `${String(count)} rows are in “${file}”. Secrets in it are sealed: keep TOKEN_ENCRYPTION_KEY too, elsewhere.`,
    };
  } finally {
    await opened.close();
  }
}

const ROWS_AT_ONCE = 500;
const jobSchema = v.object({
  queue: v.string(),
  portal: v.string(),
  data: v.pipe(noList, v.record(v.string(), v.unknown())),
});

/** Fills an empty store from a backup: all of it or nothing. */
export async function restore(database: Database, file: string, log: Log): Promise<Done> {
  const fits = await checkFit(database, file);
  if (!fits.ok) return { ok: false, text: fits.failure };
  try {
    const rows = await fill(database, file, log);
    return {
      ok: true,
      text: `${String(rows)} rows of “${file}” are restored. The server can be started.`,
    };
  } catch (error) {
    if (!(error instanceof CutShort)) throw error;
    return { ok: false, text: `“${file}” is cut short: nothing was restored.` };
  }
}

async function checkFit({ db }: Database, file: string): Promise<Result<null, string>> {
  const header = await readHeader(file).catch(() => failed(`“${file}” cannot be read.`));
  if (!header.ok) return header;
  const schema = await schemaOf(db);
  const newer = header.value.schema.filter((name) => !schema.includes(name));
  if (newer.length > 0) {
    return failed(
      `The backup was made by a newer version of Atmost (its schema has ${newer.join(', ')}). Restore it with that version or a later one.`,
    );
  }
  const older = schema.filter((name) => !header.value.schema.includes(name));
  if (older.length > 0) {
    return failed(
      `The backup was made by an older version of Atmost (its schema lacks ${older.join(', ')}). Restore it with the version that made it, then start this one on the restored store.`,
    );
  }
  if (await isEmpty(db)) return success(null);
  return failed(
    'The store is not empty. Restore into a new database or another DATA_DIR; nothing is overwritten.',
  );
}

async function fill(database: Database, file: string, log: Log): Promise<number> {
  // Queues are made outside of the transaction, so they have to be known before it begins.
  const queues = new Set<string>();
  for await (const [table, row] of readRows(file)) {
    if (table === JOBS) queues.add(v.parse(jobSchema, row).queue);
  }
  return withQueues(database, log, queues, (requeue) =>
    database.db.transaction().execute(async (transaction) => {
      let [count, table, rows]: [number, string, unknown[]] = [0, '', []];
      const put = async (): Promise<void> => {
        if (rows.length > 0) await putRows(transaction, table, rows);
        rows = [];
      };
      for await (const [from, row] of readRows(file)) {
        count += 1;
        if (from !== table || rows.length === ROWS_AT_ONCE) await put();
        table = from;
        if (from === JOBS) await requeue(v.parse(jobSchema, row), transaction);
        else rows.push(row);
      }
      await put();
      return count;
    }),
  );
}
