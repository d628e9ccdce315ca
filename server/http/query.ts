// The query of a request, as it was sent.

/** Everything after the first "?"; a further one belongs to a value. */
export function queryOf(target: string): URLSearchParams {
  const start = target.indexOf('?');
  return new URLSearchParams(start === -1 ? '' : target.slice(start + 1));
}

/**
 * What is given under these names: all values of a name that comes more than once. Nothing else is
 * looked at, so that what a stranger adds costs nothing: a query of one name, thousands of times, would
 * be walked through as often.
 */
export function givenIn(
  query: URLSearchParams,
  names: readonly string[],
): Readonly<Record<string, string | readonly string[] | undefined>> {
  const given = names.map((name) => [name, query.getAll(name)] as const);
  return Object.fromEntries(
    given.flatMap(([name, all]) =>
      all.length === 0 ? [] : [[name, all.length > 1 ? all : all[0]]],
    ),
  );
}
