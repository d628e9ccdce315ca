// The directions of a plan, a few at once.
import { directionText, type Direction } from '#domain/association.ts';
import { failed, success, type Result } from '#domain/result.ts';
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

/** As many as are applied at once: each costs two calls side by side, and the pace has more to serve. */
const AT_ONCE = 3;

/**
 * Reads each of `pairs`; tells their directions in the same order. A failure that `isLeftOut` knows
 * leaves its direction out; any other ends the reading, and so does what is thrown: what was not begun
 * by then is not asked for. All have ended when this returns or throws.
 */
export async function readDirections(
  pairs: readonly Pair[],
  read: ReadDirection,
  isLeftOut: (failure: ApiFailure) => boolean = () => false,
): Promise<Result<readonly Direction[], ApiFailure>> {
  const found: Direction[] = [];
  const ends: ApiFailure[] = [];
  const rest = inTurn(pairs);
  const lane = async (): Promise<void> => {
    for (const [place, pair] of rest) {
      const answer = await read(pair);
      if (answer.ok) found[place] = answer.value;
      else if (!isLeftOut(answer.failure)) {
        ends.push(answer.failure);
        return;
      }
    }
  };
  const lanes = Array.from({ length: AT_ONCE }, lane);
  await Promise.allSettled(lanes);
  // Throws what one of them threw.
  await Promise.all(lanes);
  const [end] = ends;
  return end ? failed(end) : success(Object.values(found));
}

/** For several loops at once. One that is left early, however that is, ends it for the others too. */
function* inTurn(pairs: readonly Pair[]): Generator<readonly [number, Pair]> {
  yield* pairs.entries();
}
