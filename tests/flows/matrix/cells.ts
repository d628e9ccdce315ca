// Which cells there are: every call of every place × every failure that it can have × once and
// lasting. Every run plays each kind of call with each failure; ATMOST_FULL=1 plays all.
import { seeded } from '../seeded.ts';
import type { Cell, Healthy } from './cell.ts';
import { failures } from './failures.ts';

/** All cells there are. */
export const allCells = (healthy: readonly Healthy[]): readonly Cell[] =>
  healthy.flatMap((one) =>
    one.calls.flatMap((call) =>
      failures
        .filter((failure) => failure.of?.(call) ?? true)
        .flatMap((failure) =>
          [false, true].map((lasting): Cell => ({ healthy: one, call, failure, lasting })),
        ),
    ),
  );

/** Of every kind of call with every failure one cell, by chance; all of them in a full run. */
export function chosenCells(all: readonly Cell[], seed: number): readonly Cell[] {
  if (process.env['ATMOST_FULL'] === '1') return all;
  const random = seeded(seed);
  const groups = new Map<string, Cell[]>();
  for (const cell of all) {
    const key = `${cell.call.kind} ${cell.failure.name}`;
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  return [...groups.values()].flatMap((group) => group[Math.floor(random() * group.length)] ?? []);
}
