// What is wrong with a document, in words for the person who wrote it.
import type * as v from 'valibot';

type Issue = v.BaseIssue<unknown>;

/** Every problem with its place below it. */
export function problemsIn(issues: readonly Issue[]): string {
  return issues
    .map((issue) => {
      const place = placeOf(issue);
      return `✖ ${wordsOf(issue)}${place === '' ? '' : `\n  → at ${place}`}`;
    })
    .join('\n');
}

/** As one would write it in code, `inputs[0].typeId`; empty for the document itself. */
export function placeOf({ path }: Issue): string {
  const steps = path ?? [];
  return steps
    .map(({ key }, index) =>
      typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key)}`,
    )
    .join('');
}

/** A field that must be there is not. */
export function isMissing(issue: Issue): boolean {
  return issue.path?.at(-1)?.origin === 'key' && issue.input === undefined;
}

/** A strict object tells of the first field only that it does not know. */
function isUnknownField({ type, expected }: Issue): boolean {
  return type === 'strict_object' && expected === 'never';
}

function wordsOf(issue: Issue): string {
  if (isMissing(issue)) return 'Missing field';
  return isUnknownField(issue) ? 'Unknown field' : issue.message;
}
