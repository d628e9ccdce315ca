// A backup: a file of JSON, one value a line. First what it is, then [table, row] for everything that
// is stored, last how many those were: a file that was cut short is told from a whole one.
import { createReadStream } from 'node:fs';
import * as v from 'valibot';
import { failed, success, type Result } from '#domain/result.ts';
import { integerSchema } from '#domain/integer.ts';
import { noList } from '#domain/noList.ts';

const headerSchema = v.object({
  atmostBackup: v.literal(1),
  takenAt: v.pipe(v.string(), v.isoTimestamp()),
  /** The migrations that made the store. */
  schema: v.array(v.string()),
});
const rowSchema = v.strictTuple([v.string(), v.pipe(noList, v.record(v.string(), v.unknown()))]);
const endSchema = v.object({ rows: integerSchema });

export type BackupHeader = v.InferOutput<typeof headerSchema>;
export type BackupRow = v.InferOutput<typeof rowSchema>;

/** What a file is a backup of; its first line says so. */
export async function readHeader(file: string): Promise<Result<BackupHeader, string>> {
  for await (const line of linesOf(file)) {
    const header = v.safeParse(headerSchema, parsed(line));
    return header.success ? success(header.output) : failed(`“${file}” is not a backup of Atmost.`);
  }
  return failed(`“${file}” is empty.`);
}

/** Every row in order. Throws `CutShort` where the end of the file is missing. */
export async function* readRows(file: string): AsyncGenerator<BackupRow> {
  let rows = 0;
  let first = true;
  let whole = false;
  for await (const line of linesOf(file)) {
    if (first) {
      first = false;
      continue;
    }
    const value = parsed(line);
    const end = v.safeParse(endSchema, value);
    if (end.success) {
      whole = end.output.rows === rows;
      continue;
    }
    const row = v.safeParse(rowSchema, value);
    if (!row.success) break;
    rows += 1;
    yield row.output;
  }
  if (!whole) throw new CutShort();
}

export class CutShort extends Error {}

/** The lines of a backup file, to be written in this order. */
export const backupLines = {
  header: (schema: readonly string[], takenAt: number): string =>
    JSON.stringify({
      atmostBackup: 1,
      takenAt: new Date(takenAt).toISOString(),
      schema: [...schema],
    } satisfies BackupHeader),
  row: (table: string, json: string): string => `[${JSON.stringify(table)},${json}]`,
  end: (rows: number): string => JSON.stringify({ rows } satisfies v.InferOutput<typeof endSchema>),
};

/** Node's readline ends a line at U+2028 and U+2029 as well, which a note or a label may hold. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let begun = '';
  for await (const part of createReadStream(file, 'utf8') as AsyncIterable<string>) {
    const lines = `${begun}${part}`.split('\n');
    begun = lines.pop() ?? '';
    yield* lines;
  }
  if (begun !== '') yield begun;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // No JSON is no line of a backup.
    return null;
  }
}
