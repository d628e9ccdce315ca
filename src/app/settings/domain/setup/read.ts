// A pasted text -> the limits in it, each with its line; or every reason why it is no setup.
import * as z from 'zod/mini';
import { failed, success, type Result } from '../result.ts';
import { readCsvText, type CsvRow } from './csv.ts';
import {
  MAX_SETUP_LIMITS,
  MAX_SETUP_TEXT,
  setupDocumentSchema,
  setupEntrySchema,
  type SetupDocument,
  type SetupEntry,
} from './document.ts';
import { readJsonText } from './json.ts';
import { placesOf, type TextProblem } from './places.ts';

export interface PlacedEntry {
  /** Where the limit stands in the pasted text, counted from 1. */
  readonly line: number;
  readonly entry: SetupEntry;
}

export interface ReadSetup {
  readonly setup: SetupDocument;
  readonly entries: readonly PlacedEntry[];
}

/** More would only repeat a mistake that was made everywhere. */
const MOST_PROBLEMS = 20;

/** Reads JSON where the text begins like JSON, else CSV. Never throws. */
export function readSetup(pasted: string): Result<ReadSetup, readonly TextProblem[]> {
  const text = pasted.replace(/^\uFEFF/u, '');
  if (text.length > MAX_SETUP_TEXT) {
    const message = `The text has ${String(text.length)} characters; ${String(MAX_SETUP_TEXT)} are the most. Split it.`;
    return failed([{ line: 1, column: 1, message }]);
  }
  if (text.trim() === '') {
    return failed([{ line: 1, column: 1, message: 'There is no text to read.' }]);
  }
  return /^\s*[[{]/u.test(text) ? readJson(text) : readCsv(text);
}

function readJson(text: string): Result<ReadSetup, readonly TextProblem[]> {
  const json = readJsonText(text);
  if (!json.ok) return failed([json.failure]);
  const { starts } = json.value;
  const placeOf = placesOf(text);
  /** A missing value is shown where that which lacks it begins. */
  const startOf = (path: readonly PropertyKey[]): number =>
    starts.get(path.join('/')) ?? (path.length === 0 ? 0 : startOf(path.slice(0, -1)));
  const parsed = setupDocumentSchema.safeParse(json.value.value);
  if (!parsed.success) {
    return failed(
      parsed.error.issues.slice(0, MOST_PROBLEMS).map((issue) => ({
        ...placeOf(startOf(issue.path)),
        message: sentence(issue, z.core.toDotPath(issue.path)),
      })),
    );
  }
  const entries = parsed.data.limits.map((entry, index) => ({
    line: placeOf(startOf(['limits', index])).line,
    entry,
  }));
  return success({ setup: parsed.data, entries });
}

function readCsv(text: string): Result<ReadSetup, readonly TextProblem[]> {
  const rows = readCsvText(text);
  if (!rows.ok) return failed([rows.failure]);
  const surplus = rows.value[MAX_SETUP_LIMITS];
  if (surplus) {
    const message = `One setup holds at most ${String(MAX_SETUP_LIMITS)} limits. Split the table here.`;
    return failed([{ line: surplus.line, column: 1, message }]);
  }
  const problems: TextProblem[] = [];
  const entries: PlacedEntry[] = [];
  for (const row of rows.value) {
    const parsed = setupEntrySchema.safeParse(valuesOf(row));
    if (parsed.success) entries.push({ line: row.line, entry: parsed.data });
    else problems.push(...parsed.error.issues.map((issue) => cellProblem(row, issue)));
  }
  if (problems.length > 0) return failed(problems.slice(0, MOST_PROBLEMS));
  return success({ setup: { version: 1, limits: entries.map(({ entry }) => entry) }, entries });
}

/** What a row says, as the document's schema wants it: an empty cell says nothing. */
function valuesOf(row: CsvRow): Record<string, unknown> {
  const said = [...row.cells].filter(([, { text }]) => text !== '');
  return Object.fromEntries(
    said.map(([column, { text }]) => [column, column === 'limit' ? numberOf(text) : text]),
  );
}

/** Digits only: "1e3" and "0x10" are no limits here, as in the limit fields. */
const numberOf = (text: string): unknown => (/^\s*\d{1,9}\s*$/u.test(text) ? Number(text) : text);

function cellProblem(row: CsvRow, issue: z.core.$ZodIssue): TextProblem {
  const column = String(issue.path[0] ?? '');
  const cell = [...row.cells].find(([name]) => name === column)?.[1];
  return { line: row.line, column: cell?.column ?? row.column, message: sentence(issue, column) };
}

/** What stands there and what has to: the schema's own message names only types. */
function sentence(issue: z.core.$ZodIssue, where: string): string {
  const place = where === '' ? 'The document' : `“${where}”`;
  switch (issue.code) {
    case 'unrecognized_keys':
      return `${place} holds “${issue.keys.join('”, “')}”, which a setup does not have.`;
    case 'too_small':
      return issue.origin === 'string'
        ? `${place} must not be an empty text.`
        : `${place} must be at least ${String(issue.minimum)}.`;
    case 'too_big':
      return issue.origin === 'array'
        ? `${place} holds more than ${String(issue.maximum)} entries, which is the most.`
        : `${place} must be at most ${String(issue.maximum)}${issue.origin === 'string' ? ' characters' : ''}.`;
    case 'invalid_type':
      return issue.expected === 'int' || issue.expected === 'number'
        ? `${place} must be a whole number.`
        : `${place} is missing or of another kind than ${kind(issue.expected)}.`;
    case 'invalid_value':
      return `${place} must be ${issue.values.map((value) => `“${String(value)}”`).join(' or ')}.`;
    case 'invalid_format':
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
    case 'not_multiple_of':
    case 'custom':
      return `${place} does not fit: ${issue.message}.`;
  }
}

function kind(expected: string): string {
  if (expected === 'array') return 'a list in [ ]';
  if (expected === 'object') return 'an object in { }';
  return expected === 'string' ? 'a text' : expected;
}
