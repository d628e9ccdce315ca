// Time is handed in, so that tests need not wait.

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/**
 * Has `look` run every so often in real time, one look at a time, until the returned function is
 * called. Keeps no process alive.
 */
export function repeat(everyMs: number, look: () => Promise<void>): () => void {
  const state = { looking: false };
  const timer = setInterval(() => {
    if (state.looking) return;
    state.looking = true;
    void look().finally(() => {
      state.looking = false;
    });
  }, everyMs);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}

/** Resolves when the work has ended, however it did, or after so many milliseconds of real time. */
export function endedOrAfter(work: Promise<unknown>, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    const end = (): void => {
      clearTimeout(timer);
      resolve();
    };
    work.then(end, end);
  });
}

/** What the work ends with, or what `tooLate` says where it has not ended after so many milliseconds. */
export const inTime = <Value, Late>(
  work: Promise<Value>,
  milliseconds: number,
  tooLate: () => Late,
): Promise<Value | Late> => Promise.race([work, endedOrAfter(work, milliseconds).then(tooLate)]);

/** Resolves once the event loop has looked for what arrived meanwhile. */
export const nextLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
