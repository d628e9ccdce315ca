// One answer for all who ask the same at once.

/** `make` runs unless an answer for `key` is being made already; nothing is kept once it is there. */
export type Share<Key, Answer> = (key: Key, make: () => Promise<Answer>) => Promise<Answer>;

/** Nothing is under way yet. */
export function createShare<Key, Answer>(): Share<Key, Answer> {
  const underWay = new Map<Key, Promise<Answer>>();
  return (key, make) => {
    const known = underWay.get(key);
    if (known) return known;
    const made = make().finally(() => {
      underWay.delete(key);
    });
    underWay.set(key, made);
    return made;
  };
}
