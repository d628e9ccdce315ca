// How something grows from once to ten times the work, and whether no worse than linear.
import { median, noWorseThanLinear, type Bench, type Growth } from './report.ts';

export const TIMES = [1, 2, 5, 10] as const;
export type Times = (typeof TIMES)[number];
/** The largest: what the figures beside the growth are measured with. */
export const MOST_TIMES = 10;

export type Grown = Pick<Growth, 'name' | 'counted' | 'unit' | 'note'>;

/** What was measured at one size, one value a run. */
export interface Size {
  readonly times: Times;
  readonly size: number;
  readonly taken: readonly number[];
}

/** A size of n times is measured in every nth of these, which makes all do the same work. */
const ROUNDS: readonly number[] = Array.from({ length: MOST_TIMES }, (_, index) => index + 1);

type Measure = (times: Times) => Promise<{ readonly size: number; readonly taken: number }>;

/** How often a size is measured in a run: always once, or so often that all do the same work. */
type Often = 'once' | 'at equal work';

const HOW: Readonly<Record<Often, string>> = {
  once: 'All sizes in turn in each run, after each but the largest once to warm up.',
  'at equal work':
    'Each run does the same work in every size, the smallest ten times for the largest once, in turn, after each but the largest once to warm up.',
};

/** Every size in each run, after each but the largest once to warm up. */
export async function grow(
  { runs, say }: Pick<Bench, 'runs' | 'say'>,
  grown: Grown,
  often: Often,
  measure: Measure,
): Promise<Growth> {
  for (const times of TIMES.filter((one) => one < MOST_TIMES)) await measure(times);
  const sizes = TIMES.map((times) => ({ times, size: 0, taken: [] as number[] }));
  const rounds = often === 'once' ? [MOST_TIMES] : ROUNDS;
  // All sizes in each run, evenly spread: a machine that wavers meets all of them alike.
  for (let run = 0; run < runs; run += 1) {
    for (const round of rounds) {
      for (const one of sizes.filter(({ times }) => round % times === 0)) {
        const measured = await measure(one.times);
        one.size = measured.size;
        one.taken.push(measured.taken);
      }
    }
  }
  const growth = growthOf({ ...grown, note: `${grown.note} ${HOW[often]}` }, sizes);
  for (const { times, ours } of growth.points) {
    say(`growth: ${grown.name} × ${String(times)}: ${ours.toFixed(2)} ${grown.unit}`);
  }
  return growth;
}

/** The medians as a curve, judged by its ends. */
export function growthOf(grown: Grown, sizes: readonly Size[]): Growth {
  const points = sizes.map(({ times, size, taken }) => ({
    times,
    size: size.toLocaleString('en'),
    ours: median(taken),
  }));
  return { ...grown, points, aim: noWorseThanLinear(points) };
}
