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

/** Every size once in each run, after each but the largest once to warm up. */
export async function grow(
  { runs, say }: Pick<Bench, 'runs' | 'say'>,
  grown: Grown,
  measure: (times: Times) => Promise<{ readonly size: number; readonly taken: number }>,
): Promise<Growth> {
  for (const times of TIMES.filter((one) => one < MOST_TIMES)) await measure(times);
  // All sizes in each run: a machine that wavers meets all of them alike.
  const sizes = TIMES.map((times) => ({ times, size: 0, taken: [] as number[] }));
  for (let run = 0; run < runs; run += 1) {
    for (const one of sizes) {
      const measured = await measure(one.times);
      one.size = measured.size;
      one.taken.push(measured.taken);
    }
  }
  const how = 'All sizes in turn in each run, after each but the largest once to warm up.';
  const growth = growthOf({ ...grown, note: `${grown.note} ${how}` }, sizes);
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
