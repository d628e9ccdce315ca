// At most so many requests at once: HubSpot takes 20 of one app per portal and answers 429 beyond
// that, and what is pressed meanwhile must still get through.

/** Runs tasks in the order in which they come, `most` at a time. */
export function takeTurns(most: number): <Value>(task: () => Promise<Value>) => Promise<Value> {
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
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
