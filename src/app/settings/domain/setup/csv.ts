// A setup as a table for spreadsheets: CSV as RFC 4180 has it. Reading also takes what spreadsheets
// put on the clipboard (tabs) or write in other countries (semicolons).
import { failed, success, type Result } from '../result.ts';
import type { SetupDocument, SetupEntry } from './document.ts';
import { placesOf, type Place, type TextProblem } from './places.ts';

export const CSV_COLUMNS = ['from', 'to', 'label', 'labelText', 'category', 'limit'] as const;
export type CsvColumn = (typeof CSV_COLUMNS)[number];

export interface CsvCell extends Place {
  readonly text: string;
}

/** One row's cells by column; a column that the row lacks is missing. */
export type CsvRow = Place & { readonly cells: ReadonlyMap<CsvColumn, CsvCell> };

/** The document as CSV. The schema's address and the version have no place in a table. */
export function printCsv(document: SetupDocument): string {
  const rows = document.limits.map((entry) => CSV_COLUMNS.map((column) => cellOf(entry, column)));
  return [CSV_COLUMNS, ...rows].map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');
}

const cellOf = (entry: SetupEntry, column: CsvColumn): string =>
  guarded(String(entry[column] ?? ''));

/** Spreadsheets run what begins like a formula; an apostrophe makes it text, as typed by hand. */
const guarded = (text: string): string => (/^[=+\-@\t\r']/u.test(text) ? `'${text}` : text);

const unguarded = (text: string): string => (/^'[=+\-@\t\r']/u.test(text) ? text.slice(1) : text);

const quoted = (text: string): string =>
  /[",;\t\r\n]|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

/**
 * Reads a table whose first row names the columns. Rows without any text are passed over, and so are
 * empty cells behind the last column: spreadsheets save them.
 */
export function readCsvText(text: string): Result<readonly CsvRow[], TextProblem> {
  const lines = splitCsv(text, separatorOf(text));
  if (!lines.ok) return lines;
  const first = lines.value.findIndex((cells) => cells.length > 1 || cells[0]?.text !== '');
  const [head = [], ...rows] = lines.value.slice(Math.max(0, first));
  const columns = columnsOf(withoutEmptyEnd(head));
  if (!columns.ok) return columns;
  const read: CsvRow[] = [];
  for (const cells of rows) {
    const first = cells[0];
    if (!first || cells.every((cell) => cell.text === '')) continue;
    const surplus = cells.slice(columns.value.length).find((cell) => cell.text !== '');
    if (surplus) {
      const message = `This row has more cells than the first row, which has ${String(columns.value.length)}.`;
      return failed({ line: surplus.line, column: surplus.column, message });
    }
    const entries = columns.value.flatMap((column, index) => {
      const cell = cells[index];
      return cell ? [[column, { ...cell, text: unguarded(cell.text) }] as const] : [];
    });
    read.push({ line: first.line, column: first.column, cells: new Map(entries) });
  }
  return success(read);
}

/** The separator that the first line with a text uses most; a comma where it uses none. */
function separatorOf(text: string): string {
  const head = /^.*\S.*/mu.exec(text)?.[0] ?? '';
  const count = (separator: string): number => head.split(separator).length;
  return [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best));
}

/** At least one cell stays, to be told that it names no column. */
const withoutEmptyEnd = (head: readonly CsvCell[]): readonly CsvCell[] =>
  head.slice(0, Math.max(1, head.findLastIndex(({ text }) => text.trim() !== '') + 1));

function columnsOf(head: readonly CsvCell[]): Result<readonly CsvColumn[], TextProblem> {
  const columns: CsvColumn[] = [];
  for (const cell of head) {
    const column = CSV_COLUMNS.find((one) => one.toLowerCase() === cell.text.trim().toLowerCase());
    const { line, column: at } = cell;
    if (!column) {
      const message = `The first row must name the columns ${CSV_COLUMNS.join(', ')}; “${cell.text.slice(0, 40)}” is none of them.`;
      return failed({ line, column: at, message });
    }
    if (columns.includes(column)) {
      return failed({ line, column: at, message: `The column “${column}” stands here twice.` });
    }
    columns.push(column);
  }
  return success(columns);
}

/**
 * Cells row by row. Every round takes one cell and the separator or line break behind it. Blanks
 * around a text without quotes are how people write lists, and no part of it. Only a cell that begins
 * with a double quote is quoted: spreadsheets copy one within a cell as it is.
 */
function splitCsv(text: string, separator: string): Result<CsvCell[][], TextProblem> {
  const placeOf = placesOf(text);
  const rows: CsvCell[][] = [[]];
  const pattern = new RegExp(
    `(?:"((?:[^"]|"")*)"|(?! *")([^\\r\\n${separator}]*))(${separator}|\\r\\n|\\r|\\n|$)`,
    'uy',
  );
  for (let index = 0; ;) {
    pattern.lastIndex = index;
    const cell = pattern.exec(text);
    if (!cell) return failed({ ...placeOf(index), message: UNQUOTED });
    const [taken, quotedText, plainText, end] = cell;
    rows.at(-1)?.push({
      ...placeOf(index),
      text: quotedText?.replaceAll('""', '"') ?? plainText?.trim() ?? '',
    });
    index += taken.length;
    if (end === '') return success(rows);
    if (end !== separator) rows.push([]);
  }
}

const UNQUOTED =
  'The double quotes of this cell do not fit: a cell that holds one stands in double quotes, and a double quote inside is doubled.';
