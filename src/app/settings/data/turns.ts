// At most so many requests at once: HubSpot takes 20 of one app per portal and answers 429 beyond
// that, and what is pressed meanwhile must still get through.

/** Whose turn is next: who came first, or who came last. */
export type Next = 'first' | 'last';

/** Runs tasks, `most` at a time. */
export function takeTurns(
  most: number,
  whoIsNext: Next = 'first',
): <Value>(task: () => Promise<Value>) => Promise<Value> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (task) => {
    if (running >= most) {
      await new Promise<void>((goOn) => {
        waiting.push(goOn);
      });
    } else running += 1;
    try {
      return await task();
    } finally {
      // Whoever is next takes over the place, so that nobody slips in between.
      const next = whoIsNext === 'first' ? waiting.shift() : waiting.pop();
      if (next) next();
      else running -= 1;
    }
  };
}
