// Whole-number arithmetic on a circle, exact up to ten million records.

/** The remainder between 0 and `size`, for negative numbers too. */
export function wrap(value: number, size: number): number {
  const rest = value % size;
  return rest < 0 ? rest + size : rest;
}

/** The first number from `start` on that shares no divisor with `size`. */
export function coprimeFrom(start: number, size: number): number {
  let candidate = Math.max(1, start % size);
  while (commonDivisor(candidate, size) !== 1) candidate += 1;
  return candidate;
}

/** The number that undoes a multiplication by `factor` on a circle of `size`. */
export function inverseOn(factor: number, size: number): number {
  let [rest, nextRest] = [factor, size];
  let [result, nextResult] = [1, 0];
  while (nextRest !== 0) {
    const quotient = Math.floor(rest / nextRest);
    [rest, nextRest] = [nextRest, rest - quotient * nextRest];
    [result, nextResult] = [nextResult, result - quotient * nextResult];
  }
  return wrap(result, size);
}

function commonDivisor(one: number, other: number): number {
  return other === 0 ? one : commonDivisor(other, one % other);
}
