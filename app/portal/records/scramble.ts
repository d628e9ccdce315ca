// Numbers that look random and are always the same: what the made-up records are drawn from.

/** 32 well-mixed bits of two whole numbers; the same two always give the same bits. */
export function scramble(seed: number, value: number): number {
  let mixed = (seed ^ Math.imul(value, 0x9e3779b1)) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** As `scramble`, between 0 and 1. */
export function chance(seed: number, value: number): number {
  return scramble(seed, value) / 2 ** 32;
}

/** A seed from a text, for example of portal and object type. */
export function seedOf(text: string): number {
  let seed = 0;
  for (const character of text) seed = scramble(seed, character.charCodeAt(0));
  return seed;
}
