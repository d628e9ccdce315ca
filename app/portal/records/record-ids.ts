// Ids of made-up records: growing, with gaps, and found again without a list.
import { scramble } from './scramble.ts';

/** Each record has one id among so many numbers of its own. */
const stride = 11;

/** The id of the record at a position, counted from 0. */
export function idAt(seed: number, position: number): number {
  return 1 + position * stride + (scramble(seed, position) % stride);
}

/** The position of a record's id; undefined for an id that falls into a gap. */
export function positionOf(seed: number, id: number): number | undefined {
  const position = Math.floor((id - 1) / stride);
  return position >= 0 && idAt(seed, position) === id ? position : undefined;
}

/** The first position whose id is above `id`. */
export function positionAfter(seed: number, id: number): number {
  const position = Math.max(0, Math.floor((id - 1) / stride));
  return idAt(seed, position) > id ? position : position + 1;
}
