// A backup: a file of JSON, one value a line. First what it is, then [table, row] for everything that
// is stored, last how many those were: a file that was cut short is told from a whole one.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { failed, success, type Result } from '#domain/result.ts';

const headerSchema = z.object({
  atmostBackup: z.literal(1),
  takenAt: z.iso.datetime(),
  /** The migrations that made the store. */
  schema: z.array(z.string()),
});
const rowSchema = z.tuple([z.string(), z.record(z.string(), z.unknown())]);
const endSchema = z.object({ rows: z.int() });

export type BackupHeader = z.infer<typeof headerSchema>;
export type BackupRow = z.infer<typeof rowSchema>;

/** What a file is a backup of; its first line says so. */
export async function readHeader(file: string): Promise<Result<BackupHeader, string>> {
  for await (const line of linesOf(file)) {
    const header = headerSchema.safeParse(parsed(line));
    return header.success ? success(header.data) : failed(`“${file}” is not a backup of Atmost.`);
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
    const end = endSchema.safeParse(value);
    if (end.success) {
      whole = end.data.rows === rows;
      continue;
    }
    const row = rowSchema.safeParse(value);
    if (!row.success) break;
    rows += 1;
    yield row.data;
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
  end: (rows: number): string => JSON.stringify({ rows } satisfies z.infer<typeof endSchema>),
};

function linesOf(file: string): AsyncIterable<string> {
  return createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // No JSON is no line of a backup.
    return null;
  }
}
