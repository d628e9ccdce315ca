// How long a scan still takes, by the pace that was seen: the server's clock may be another one.
export interface Seen {
  readonly read: number;
  /** Milliseconds since 1970, by the browser's clock. */
  readonly at: number;
}

/** null: not known yet, or not to be known. */
export function secondsLeft(first: Seen, now: Seen, total: number | null): number | null {
  const read = now.read - first.read;
  if (total === null || total < now.read || read <= 0) return null;
  return ((total - now.read) * (now.at - first.at)) / read / 1_000;
}
