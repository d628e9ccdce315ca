/** A stored bigint as a number, on both drivers; a value that a number cannot hold is a bug, not a rounding. */
export function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('A stored integer is too large.');
  return value;
}
