// JSON that remembers where each value stands. JSON.parse says no line in a form that every engine
// shares, and nothing at all about values that it could read and the schema then refuses.
import { failed, success, type Result } from '../result.ts';
import { placesOf, type TextProblem } from './places.ts';

export interface JsonText {
  readonly value: unknown;
  /** Where the value at a path ("limits/3/limit") starts. */
  readonly starts: ReadonlyMap<string, number>;
}

/** A setup is three levels deep; deeper texts are none, and must not exhaust the stack. */
const MAX_DEPTH = 16;

class NotJson extends Error {
  readonly index: number;
  constructor(index: number, message: string) {
    super(message);
    this.index = index;
  }
}

/** Reads a JSON text; the first mistake comes back with its line and column. */
export function readJsonText(text: string): Result<JsonText, TextProblem> {
  const reader = { text, index: 0, starts: new Map<string, number>() };
  try {
    const value = readValue(reader, [], 0);
    skipSpace(reader);
    if (reader.index < text.length) {
      throw new NotJson(reader.index, 'The document ends before this. Remove what follows it.');
    }
    return success({ value, starts: reader.starts });
  } catch (error) {
    if (!(error instanceof NotJson)) throw error;
    return failed({ ...placesOf(text)(error.index), message: error.message });
  }
}

interface Reader {
  readonly text: string;
  index: number;
  readonly starts: Map<string, number>;
}

type Path = readonly (string | number)[];

function readValue(reader: Reader, path: Path, depth: number): unknown {
  skipSpace(reader);
  if (depth > MAX_DEPTH) throw new NotJson(reader.index, 'This is nested too deeply for a setup.');
  reader.starts.set(path.join('/'), reader.index);
  const next = reader.text.charAt(reader.index);
  if (next === '{') return readObject(reader, path, depth);
  if (next === '[') return readArray(reader, path, depth);
  if (next === '"') return readString(reader);
  return readWord(reader);
}

function readObject(reader: Reader, path: Path, depth: number): unknown {
  const entries = new Map<string, unknown>();
  reader.index += 1;
  if (takes(reader, '}')) return {};
  for (;;) {
    skipSpace(reader);
    const start = reader.index;
    if (reader.text.charAt(start) !== '"') {
      throw new NotJson(start, 'A name in double quotes is expected here.');
    }
    const name = readString(reader);
    if (entries.has(name)) throw new NotJson(start, `“${name}” stands here a second time.`);
    if (!takes(reader, ':')) {
      throw new NotJson(reader.index, `A colon is expected after “${name}”.`);
    }
    entries.set(name, readValue(reader, [...path, name], depth + 1));
    if (takes(reader, '}')) return Object.fromEntries(entries);
    if (!takes(reader, ',')) throw new NotJson(reader.index, 'A comma or } is expected here.');
  }
}

function readArray(reader: Reader, path: Path, depth: number): unknown[] {
  const values: unknown[] = [];
  reader.index += 1;
  if (takes(reader, ']')) return values;
  for (;;) {
    values.push(readValue(reader, [...path, values.length], depth + 1));
    if (takes(reader, ']')) return values;
    if (!takes(reader, ',')) throw new NotJson(reader.index, 'A comma or ] is expected here.');
  }
}

function readString(reader: Reader): string {
  const quoted = /"(?:[^"\\]|\\.)*"/suy;
  quoted.lastIndex = reader.index;
  const found = quoted.exec(reader.text)?.[0];
  if (found === undefined) {
    throw new NotJson(reader.index, 'The text that begins here has no closing double quote.');
  }
  const value = decoded(found);
  if (typeof value !== 'string') {
    throw new NotJson(reader.index, 'This text holds a line break or an escape that JSON forbids.');
  }
  reader.index += found.length;
  return value;
}

function readWord(reader: Reader): unknown {
  const word = /[^\s,:{}[\]"]+/uy;
  word.lastIndex = reader.index;
  const found = word.exec(reader.text)?.[0];
  if (found === undefined) {
    const atEnd = reader.index >= reader.text.length;
    throw new NotJson(
      reader.index,
      atEnd ? 'The document ends here, too early.' : 'A value is expected here.',
    );
  }
  const value = decoded(found);
  if (value === undefined) {
    throw new NotJson(
      reader.index,
      `“${found.slice(0, 40)}” is no JSON. Texts need double quotes.`,
    );
  }
  reader.index += found.length;
  return value;
}

/** A string, number, true, false or null; undefined where it is none of them. */
function decoded(literal: string): unknown {
  try {
    return JSON.parse(literal) as unknown;
  } catch {
    // JSON.parse throws for nothing else.
    return undefined;
  }
}

function takes(reader: Reader, character: string): boolean {
  skipSpace(reader);
  if (reader.text.charAt(reader.index) !== character) return false;
  reader.index += 1;
  return true;
}

function skipSpace(reader: Reader): void {
  const space = /[ \t\r\n]*/uy;
  space.lastIndex = reader.index;
  reader.index += space.exec(reader.text)?.[0].length ?? 0;
}
