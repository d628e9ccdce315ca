// What a case of `npm run bench` reports. To add a case: a module in tests/bench/cases that exports a
// `BenchCase`, one line in the list of tests/bench/main.ts, and nothing else: table, JSON and picture
// are made from the figures alone.
import type { BenchPortal } from './world.ts';

/** What every case is given: one emulated portal for all of them, and how often to measure. */
export interface Bench {
  readonly portal: BenchPortal;
  /** Measured runs of each contender, after what warms it up; figures are their medians. */
  readonly runs: number;
  /** Sizes are divided by this: 1 for figures, more for a test that the bench works. */
  readonly shrink: number;
  readonly say: (line: string) => void;
}

export interface BenchCase {
  readonly name: string;
  run(bench: Bench): Promise<CaseResult>;
}

export interface CaseResult {
  readonly figures: readonly Figure[];
  readonly growths?: readonly Growth[];
  /** What the reader of all figures has to know, as sentences: why one is missing. */
  readonly notes?: readonly string[];
}

/** One measured quantity: ours, and what it is compared with. */
export interface Figure {
  readonly name: string;
  readonly unit: 's' | 'ms' | 'requests/s' | 'MB' | 'kB';
  readonly better: 'lower' | 'higher';
  readonly runs: number;
  readonly ours: number;
  /** The same by the usual means, named in `peerIs`; null: there is none. */
  readonly peer: number | null;
  readonly peerIs: string | null;
  /** What nobody can beat; null: there is none. */
  readonly bound: number | null;
  readonly boundIs: string | null;
  readonly aim: Aim | null;
  /** How it was measured, as sentences. */
  readonly note: string;
}

export interface Aim {
  readonly text: string;
  /** What the aim is about, in its own unit, for example a ratio. */
  readonly reached: number;
  readonly met: boolean;
}

/** How the time of one work grows with its size. */
export interface Growth {
  readonly name: string;
  /** What the sizes count, for example labels. */
  readonly counted: string;
  readonly unit: 's' | 'ms';
  /** Sizes in words, the smallest first. */
  readonly points: readonly {
    readonly times: number;
    readonly size: string;
    readonly ours: number;
  }[];
  readonly aim: Aim;
  /** How it was measured, as sentences. */
  readonly note: string;
}

/** Everything of one run of the bench. */
export interface Report {
  readonly at: string;
  readonly machine: string;
  readonly notes: readonly string[];
  readonly figures: readonly Figure[];
  readonly growths: readonly Growth[];
}

/** The middle of the values; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  if (low === undefined || high === undefined) throw new RangeError('A median of nothing.');
  return (low + high) / 2;
}

/** An aim of the form "at most so many times what it is compared with". */
export function atMost(ours: number, other: number, times: number, than: string): Aim {
  const reached = ours / other;
  return { text: `at most ${String(times)} × ${than}`, reached, met: reached <= times };
}

/** An aim of the form "at least such a part of what it is compared with". */
export function atLeast(ours: number, other: number, part: number, than: string): Aim {
  const reached = ours / other;
  return { text: `at least ${String(part)} × ${than}`, reached, met: reached >= part };
}

/** An aim of the form "under so much", in the figure's own unit. */
export function under(ours: number, most: number, unit: Figure['unit'], how = ''): Aim {
  const text = `under ${String(most)} ${unit}${how === '' ? '' : ` ${how}`}`;
  return { text, reached: ours, met: ours < most };
}

/** The value that so many of a hundred values do not exceed. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const value = sorted[Math.max(0, Math.ceil((part / 100) * sorted.length) - 1)];
  if (value === undefined) throw new RangeError('A percentile of nothing.');
  return value;
}

/** Ten times the work may take ten times as long; the least size is the measure. */
export function noWorseThanLinear(points: Growth['points']): Aim {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) throw new RangeError('A growth without sizes.');
  return atMost(last.ours / last.times, first.ours / first.times, 1, 'linear');
}
