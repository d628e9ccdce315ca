// Counts what was tried, so that the number is a measurement.
import fc from 'fast-check';

/** Printed with the count; FUZZ_SEED repeats a run. */
export const SEED = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);

const counts = new Map<string, number>();

export function count(what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}

export const countsByWhat = (): ReadonlyMap<string, number> => counts;

/** Tries so many inputs; `attempt` must end, well or with a failure as a value, and not throw. */
export async function tryAll<Input>(
  what: string,
  inputs: fc.Arbitrary<Input>,
  runs: number,
  attempt: (input: Input) => unknown,
): Promise<void> {
  const property = fc.asyncProperty(inputs, async (input) => {
    count(what);
    await attempt(input);
  });
  await fc.assert(property, { seed: SEED, numRuns: runs });
}
