// HubSpot's rolling windows over the calls that it saw.

/** HubSpot's TEN_SECONDLY_ROLLING policy. */
export const WINDOW_MS = 10_000;

export interface Window {
  /** Its last millisecond. */
  readonly until: number;
  readonly calls: number;
}

/** The ten seconds with the most of these calls. */
export function fullestWindow(calls: readonly { readonly at: number }[]): Window {
  const moments = calls.map(({ at }) => at).sort((one, other) => one - other);
  let fullest: Window = { until: 0, calls: 0 };
  let first = 0;
  for (const [place, until] of moments.entries()) {
    while ((moments[first] ?? until) <= until - WINDOW_MS) first += 1;
    const held = place - first + 1;
    if (held > fullest.calls) fullest = { until, calls: held };
  }
  return fullest;
}
