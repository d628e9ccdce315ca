// The directions of a plan, a few at once.
import pLimit from 'p-limit';
import { directionText, type Direction } from '#domain/association.ts';
import { success, type Result } from '#domain/result.ts';
import type { ApiFailure } from '../failure.ts';

export interface Pair {
  readonly from: string;
  readonly to: string;
}

export type ReadDirection = (pair: Pair) => Promise<Result<Direction, ApiFailure>>;

/** Each direction once, in the order of its first change. */
export const pairsOf = (typed: readonly Pair[]): readonly Pair[] => [
  ...new Map(typed.map(({ from, to }) => [directionText({ from, to }), { from, to }])).values(),
];

/** As many as are applied at once: each costs two calls side by side, and eleven a second are allowed. */
const AT_ONCE = 3;

/**
 * Reads each of `pairs`, in their order. A failure that `isLeftOut` knows leaves its direction out;
 * any other ends the reading: what was not begun by then is not asked for.
 */
export async function readDirections(
  pairs: readonly Pair[],
  read: ReadDirection,
  isLeftOut: (failure: ApiFailure) => boolean = () => false,
): Promise<Result<readonly Direction[], ApiFailure>> {
  let ended = false;
  const answers = await pLimit(AT_ONCE).map(pairs, async (pair) => {
    if (ended) return null;
    let goesOn = false;
    try {
      const answer = await read(pair);
      goesOn = answer.ok || isLeftOut(answer.failure);
      return answer;
    } finally {
      if (!goesOn) ended = true;
    }
  });
  const directions: Direction[] = [];
  for (const answer of answers) {
    if (answer?.ok) directions.push(answer.value);
    else if (answer && !isLeftOut(answer.failure)) return answer;
  }
  return success(directions);
}
