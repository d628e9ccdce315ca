// The least time in which anybody can make so many calls to HubSpot.

/** Most that HubSpot gives in one page of records, and takes in one read of associations. */
export const IDS_PER_PAGE = 100;
export const RECORDS_PER_READ = 1_000;

export interface Rate {
  /** Calls in any window. */
  readonly calls: number;
  readonly windowMs: number;
  /** How long HubSpot takes for one call. */
  readonly latencyMs: number;
}

/**
 * Seconds for `calls` calls of which `inSequence` have to wait for one another's answers. A rolling
 * window takes a whole window's calls at once, the next ones when it is over, and so on; the last
 * call's answer travels too. Whatever is longer counts: the windows or the sequence.
 */
export function leastSeconds(calls: number, inSequence: number, rate: Rate): number {
  const windows = Math.max(0, Math.ceil(calls / rate.calls) - 1);
  const byRate = windows * rate.windowMs + rate.latencyMs;
  return Math.max(byRate, inSequence * rate.latencyMs) / 1_000;
}

/**
 * Calls for a changed direction: to plan it, its labels and limits; to apply it, a look that nobody
 * changed the limits since, the write, and the look that every limit is there. The look belongs to the
 * work: HubSpot's API writes whatever stands there, so who does not look just before overwrites what
 * somebody else has set since the review.
 */
export const CALLS_PER_DIRECTION = { plan: 2, look: 1, write: 1, readBack: 1 } as const;
/** The calls of one direction that wait for one another; labels and limits are read side by side. */
const DIRECTION_IN_SEQUENCE = 4;

export interface LeastApplySeconds {
  /** To plan, look, write and read back. */
  readonly whole: number;
  /** The same by who overwrites what was changed since the review. */
  readonly withoutLook: number;
  /** To write and read back alone. */
  readonly writing: number;
}

/** The least times for so many directions. */
export function leastApplySeconds(directions: number, rate: Rate): LeastApplySeconds {
  const { plan, look, write, readBack } = CALLS_PER_DIRECTION;
  const least = (calls: number, inSequence: number): number =>
    leastSeconds(directions * calls, inSequence, rate);
  return {
    whole: least(plan + look + write + readBack, DIRECTION_IN_SEQUENCE),
    withoutLook: least(plan + write + readBack, DIRECTION_IN_SEQUENCE - look),
    writing: least(write + readBack, write + readBack),
  };
}

/** Calls for a scan: every page of ids waits for the one before it. */
export function scanCalls(records: number): { readonly all: number; readonly inSequence: number } {
  const pages = Math.max(1, Math.ceil(records / IDS_PER_PAGE));
  return { all: pages + Math.ceil(records / RECORDS_PER_READ), inSequence: pages + 1 };
}
