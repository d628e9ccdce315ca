// Measures inside the page, so that nothing of the browser's remote control counts.

/** When the page counts as opened. */
export interface Opening {
  /** So many rows of a table stand in the extension. */
  readonly rows: number;
}

export interface Probe {
  /** Milliseconds from the navigation to the frame with the table. */
  readonly opened: Promise<number>;
  /** Of the last key pressed: once this text stands there and nothing has changed for so long. */
  afterKey(quietMs: number, text: string): Promise<number>;
  /** Milliseconds from the last click to the frame with such a text in such an element. */
  afterClick(selector: string, pattern: string): Promise<number>;
}

declare global {
  interface Window {
    probe: Probe;
  }
}

/** Runs in the page before anything else; it reaches for nothing outside of itself. */
export function installProbe({ rows }: Opening): void {
  let keyAt = 0;
  let clickAt = 0;
  let changedAt = 0;
  let paintedAt = 0;
  let isFrameAsked = false;
  const watchers = new Set<() => boolean>();

  /** The next frame is on the screen once what is posted from it arrives. */
  const nextFrame = (): Promise<number> =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          resolve(performance.now());
        };
        port2.postMessage(null);
      });
    });

  const changed = (): void => {
    changedAt = performance.now();
    for (const isOver of watchers) if (isOver()) watchers.delete(isOver);
    if (isFrameAsked) return;
    isFrameAsked = true;
    // What changes from here on may miss that frame.
    requestAnimationFrame(() => {
      isFrameAsked = false;
    });
    void nextFrame().then((at) => {
      paintedAt = at;
    });
  };

  /** The time of the frame in which the condition holds. */
  const until = (condition: () => boolean): Promise<number> =>
    new Promise((resolve) => {
      const isOver = (): boolean => {
        const isMet = condition();
        if (isMet) void nextFrame().then(resolve);
        return isMet;
      };
      if (!isOver()) watchers.add(isOver);
    });

  new MutationObserver(changed).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  });
  // What is typed into a field changes no node.
  document.addEventListener('input', changed, true);
  document.addEventListener(
    'keydown',
    ({ timeStamp }) => {
      keyAt = timeStamp;
    },
    true,
  );
  document.addEventListener(
    'click',
    ({ timeStamp }) => {
      clickAt = timeStamp;
    },
    true,
  );

  window.probe = {
    opened: until(() => document.querySelectorAll('.extension tbody tr').length >= rows),
    async afterKey(quietMs, text) {
      const giveUpAt = performance.now() + 10_000;
      const isOver = (): boolean =>
        paintedAt > Math.max(keyAt, changedAt) &&
        performance.now() - changedAt > quietMs &&
        (document.querySelector('.extension')?.textContent.includes(text) ?? false);
      while (!isOver()) {
        if (performance.now() > giveUpAt) throw new Error(`No key led to “${text}”.`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return paintedAt - keyAt;
    },
    async afterClick(selector, pattern) {
      const text = new RegExp(pattern, 'u');
      const at = await until(() =>
        [...document.querySelectorAll(selector)].some((one) => text.test(one.textContent)),
      );
      return at - clickAt;
    },
  };
}
