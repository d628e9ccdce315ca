// The calls to HubSpot, as the code names them and as the emulated portal saw them.
import { globSync, readFileSync } from 'node:fs';
import { oauthPaths, pathsOf } from '../../../server/hubspot/versions.ts';
import type { LoggedCall } from '../emulator.ts';

/** One call of a flow: the `nth` of its kind, from 0. */
export interface Call {
  /** Method, and path without ids. */
  readonly kind: string;
  readonly method: string;
  readonly path: RegExp;
  readonly nth: number;
}

/** Object types, numbers and UUIDs, but no version (2026-03). */
const ID = /\/(?!20\d\d-)(\d+-\d+|\d+|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12})(?=\/|$)/g;

export const kindOf = ({ method, path }: Pick<LoggedCall, 'method' | 'path'>): string =>
  `${method} ${path.replaceAll(ID, '/{}')}`;

/** The calls of a flow in which a fault may strike; of many equal ones the first and the last. */
export function callsOf(calls: readonly LoggedCall[]): readonly Call[] {
  const counts = new Map<string, number>();
  for (const call of calls) counts.set(kindOf(call), (counts.get(kindOf(call)) ?? 0) + 1);
  return [...counts].flatMap(([kind, count]) =>
    [...new Set([0, count - 1])].map((nth) => ({ ...parts(kind), kind, nth })),
  );
}

function parts(kind: string): Pick<Call, 'method' | 'path'> {
  const [method = '', path = ''] = kind.split(' ');
  const escaped = path.replaceAll(/[.\\+*?^$()[\]|]/g, String.raw`\$&`);
  return { method, path: new RegExp(`^${escaped.replaceAll('{}', '[^/]+')}$`, 'u') };
}

/** Every path in server/hubspot/versions.ts by its name, as what it looks like without ids. */
export function knownPaths(): ReadonlyMap<string, RegExp> {
  const made = Object.entries({ ...oauthPaths, ...pathsOf('2026-03') }).map(
    ([name, path]) => [name, patternOf(path)] as const,
  );
  return new Map(made);
}

/** Any number of texts: those that a path takes are what it is made of. */
function patternOf(path: string | ((...values: never[]) => string)): RegExp {
  const values = ['1-1', '1-1', '1-1'];
  // Border: paths take texts and numbers, and both end up in the text alike.
  const made = typeof path === 'string' ? path : String(Reflect.apply(path, null, values));
  const bare = (made.split('?')[0] ?? '').replaceAll('.', String.raw`\.`);
  return new RegExp(`^${bare.replaceAll('1-1', '[^/]+')}$`, 'u');
}

/** Whether anything of the server sends calls to this path. */
export function isSentTo(name: string): boolean {
  return globSync('server/**/*.ts')
    .filter((file) => !file.endsWith('versions.ts'))
    .some((file) => new RegExp(`[pP]aths\\.${name}\\b`).test(readFileSync(file, 'utf8')));
}

/** Paths of no place, because no person waits for them, and the test that plays every failure there. */
export const playedElsewhere: Readonly<Record<string, string>> = {
  journalSubscriptions: 'tests/flows/uninstall-journal.test.ts',
  journalEntries: 'tests/flows/uninstall-journal.test.ts',
};
