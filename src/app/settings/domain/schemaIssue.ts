// What a schema found wrong in a JSON value, in parts that sentences are made of.
import type * as v from 'valibot';

type Issue = v.BaseIssue<unknown>;

/** The keys that lead there, the outermost first. */
export const pathOf = ({ path }: Issue): readonly unknown[] => (path ?? []).map(({ key }) => key);

/** A path as one would write it in code, `limits[0].from`; empty for the value itself. */
export const placeText = (path: readonly unknown[]): string =>
  path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${String(key)}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');

/** The values that one of several fixed ones could be: “a” or “b”. */
export const choicesText = ({ expected }: Issue): string =>
  (expected ?? '')
    .replaceAll(/^\(|\)$/g, '')
    .replaceAll(' | ', ' or ')
    .replaceAll(/"([^"]*)"/g, '“$1”');

/** A key is missed in a list: to valibot it is an object without keys. */
export const isKeyOfList = ({ expected, path }: Issue): boolean =>
  expected !== 'Object' && Array.isArray(path?.at(-1)?.input);
