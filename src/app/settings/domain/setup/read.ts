// A pasted text -> the limits in it, each with its line; or every reason why it is no setup.
import * as v from 'valibot';
import { numberText } from '../limitText.ts';
import { failed, success, type Result } from '../result.ts';
import { choicesText, isKeyOfList, pathOf, placeText } from '../schemaIssue.ts';
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
  /**
   * Where the limit stands in the pasted text, counted from 1. Where limits share a line, as in JSON
   * without line breaks, the limits are counted: this tells one from the other.
   */
  readonly line: number;
  readonly entry: SetupEntry;
}

export interface ReadSetup {
  readonly setup: SetupDocument;
  readonly entries: readonly PlacedEntry[];
}

/** More would only repeat a mistake that was made everywhere. */
const MOST_PROBLEMS = 20;

const TOO_MANY = `One setup holds at most ${numberText(MAX_SETUP_LIMITS)} limits. Split it here.`;

/** Reads JSON where the text begins like JSON, else CSV. Never throws. */
export function readSetup(pasted: string): Result<ReadSetup, readonly TextProblem[]> {
  const text = pasted.replace(/^\uFEFF/u, '');
  if (text.length > MAX_SETUP_TEXT) {
    const message = `The text has ${numberText(text.length)} characters; ${numberText(MAX_SETUP_TEXT)} are the most. Split it.`;
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
  /** A missing value is shown where that which lacks it begins. The document itself is always there. */
  const startOf = (path: readonly unknown[]): number =>
    starts.get(path.join('/')) ?? startOf(path.slice(0, -1));
  const { value } = json.value;
  const surplus = limitsIn(value)[MAX_SETUP_LIMITS];
  if (surplus !== undefined) {
    const at = placeOf(startOf(['limits', MAX_SETUP_LIMITS]));
    return failed([{ ...at, message: TOO_MANY }]);
  }
  const parsed = v.safeParse(setupDocumentSchema, value, { abortPipeEarly: true });
  if (!parsed.success) {
    const problems = parsed.issues.map((issue) => {
      const path = isKeyOfList(issue) ? pathOf(issue).slice(0, -1) : pathOf(issue);
      return { ...placeOf(startOf(path)), message: sentence(issue, placeText(path)) };
    });
    return failed(firstOf(problems));
  }
  const { limits } = parsed.output;
  const lines = limits.map((_, index) => placeOf(startOf(['limits', index])).line);
  const areLines = new Set(lines).size === lines.length;
  const entries = limits.map((entry, index) => ({
    line: (areLines && lines[index]) || index + 1,
    entry,
  }));
  return success({ setup: parsed.output, entries });
}

/** Looked at before the schema, which would first name what is wrong in each of a million. */
const limitsIn = (value: unknown): readonly unknown[] =>
  typeof value === 'object' && value !== null && 'limits' in value && Array.isArray(value.limits)
    ? value.limits
    : [];

/** A list in place of an object lacks each of its keys, which is one mistake. */
function firstOf(problems: readonly TextProblem[]): TextProblem[] {
  const told = new Map(problems.map((one) => [`${String(one.line)} ${one.message}`, one]));
  return [...told.values()].slice(0, MOST_PROBLEMS);
}

function readCsv(text: string): Result<ReadSetup, readonly TextProblem[]> {
  const rows = readCsvText(text);
  if (!rows.ok) return failed([rows.failure]);
  const surplus = rows.value[MAX_SETUP_LIMITS];
  if (surplus) return failed([{ line: surplus.line, column: 1, message: TOO_MANY }]);
  const problems: TextProblem[] = [];
  const entries: PlacedEntry[] = [];
  for (const row of rows.value) {
    const parsed = v.safeParse(setupEntrySchema, valuesOf(row), { abortPipeEarly: true });
    if (parsed.success) entries.push({ line: row.line, entry: parsed.output });
    else problems.push(...parsed.issues.map((issue) => cellProblem(row, issue)));
  }
  if (problems.length > 0) return failed(firstOf(problems));
  return success({ setup: { version: 1, limits: entries.map(({ entry }) => entry) }, entries });
}

/** What a row says, as the document's schema wants it: an empty cell says nothing. */
function valuesOf(row: CsvRow): Record<string, unknown> {
  const said = [...row.cells].filter(([, { text }]) => text !== '');
  return Object.fromEntries(
    said.map(([column, { text }]) => [column, column === 'limit' ? numberOf(text) : text]),
  );
}

/**
 * Digits only: "1e3" and "0x10" are no limits here, as in the limit fields. Fifteen are always exact, so
 * what is too much is told as that.
 */
const numberOf = (text: string): unknown => (/^\s*\d{1,15}\s*$/u.test(text) ? Number(text) : text);

type SetupIssue = v.InferIssue<typeof setupDocumentSchema>;

function cellProblem(row: CsvRow, issue: SetupIssue): TextProblem {
  const column = v.getDotPath(issue) ?? '';
  const cell = [...row.cells].find(([name]) => name === column)?.[1];
  return { line: row.line, column: cell?.column ?? row.column, message: sentence(issue, column) };
}

/** What stands there and what has to: the schema's own message names only types. */
function sentence(issue: SetupIssue, where: string): string {
  const place = where === '' ? 'The document' : `“${where}”`;
  switch (issue.type) {
    case 'strict_object':
      return keysSentence(issue, place);
    case 'min_length':
      return `${place} must not be an empty text.`;
    case 'min_value':
      return `${place} must be at least ${numberText(issue.requirement)}.`;
    case 'max_value':
      return `${place} must be at most ${numberText(issue.requirement)}.`;
    case 'max_length':
      return `${place} must be at most ${numberText(issue.requirement)} characters.`;
    case 'number':
    case 'safe_integer':
      return `${place} must be a whole number.`;
    case 'string':
      return `${place} must be a text.`;
    case 'array':
      return `${place} must be a list in [ ].`;
    case 'literal':
    case 'picklist':
      return `${place} must be ${choicesText(issue)}.`;
  }
}

/** What keys a part of the document lacks or has too many of, or that it has none. */
function keysSentence(issue: v.StrictObjectIssue, place: string): string {
  if (issue.expected === 'Object' || isKeyOfList(issue)) {
    return `${place} must be an object in { }.`;
  }
  if (issue.expected !== 'never') return `${place} is missing.`;
  const path = issue.path ?? [];
  const known = path.length < 2 ? setupDocumentSchema.entries : setupEntrySchema.entries;
  const there = Object.keys(path.at(-1)?.input ?? {});
  const surplus = there.filter((key) => !Object.hasOwn(known, key));
  return `A setup does not have “${surplus.join('”, “')}”.`;
}
