// The query of a request, as it was sent.

/** Everything after the first "?"; a further one belongs to a value. */
export function queryOf(target: string): URLSearchParams {
  const start = target.indexOf('?');
  return new URLSearchParams(start === -1 ? '' : target.slice(start + 1));
}
